#include "scenario/parameter_rows.hpp"
#include "scenario/words.hpp"

namespace backroll::parameter_rows {

std::vector<Parameter> body_keys() {
  const Default table = note("as assets/body.toml, scaled with stature");
  return {
      word("load", "source", words_of<LoadKind>(),
           note("bullet where support.posture is written and no force, else given"),
           "where the load comes from: given = force_n or body_weight_fraction; bullet = the body on the "
           "floor in Bullet's "
           "rigid world; statics = the same body in closed form"),
      word("body", "arms", words_of<Arms>(), otherwise("\"crossed\""),
           "crossed over the chest, overhead, or supporting: on elbows or hands"),
      word("body", "support_by", words_of<SupportBy>(), otherwise("\"elbows\""),
           "what takes support_share: elbows or hands (arms = \"supporting\"), or, hips down, the legs"),
      number("body", "support_share", "of body weight", 0, 0.9, otherwise("0"),
             "weight on elbows or hands together; legs: on the feet; it comes on over 0.3 s",
             "body.md 15-35 %, proposed"),
      number("body", "lean_deg", "deg", -20, 20, otherwise("0"),
             "turn of the trunk against the pelvis, positive: onto its right side; 4.6 shares the load about "
             "65 to 35",
             "derived"),
      number("body", "hip_height_mm", "mm", 80, 400, table, "hips up: of the hip joints over the floor",
             "assets/body.toml"),
      number("body", "feet_from_hips_mm", "mm", 100, 900, table,
             "ankles before the hips with the roller in the middle of its way", "assets/body.toml"),
      number("body", "stance_mm", "mm", 60, 800, table, "between the middles of the feet",
             "assets/body.toml"),
      number("body", "foot_friction", "", 0.05, 2, table, "Coulomb coefficient under the feet",
             "assets/body.toml"),
      number("body", "floor_friction", "", 0.05, 2, table, "the same of the roller on the floor",
             "assets/body.toml"),
      number("body", "roller_right_mm", "mm", -150, 150, otherwise("0"),
             "middle of the roller to the right of the spine; also where the load is given"),
      boolean("body", "ball_guided", otherwise("true"),
              "a ball is kept on its line, by a hand or a wall; false: it may roll off sideways"),
  };
}

}  // namespace backroll::parameter_rows
