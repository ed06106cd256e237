// A section through a body as an anatomical plate: regions in their colours, names with leader lines, a scale
// bar. It takes a grid of labels and what to write, and knows nothing of where they come from.
#pragma once

#include <string>
#include <vector>

#include "report/plate.hpp"

namespace backroll {

enum class Edge { top, bottom, left, right };

// How a label is drawn. Layers with a larger `order` are drawn over the others.
struct SectionStyle {
  std::uint8_t label = 0;
  std::string fill, stroke;  // "#rrggbb"
  double stroke_width = 0.8;
  int order = 0;
  std::string name;  // shown under the pointer
};

// A name at an edge of the picture, led to a place of the section.
struct SectionCallout {
  std::string name;
  PlanePoint place;  // [mm]
  Edge edge = Edge::top;
};

// A line over the regions: a fascia.
struct SectionLine {
  Ring points;  // [mm]
  std::string colour = "#ffffff", casing = "#7c6a58";
  double width = 1.6;  // [px]
};

// A word at its place: a vertebra's name.
struct SectionWord {
  std::string words;
  PlanePoint place;  // [mm] middle of the word
  bool bold = false;
};

struct SectionPicture {
  std::string title, subtitle;  // the subtitle also says how to look at it
  LabelGrid grid;
  std::vector<SectionStyle> styles;
  std::vector<SectionLine> lines;
  std::vector<SectionCallout> callouts;
  std::vector<SectionWord> words;
  std::string left, right, top, bottom;  // where the body's sides are: "R", "L", "front", "back"
  double pixels_per_mm = 3;
};

Plate section_plate(const SectionPicture& picture);

}  // namespace backroll
