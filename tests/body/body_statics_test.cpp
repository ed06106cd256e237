// Posture and closed form: masses, published shares, balances about other points than the ones used.
#include "body/body_statics.hpp"

#include <doctest/doctest.h>

#include <Eigen/Geometry>

#include "floor.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

struct Rest {
  BodySetup setup;
  BodyPose pose;
  BodyForces forces;
};
Rest rest(const Lie& lie, double support_n = 0, double feet_n = -1) {
  Rest r;
  r.setup = lie.setup();
  r.pose = body_pose(man().body, r.setup, arc_of(lie.from), 0.02, 0);
  r.forces = body_forces(man().body, r.setup, r.pose, support_n, feet_n, nullptr);
  return r;
}

// Sum of all moments about z at the floor under the roller, feet included [N m].
double moment_about_roller(const Rest& r) {
  const SegmentPlaces places = place_segments(man().body, r.setup, r.pose);
  double sum = 0;
  const auto add = [&](const Vec3& at, const Vec3& force) { sum += at.cross(force).z(); };
  for (int s = 0; s < segment::count; ++s) {
    const bool foot = s == segment::foot_left || s == segment::foot_right;
    const BodySegment& part = man().body.segments[s];
    if (!foot) add(places[s](part.mass_centre), Vec3(-9.81 * part.mass, 0, 0));
  }
  const BodyForces& f = r.forces;
  const double feet_weight = 9.81 * 2 * man().body.segments[segment::foot_left].mass;
  const auto flat = [](const Vec2& v) { return Vec3(v.x(), v.y(), 0); };
  add(flat(r.pose.contact), f.roller_n * flat(r.pose.force_direction));
  add(flat(r.pose.ankle), Vec3(f.feet_n - feet_weight, f.feet_along_n, 0));
  add(flat(r.pose.seat), Vec3(f.pelvis_n, f.pelvis_along_n, 0));
  add(flat(r.pose.support), Vec3(f.arms_n, 0, 0));
  return sum;
}

}  // namespace

TEST_CASE("the segments weigh the body and reach from the vertex to the soles") {
  double mass = 0;
  for (const BodySegment& s : man().body.segments) mass += s.mass;
  CHECK(mass == doctest::Approx(80).epsilon(1e-3));
  const double sole = man().body.segments[segment::foot_left].joint.y() - man().body.table.ankle_height;
  CHECK(man().body.vertex_y - sole == doctest::Approx(1.75).epsilon(0.01));
}

TEST_CASE("the skin's profile is the midline within 1 mm, its derivatives are its own") {
  const SkinProfile& profile = man().body.profile;
  for (double arc = arc_of("L5"); arc < arc_of("T1"); arc += 0.01) {
    const SkinProfile::Point p = profile.at(arc), q = profile.at(arc + 1e-6);
    CHECK((midline_at(man().back, arc, 0).point.head<2>() - p.place).norm() < 1.5e-3);
    CHECK(((q.place - p.place) / 1e-6 - p.stretch * p.along).norm() < 1e-4);
    CHECK((q.outward - p.outward).dot(p.along) / 1e-6 == doctest::Approx(p.bend).epsilon(0.01).scale(0.1));
  }
}

TEST_CASE("hips up, arms crossed: the published share of body weight at every level") {
  const std::pair<const char*, std::pair<double, double>> published[] = {{"T4", {0.59, 0.61}},
                                                                         {"T6", {0.62, 0.64}},
                                                                         {"T8", {0.66, 0.69}},
                                                                         {"T10", {0.71, 0.75}},
                                                                         {"T12", {0.77, 0.82}}};
  for (const auto& [level, band] : published) {
    CAPTURE(level);
    Lie lie;
    lie.from = lie.to = level;
    const double share = of_weight(rest(lie).forces.roller_n);
    CHECK(share >= doctest::Approx(band.first).epsilon(0.004));
    CHECK(share <= doctest::Approx(band.second).epsilon(0.004));
  }
}

TEST_CASE("hips down: between the weight of head, arms and upper trunk and that of a rigid trunk") {
  const std::pair<const char*, double> rigid[] = {
      {"T4", 0.43}, {"T6", 0.48}, {"T8", 0.54}, {"T10", 0.61}, {"T12", 0.74}};
  for (const auto& [level, most] : rigid) {
    CAPTURE(level);
    Lie lie;
    lie.scenario.support.posture = Posture::hips_down;
    lie.from = lie.to = level;
    const double share = of_weight(rest(lie).forces.roller_n);
    CHECK(share > 0.33);
    CHECK(share < most);
  }
}

TEST_CASE("arms overhead load the roller more, elbows less by their lever") {
  Lie crossed, overhead, propped;
  overhead.scenario.lying.arms = Arms::overhead;
  propped.scenario.lying.arms = Arms::supporting;
  CHECK(of_weight(rest(overhead).forces.roller_n) > of_weight(rest(crossed).forces.roller_n) + 0.04);
  const Rest without = rest(propped, 0), with = rest(propped, 100);
  const double lever =
      (with.pose.ankle.y() - with.pose.support.y()) / (with.pose.ankle.y() - with.pose.contact.y());
  CHECK(without.forces.roller_n - with.forces.roller_n == doctest::Approx(100 * lever).epsilon(0.02));
}

TEST_CASE("forces and moments balance about the roller's floor contact in every posture") {
  for (const bool down : {false, true})
    for (const double support : {0.0, 120.0}) {
      Lie lie;
      if (down) lie.scenario.support.posture = Posture::hips_down;
      lie.scenario.lying.arms = Arms::supporting;
      const Rest r = rest(lie, support);
      const BodyForces& f = r.forces;
      CAPTURE(down);
      CAPTURE(support);
      const double up = f.roller_n * r.pose.force_direction.x() + f.feet_n + f.pelvis_n + f.arms_n;
      CHECK(up == doctest::Approx(man().body.weight).epsilon(1e-3));
      CHECK(std::abs(f.roller_n * r.pose.force_direction.y() + f.feet_along_n + f.pelvis_along_n) < 1e-9);
      CHECK(std::abs(moment_about_roller(r)) < 1e-9);
    }
}

TEST_CASE("legs that push with the hips down raise the roller's load up to that of lifted hips") {
  Lie lie;
  lie.scenario.support.posture = Posture::hips_down;
  const BodyForces relaxed = rest(lie).forces;
  const BodyForces half = rest(lie, 0, 0.5 * (relaxed.feet_least_n + relaxed.feet_most_n)).forces;
  const BodyForces all = rest(lie, 0, relaxed.feet_most_n).forces;
  CHECK(half.effort == doctest::Approx(0.5));
  CHECK(half.roller_n == doctest::Approx(0.5 * (relaxed.roller_n + all.roller_n)));
  CHECK(all.pelvis_n == doctest::Approx(0).scale(1));
  CHECK(half.feet_n == doctest::Approx(0.5 * (relaxed.feet_least_n + relaxed.feet_most_n)));
}

TEST_CASE("a body that accelerates towards its head presses less on a roller it lies above, by m a h") {
  const Lie lie;
  const Rest r = rest(lie);
  SegmentMotion motion;
  for (Vec2& a : motion.acceleration) a = Vec2(0, 0.5);
  const BodyForces moving = body_forces(man().body, r.setup, r.pose, 0, -1, &motion);
  const SegmentPlaces places = place_segments(man().body, r.setup, r.pose);
  double lifted = 0;  // moment of the inertia about the ankles
  for (int s = 0; s < segment::foot_left; ++s)
    lifted += man().body.segments[s].mass * 0.5 *
              (places[s](man().body.segments[s].mass_centre).x() - r.pose.ankle.x());
  const Vec2 arm = r.pose.contact - r.pose.ankle, u = r.pose.force_direction;
  CHECK(moving.roller_n - r.forces.roller_n ==
        doctest::Approx(lifted / (arm.x() * u.y() - arm.y() * u.x())).epsilon(1e-9));
  CHECK(moving.roller_n < r.forces.roller_n);
}

TEST_CASE(
    "the friction that keeps an unsunk roller is the tangent of half the skin's tilt, more once it sinks") {
  for (const char* level : {"T4", "T6", "T8", "T12"}) {
    CAPTURE(level);
    Lie lie;
    lie.from = lie.to = level;
    const BodyPose unsunk = body_pose(man().body, lie.setup(), arc_of(level), 0, 0);
    CHECK(unsunk.roller_friction == doctest::Approx(std::tan(0.5 * std::abs(unsunk.tilt))));
    CHECK(rest(lie).pose.roller_friction > std::tan(0.5 * std::abs(rest(lie).pose.tilt)));
  }
}
