// A drawing of filled outlines, lines and words that can be saved as SVG and as PNG.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "report/contours.hpp"
#include "report/svg.hpp"

namespace backroll {

// Colours are "#rrggbb"; empty: none. Lengths in pixels, y down.
struct PlateShape {
  std::vector<Ring> rings;  // filled even-odd
  std::string fill, stroke;
  double stroke_width = 0;
  bool closed = true;  // false: lines
  std::string title;   // what it is; SVG shows it under the pointer
};

struct PlateText {
  double x = 0, y = 0;
  std::string words;
  Anchor anchor = Anchor::start;
  double size = 12;
  bool bold = false;
  std::string colour = "#22262c";
  bool halo = false;  // a white rim, over tissue
};

struct Plate {
  double width = 0, height = 0;
  std::string title, description;
  std::vector<std::variant<PlateShape, PlateText>> items;  // the later over the earlier
};

std::string plate_svg(const Plate& plate);
// `scale`: pixels of the file per pixel of the plate. Throws MachineError when the file cannot be written.
void write_plate_png(const Plate& plate, const std::filesystem::path& file, double scale);

}  // namespace backroll
