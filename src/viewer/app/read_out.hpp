// What is read off a run: points picked on the skin with their pressure over time, the dose, and what is
// under the pointer.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "viewer/geometry/pick.hpp"
#include "viewer/run/run_data.hpp"

namespace backroll {

inline constexpr std::size_t kMostPoints = 4;

glm::vec3 point_colour(std::size_t point);  // sRGB, of the dot and the curve

// A material point of the skin: the four nodes of its face with their weights.
struct PickedPoint {
  std::array<int, 4> node = {};
  std::array<float, 4> weight = {};
  std::string region;                   // "longissimus left", "T8"
  std::string level;                    // nearest
  double z = 0;                         // [m] right of the midline, unloaded
  std::vector<double> times, pressure;  // [s], [Pa]: at the run's snapshots read so far
};

PickedPoint picked_point(const BackModel& back, const SkinPlace& place);
// "T8, longissimus left, 32 mm left"
std::string place_words(const PickedPoint& point);
// Reads on where snapshots have come, at most `most` of them.
void follow_point(PickedPoint& point, const Snapshots& snapshots, int most);
double pressure_of(const PickedPoint& point, const FieldSnapshot& snapshot);  // [Pa]
glm::vec3 position_of(const PickedPoint& point, const BackModel& back, const FieldSnapshot& snapshot);

// Integral of the pressure over time at every node [Pa s], from the start to a time that may move both ways.
class DoseSum {
 public:
  const std::vector<float>& until(double time, const Snapshots& snapshots);

 private:
  std::vector<float> sum_;  // up to snapshot done_ - 1
  std::size_t done_ = 0;
  std::size_t known_ = 0;  // snapshots there were, to notice that they were thinned out
};

// How the spine has bent, in two lines: "kyphosis 35.2 deg (-4.8), lordosis 40.1 deg (+3.1)" and the unit
// that extends most with its angle and compression. "" where the bones are held.
std::string spine_words(const RunData& run, double time);

// What the person on the floor presses and stands on, a line each; "" where the load is given.
std::string person_words(const RunData& run, double time);

// What the pointer rests on: "T8 takes 43 N (peak 61 N)" and the like, several lines; "" where there is
// nothing.
std::string hover_words(const RunData& run, double time, const ScenePart& part);

}  // namespace backroll
