#include "solver/equilibrium.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

constexpr double kLifted = 0.05;   // [N] a smaller load means: not touching
constexpr double kOutOfReach = 1;  // [m] height of a lifted indenter while the tissue finds its shape
constexpr int kDeepestHalving = 5;
constexpr int kTangentLife = 4;  // steps a tangent of the tissue is used for
constexpr double kSlow = 0.25;   // an iteration that leaves more of the residual asks for a new tangent

struct Measure {
  double residual = 0;  // the largest of the relative measures below
  double norm = 0;      // [N] for the line search
};

void to_grid(const Grid& grid, const std::vector<double>& v, double factor, GridVector& out) {
  for (int j = 0; j < grid.nj; ++j)
    for (int i = 0; i < grid.ni; ++i)
      for (int k = 0; k < grid.nk; ++k) {
        const std::size_t p = 3 * grid.padded(i, j, k);
        const std::size_t n = 3 * static_cast<std::size_t>(grid.node(i, j, k));
        for (int c = 0; c < 3; ++c) out[p + c] = static_cast<float>(factor * v[n + c]);
      }
}

void add_from_grid(const Grid& grid, const GridVector& v, double factor, std::vector<double>& u) {
  for (int j = 0; j < grid.nj; ++j)
    for (int i = 0; i < grid.ni; ++i)
      for (int k = 0; k < grid.nk; ++k) {
        const std::size_t p = 3 * grid.padded(i, j, k);
        const std::size_t n = 3 * static_cast<std::size_t>(grid.node(i, j, k));
        for (int c = 0; c < 3; ++c) u[n + c] += factor * v[p + c];
      }
}

Target between(const Target& a, const Target& b, double t) {
  Target m = b;
  m.base = (1 - t) * a.base + t * b.base;
  m.direction = ((1 - t) * a.direction + t * b.direction).normalized();
  m.load = (1 - t) * a.load + t * b.load;
  m.height = (1 - t) * a.height + t * b.height;
  m.driven_spin = (1 - t) * a.driven_spin + t * b.driven_spin;
  return m;
}

}  // namespace

TissueSolver::TissueSolver(TissueModel model, Indenter indenter, SolverOptions options)
    : model_(std::move(model)), indenter_(indenter), options_(options) {
  points_ = skin_points(model_);
  if (model_.skin_point_weight.empty()) model_.skin_point_weight.assign(points_.size(), 1.0);
  weight_ = nodal_weight(model_);
  const Lattice& l = model_.lattice;
  multigrid_ = std::make_unique<Multigrid>(Grid{l.ni, l.nj, l.nk}, model_.fixed);
  tangent_ = StencilMatrix(Grid{l.ni, l.nj, l.nk});
  state_ = rest_state(model_);
  largest_.assign(points_.size(), 0.0f);
  point_force_.assign(points_.size(), Vec3::Zero());
  contact_.pressure.assign(points_.size(), 0.0);
  contact_.compression.assign(points_.size(), 0.0);
  for (int c = 0; c < 2; ++c) border_.column[c] = make_vector(multigrid_->matrix().grid);
}

double TissueSolver::touching_height(const Vec3& base, const Vec3& direction) const {
  std::vector<Vec3> place(points_.size());
  for (std::size_t n = 0; n < points_.size(); ++n) {
    place[n] = points_[n].place;
    for (int a = 0; a < 4; ++a)
      for (int c = 0; c < 3; ++c) place[n][c] += points_[n].shape[a] * state_.u[3 * points_[n].node[a] + c];
  }
  const double offset = indenter_.centre_offset();
  auto sinks = [&](double height) {
    const Vec3 centre = base + direction * (offset + height);
    for (std::size_t n = 0; n < place.size(); ++n)
      if (model_.skin_point_weight[n] > 0 && indenter_gap(indenter_, centre, direction, place[n]).sinking > 0)
        return true;
    return false;
  };
  double low = -0.1, high = 0.2;  // sinks at low, free at high
  for (int n = 0; n < 40; ++n) {
    const double mid = 0.5 * (low + high);
    (sinks(mid) ? low : high) = mid;
  }
  return high;
}

StepReport TissueSolver::settle() {
  StepReport total;
  if (model_.gravity.isZero()) {
    total.converged = true;
    const StepTissue tissue = begin_step(model_, state_, weight_, -1);
    tissue_gradient(tissue, state_.u, gradient_);
    return total;
  }
  const StepTissue tissue = begin_step(model_, state_, weight_, -1);
  ContactStep none;
  none.indenter = &indenter_;
  none.points = &points_;
  none.point_weight = &model_.skin_point_weight;
  none.largest = &largest_;
  none.u_before = &state_.u;
  none.base = Vec3(-1, 0, 0);  // out of reach
  none.direction = -Vec3::UnitX();
  none.load_control = false;
  none.centre_before = none.centre(0);
  std::vector<double> u = state_.u;
  Pose pose;
  total = newton(tissue, none, u, pose, 4e-3);
  forget_tangent();  // it was relaxed; the steps are not
  if (total.converged) {
    TissueState after = state_;
    finish_step(tissue, u, after, hexes_);
    state_ = std::move(after);
  }
  return total;
}

StepReport TissueSolver::step(const Target& target, double dt) {
  const Target from = has_last_ ? last_ : target;
  StepReport report = substep(from, target, dt, 0);
  if (report.converged) {
    last_ = target;
    has_last_ = true;
  }
  return report;
}

StepReport TissueSolver::substep(const Target& from, const Target& to, double dt, int depth) {
  const StepTissue tissue = begin_step(model_, state_, weight_, dt);
  const bool lifted = to.load_control && to.load < kLifted;
  ContactStep contact;
  contact.indenter = &indenter_;
  contact.points = &points_;
  contact.point_weight = &model_.skin_point_weight;
  contact.largest = &largest_;
  contact.u_before = &state_.u;
  contact.base = to.base;
  contact.direction = to.direction;
  contact.spin_before = pose_.spin;
  contact.spin_rate_before = spin_rate_;
  contact.dt = touching_ ? dt : 0;
  contact.load_control = to.load_control && !lifted;
  contact.load = to.load;
  const Vec3 from_direction = has_last_ ? from.direction : to.direction;
  contact.centre_before =
      (has_last_ ? from.base : to.base) + from_direction * (indenter_.centre_offset() + pose_.height);

  // prediction: the last increment goes on, if that leaves a smaller residual than standing still
  std::vector<double> u = state_.u;
  Pose pose = pose_;
  if (indenter_.spin == SpinMode::driven) pose.spin = to.driven_spin;
  if (!to.load_control) pose.height = to.height;
  StepReport report;
  report.retries = 0;
  if (lifted) pose.height = kOutOfReach;
  if (contact.load_control && !touching_) {
    // first touch: sink one millimetre under height control, then take up the load
    pose.height = touching_height(to.base, to.direction) - 1e-3;
    contact.load_control = false;
    const StepReport first = newton(tissue, contact, u, pose, 3e-3);
    report.iterations += first.iterations;
    report.linear_iterations += first.linear_iterations;
    contact.load_control = true;
  } else if (touching_ && increment_dt_ > 0 && dt > 0 && depth == 0) {
    const double ratio = dt / increment_dt_;
    std::vector<double> guess = u;
    Pose guess_pose = pose;
    for (std::size_t n = 0; n < u.size(); ++n) guess[n] += ratio * increment_[n];
    if (contact.load_control) guess_pose.height += ratio * pose_increment_.height;
    if (contact.free_spin()) guess_pose.spin += ratio * pose_increment_.spin;
    auto residual_at = [&](const std::vector<double>& v, const Pose& q) {
      freeze_friction(contact, model_.lattice, v, q);
      tissue_gradient(tissue, v, gradient_);
      const Eigen::Vector2d b = contact_gradient(contact, model_.lattice, v, q, gradient_, nullptr);
      double sum = (contact.load_control ? b[0] * b[0] : 0) +
                   (contact.free_spin() ? b[1] * b[1] / (indenter_.radius * indenter_.radius) : 0);
      for (std::size_t n = 0; n < gradient_.size(); ++n)
        if (!model_.fixed[n]) sum += gradient_[n] * gradient_[n];
      return sum;
    };
    const double here = residual_at(u, pose), there = residual_at(guess, guess_pose);
    if (std::isfinite(there) && there < here) {
      u = std::move(guess);
      pose = guess_pose;
    }
  }
  freeze_friction(contact, model_.lattice, u, pose);
  const StepReport main = newton(tissue, contact, u, pose, options_.step_cap);
  const int spent = report.iterations, spent_linear = report.linear_iterations;
  report = main;
  report.iterations += spent;
  report.linear_iterations += spent_linear;
  if (report.converged) {
    accept(tissue, contact, u, pose, dt, lifted);
    if (lifted) pose_.height = touching_height(to.base, to.direction);
    return report;
  }
  // warm starts may be poisoned: forget them, then try two half steps from the last good state
  forget_tangent();
  increment_dt_ = 0;
  if (depth >= kDeepestHalving || !has_last_) return report;
  const Target middle = between(from, to, 0.5);
  const TissueState good = state_;
  const Pose good_pose = pose_;
  const double good_rate = spin_rate_;
  const std::vector<float> good_largest = largest_;
  const bool good_touching = touching_;
  StepReport first = substep(from, middle, 0.5 * dt, depth + 1);
  StepReport second = first;
  if (first.converged) {
    const Target kept = last_;
    last_ = middle;
    second = substep(middle, to, 0.5 * dt, depth + 1);
    last_ = kept;
  }
  second.retries += 1 + (first.converged ? first.retries : 0);
  second.iterations += report.iterations + first.iterations;
  second.linear_iterations += report.linear_iterations + first.linear_iterations;
  if (!second.converged) {
    state_ = good;
    pose_ = good_pose;
    spin_rate_ = good_rate;
    largest_ = good_largest;
    touching_ = good_touching;
    if (second.trouble.empty()) second.trouble = report.trouble;
  }
  return second;
}

StepReport TissueSolver::newton(const StepTissue& tissue, ContactStep& contact, std::vector<double>& u,
                                Pose& pose, double cap) {
  flush_subnormals();
  const Grid& grid = multigrid_->matrix().grid;
  const Lattice& lattice = model_.lattice;
  const double tolerance = options_.tolerance;
  const double radius = std::max(indenter_.radius, 1e-3);
  double weight_norm = 0;
  for (std::size_t n = 0; n < weight_.size(); ++n)
    if (!model_.fixed[n]) weight_norm += weight_[n] * weight_[n];
  weight_norm = std::sqrt(weight_norm);

  StepReport report;
  std::vector<double> g, contact_only(u.size());
  Eigen::Vector2d border_gradient;
  auto evaluate = [&](const std::vector<double>& v, const Pose& q) {
    Measure m;
    report.smallest_volume_ratio = tissue_gradient(tissue, v, g);
    std::fill(contact_only.begin(), contact_only.end(), 0.0);
    border_gradient = contact_gradient(contact, lattice, v, q, contact_only, nullptr);
    double contact_norm = 0, norm = 0;
    Vec3 sum = Vec3::Zero(), push = Vec3::Zero();
    for (std::size_t n = 0; n < g.size(); ++n) {
      g[n] += contact_only[n];
      push[n % 3] += contact_only[n];
      if (model_.fixed[n]) continue;
      contact_norm += contact_only[n] * contact_only[n];
      norm += g[n] * g[n];
      sum[n % 3] += g[n];
    }
    if (!contact.load_control) border_gradient[0] = 0;
    if (!contact.free_spin()) border_gradient[1] = 0;
    const double force = std::max(push.norm(), 1e-3);
    const double scale = std::sqrt(contact_norm) + weight_norm + 1e-4;
    m.residual =
        std::max({std::sqrt(norm) / scale, sum.norm() / std::max({force, weight_norm, 0.05}),
                  std::abs(border_gradient[0]) / force, std::abs(border_gradient[1]) / (force * radius)});
    m.norm = std::sqrt(norm + border_gradient[0] * border_gradient[0] +
                       border_gradient[1] * border_gradient[1] / (radius * radius));
    return m;
  };

  Measure now = evaluate(u, pose);
  GridVector f = make_vector(grid), d = make_vector(grid);
  TangentKind kind = TangentKind::exact;
  int careful = 0;  // iterations done with a safer tangent
  bool slow = false;
  for (int it = 0;; ++it) {
    report.residual = now.residual;
    if (!std::isfinite(now.residual)) {
      report.trouble = "the residual is not finite";
      return report;
    }
    if (now.residual <= tolerance) {
      report.converged = true;
      gradient_ = g;
      return report;
    }
    if (it >= options_.max_newton) {
      report.trouble = "no equilibrium within the allowed Newton iterations";
      return report;
    }
    ++report.iterations;

    // the tissue's tangent is rebuilt when it is old or the last iteration brought too little
    bool fresh = tangent_age_ < 0 || (it == 0 && tangent_age_ >= kTangentLife) || slow;
    // tangent, its border, and the linear solve; on negative curvature again with a safer tangent
    Eigen::Vector2d q = Eigen::Vector2d::Zero();
    for (;;) {
      if (fresh) {
        tissue_tangent(tissue, u, kind, tangent_);
        tangent_age_ = 0;
      }
      multigrid_->matrix().value = tangent_.value;
      Eigen::Matrix2d corner;
      contact_tangent(contact, lattice, u, pose, kind != TangentKind::exact, multigrid_->matrix(),
                      border_.column, corner);
      multigrid_->setup(fresh);
      // unknowns in use: height, spin, both or none
      const bool height = contact.load_control, spin = contact.free_spin();
      border_.count = (height ? 1 : 0) + (spin ? 1 : 0);
      Eigen::Vector2d rhs = -border_gradient;
      border_.corner = corner;
      if (!height && spin) {
        std::swap(border_.column[0], border_.column[1]);
        border_.corner << corner(1, 1), 0, 0, 1;
        rhs = Eigen::Vector2d(-border_gradient[1], 0);
      }
      refresh_response(*multigrid_, border_, 1);
      to_grid(grid, g, -1, f);
      multigrid_->strike_fixed(f);
      const double want = std::clamp(0.1 * tolerance / now.residual, 1e-5, 1e-2);
      const LinearResult linear = solve_linear(*multigrid_, border_, f, rhs, want, 200, d, q);
      report.linear_iterations += linear.iterations;
      if (!height && spin) {
        std::swap(border_.column[0], border_.column[1]);
        q = Eigen::Vector2d(0, q[0]);
      }
      if (!linear.negative_curvature) break;
      if (kind == TangentKind::positive) {
        report.trouble = "the tangent is not positive definite";
        return report;
      }
      // an old exact tangent is first replaced by a fresh one
      if (fresh) kind = kind == TangentKind::exact ? TangentKind::reduced : TangentKind::positive;
      fresh = true;
    }
    if (kind != TangentKind::exact && ++careful >= 3) {
      kind = TangentKind::exact;
      careful = 0;
      tangent_age_ = -1;
    }

    // cap on the largest change
    double largest = std::abs(q[0]);
    for (float v : d) largest = std::max(largest, static_cast<double>(std::abs(v)));
    if (!std::isfinite(largest)) {
      report.trouble = "the linear solve gave no finite direction";
      return report;
    }
    double a = largest > cap ? cap / largest : 1.0;

    // line search on the slope g.d; no energy is needed
    auto slope = [&] {
      double s = border_gradient[0] * q[0] + border_gradient[1] * q[1];
      for (int j = 0; j < grid.nj; ++j)
        for (int i = 0; i < grid.ni; ++i)
          for (int k = 0; k < grid.nk; ++k) {
            const std::size_t p = 3 * grid.padded(i, j, k);
            const std::size_t n = 3 * static_cast<std::size_t>(grid.node(i, j, k));
            for (int c = 0; c < 3; ++c)
              if (!model_.fixed[n + c]) s += g[n + c] * d[p + c];
          }
      return s;
    };
    const double slope0 = slope();
    const double volume_floor = std::min(0.1, 0.5 * report.smallest_volume_ratio);
    const double norm0 = now.norm;
    std::vector<double> trial;
    Pose trial_pose;
    for (int search = 0; search < 8; ++search) {
      trial = u;
      add_from_grid(grid, d, a, trial);
      trial_pose = {pose.height + a * q[0], pose.spin + a * q[1]};
      now = evaluate(trial, trial_pose);
      if (report.smallest_volume_ratio < volume_floor) {
        a *= 0.5;  // do not turn elements inside out
      } else if (std::isfinite(now.norm)) {
        const double slope1 = slope();
        if (now.norm < 0.7 * norm0 || std::abs(slope1) <= 0.9 * std::abs(slope0)) break;
        if (slope1 < 0 && now.norm < 4 * norm0) break;  // still going down
        a *= std::clamp(slope0 / (slope0 - slope1), 0.1, 0.6);
      } else {
        a *= 0.25;
      }
    }
    u.swap(trial);
    pose = trial_pose;
    slow = now.norm > kSlow * norm0;
  }
}

void TissueSolver::forget_tangent() {
  tangent_age_ = -1;
  for (GridVector& w : border_.response) w.clear();
}

void TissueSolver::accept(const StepTissue& tissue, const ContactStep& contact, const std::vector<double>& u,
                          const Pose& pose, double dt, bool lifted) {
  // increment for the next prediction
  increment_.resize(u.size());
  for (std::size_t n = 0; n < u.size(); ++n) increment_[n] = u[n] - state_.u[n];
  pose_increment_ = {pose.height - pose_.height, pose.spin - pose_.spin};
  double largest = 0;
  for (double v : increment_) largest = std::max(largest, std::abs(v));
  increment_dt_ = largest < 6e-3 && touching_ && !lifted ? dt : 0;

  // forces at the solution
  std::vector<double> nodal(u.size(), 0.0);
  const Eigen::Vector2d border = contact_gradient(contact, model_.lattice, u, pose, nodal, &point_force_);
  contact_sum_.setZero();
  for (std::size_t n = 0; n < nodal.size(); ++n) contact_sum_[n % 3] -= nodal[n];
  torque_ = -(border[1] - (contact.free_spin()
                               ? indenter_.inertia / (dt * dt) *
                                     (pose.spin - contact.spin_before - dt * contact.spin_rate_before)
                               : 0.0));
  contact_ = point_contact(contact, model_.lattice, u, pose);
  for (std::size_t n = 0; n < largest_.size(); ++n) {
    const float e = static_cast<float>(contact_.compression[n]);
    largest_[n] = e > 0 ? std::max(largest_[n], e) : 0.0f;
  }
  ++tangent_age_;
  spin_rate_ = dt > 0 && contact.dt > 0 ? (pose.spin - pose_.spin) / dt : 0;
  touching_ = false;
  for (double p : contact_.pressure)
    if (p > 0) {
      touching_ = true;
      break;
    }
  pose_ = pose;
  TissueState after = state_;
  finish_step(tissue, u, after, hexes_);
  state_ = std::move(after);
}

}  // namespace backroll
