// A head pressed on a named place of the body: where it stands, its shape for the solver, its table in steps.
#pragma once

#include <string>
#include <vector>

#include "anatomy/back_model.hpp"
#include "protocol/plan.hpp"
#include "scenario/scenario.hpp"
#include "solver/indenter.hpp"

namespace backroll {

struct PressPlace {
  Vec3 base = Vec3::Zero();       // [m] on the unloaded skin
  Vec3 direction = Vec3::Zero();  // from the body outward, in the sagittal plane
  double arc = 0;                 // [m] along the midline
  bool on_sternum = false;        // from the front: a force on the bone, no skin
};
// Throws InputError for a place that is not on the lattice's skin.
PressPlace press_place(const Press& press, const BackModel& back);
Indenter press_indenter(const Press& press);
std::string press_name(const Press& press);  // "round head 3.0 cm2"
// Loads (zero under depth control) at multiples of `time_step`, to the table's end.
std::vector<PlanStep> plan_press(const Press& press, double arc, double time_step);

}  // namespace backroll
