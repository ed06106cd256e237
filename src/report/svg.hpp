// SVG as text: escaping, numbers, a canvas of lines, boxes and words. Colours are classes, with a light and a
// dark set.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backroll {

// For text and attribute values in HTML and SVG; bytes that XML does not allow become '?'.
std::string escape_markup(std::string_view text);
// Escaped, with the signs that plain text spells out: cm2 -> cm², +- -> ±.
std::string pretty_markup(std::string_view text);

enum class Anchor { start, middle, end };

// Colours for series; safe for colour-blind readers (Okabe and Ito), the same everywhere.
enum class Colour { total, muscle, spine, rib, scapula, pelvis, rest, soft, medium, firm, harder, count };
Colour firmness_colour(std::size_t run, std::size_t runs);

class Svg {
 public:
  Svg(double width, double height, const std::string& title, const std::string& description);

  void line(double x1, double y1, double x2, double y2, const char* css_class);
  void box(double x, double y, double width, double height, const std::string& css_class);
  void text(double x, double y, std::string_view words, Anchor anchor = Anchor::start,
            const char* css_class = "br-text");
  void turned_text(double x, double y, std::string_view words);  // upwards, centred
  void path(const std::vector<std::pair<double, double>>& points, Colour colour, bool dashed);
  // Closed outlines, filled even-odd.
  void area(const std::vector<std::vector<std::pair<double, double>>>& rings, const std::string& css_class);
  void dot(double x, double y, double radius, Colour colour);
  // What is drawn between belongs to a series, or is its entry in the legend; report.html's script uses both.
  void begin_series(std::string_view name);
  void begin_key(std::string_view name);
  void end_group();
  // The plot's place: value and pixel of both ends of each axis, for the script.
  void plot_place(const struct Axis& x, const struct Axis& y, std::string_view x_label);
  std::string finish();

 private:
  std::string out_;
};

std::string fill_class(Colour colour);

// One hue from pale to deep, the same on light and dark ground: for cells with a value.
inline constexpr int kShades = 9;
std::string shade_class(int shade);  // of boxes; words on it: "br-ink" up to kShades / 2, else "br-paper"
// Of differences: below 0 and above it, each from pale to deep.
inline constexpr int kDifferenceShades = 4;
std::string difference_class(bool above, int shade);
// About, at the charts' 12 px.
double text_width(std::string_view words);

}  // namespace backroll
