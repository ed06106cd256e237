// The measures of a back beside what was published or specified: one row a check, with a verdict.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "anatomy/back_shape.hpp"

namespace backroll {

enum class Verdict {
  pass,
  miss,
  information  // the target is for another person, or there is none
};
const char* verdict_name(Verdict verdict);  // "pass", "miss", "for information"

struct Check {
  std::string name;  // "skin to spinous tip L3"
  std::string unit;  // "mm"; empty: a number
  int decimals = 1;  // worth printing
  double value = 0;
  std::optional<double> low, high;  // of the target, in the same unit; none: open on that side
  std::string target_for;           // whose target it is: "average man"; empty: everybody's
  std::string source;               // of the target
  Verdict verdict = Verdict::information;
  std::string cause;  // of a miss, in words
  bool must = false;  // must hold for every subject
  std::string note;   // what belongs to the value: a place, a name
};

// Depths, thicknesses, areas and places on the continuous back. Targets are for the person they were measured
// on or specified for: average man (1.78 m, 80 kg), average woman (1.65 m, 62 kg), lean man (1.80 m, 70 kg)
// and heavier man (1.75 m, 97 kg), each of usual bulk, fat and curvature; for everybody else a row is
// information.
std::vector<Check> shape_checks(const Subject& subject, const BackShape& shape);

// Shapes of the hexes, symmetry, labels, nodes of the bones, tips that are felt; for every subject.
std::vector<Check> lattice_checks(const BackModel& back, const BackShape& shape, Resolution resolution);

// Volumes of the tissues; the targets are the specification's for the average man's lattice.
std::vector<Check> volume_checks(const Subject& subject, const BackModel& back, Resolution resolution);

}  // namespace backroll
