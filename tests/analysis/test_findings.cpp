#include <doctest/doctest.h>

#include "analysis/bands.hpp"
#include "analysis/findings.hpp"
#include "analysis/loaded.hpp"
#include "analysis/text.hpp"
#include "recording/synthetic.hpp"

using namespace backroll;
using doctest::Approx;

namespace {

// Two regions, one muscle, one bone; three loaded frames of 0.5 s between an approach and a lift.
struct Tiny {
  RunInfo info;
  std::vector<Frame> frames;

  Tiny() {
    info.regions = {{"longissimus left", RegionKind::muscle}, {"T8", RegionKind::spine}};
    info.bones = {{"T8", BoneKind::spine, {0, 0, 0}}};
    info.muscles = {"longissimus left"};
    info.levels = {"T6", "T8"};
    info.level_position = {0.30, 0.25};
    add("approach", 0.30, 900, 900, 0, 90e3);
    add("roll", 0.301, 100, 60, 40, 30e3);
    add("roll", 0.2501, 200, 100, 100, 40e3);
    add("hold", 0.25, 300, 140, 160, 80e3);
    add("lift", 0.25, 900, 900, 0, 90e3);
    frames[2].muscle[0] = {10e3, 40e3, 0.2, 0.5, 2e-6};
    frames[3].muscle[0] = {16e3, 50e3, 0.4, 0.6, 3e-6};
    frames[2].closure_error = 2e-3;
    frames[2].closure_path = 2e-3;
    frames[3].converged = false;
    frames[3].retries = 2;
  }

  void add(const char* phase, double position, double contact, double muscle, double spine, double peak) {
    Frame f;
    f.time_s = 0.5 * static_cast<double>(frames.size() + 1);
    f.phase = phase;
    f.position = position;
    f.contact_force = f.load = contact;
    f.region_force = {muscle, spine};
    f.region_area = {0.01, 0.002};
    f.contact_area = 0.01;
    f.mean_pressure = contact / 0.01;
    f.peak_pressure_1cm2 = peak;
    f.path_spine = 0.75 * contact;
    f.path_deep = 0.5 * contact;
    f.height = -1e-5 * contact;
    f.muscle = {{1e3, 2e3, 0.01, 0.02, 0}};
    frames.push_back(f);
  }
};

}  // namespace

TEST_CASE("means, peaks and shares over roll and hold only") {
  const Tiny tiny;
  const Findings f = find(tiny.info, tiny.frames, {});
  CHECK(f.loaded_time == Approx(1.5));
  CHECK(f.force.contact.mean == Approx(200));
  CHECK(f.force.contact.peak == Approx(300));
  CHECK(f.force.contact.peak_time_s == Approx(2.0));
  CHECK(f.force.muscle.mean == Approx(100));
  CHECK(f.force.skin.muscle == Approx(0.5));
  CHECK(f.force.skin.spine == Approx(0.5));
  CHECK(f.force.path.spine == Approx(0.6));
  CHECK(f.force.path.deep == Approx(0.4));
  CHECK(f.force.height.peak == Approx(-3e-3));
  CHECK(f.force.peak_1cm2.peak == Approx(80e3));
}

TEST_CASE("frames of uneven length weigh by their time") {
  Tiny tiny;
  tiny.frames[3].time_s = 3;  // the hold frame stands for 1.5 s
  const Findings f = find(tiny.info, tiny.frames, {});
  CHECK(f.loaded_time == Approx(2.5));
  CHECK(f.force.contact.mean == Approx((100 * 0.5 + 200 * 0.5 + 300 * 1.5) / 2.5));
}

TEST_CASE("percentiles over time weigh each frame by its time") {
  Loaded loaded;
  std::vector<Frame> frames(3);
  const double force[] = {30, 10, 20};
  const double seconds[] = {1, 8, 1};
  for (std::size_t n = 0; n < 3; ++n) {
    frames[n].contact_force = force[n];
    loaded.frames.push_back(&frames[n]);
    loaded.weight.push_back(seconds[n]);
    loaded.time += seconds[n];
  }
  const auto contact = [](const Frame& frame) { return frame.contact_force; };
  CHECK(loaded.percentile(contact, 0.05) == 10);
  CHECK(loaded.percentile(contact, 0.8) == 10);
  CHECK(loaded.percentile(contact, 0.85) == 20);
  CHECK(loaded.percentile(contact, 0.95) == 30);
  CHECK(Loaded{}.percentile(contact, 0.5) == 0);
}

TEST_CASE("levels take the nearest roll frame of each pass") {
  const RunInfo info = synthetic::back_info();
  const Findings f = find(info, synthetic::back_run(info), {});
  REQUIRE(f.levels.size() == 3);
  CHECK(f.levels[0].level == "T4");
  CHECK(f.levels[0].passes == 1);  // the way back turns at T8
  CHECK(f.levels[1].passes == 2);
  CHECK(f.levels[2].passes == 1);  // the turning point is one pass
  CHECK_FALSE(f.levels[1].held);
  // synthetic: spine share 0.15 + 0.1 wave, wave = 1 at T8 and 0 at T4, T12
  CHECK(f.levels[1].skin.spine == Approx(0.25).epsilon(1e-3));
  CHECK(f.levels[2].skin.spine == Approx(0.15).epsilon(1e-3));
}

TEST_CASE("a level that is only held comes from the hold") {
  Tiny tiny;
  tiny.frames[2].phase = "hold";
  const Findings f = find(tiny.info, tiny.frames, {});
  REQUIRE(f.levels.size() == 2);
  CHECK_FALSE(f.levels[0].held);
  CHECK(f.levels[1].held);
  CHECK(f.levels[1].passes == 2);
  CHECK(f.levels[1].contact == Approx(250));
}

TEST_CASE("muscles: force, stress, strain, volume and time above the limit") {
  const Tiny tiny;
  const Findings f = find(tiny.info, tiny.frames, {});
  REQUIRE(f.muscles.size() == 1);
  const MuscleFindings& m = f.muscles[0];
  CHECK(m.force == Approx(100));
  CHECK(m.share == Approx(0.5));
  CHECK(m.stress == Approx(9e3));
  CHECK(m.stress_peak == Approx(16e3));
  CHECK(m.stress_p95_peak == Approx(50e3));
  CHECK(m.strain_p95_peak == Approx(0.6));
  CHECK(m.volume_above_limit_peak == Approx(3e-6));
  CHECK(m.time_above_limit == Approx(1.0));
  CHECK(f.longest_above_limit == Approx(1.0));
}

TEST_CASE("quality keeps the worst frame") {
  const Tiny tiny;
  const Findings f = find(tiny.info, tiny.frames, {});
  CHECK(f.quality.closure == Approx(2e-3));
  CHECK(f.quality.closure_time_s == Approx(1.5));
  CHECK_FALSE(f.quality.closed);
  CHECK(f.quality.unconverged == 1);
  CHECK(f.quality.retries == 2);
}

TEST_CASE("comparison bands") {
  Tiny tiny;
  const auto bands = comparison_bands(find(tiny.info, tiny.frames, {}));
  REQUIRE(bands.size() == 4);
  CHECK(bands[0].value == Approx(20));
  CHECK(bands[0].band == Band::green);
  CHECK(bands[1].value == Approx(80));
  CHECK(bands[1].band == Band::green);
  CHECK(bands[2].value == Approx(60));
  CHECK(bands[2].band == Band::red);
  CHECK(bands[3].band == Band::green);
  tiny.frames[3].peak_pressure_1cm2 = 150e3;
  CHECK(comparison_bands(find(tiny.info, tiny.frames, {}))[1].band == Band::amber);
  tiny.frames[3].peak_pressure_1cm2 = 351e3;
  CHECK(comparison_bands(find(tiny.info, tiny.frames, {}))[1].band == Band::red);
}

TEST_CASE("a specimen's force over depth") {
  const Findings f = find(synthetic::specimen_info(), synthetic::specimen_run(), {});
  const SpecimenFindings& s = f.specimen;
  REQUIRE(s.at_depth.size() == 5);
  CHECK(s.at_depth[1].depth == Approx(0.010));
  CHECK(s.at_depth[1].force == Approx(100).epsilon(1e-4));  // 8000 d + 2e5 d2
  REQUIRE(s.at_load.size() == 3);
  CHECK(s.at_load[0].force == Approx(100));
  CHECK(s.at_load[0].depth == Approx(0.010).epsilon(1e-4));
  CHECK(s.deepest.force == Approx(325));
  CHECK(s.stiffness == Approx((325 - 131.25) / 0.0125).epsilon(1e-4));
  CHECK(s.penetration_share == Approx(0.002));
  CHECK(s.rigid);
  CHECK(s.roll_length == 0);
}

TEST_CASE("a specimen rolled under a held load") {
  auto frames = synthetic::specimen_run(10);
  for (Frame& frame : frames) {
    frame.load_controlled = true;
    frame.load = frame.contact_force;
  }
  for (int s = 1; s <= 4; ++s) {
    Frame frame = frames[9];
    frame.time_s += 0.1 * s;
    frame.position = 0.01 * s;
    frame.depth += s % 2 ? 1e-4 : -1e-4;
    frame.tangential_force = 0.65 * s;
    frames.push_back(frame);
  }
  const SpecimenFindings s = find(synthetic::specimen_info(), frames, {}).specimen;
  CHECK(s.roll_length == Approx(0.04));
  CHECK(s.depth_ripple == Approx(1e-4));
  CHECK(s.tangential_share == Approx(2.6 / 325));
  CHECK(s.deepest.depth == Approx(0.025));
}

TEST_CASE("no frames, or none under load, is not an error") {
  const RunInfo info = synthetic::back_info();
  const Findings none = find(info, {}, {RunStatus::failed, "no equilibrium", "1"});
  CHECK(none.loaded_time == 0);
  CHECK(none.levels.empty());
  CHECK(find(info, {synthetic::back_frame(info, 0.1, "approach", 0.42, 0.5)}, {}).force.contact.mean == 0);
  CHECK(find(synthetic::specimen_info(), {}, {}).specimen.at_depth.empty());
}

TEST_CASE("numbers for people") {
  CHECK(number_text(0.012345) == "0.0123");
  CHECK(number_text(34.26) == "34.3");
  CHECK(number_text(470) == "470");
  CHECK(number_text(12345) == "12300");
  CHECK(number_text(9.999) == "10");
  CHECK(number_text(-0.2) == "-0.2");
  CHECK(number_text(0) == "0");
  CHECK(number_text(HUGE_VAL) == "-");
  CHECK(percent_text(0.254) == "25 %");
  CHECK(percent_text(0.0554) == "5.5 %");
  CHECK(joined({"a", "b", "c"}) == "a, b and c");
  CHECK(round_step(0.025, 5) == Approx(0.005));
  CHECK(round_step(325, 5) == Approx(100));
  CHECK(round_step(1, 5) == Approx(0.2));
}
