// A piece of the skeleton: largest load, stiffness over its upper half, the answer, its table.
#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/part_findings.hpp"
#include "recording/part_csv.hpp"
#include "units.hpp"

using namespace backroll;

namespace {

// 0 .. 100 N and back in steps of 10 N; 10 N/mm up to 50 N, 20 N/mm above it; softer on the way back.
PartRun pressed_cage() {
  PartRun run;
  run.title = "cage, loaded at the sternum";
  run.loaded_body = "sternum";
  run.direction = Vec3(-1, 0, 0);
  run.bodies = {"T1", "sternum"};
  run.joints = {"rib"};
  for (int n = 0; n <= 20; ++n) {
    const double force = n <= 10 ? 10 * n : 200 - 10 * n;
    PartStep step;
    step.time_s = 0.1 * n;
    step.force = force;
    const double depth_mm = force <= 50 ? force / 10 : 5 + (force - 50) / 20;
    step.shift.x() = -1e-3 * depth_mm * (n <= 10 ? 1 : 1.1);
    step.iterations = 2;
    run.steps.push_back(step);
  }
  run.planned = 21;
  return run;
}

PartRun bent() {
  PartRun run;
  run.title = "spinal unit L3/L4";
  run.loaded_body = "L3";
  run.moment = true;
  run.direction = Vec3(0, 0, -1);
  run.preload = 250;
  run.units = {"L3/L4"};
  run.bodies = {"L3", "L4"};
  run.joints = {"L3/L4"};
  for (int n = 0; n <= 5; ++n) {
    PartStep step;
    step.moment = n;
    step.turn = Vec3(0, 0, -0.5 * kRadians * n);
    step.unit_angle = {step.turn};
    run.steps.push_back(step);
  }
  run.planned = 6;
  return run;
}

Part part_of(PartKind kind) {
  Part part;
  part.kind = kind;
  return part;
}

}  // namespace

TEST_CASE("stiffness is the secant over the upper half of the load, on the way up") {
  const PartFindings found = find_part("cage", part_of(PartKind::cage), pressed_cage(), {});
  CHECK(found.load == 100);
  CHECK(found.time_s == doctest::Approx(1));
  CHECK(found.displacement == doctest::Approx(7.5e-3));
  CHECK(found.stiffness == doctest::Approx(20e3));
  CHECK(found.iterations == 42);
  const PartFindings moment = find_part("unit", part_of(PartKind::spinal_unit), bent(), {});
  CHECK(moment.displacement == doctest::Approx(2.5 * kRadians));
  CHECK(moment.stiffness * kRadians == doctest::Approx(2));
}

TEST_CASE("the answer of a part is a few plain lines") {
  const PartFindings cage = find_part("cage", part_of(PartKind::cage), pressed_cage(), {});
  CHECK(answer_lines(cage, pressed_cage()) ==
        std::vector<std::string>{"Cage, loaded at the sternum: 2 bodies, 1 joint.",
                                 "Pushed backward with 100 N, the sternum moves by 7.5 mm that way.",
                                 "Stiffness over the upper half of the load: 20 N/mm."});
  const PartFindings unit = find_part("unit", part_of(PartKind::spinal_unit), bent(), {});
  CHECK(answer_lines(unit, bent()) ==
        std::vector<std::string>{"Spinal unit L3/L4: 2 bodies, 1 joint, preload 250 N.",
                                 "Leaned forward with 5 N m, L3 turns by 2.5 deg that way.",
                                 "Stiffness over the upper half of the load: 2 N m/deg."});
}

TEST_CASE("summary.json of a part holds name, kind, load, displacement, stiffness and the verdict") {
  PartRun run = bent();
  const auto json =
      nlohmann::json::parse(summary_json(find_part("unit", part_of(PartKind::spinal_unit), run, {}), run));
  CHECK(json["kind"] == "part");
  CHECK(json["scenario"] == "unit");
  CHECK(json["status"] == "complete");
  CHECK(json["part"]["kind"] == "spinal_unit");
  CHECK(json["part"]["largest_moment_nm"] == 5);
  CHECK(json["part"]["displacement_deg"].get<double>() == doctest::Approx(2.5));
  CHECK(json["part"]["stiffness_nm_deg"].get<double>() == doctest::Approx(2));
  CHECK(json["check"]["converged"] == true);

  RunOutcome failed;
  failed.status = RunStatus::failed;
  run.converged = false;
  run.steps.resize(1);  // no load: nothing moved
  const auto short_json = nlohmann::json::parse(
      summary_json(find_part("unit", part_of(PartKind::spinal_unit), run, failed), run));
  CHECK(short_json["status"] == "failed");
  CHECK(short_json["check"]["converged"] == false);
  CHECK(short_json["part"]["stiffness_nm_deg"].is_null());
}

TEST_CASE("forces.csv of a part has a row a step in millimetres and degrees") {
  const std::string csv = part_csv(bent());
  CHECK(
      csv.starts_with("time_s,force_n,moment_nm,shift_x_mm,shift_y_mm,shift_z_mm,turn_x_deg,turn_y_deg,"
                      "turn_z_deg,residual_n,iterations,l3_l4_extension_deg,l3_l4_turn_left_deg,"
                      "l3_l4_lean_right_deg\n0,0,0,"));
  CHECK(csv.ends_with("\n0,0,5,0,0,0,0,0,-2.5,0,0,-2.5,0,0\n"));
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 7);
  for (const PartColumn& column : part_columns({"L3/L4"})) {
    CHECK_FALSE(column.unit.empty());
    CHECK_FALSE(column.meaning.empty());
  }
}
