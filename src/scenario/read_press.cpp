// [support] and [press]: how the body lies, and a head pressed on it instead of a roller.
#include "scenario/read_parts.hpp"
#include "scenario/words.hpp"

namespace backroll {

Support read_support(const Section& section, bool pressed) {
  Support support;
  support.posture = from_word<Posture>(section.text("posture"));
  if (support.posture == Posture::prone && !pressed)
    section.fail("posture", "is for a [press]; with rollers the posture is hips_up, hips_down or held");
  support.muscle_hold = section.optional_number("muscle_hold_share");
  support.spine_preload_n = section.number("spine_preload_n");
  support.plinth_stiffness_n_m = section.number("plinth_stiffness_n_mm") * 1e3;
  return support;
}

Press read_press(const Section& section, Posture posture) {
  Press press;
  press.head = from_word<HeadShape>(section.text("head"));
  press.area_m2 = section.number("area_mm2") / 1e6;
  section.require("at");
  press.at = section.text("at");
  press.right_m = section.number("right_mm") / 1e3;
  press.up_m = section.number("up_mm") / 1e3;

  if (press.on_sternum() && (posture == Posture::prone || posture == Posture::held))
    section.fail("at", "a sternum is pressed with its owner on the back and bones that can move",
                 "support.posture = \"hips_up\" or \"hips_down\"");
  if (press.on_sternum()) section.refuse("depth_mm", "at = \"sternum\" is pressed by force: give force_n");
  press.force_n = section.optional_table("force_n");
  const auto depth = section.optional_table("depth_mm");
  if (depth && press.force_n) section.fail("depth_mm", "give either this or press.force_n");
  if (!depth && !press.force_n)
    section.fail_here("missing: give force_n or depth_mm as [time_s, value] pairs");
  if (depth) press.depth_m = scaled(*depth, 1e3);

  const std::vector<double> band = section.numbers("slope_between_n");
  if (band.size() != 2 || band[0] >= band[1])
    section.fail("slope_between_n", "two forces are expected, the smaller one first");
  press.band_n = {band[0], band[1]};
  return press;
}

}  // namespace backroll
