// V17: what a person on the floor puts on the roller.
#include "body/load_source.hpp"
#include "cli/validation_runs.hpp"
#include "scenario/catalogue.hpp"

namespace backroll {

namespace {

constexpr double kStature = 1.75;  // [m] of the published table

// Share of body weight on a medium roller after a second of a hold, by Bullet.
class Floor {
 public:
  Floor() {
    subject_ = subject_row("average-man").subject;
    subject_.stature_m = kStature;
    back_ = build_back(subject_, Resolution::live, 0.012);
    body_ = build_body(subject_, back_);
  }
  double share(const char* level, Posture posture, Arms arms,
               std::optional<double> feet_from_hips = {}) const {
    Scenario scenario;
    scenario.subject = subject_;
    scenario.support.posture = posture;
    scenario.lying.arms = arms;
    scenario.lying.feet_from_hips_m = feet_from_hips;
    const Roller roller = roller_row("medium-epp").roller;
    BodyCommand command;
    command.arc = level_arc(back_, level);
    const BodySetup setup = body_setup(body_, scenario, roller, command.arc, command.arc);
    const auto source = bullet_load(body_, setup, roller, command);
    Loading loading;
    for (int n = 0; n < 60; ++n) loading = source->step(1.0 / 60, command);
    return loading.force_n / body_.weight;
  }
  // Ankles 1.25 m from the vertex instead of bent as in the table's body.
  double feet_at_table() const { return 1.25 - (body_.vertex_y - body_.hip.y()); }

 private:
  Subject subject_;
  BackModel back_;
  BodyModel body_;
};

}  // namespace

std::vector<ValidationRow> measure_lying() {
  const Floor floor;
  std::vector<ValidationRow> rows;
  struct Published {
    const char* level;
    double crossed, overhead, rigid;
  };
  constexpr Published kTable[] = {{"T4", 0.59, 0.64, 0.43},
                                  {"T6", 0.62, 0.67, 0.48},
                                  {"T8", 0.66, 0.72, 0.54},
                                  {"T10", 0.71, 0.76, 0.61},
                                  {"T12", 0.77, 0.83, 0.74}};
  const auto near = [&](const std::string& what, double published, double ours) {
    rows.push_back(row(what, "% of body weight", 1, 100 * published, 100 * (published - 0.03),
                       100 * (published + 0.03), 100 * ours));
  };
  for (const Published& p : kTable)
    near(std::string("hips up, arms crossed, ") + p.level, p.crossed,
         floor.share(p.level, Posture::hips_up, Arms::crossed));
  for (const Published& p : kTable)
    near(std::string("hips up, arms overhead, ") + p.level, p.overhead,
         floor.share(p.level, Posture::hips_up, Arms::overhead));
  for (const Published& p : kTable)
    rows.push_back(row(std::string("hips down, ") + p.level, "% of body weight", 1, {}, 33.0, 100 * p.rigid,
                       100 * floor.share(p.level, Posture::hips_down, Arms::crossed), true));
  for (const Published& p : kTable)
    rows.push_back(row(std::string("hips up, ankles 1.25 m from the vertex of this body, ") + p.level,
                       "% of body weight", 1, 100 * p.crossed, {}, {},
                       100 * floor.share(p.level, Posture::hips_up, Arms::crossed, floor.feet_at_table())));
  return rows;
}

}  // namespace backroll
