#include "report/svg.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "recording/csv.hpp"
#include "report/axis.hpp"

namespace backroll {
namespace {

constexpr int kColours = static_cast<int>(Colour::count);
// total, muscle, spine, rib, scapula, pelvis, rest, soft, medium, firm, harder
constexpr std::array<const char*, kColours> kLight = {"#2b2f36", "#c4481b", "#0072b2", "#008a65",
                                                      "#b0568a", "#b87a00", "#8a9099", "#3a97cf",
                                                      "#7a6bb0", "#c4481b", "#2b2f36"};
constexpr std::array<const char*, kColours> kDark = {"#e8eaed", "#f0814f", "#56b4e9", "#2fc296",
                                                     "#e09bc4", "#e6a929", "#9aa1ab", "#6cc0f2",
                                                     "#b1a4e6", "#f0814f", "#e8eaed"};

std::string rules(const std::array<const char*, kColours>& colours, const char* ground, const char* text,
                  const char* muted, const char* grid, const char* band) {
  std::string css = std::string(".br-bg{fill:") + ground + "}.br-text{fill:" + text +
                    "}.br-muted{fill:" + muted + "}.br-grid{stroke:" + grid + "}.br-axis{stroke:" + muted +
                    "}.br-w{stroke:" + text + "}.br-band{fill:" + band + "}.br-on{fill:" + ground + "}";
  for (int c = 0; c < kColours; ++c) {
    const std::string n = std::to_string(c);
    for (const char* piece :
         {".br-l", n.c_str(), "{stroke:", colours[c], "}.br-f", n.c_str(), "{fill:", colours[c], "}"})
      css += piece;
  }
  return css;
}

// Single-hue blues of ColorBrewer (Brewer 2003).
constexpr std::array<const char*, kShades> kShade = {"#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6",
                                                     "#4292c6", "#2171b5", "#08519c", "#08306b"};

// Blue to red of ColorBrewer's RdBu (Brewer 2003), its middle left out.
constexpr std::array<const char*, kDifferenceShades> kBelow = {"#d1e5f0", "#92c5de", "#4393c3", "#2166ac"};
constexpr std::array<const char*, kDifferenceShades> kAbove = {"#fddbc7", "#f4a582", "#d6604d", "#b2182b"};

std::string shade_rules() {
  std::string css = ".br-ink{fill:#22262c}.br-paper{fill:#ffffff}";
  for (std::size_t s = 0; s < kDifferenceShades; ++s) {
    const std::string n = std::to_string(s);
    for (const char* piece :
         {".br-b", n.c_str(), "{fill:", kBelow[s], "}.br-a", n.c_str(), "{fill:", kAbove[s], "}"})
      css += piece;
  }
  for (int s = 0; s < kShades; ++s)
    css += ".br-q" + std::to_string(s) + "{fill:" + kShade[static_cast<std::size_t>(s)] + "}";
  return css;
}

const std::string& style() {
  static const std::string kLightRules = rules(kLight, "#ffffff", "#22262c", "#646b75", "#e3e6ea", "#f4f5f7");
  static const std::string kDarkRules = rules(kDark, "#1b1e23", "#e8eaed", "#a3aab4", "#343941", "#23272d");
  static const std::string kStyle = "<style>" + kLightRules +
                                    ".br-t{font-weight:600;font-size:14px}.br-s{font-size:11px}.br-pale{fill-"
                                    "opacity:.3}.br-faint{fill-opacity:.08}.br-p{fill:none;stroke-width:1.8;"
                                    "stroke-linejoin:round}" +
                                    shade_rules() + "@media screen and (prefers-color-scheme:dark){" +
                                    kDarkRules + "}</style>";
  return kStyle;
}

std::string coordinate(double value) {
  if (!std::isfinite(value)) value = 0;
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::round(value * 10) / 10 + 0.0,
                                 std::chars_format::fixed, 1);
  std::string text(buffer, end.ptr);
  if (text == "-0.0") return "0";
  if (text.ends_with(".0")) text.erase(text.size() - 2);
  return text;
}

std::string attribute(const char* name, double value) {
  return std::string(" ") + name + "=\"" + coordinate(value) + "\"";
}

// Length of the UTF-8 sequence at `at`, 0 where it is not one.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xc2 && lead < 0xe0 ? 2
                             : lead >= 0xe0 && lead < 0xf0 ? 3
                             : lead >= 0xf0 && lead < 0xf5 ? 4
                                                           : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(at + i) & 0xc0) != 0x80) return 0;
  return length;
}

}  // namespace

std::string escape_markup(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const std::size_t length = sequence_length(text, at);
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
    if (length == 0 || control)
      out += '?';
    else if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else
      out += text.substr(at, length);
    at += length == 0 ? 1 : length;
  }
  return out;
}

std::string pretty_markup(std::string_view text) {
  constexpr std::array<std::array<std::string_view, 2>, 4> kSigns = {
      {{"cm2", "cm²"}, {"cm3", "cm³"}, {"kg/m3", "kg/m³"}, {"+-", "±"}}};
  const std::string plain = escape_markup(text);
  std::string out;
  for (std::size_t at = 0; at < plain.size();) {
    const bool in_a_name = at > 0 && plain[at - 1] == '_';
    std::string_view from(plain.data() + at, 1), to = from;
    for (const auto& [spelt, sign] : kSigns) {
      const std::string_view rest = std::string_view(plain).substr(at);
      if (!in_a_name && rest.starts_with(spelt) && !rest.substr(spelt.size()).starts_with('_'))
        from = spelt, to = sign;
    }
    out.append(to);
    at += from.size();
  }
  return out;
}

Colour firmness_colour(std::size_t run, std::size_t runs) {
  if (run == 0) return Colour::soft;
  if (run + 1 == runs) return Colour::firm;
  constexpr std::array<Colour, 5> kBetween = {Colour::medium, Colour::rib, Colour::pelvis, Colour::scapula,
                                              Colour::rest};
  return kBetween[(run - 1) % kBetween.size()];
}

std::string shade_class(int shade) {
  return "br-q" + std::to_string(shade);
}

std::string difference_class(bool above, int shade) {
  return (above ? "br-a" : "br-b") + std::to_string(shade);
}

std::string fill_class(Colour colour) {
  return std::string("br-f").append(std::to_string(static_cast<int>(colour)));
}

double text_width(std::string_view words) {
  const std::string shown = pretty_markup(words);
  double width = 0;
  for (const char c : shown) {
    if ((static_cast<unsigned char>(c) & 0xc0) == 0x80) continue;  // inside a UTF-8 sequence
    const std::string_view narrow = "ijltfrI.,:;'|!()[] /";
    if (narrow.find(c) != std::string_view::npos)
      width += 4.4;
    else if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '%')
      width += 11.0;
    else if (c >= 'A' && c <= 'Z')
      width += 8.2;
    else
      width += 7.4;
  }
  return width;
}

Svg::Svg(double width, double height, const std::string& title, const std::string& description) {
  out_ =
      "<svg xmlns=\"http://www.w3.org/2000/svg\"" + attribute("width", width) + attribute("height", height) +
      " viewBox=\"0 0 " + coordinate(width) + " " + coordinate(height) +
      "\" role=\"img\" font-family=\"system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif\" font-size=\"12\">"
      "<title>" +
      escape_markup(title) + "</title><desc>" + escape_markup(description) + "</desc>" + style() + "\n";
  box(0, 0, width, height, "br-bg");
}

void Svg::line(double x1, double y1, double x2, double y2, const char* css_class) {
  out_ += std::string("<line") + attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) +
          attribute("y2", y2) + " class=\"" + css_class + "\"/>\n";
}

void Svg::box(double x, double y, double width, double height, const std::string& css_class) {
  out_ += std::string("<rect") + attribute("x", x) + attribute("y", y) +
          attribute("width", std::max(width, 0.0)) + attribute("height", std::max(height, 0.0)) +
          " class=\"" + css_class + "\"/>\n";
}

void Svg::text(double x, double y, std::string_view words, Anchor anchor, const char* css_class) {
  constexpr const char* kAnchors[] = {"start", "middle", "end"};
  out_ += std::string("<text") + attribute("x", x) + attribute("y", y) + " text-anchor=\"" +
          kAnchors[static_cast<int>(anchor)] + "\" class=\"" + css_class + "\">" + pretty_markup(words) +
          "</text>\n";
}

void Svg::turned_text(double x, double y, std::string_view words) {
  out_ += "<text transform=\"translate(" + coordinate(x) + " " + coordinate(y) +
          ") rotate(-90)\" text-anchor=\"middle\" class=\"br-muted\">" + pretty_markup(words) + "</text>\n";
}

void Svg::path(const std::vector<std::pair<double, double>>& points, Colour colour, bool dashed) {
  if (points.empty()) return;
  out_ += "<path class=\"br-p br-l" + std::to_string(static_cast<int>(colour)) + "\"" +
          (dashed ? " stroke-dasharray=\"6 3\"" : "") + " d=\"";
  for (std::size_t p = 0; p < points.size(); ++p) {
    out_ += p == 0 ? 'M' : p == 1 ? 'L' : ' ';
    out_ += coordinate(points[p].first);
    out_ += ' ';
    out_ += coordinate(points[p].second);
  }
  out_ += "\"/>\n";
}

void Svg::area(const std::vector<std::vector<std::pair<double, double>>>& rings,
               const std::string& css_class) {
  if (rings.empty()) return;
  out_ += "<path class=\"" + css_class + "\" fill-rule=\"evenodd\" d=\"";
  for (const auto& ring : rings) {
    for (std::size_t p = 0; p < ring.size(); ++p) {
      out_ += p == 0 ? 'M' : p == 1 ? 'L' : ' ';
      out_ += coordinate(ring[p].first) + " " + coordinate(ring[p].second);
    }
    out_ += 'Z';
  }
  out_ += "\"/>\n";
}

void Svg::dot(double x, double y, double radius, Colour colour) {
  out_ += std::string("<circle") + attribute("cx", x) + attribute("cy", y) + attribute("r", radius) +
          " class=\"" + fill_class(colour) + "\"/>\n";
}

void Svg::begin_series(std::string_view name) {
  out_ += "<g data-series=\"" + escape_markup(name) + "\">\n";
}

void Svg::begin_key(std::string_view name) {
  out_ += "<g class=\"br-key\" data-key=\"" + escape_markup(name) + "\">\n";
}

void Svg::end_group() {
  out_ += "</g>\n";
}

void Svg::plot_place(const Axis& x, const Axis& y, std::string_view x_label) {
  const auto ends = [](const Axis& a) {
    return csv_number(a.low) + " " + csv_number(a.high) + " " + coordinate(a.from) + " " + coordinate(a.to);
  };
  out_ += "<g class=\"br-plot\" data-x=\"" + ends(x) + "\" data-y=\"" + ends(y) + "\" data-label=\"" +
          escape_markup(x_label) + "\"/>\n";
}

std::string Svg::finish() {
  return out_ + "</svg>\n";
}

}  // namespace backroll
