// Equilibrium of bodies and joints: stiffness matrices, closed forms, energy, preload, refusals.
#include <doctest/doctest.h>
#include <omp.h>

#include <initializer_list>

#include "solver/chains.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

RigidResult settle(const RigidModel& model, const std::vector<BodyLoad>& loads, RigidPoses& poses) {
  std::vector<double> factor;
  poses.assign(model.bodies.size(), {});
  return rigid_equilibrium(model, loads, {}, 0, poses, factor);
}

// Two vertebrae, the joint's axes those of the world.
RigidModel spinal_unit(const JointLaw& law) {
  return chain(2, law, 0);
}

double energy_of(const RigidModel& model, const RigidPoses& poses) {
  std::vector<Vec6> unused(model.bodies.size(), Vec6::Zero());
  return joints_gradient(model, poses, std::vector<double>(model.joints.size(), 1), unused);
}

}  // namespace

TEST_CASE("small loads on a spinal unit give back its stiffness matrix") {
  const RigidModel model = spinal_unit(spinal_law());
  const Vec3 disc = model.joints[0].place;
  Mat6 flexibility;
  for (int i = 0; i < 6; ++i) {
    BodyLoad load{1, disc, Vec3::Zero(), Vec3::Zero()};
    if (i < 3)
      load.force[i] = 1;
    else
      load.moment[i - 3] = 0.01;
    RigidPoses poses;
    CHECK(settle(model, {load}, poses).converged);
    flexibility.col(i) = joint_displacement(model, model.joints[0], poses) / (i < 3 ? 1 : 0.01);
  }
  const Mat6 stiffness = flexibility.inverse(), expected = spinal_law().stiffness;
  for (int i = 0; i < 6; ++i)
    for (int k = 0; k < 6; ++k)
      CHECK(std::abs(stiffness(i, k) - expected(i, k)) < 1e-3 * std::sqrt(expected(i, i) * expected(k, k)));
}

TEST_CASE("a chain of two joints bends like springs in series under a moment, to large angles") {
  JointLaw law;
  law.stiffness.diagonal() << 1e7, 1e7, 1e7, 100, 100, 50;
  const RigidModel model = chain(3, law, 0);
  for (const double moment : {1.0, 30.0}) {
    RigidPoses poses;
    CHECK(settle(model, {{2, model.bodies[2].centre, Vec3::Zero(), Vec3(0, 0, moment)}}, poses).converged);
    const double angle = moment / 50;  // per joint
    CHECK((rotation_vector(poses[2].R) - Vec3(0, 0, 2 * angle)).norm() < 1e-9);
    // centre: two links of 30 mm, hinged at 15 mm and 45 mm above the held body's centre
    const Vec3 hinge = model.joints[0].place + 0.03 * Vec3(-std::sin(angle), std::cos(angle), 0);
    const Vec3 tip = hinge + 0.015 * Vec3(-std::sin(2 * angle), std::cos(2 * angle), 0);
    CHECK((model.bodies[2].centre + poses[2].t - tip).norm() < 1e-9);
  }
}

TEST_CASE("a force at the end of a chain of two joints turns each by force times arm over stiffness") {
  JointLaw law;
  law.stiffness.diagonal() << 1e5, 1e6, 1e5, 100, 100, 50;
  const RigidModel model = chain(3, law, 0);
  RigidPoses poses;
  CHECK(settle(model, {{2, model.bodies[2].centre, Vec3(0.1, 0, 0), Vec3::Zero()}}, poses).converged);
  // about z: -F times 45 and 15 mm; shift of the end: shears and turns
  const double first = -0.1 * 0.045 / 50, second = -0.1 * 0.015 / 50;
  CHECK(rotation_vector(poses[1].R).z() == relative(first).epsilon(1e-4));
  CHECK(rotation_vector(poses[2].R).z() == relative(first + second).epsilon(1e-4));
  CHECK(poses[2].t.x() == relative(2 * 0.1 / 1e5 - 0.045 * first - 0.015 * second).epsilon(1e-4));
}

TEST_CASE("the work of the load is the energy stored, up a loading path into large angles") {
  const RigidModel model = chain(4, curved_law());
  const Vec3 point = model.bodies[3].centre + Vec3(0.02, 0.03, 0.01);
  RigidPoses poses(4);
  std::vector<double> factor;
  Vec3 before = point;
  double work = 0;
  const int steps = 400;
  const Vec3 top(60, -100, 40);
  for (int n = 1; n <= steps; ++n) {
    REQUIRE(rigid_equilibrium(model, {{3, point, top * n / steps, Vec3::Zero()}}, {}, 0, poses, factor)
                .converged);
    const Vec3 now = place_of(model.bodies[3], poses[3], point);
    work += (top * (n - 0.5) / steps).dot(now - before);
    before = now;
  }
  CHECK(rotation_vector(poses[3].R).norm() > 0.1);
  CHECK(energy_of(model, poses) == relative(work).epsilon(1e-3));
}

TEST_CASE("loads and reactions balance at the held body and along the chain") {
  const RigidModel model = chain(4, curved_law());
  RigidPoses poses;
  const BodyLoad load{3, model.bodies[3].centre + Vec3(0.02, 0.03, 0.01), Vec3(60, -100, 40), Vec3(1, -2, 3)};
  CHECK(settle(model, {load}, poses).converged);
  std::vector<Vec6> gradient(4, Vec6::Zero());
  joints_gradient(model, poses, {1, 1, 1}, gradient);
  CHECK((gradient[0].head<3>() + load.force).norm() < 1e-6);
  const Vec3 arm = place_of(model.bodies[3], poses[3], load.point) - model.bodies[0].centre;
  CHECK((gradient[0].tail<3>() + arm.cross(load.force) + load.moment).norm() < 1e-6);
  CHECK(poses[0].t == Vec3::Zero());
  CHECK(poses[0].R == Mat3::Identity());
}

TEST_CASE("an axial preload stiffens a spinal unit by the published factors") {
  JointLaw law = spinal_law();
  law.preload_dependent = true;
  const RigidModel model = spinal_unit(law);
  for (const auto& [preload, expected] : {std::pair{0.0, 1.0}, {250.0, 1.71}, {500.0, 2.11}}) {
    RigidPoses poses(2);
    std::vector<double> factor;
    CHECK(rigid_equilibrium(model, {}, {0}, preload, poses, factor).converged);
    const double angle = rotation_vector(poses[1].R).z();
    CHECK(std::abs(angle) < 1e-9);
    const BodyLoad bend{1, model.joints[0].place, Vec3::Zero(), Vec3(0, 0, 0.01)};
    CHECK(rigid_equilibrium(model, {bend}, {0}, preload, poses, factor).converged);
    CHECK(std::abs(factor[0] - expected) < 1e-6 * expected);
    CHECK(joint_load(model, model.joints[0], poses, factor[0])[1] == doctest::Approx(-preload).epsilon(1e-6));
    RigidPoses plain;
    CHECK(settle(model, {bend}, plain).converged);
    const double ratio = rotation_vector(plain[1].R).z() / rotation_vector(poses[1].R).z();
    CHECK(ratio == relative(expected).epsilon(0.02));  // the preload's own moment in the bent joint
  }
}

TEST_CASE("a follower load compresses every joint of a curved chain and hardly bends it") {
  JointLaw law = spinal_law();
  law.preload_dependent = true;
  const RigidModel model = chain(6, law, 0.15);
  RigidPoses poses(6);
  std::vector<double> factor;
  const RigidResult result = rigid_equilibrium(model, {}, {0, 1, 2, 3, 4}, 400, poses, factor);
  CHECK(result.converged);
  CHECK(result.iterations < 40);
  for (std::size_t j = 0; j < model.joints.size(); ++j) {
    const Vec6 load = joint_load(model, model.joints[j], poses, factor[j]);
    CHECK(load[1] < -350);
    CHECK(load[1] > -430);
    CHECK(std::abs(factor[j] - preload_factor(law, -load[1])) < 1e-6);
  }
  // the same force straight down on the top bends the chain far more
  RigidPoses bent;
  CHECK(settle(model, {{5, model.bodies[5].centre, Vec3(0, -400, 0), Vec3::Zero()}}, bent).converged);
  CHECK(rotation_vector(poses[5].R).norm() < 0.2 * rotation_vector(bent[5].R).norm());
}

TEST_CASE("the order of the chain and its direction do not matter") {
  const RigidModel model = chain(5, curved_law(), 0.15);
  RigidPoses up(5), down(5);
  std::vector<double> factor;
  const BodyLoad load{4, model.bodies[4].centre, Vec3(5, 0, 3), Vec3(0, 1, 1)};
  CHECK(rigid_equilibrium(model, {load}, {0, 1, 2, 3}, 300, up, factor).converged);
  CHECK(rigid_equilibrium(model, {load}, {3, 2, 1, 0}, 300, down, factor).converged);
  CHECK((up[4].t - down[4].t).norm() < 1e-9);
  CHECK((up[4].R - down[4].R).norm() < 1e-9);
}

TEST_CASE("a load far beyond what one Newton step can follow is reached") {
  const RigidModel model = chain(6, one_sided_law(), 0.1);
  RigidPoses poses;
  const RigidResult result =
      settle(model, {{5, model.bodies[5].centre, Vec3(400, -600, 300), Vec3(5, 5, 5)}}, poses);
  CHECK(result.converged);
  CHECK(result.residual < 1e-5);
  CHECK(rotation_vector(poses[5].R).norm() > 0.5);
}

TEST_CASE("equilibrium leaves the number of threads as it was") {
  const int before = omp_get_max_threads();
  omp_set_num_threads(3);
  RigidPoses poses;
  settle(chain(2, spinal_law()), {}, poses);
  CHECK(omp_get_max_threads() == 3);
  omp_set_num_threads(before);
}

TEST_CASE("a body that nothing holds is not called in equilibrium under a load") {
  RigidModel model = chain(2, spinal_law());
  model.bodies[0].held = false;
  RigidPoses poses;
  CHECK_FALSE(settle(model, {{1, Vec3::Zero(), Vec3(1, 0, 0), Vec3::Zero()}}, poses).converged);
}
