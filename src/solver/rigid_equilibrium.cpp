#include <omp.h>

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "solver/cross_matrix.hpp"
#include "solver/rigid_bodies.hpp"

namespace backroll {

namespace {

constexpr double kArm = 0.1;  // [m] a moment over it counts as a force
constexpr int kMaxNewton = 60;
constexpr int kMaxPreload = 60;
constexpr double kLargestTurn = 0.5;        // [rad] of a body in one iteration
constexpr double kSmallestPart = 1. / 512;  // of the load in one step

// Eigen shares out a factorisation of a few hundred rows over all threads, which waits far longer than it
// works.
class OneThread {
 public:
  OneThread() { omp_set_num_threads(1); }
  ~OneThread() { omp_set_num_threads(before_); }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  int before_ = omp_get_max_threads();
};

struct Problem {
  const RigidModel& model;
  const std::vector<BodyLoad>& loads;
  const std::vector<int>& chain;
  double follower;
  const std::vector<double>& factor;
  std::vector<int> free_bodies;
  double part = 1;  // of all loads
};

using Factorised = std::optional<Eigen::PartialPivLU<Eigen::MatrixXd>>;

Vec3 centre_now(const Problem& p, int body, const RigidPoses& poses) {
  return p.model.bodies[body].centre + poses[body].t;
}

// A joint's place on the line of the follower force: half way between its places on the two bodies.
struct ChainPlace {
  Vec3 place = Vec3::Zero(), axis = Vec3::UnitY();  // axis: y of the joint, now
  Eigen::Matrix3Xd slope;                           // d place / d increments
};

ChainPlace chain_place(const Problem& p, const Joint& joint, const RigidPoses& poses) {
  ChainPlace out;
  out.slope.setZero(3, 6 * static_cast<int>(p.model.bodies.size()));
  out.axis = (joint.proximal < 0 ? joint.axes : Mat3(poses[joint.proximal].R * joint.axes)).col(1);
  for (const int body : {joint.proximal, joint.distal}) {
    if (body < 0) {
      out.place += 0.5 * joint.place;
      continue;
    }
    const Vec3 at = place_of(p.model.bodies[body], poses[body], joint.place);
    out.place += 0.5 * at;
    out.slope.middleCols<3>(6 * body) += 0.5 * Mat3::Identity();
    out.slope.middleCols<3>(6 * body + 3) -= 0.5 * cross_matrix(at - centre_now(p, body, poses));
  }
  return out;
}

// Takes the follower's compression at every joint of the chain off the gradient, and its slope off the matrix
// unless null.
void add_follower(const Problem& p, const RigidPoses& poses, std::vector<Vec6>& gradient,
                  Eigen::MatrixXd* matrix) {
  const double follower = p.part * p.follower;
  std::vector<ChainPlace> places;
  for (const int j : p.chain) places.push_back(chain_place(p, p.model.joints[j], poses));
  const int last = static_cast<int>(places.size()) - 1;
  for (int i = 0; i <= last; ++i) {
    const Joint& joint = p.model.joints[p.chain[i]];
    const ChainPlace &at = places[i], &before = places[std::max(i - 1, 0)],
                     &after = places[std::min(i + 1, last)];
    // force on the distal body
    const Vec3 line = after.place - before.place;
    const double length = line.dot(at.axis) < 0 ? line.norm() : -line.norm();
    Vec3 force = -follower * at.axis;
    Eigen::Matrix3Xd slope = Eigen::Matrix3Xd::Zero(3, at.slope.cols());
    if (last > 0) {
      const Vec3 along = line / length;
      force = follower * along;
      slope =
          (Mat3::Identity() - along * along.transpose()) * (after.slope - before.slope) * (follower / length);
    } else if (joint.proximal >= 0) {
      slope.middleCols<3>(6 * joint.proximal + 3) = -cross_matrix(force);
    }
    for (const auto& [body, sign] : {std::pair{joint.proximal, 1.0}, {joint.distal, -1.0}}) {
      if (body < 0) continue;
      const Vec3 arm = at.place - centre_now(p, body, poses);
      gradient[body].head<3>() += sign * force;
      gradient[body].tail<3>() += sign * arm.cross(force);
      if (!matrix) continue;
      Eigen::Matrix3Xd arm_slope = at.slope;
      arm_slope.middleCols<3>(6 * body) -= Mat3::Identity();
      matrix->middleRows<3>(6 * body) += sign * slope;
      matrix->middleRows<3>(6 * body + 3) +=
          sign * (cross_matrix(arm) * slope - cross_matrix(force) * arm_slope);
    }
  }
}

// Takes all loads off the gradient, and their slope off the matrix unless null.
void add_loads(const Problem& p, const RigidPoses& poses, std::vector<Vec6>& gradient,
               Eigen::MatrixXd* matrix) {
  for (const BodyLoad& load : p.loads) {
    if (load.body < 0) continue;
    const Vec3 arm = poses[load.body].R * (load.point - p.model.bodies[load.body].centre);
    const Vec3 force = p.part * load.force;
    gradient[load.body].head<3>() -= force;
    gradient[load.body].tail<3>() -= arm.cross(force) + p.part * load.moment;
    if (matrix)
      matrix->block<3, 3>(6 * load.body + 3, 6 * load.body + 3) -= cross_matrix(force) * cross_matrix(arm);
  }
  if (p.follower != 0 && !p.chain.empty()) add_follower(p, poses, gradient, matrix);
}

// Forces out of balance on the free bodies, moments over kArm.
Eigen::VectorXd imbalance(const Problem& p, const RigidPoses& poses) {
  std::vector<Vec6> gradient(p.model.bodies.size(), Vec6::Zero());
  joints_gradient(p.model, poses, p.factor, gradient);
  add_loads(p, poses, gradient, nullptr);
  Eigen::VectorXd out(6 * static_cast<int>(p.free_bodies.size()));
  for (std::size_t n = 0; n < p.free_bodies.size(); ++n) {
    out.segment<3>(6 * n) = gradient[p.free_bodies[n]].head<3>();
    out.segment<3>(6 * n + 3) = gradient[p.free_bodies[n]].tail<3>() / kArm;
  }
  return out;
}

// Tangent of imbalance() over (dt, kArm dtheta) of the free bodies.
Eigen::MatrixXd stiffness(const Problem& p, const RigidPoses& poses, Geometric terms) {
  const int all = 6 * static_cast<int>(p.model.bodies.size());
  Eigen::MatrixXd full = Eigen::MatrixXd::Zero(all, all);
  joints_tangent(p.model, poses, p.factor, full, terms);
  if (terms == Geometric::with) {
    std::vector<Vec6> unused(p.model.bodies.size(), Vec6::Zero());
    add_loads(p, poses, unused, &full);
  }
  const int count = static_cast<int>(p.free_bodies.size());
  Eigen::MatrixXd out(6 * count, 6 * count);
  Vec6 scale;
  scale << 1, 1, 1, 1 / kArm, 1 / kArm, 1 / kArm;
  for (int a = 0; a < count; ++a)
    for (int b = 0; b < count; ++b)
      out.block<6, 6>(6 * a, 6 * b) = scale.asDiagonal() *
                                      full.block<6, 6>(6 * p.free_bodies[a], 6 * p.free_bodies[b]) *
                                      scale.asDiagonal();
  return out;
}

RigidPoses moved(const Problem& p, const RigidPoses& poses, const Eigen::VectorXd& direction, double length) {
  RigidPoses out = poses;
  for (std::size_t n = 0; n < p.free_bodies.size(); ++n) {
    Vec6 increment = length * direction.segment<6>(6 * n);
    increment.tail<3>() /= kArm;
    move(out[p.free_bodies[n]], increment);
  }
  return out;
}

// Follows `direction`, halved up to `halvings` times, until the imbalance is below 1 - `decrease` times the
// step's length of what it was; false where that does not happen.
bool line_search(const Problem& p, const Eigen::VectorXd& direction, int halvings, double decrease,
                 RigidPoses& poses, Eigen::VectorXd& residual) {
  if (!direction.allFinite()) return false;
  double largest = 0;
  for (std::size_t n = 0; n < p.free_bodies.size(); ++n)
    largest = std::max(largest, direction.segment<3>(6 * n + 3).norm() / kArm);
  double length = largest > kLargestTurn ? kLargestTurn / largest : 1;
  for (int halving = 0; halving <= halvings; ++halving, length *= 0.5) {
    RigidPoses trial = moved(p, poses, direction, length);
    Eigen::VectorXd at = imbalance(p, trial);
    if (!(at.norm() < (1 - decrease * length) * residual.norm())) continue;
    poses = std::move(trial);
    residual = std::move(at);
    return true;
  }
  return false;
}

// The last factorised tangent as long as it gains a decimal a step; then the exact one; where its step does
// not help, the positive one, made stiffer and stiffer.
bool newton_step(const Problem& p, Factorised& tangent, RigidPoses& poses, Eigen::VectorXd& residual) {
  constexpr int kHalvings = 12;
  constexpr double kSome = 1e-4, kDecimal = 0.9;
  if (tangent && line_search(p, -tangent->solve(residual), 0, kDecimal, poses, residual)) return true;
  tangent.emplace(stiffness(p, poses, Geometric::with));
  if (line_search(p, -tangent->solve(residual), kHalvings, kSome, poses, residual)) return true;
  tangent.reset();
  const Eigen::MatrixXd positive = stiffness(p, poses, Geometric::without);
  const double scale = positive.diagonal().cwiseAbs().maxCoeff();
  for (const double share : {1e-6, 1e-4, 1e-2}) {
    Eigen::MatrixXd shifted = positive;
    shifted.diagonal().array() += share * scale;
    if (line_search(p, -shifted.partialPivLu().solve(residual), kHalvings, kSome, poses, residual))
      return true;
  }
  return false;
}

bool newton(const Problem& p, double tolerance, Factorised& tangent, RigidPoses& poses, RigidResult& result) {
  Eigen::VectorXd residual = imbalance(p, poses);
  for (int iteration = 0; iteration < kMaxNewton && residual.norm() > tolerance; ++iteration) {
    ++result.iterations;
    if (!newton_step(p, tangent, poses, residual)) break;
  }
  result.residual = residual.norm();
  return result.residual <= tolerance;
}

// All of the load at once; where that fails, from none of it in steps.
bool loaded(Problem& p, double tolerance, Factorised& tangent, RigidPoses& poses, RigidResult& result) {
  RigidPoses reached = poses;
  p.part = 1;
  if (newton(p, tolerance, tangent, reached, result)) {
    poses = std::move(reached);
    return true;
  }
  double done = 0, step = 0.25;
  while (done < 1) {
    reached = poses;
    p.part = std::min(1., done + step);
    if (newton(p, tolerance, tangent, reached, result)) {
      poses = reached;
      done = p.part;
      step *= 1.5;
    } else {
      step *= 0.5;
      if (step < kSmallestPart) return false;
    }
  }
  return true;
}

// Rounding of places about 1 m away, times the stiffest joint, bounds what can be asked.
double tolerance_of(const Problem& p) {
  double load = p.chain.empty() ? 0 : std::abs(p.follower);
  for (const BodyLoad& each : p.loads) load += each.force.norm() + each.moment.norm() / kArm;
  double stiffest = 0;
  for (std::size_t j = 0; j < p.model.joints.size(); ++j) {
    const Vec6 k = p.factor[j] * p.model.joints[j].law.stiffness.diagonal();
    stiffest = std::max({stiffest, k.head<3>().maxCoeff(), k.tail<3>().maxCoeff() / (kArm * kArm)});
  }
  return std::max({1e-9 * load, 1e-8, 8 * std::numeric_limits<double>::epsilon() * stiffest});
}

}  // namespace

RigidResult rigid_equilibrium(const RigidModel& model, const std::vector<BodyLoad>& loads,
                              const std::vector<int>& chain, double follower, RigidPoses& poses,
                              std::vector<double>& factor) {
  const OneThread one_thread;
  if (factor.size() != model.joints.size()) factor.assign(model.joints.size(), 1);
  Problem p{model, loads, chain, follower, factor, {}};
  for (std::size_t b = 0; b < model.bodies.size(); ++b)
    if (!model.bodies[b].held) p.free_bodies.push_back(static_cast<int>(b));

  RigidResult result;
  Factorised tangent;
  for (int pass = 0; pass < kMaxPreload; ++pass) {
    if (!loaded(p, tolerance_of(p), tangent, poses, result)) return result;
    std::vector<double> next(factor);
    double change = 0;
    for (std::size_t j = 0; j < next.size(); ++j) {
      const Joint& joint = model.joints[j];
      if (!joint.law.preload_dependent) continue;
      next[j] = preload_factor(joint.law, -joint_load(model, joint, poses, factor[j])[1]);
      change = std::max(change, std::abs(next[j] - factor[j]));
    }
    if (change < 1e-9) {
      result.converged = true;
      return result;
    }
    // half the way once it does not settle by itself
    for (std::size_t j = 0; j < next.size(); ++j)
      factor[j] = pass < 8 ? next[j] : 0.5 * (factor[j] + next[j]);
  }
  return result;
}

}  // namespace backroll
