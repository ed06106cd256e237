#include "report/plate.hpp"

#include <cairo/cairo.h>

#include <charconv>
#include <cmath>
#include <memory>

#include "scenario/input_error.hpp"

namespace backroll {

namespace {

constexpr double kHalo = 3;  // [px] of the rim around words over tissue

std::string tenths(double value) {
  char buffer[40];
  const double rounded = std::round(value * 10) / 10 + 0.0;
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, rounded, std::chars_format::fixed, 1);
  std::string text(buffer, end.ptr);
  if (text.ends_with(".0")) text.erase(text.size() - 2);
  return text == "-0" ? "0" : text;
}

// Relative steps of rounded places, so that rounding does not add up.
std::string path_data(const Ring& ring, bool closed) {
  std::string data;
  double x = 0, y = 0;
  for (std::size_t n = 0; n < ring.size(); ++n) {
    const double px = std::round(ring[n].x * 10) / 10, py = std::round(ring[n].y * 10) / 10;
    if (n > 0 && px == x && py == y) continue;
    const std::string dx = tenths(n == 0 ? px : px - x), dy = tenths(n == 0 ? py : py - y);
    data += n == 0 ? "M" : n == 1 ? "l" : dx[0] == '-' ? "" : " ";
    data += dx + (dy[0] == '-' ? "" : " ") + dy;
    x = px;
    y = py;
  }
  return data + (closed ? "z" : "");
}

std::string svg_of(const PlateShape& shape) {
  std::string out = "<path fill=\"" + (shape.fill.empty() ? "none" : shape.fill) + "\" fill-rule=\"evenodd\"";
  if (!shape.stroke.empty())
    out += " stroke=\"" + shape.stroke + "\" stroke-width=\"" + tenths(shape.stroke_width) +
           "\" stroke-linejoin=\"round\" stroke-linecap=\"round\"";
  out += " d=\"";
  for (const Ring& ring : shape.rings) out += path_data(ring, shape.closed);
  if (shape.title.empty()) return out + "\"/>\n";
  return out + "\"><title>" + escape_markup(shape.title) + "</title></path>\n";
}

std::string svg_of(const PlateText& text) {
  constexpr const char* kAnchors[] = {"start", "middle", "end"};
  std::string out = "<text x=\"" + tenths(text.x) + "\" y=\"" + tenths(text.y) + "\" font-size=\"" +
                    tenths(text.size) + "\" text-anchor=\"" + kAnchors[static_cast<int>(text.anchor)] +
                    "\" fill=\"" + text.colour + "\"";
  if (text.bold) out += " font-weight=\"600\"";
  if (text.halo)
    out += " stroke=\"#ffffff\" stroke-width=\"" + tenths(kHalo) +
           "\" stroke-linejoin=\"round\" paint-order=\"stroke\"";
  return out + ">" + pretty_markup(text.words) + "</text>\n";
}

void set_colour(cairo_t* to, const std::string& colour) {
  const auto part = [&colour](int at) {
    return static_cast<double>(std::stoi(colour.substr(at, 2), nullptr, 16)) / 255;
  };
  cairo_set_source_rgb(to, part(1), part(3), part(5));
}

void paint(cairo_t* to, const PlateShape& shape) {
  cairo_set_fill_rule(to, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_new_path(to);
  for (const Ring& ring : shape.rings) {
    cairo_new_sub_path(to);
    for (const PlanePoint& p : ring) cairo_line_to(to, p.x, p.y);
    if (shape.closed) cairo_close_path(to);
  }
  if (!shape.fill.empty()) {
    set_colour(to, shape.fill);
    cairo_fill_preserve(to);
  }
  if (!shape.stroke.empty()) {
    set_colour(to, shape.stroke);
    cairo_set_line_width(to, shape.stroke_width);
    cairo_stroke_preserve(to);
  }
  cairo_new_path(to);
}

void paint(cairo_t* to, const PlateText& text) {
  cairo_set_fill_rule(to, CAIRO_FILL_RULE_WINDING);
  cairo_select_font_face(to, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
                         text.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(to, 0.94 * text.size);  // DejaVu is wide
  cairo_text_extents_t size;
  cairo_text_extents(to, text.words.c_str(), &size);
  const double shift = text.anchor == Anchor::start ? 0 : text.anchor == Anchor::middle ? 0.5 : 1;
  cairo_move_to(to, text.x - shift * size.x_advance, text.y);
  cairo_text_path(to, text.words.c_str());
  if (text.halo) {
    set_colour(to, "#ffffff");
    cairo_set_line_width(to, kHalo);
    cairo_stroke_preserve(to);
  }
  set_colour(to, text.colour);
  cairo_fill(to);
}

}  // namespace

std::string plate_svg(const Plate& plate) {
  std::string out =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + tenths(plate.width) + "\" height=\"" +
      tenths(plate.height) + "\" viewBox=\"0 0 " + tenths(plate.width) + " " + tenths(plate.height) +
      "\" role=\"img\" font-family=\"system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif\"><title>" +
      escape_markup(plate.title) + "</title><desc>" + escape_markup(plate.description) +
      "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
  for (const auto& item : plate.items) out += std::visit([](const auto& each) { return svg_of(each); }, item);
  return out + "</svg>\n";
}

void write_plate_png(const Plate& plate, const std::filesystem::path& file, double scale) {
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(std::ceil(scale * plate.width)),
                                 static_cast<int>(std::ceil(scale * plate.height))),
      cairo_surface_destroy);
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> to(cairo_create(surface.get()), cairo_destroy);
  set_colour(to.get(), "#ffffff");
  cairo_paint(to.get());
  cairo_scale(to.get(), scale, scale);
  cairo_set_line_join(to.get(), CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(to.get(), CAIRO_LINE_CAP_ROUND);
  for (const auto& item : plate.items) std::visit([&to](const auto& each) { paint(to.get(), each); }, item);
  const cairo_status_t status = cairo_surface_write_to_png(surface.get(), file.string().c_str());
  if (status != CAIRO_STATUS_SUCCESS)
    throw MachineError(file.string() + ": cannot be written (" + cairo_status_to_string(status) + ")");
}

}  // namespace backroll
