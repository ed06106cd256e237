// [body] and the source of [load]: how the person lies on the floor.
#include "scenario/read_parts.hpp"
#include "scenario/words.hpp"

namespace backroll {

LoadKind read_load_source(const Section& load, const Section& support) {
  const bool force = load.given("force_n") || load.given("body_weight_fraction");
  const bool lies = support.given("posture") && support.text("posture") != word_of(Posture::held);
  if (!load.given("source")) return lies && !force ? LoadKind::bullet : LoadKind::given;
  const LoadKind source = from_word<LoadKind>(load.text("source"));
  if (source == LoadKind::given) return source;
  for (const char* key : {"force_n", "body_weight_fraction"})
    load.refuse(key, "belongs to source = \"given\"; with \"" + word_of(source) +
                         "\" the load follows from the posture");
  if (support.text("posture") == word_of(Posture::held))
    load.fail("source", "needs support.posture = \"hips_up\" or \"hips_down\"");
  return source;
}

Lying read_lying(const Section& body, LoadKind source, Posture posture) {
  Lying lying;
  lying.roller_right_m = body.number("roller_right_mm") / 1e3;
  if (source == LoadKind::given) {
    for (const std::string& key : body.given_keys())
      if (key != "roller_right_mm")
        body.refuse(key,
                    "is for a load that follows from the posture: load.source = \"bullet\" or \"statics\"");
    return lying;
  }
  lying.arms = from_word<Arms>(body.text("arms"));
  lying.support_by = from_word<SupportBy>(body.text("support_by"));
  lying.support_share = body.number("support_share");
  lying.lean_deg = body.number("lean_deg");
  lying.ball_guided = body.boolean("ball_guided");
  const auto metres = [&](const char* key) {
    std::optional<double> value = body.optional_number(key);
    if (value) *value /= 1e3;
    return value;
  };
  lying.hip_height_m = metres("hip_height_mm");
  lying.feet_from_hips_m = metres("feet_from_hips_mm");
  lying.stance_m = metres("stance_mm");
  lying.foot_friction = body.optional_number("foot_friction");
  lying.floor_friction = body.optional_number("floor_friction");

  const bool legs = lying.support_by == SupportBy::legs;
  if (legs && posture != Posture::hips_down)
    body.fail("support_by",
              "legs take a share with the hips down; hips up they carry what the roller does not",
              "\"elbows\", \"hands\"");
  if (!legs && lying.support_share > 0 && lying.arms != Arms::supporting)
    body.fail("support_share", "the arms cannot take it: they are " + word_of(lying.arms),
              "body.arms = \"supporting\"");
  if (posture == Posture::hips_down) body.refuse("hip_height_mm", "is for support.posture = \"hips_up\"");
  return lying;
}

}  // namespace backroll
