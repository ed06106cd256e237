#include "session/press.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "scenario/input_error.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

constexpr double kDirectionSmoothing =
    0.02;                       // [m] the head looks along the midline's normal over +- this arc
constexpr double kLayer = 3e9;  // [Pa/m] of the head's stiff layer: 0.1 mm at 300 kPa

// The skin's point nearest to (y, z) and how far off it is.
Vec3 skin_point(const BackModel& back, double y, double z) {
  const Lattice& lat = back.lattice;
  constexpr int kParts = 8;
  Vec3 best = Vec3::Zero();
  double nearest = 1e9;
  for (int j = 0; j + 1 < lat.nj; ++j)
    for (int i = 0; i + 1 < lat.ni; ++i)
      for (int b = 0; b <= kParts; ++b)
        for (int a = 0; a <= kParts; ++a) {
          const double p = a / double(kParts), q = b / double(kParts);
          const Vec3 x = (1 - p) * (1 - q) * lat.position[lat.node(i, j, 0)] +
                         p * (1 - q) * lat.position[lat.node(i + 1, j, 0)] +
                         (1 - p) * q * lat.position[lat.node(i, j + 1, 0)] +
                         p * q * lat.position[lat.node(i + 1, j + 1, 0)];
          const double d = std::hypot(x.y() - y, x.z() - z);
          if (d < nearest) {
            nearest = d;
            best = x;
          }
        }
  return best;
}

}  // namespace

PressPlace press_place(const Press& press, const BackModel& back) {
  PressPlace place;
  if (press.on_sternum()) {
    place.on_sternum = true;
    place.arc = level_arc(back, "T6");
    const MidlineFrame frame = midline_at(back, place.arc, kDirectionSmoothing);
    place.base = frame.point;
    place.direction = frame.normal;
    return place;
  }
  place.arc = level_arc(back, press.at) + press.up_m;
  const MidlineFrame frame = midline_at(back, place.arc, kDirectionSmoothing);
  place.direction = frame.normal;
  place.base = skin_point(back, frame.point.y(), press.right_m);
  if (std::abs(place.base.z() - press.right_m) > 0.01 || std::abs(place.base.y() - frame.point.y()) > 0.01)
    throw InputError("press.at = \"" + press.at + "\" with these offsets lies beside the modelled skin");
  return place;
}

Indenter press_indenter(const Press& press) {
  Indenter in;
  in.shape = press.head == HeadShape::sphere   ? IndenterShape::sphere
             : press.head == HeadShape::square ? IndenterShape::square
                                               : IndenterShape::punch;
  in.radius = press.head == HeadShape::square ? 0.5 * std::sqrt(press.area_m2)
                                              : std::sqrt(press.area_m2 / std::numbers::pi);
  in.side = Vec3::UnitZ();  // edges across and along the spine
  in.fillet = std::min(1.5e-3, 0.2 * in.radius);
  in.rigid = true;
  in.layer_stiffness = kLayer;
  in.touch_smoothing = 2e-5;
  in.friction = 0.5;
  in.spin = SpinMode::locked;
  return in;
}

std::string press_name(const Press& press) {
  char text[64];
  std::snprintf(text, sizeof text, "%s head %.1f cm2", word_of(press.head).c_str(), 1e4 * press.area_m2);
  return text;
}

std::vector<PlanStep> plan_press(const Press& press, double arc, double time_step) {
  const Table& table = press.force_n ? *press.force_n : *press.depth_m;
  const int steps = std::max(1, static_cast<int>(std::ceil(table.back().first / time_step - 1e-9)));
  std::vector<PlanStep> plan;
  for (int n = 1; n <= steps; ++n) {
    PlanStep step;
    step.time = n * time_step;
    step.dt = time_step;
    step.phase = "press";
    step.arc = arc;
    step.load = press.force_n ? std::max(0.0, table_value(table, step.time)) : 0;
    plan.push_back(step);
  }
  return plan;
}

}  // namespace backroll
