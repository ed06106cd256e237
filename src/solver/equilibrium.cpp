#include "solver/equilibrium.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <utility>

namespace backroll {

namespace {

constexpr double kLifted = 0.05;   // [N] a smaller load means: not touching
constexpr double kOutOfReach = 1;  // [m] height of a lifted indenter while the tissue finds its shape
constexpr double kNearMargin =
    15e-3;  // [m] points farther from the indenter are not looked at until something moved
constexpr int kDeepestHalving = 5;
constexpr int kMemory = 12;                 // pairs of the quasi-Newton method
constexpr double kLargestIncrement = 6e-3;  // [m] a step that moved more says nothing about the next one
constexpr double kGoodPrediction = 0.05;  // a prediction that leaves a larger residual is compared with none
constexpr double kLargeResidual = 3;      // Newton's method from the start
constexpr double kFirstCap = 3e-3;        // [m] cap while touching for the first time

// Adds the wall-clock time of a scope to `sum`.
class Stopwatch {
 public:
  explicit Stopwatch(double& sum) : sum_(sum), start_(std::chrono::steady_clock::now()) {}
  ~Stopwatch() { sum_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  double& sum_;
  std::chrono::steady_clock::time_point start_;
};

Target between(const Target& a, const Target& b, double t) {
  Target m = b;
  m.base = (1 - t) * a.base + t * b.base;
  m.direction = ((1 - t) * a.direction + t * b.direction).normalized();
  m.load = (1 - t) * a.load + t * b.load;
  m.height = (1 - t) * a.height + t * b.height;
  m.driven_spin = (1 - t) * a.driven_spin + t * b.driven_spin;
  for (std::size_t n = 0; n < std::min(a.body_load.size(), b.body_load.size()); ++n)
    m.body_load[n] = (1 - t) * a.body_load[n] + t * b.body_load[n];
  for (std::size_t n = 0; n < std::min(a.joint_factor.size(), b.joint_factor.size()); ++n)
    m.joint_factor[n] = (1 - t) * a.joint_factor[n] + t * b.joint_factor[n];
  return m;
}

std::vector<std::uint8_t> field_fixed(const TissueModel& model, const FieldLayout& l) {
  std::vector<std::uint8_t> fixed(3 * l.plane, 1);
  for (int j = 0; j < l.nj; ++j)
    for (int k = 0; k < l.nk; ++k)
      for (int i = 0; i < l.ni; ++i)
        for (int c = 0; c < 3; ++c)
          fixed[c * l.plane + l.at(i, j, k)] = model.fixed[3 * model.lattice.node(i, j, k) + c];
  return fixed;
}

double largest_change(const FloatVector& v) {
  float largest = 0;
  for (float x : v) largest = std::max(largest, std::abs(x));
  return largest;
}

void add_report(StepReport& to, const StepReport& from) {
  to.iterations += from.iterations;
  to.linear_iterations += from.linear_iterations;
  to.tangents += from.tangents;
  StepSeconds& s = to.seconds;
  const StepSeconds& f = from.seconds;
  s.forces += f.forces;
  s.contact += f.contact;
  s.tangent += f.tangent;
  s.setup += f.setup;
  s.directions += f.directions;
  s.finish += f.finish;
}

}  // namespace

TissueSolver::TissueSolver(TissueModel model, const Indenter& indenter, const SolverOptions& options)
    : model_(std::move(model)),
      arrays_(tissue_arrays(model_)),
      ties_(body_ties(model_, arrays_.layout)),
      indenter_(indenter),
      options_(options),
      quasi_newton_(kMemory) {
  points_ = skin_points(model_);
  if (model_.skin_point_weight.empty()) model_.skin_point_weight.assign(points_.size(), 1.0);
  weight_ = nodal_weight(model_);
  for (std::size_t n = 0; n < weight_.size(); ++n)
    if (!model_.fixed[n]) weight_norm_ += weight_[n] * weight_[n];
  weight_norm_ = std::sqrt(weight_norm_);
  const FieldLayout& l = arrays_.layout;
  const std::vector<std::uint8_t> fixed = field_fixed(model_, l);
  multigrid_ = std::make_unique<Multigrid>(l, fixed, ties_.held);
  skin_matrix_ = SkinMatrix(l);
  skin_free_.assign(static_cast<std::size_t>(3) * l.nj * l.row, 0);
  for (int c = 0; c < 3; ++c)
    for (int j = 0; j < l.nj; ++j)
      for (int i = 0; i < l.ni; ++i)
        skin_free_[(static_cast<std::size_t>(c) * l.nj + j) * l.row + i] =
            !fixed[c * l.plane + l.at(i, j, 0)];
  state_ = rest_state(arrays_);
  state_.bodies.resize(model_.rigid.bodies.size());
  body_gradient_.assign(model_.rigid.bodies.size(), Vec6::Zero());
  body_load_ = body_increment_ = body_gradient_;
  joint_factor_.assign(model_.rigid.joints.size(), 1.0);
  largest_.assign(points_.size(), 0.0f);
  forces_.assign(3 * l.plane + kLanes, 0.0f);
  change_ = forces_;
  ones_.assign(multigrid_->split().plane, 1.0f);
  gradient_now_.u = multigrid_->make_vector();
  free_.resize(fixed.size());
  for (std::size_t n = 0; n < fixed.size(); ++n) free_[n] = fixed[n] ? 0 : 1;
}

Vec3 TissueSolver::displacement(int node) const {
  const FieldLayout& l = arrays_.layout;
  const int nk = l.nk, k = node % nk, i = node / nk % l.ni, j = node / nk / l.ni;
  const std::size_t at = l.at(i, j, k);
  return {state_.u[at], state_.u[l.plane + at], state_.u[2 * l.plane + at]};
}

Vec3 TissueSolver::body_displacement(int body, int node) const {
  if (body < 0) return Vec3::Zero();
  const Vec3& rest = model_.lattice.position[node];
  return place_of(model_.rigid.bodies[body], state_.bodies[body], rest) - rest;
}

double TissueSolver::touching_height(const Vec3& base, const Vec3& direction) const {
  std::vector<Vec3> place(points_.size());
  for (std::size_t n = 0; n < points_.size(); ++n) {
    place[n] = points_[n].place;
    for (int a = 0; a < 4; ++a)
      for (int c = 0; c < 3; ++c)
        place[n][c] += points_[n].shape[a] * state_.u[c * arrays_.layout.plane + points_[n].corner[a]];
  }
  const double offset = indenter_.centre_offset();
  auto sinks = [&](double height) {
    const Vec3 centre = base + direction * (offset + height);
    for (std::size_t n = 0; n < place.size(); ++n)
      if (model_.skin_point_weight[n] > 0 &&
          indenter_gap(indenter_, centre, direction, place[n], pose_.spin).sinking > 0)
        return true;
    return false;
  };
  // down until it sinks, in steps that a small sphere cannot jump through the skin by
  constexpr double kHighest = 0.2, kLowest = -0.1;  // [m]
  const double stride = std::clamp(0.5 * indenter_.radius, 0.5e-3, 5e-3);
  double low = kHighest, high = kHighest;  // sinks at low, free at high
  while (low > kLowest && !sinks(low)) {
    high = low;
    low -= stride;
  }
  for (int n = 0; n < 40; ++n) {
    const double mid = 0.5 * (low + high);
    (sinks(mid) ? low : high) = mid;
  }
  return high;
}

void TissueSolver::change_indenter(const Indenter& indenter, std::vector<double> skin_point_weight) {
  if (!skin_point_weight.empty()) model_.skin_point_weight = std::move(skin_point_weight);
  // a foam remembers its compression, a rigid layer nothing
  if (indenter.rigid != indenter_.rigid) std::fill(largest_.begin(), largest_.end(), 0.0f);
  indenter_ = indenter;
  increment_dt_ = 0;
}

void TissueSolver::hold_bodies(const std::vector<std::uint8_t>& held) {
  ties_.held = held;
  multigrid_->hold_bodies(held);
  increment_dt_ = 0;
  forget_tangent();
}

StepReport TissueSolver::settle() {
  StepReport report;
  step_start_ = std::chrono::steady_clock::now();
  begin_step(tissue_, model_, arrays_, state_, -1);
  Target away;
  away.base = Vec3(-1, 0, 0);  // out of reach
  away.load_control = false;
  ContactStep none = contact_step(away, away, -1);
  none.dt = 0;
  Configuration at{state_.u, state_.bodies, {}};
  find_near(none, at.u, at.pose, kNearMargin);
  const Measure now = evaluate(none, at, report);
  if (model_.gravity.isZero()) {
    report.converged = true;
  } else {
    const double budget =
        std::exchange(options_.budget_s, 0);  // rest is found in full, whatever a step may take
    solve(none, at, 4e-3, Method::newton, now, report);
    options_.budget_s = budget;
    forget_tangent();  // it was relaxed; the steps are not
  }
  report.accepted = report.converged;
  gradient_ = to_nodal(model_, arrays_.layout, std::vector<double>(forces_.begin(), forces_.end()));
  if (report.converged && !model_.gravity.isZero()) {
    state_.bodies = at.bodies;
    finish_step(tissue_, at.u, state_, hexes_);
  }
  return report;
}

void TissueSolver::change_factors(std::vector<float> hex_factor) {
  backroll::change_factors(model_, arrays_, state_, std::move(hex_factor));
}

void TissueSolver::change_gravity(const Vec3& gravity) {
  if (gravity == model_.gravity || model_.gravity.isZero()) return;
  const Vec3 per_weight = model_.gravity / model_.gravity.squaredNorm();
  weight_norm_ = 0;
  for (std::size_t n = 0; n < weight_.size(); n += 3) {
    const double mass = per_weight.dot(Vec3(weight_[n], weight_[n + 1], weight_[n + 2]));
    for (std::size_t c = 0; c < 3; ++c) {
      weight_[n + c] = mass * gravity[static_cast<int>(c)];
      if (!model_.fixed[n + c]) weight_norm_ += weight_[n + c] * weight_[n + c];
    }
  }
  weight_norm_ = std::sqrt(weight_norm_);
  model_.gravity = gravity;
  const std::vector<double> field = to_field(model_, arrays_.layout, weight_);
  arrays_.weight.assign(field.begin(), field.end());
}

StepReport TissueSolver::step(const Target& target, double dt) {
  indenter_.axis = target.axis;
  step_start_ = std::chrono::steady_clock::now();
  flush_subnormals();
  const Target from = has_last_ ? last_ : target;
  StepReport report = substep(from, target, dt, 0);
  if (report.accepted) {
    last_ = target;
    has_last_ = true;
  }
  return report;
}

ContactStep TissueSolver::contact_step(const Target& from, const Target& to, double dt) const {
  ContactStep contact;
  contact.indenter = &indenter_;
  contact.points = &points_;
  contact.point_weight = &model_.skin_point_weight;
  contact.largest = &largest_;
  contact.u_before = &state_.u;
  contact.layout = arrays_.layout;
  contact.base = to.base;
  contact.direction = to.direction;
  contact.spin_before = pose_.spin;
  contact.spin_rate_before = spin_rate_;
  contact.dt = touching_ ? dt : 0;
  contact.load_control = to.load_control && to.load >= kLifted;
  contact.load = to.load;
  contact.centre_before = from.base + from.direction * (indenter_.centre_offset() + pose_.height);
  return contact;
}

void TissueSolver::advance(const Configuration& from, double share, const Bordered& d,
                           Configuration& to) const {
  for (std::size_t n = 0; n < from.u.size(); ++n)
    to.u[n] = from.u[n] + share * static_cast<double>(change_[n]);
  to.pose = {from.pose.height + share * d.q[0], from.pose.spin + share * d.q[1]};
  to.bodies = from.bodies;
  const float* q = d.u.data() + multigrid_->first_of_bodies();
  for (std::size_t b = 0; b < to.bodies.size(); ++b, q += 6) {
    if (ties_.held[b]) continue;
    Vec6 increment;
    for (int c = 0; c < 6; ++c) increment[c] = share * static_cast<double>(q[c]) / (c < 3 ? 1 : kBodyLever);
    move(to.bodies[b], increment);
  }
  follow_bodies(ties_, to.bodies, to.u);
}

StepReport TissueSolver::attempt(ContactStep& contact, const Target& to, double dt, bool may_predict,
                                 Method method, Configuration& at) {
  StepReport report;
  const bool lifted = to.load_control && !contact.load_control;
  auto start = [&] {
    at = {state_.u, state_.bodies, pose_};
    if (indenter_.spin == SpinMode::driven) at.pose.spin = to.driven_spin;
    if (!to.load_control) at.pose.height = to.height;
    if (lifted) at.pose.height = kOutOfReach;
  };
  start();
  double cap = options_.step_cap;
  if (contact.load_control && !touching_) {
    // first touch: sink one millimetre under height control, then take up the load
    at.pose.height = touching_height(to.base, to.direction) - 1e-3;
    contact.load_control = false;
    find_near(contact, at.u, at.pose, kNearMargin);
    solve(contact, at, kFirstCap, Method::newton, evaluate(contact, at, report), report);
    contact.load_control = true;
    method = Method::newton;
    report.converged = false;
  } else if (may_predict && predict(contact, dt, at)) {
    find_near(contact, at.u, at.pose, kNearMargin);
    freeze_friction(contact, at.u, at.pose);
    const Measure predicted = evaluate(contact, at, report);
    bool keep = predicted.residual <= kGoodPrediction;
    if (!keep && std::isfinite(predicted.residual)) {
      // a poor one must at least be better than standing still
      const Configuration predicted_at = at;
      start();
      find_near(contact, at.u, at.pose, kNearMargin);
      freeze_friction(contact, at.u, at.pose);
      keep = predicted.norm < evaluate(contact, at, report).norm;
      if (keep) {
        at = predicted_at;
        find_near(contact, at.u, at.pose, kNearMargin);
        freeze_friction(contact, at.u, at.pose);
        evaluate(contact, at, report);
      }
    }
    if (keep) {
      if (predicted.residual > kLargeResidual) method = Method::newton;
      solve(contact, at, cap, method, predicted, report);
      return report;
    }
    start();
  }
  find_near(contact, at.u, at.pose, kNearMargin);
  freeze_friction(contact, at.u, at.pose);
  const Measure now = evaluate(contact, at, report);
  if (now.residual > kLargeResidual) method = Method::newton;
  solve(contact, at, cap, method, now, report);
  return report;
}

StepReport TissueSolver::substep(const Target& from, const Target& to, double dt, int depth) {
  StepReport begun;
  {
    Stopwatch watch(begun.seconds.finish);
    begin_step(tissue_, model_, arrays_, state_, dt);
  }
  const bool lifted = to.load_control && to.load < kLifted;
  const Target& before = has_last_ ? from : to;
  take_loads(to);
  Configuration at;
  ContactStep contact = contact_step(before, to, dt);
  StepReport report = attempt(contact, to, dt, depth == 0, Method::quasi_newton, at);
  add_report(report, begun);
  if (!report.accepted) {
    // warm starts may be poisoned: forget them, then start from the last state with Newton's method
    forget_tangent();
    increment_dt_ = 0;
    contact = contact_step(before, to, dt);
    StepReport again = attempt(contact, to, dt, false, Method::newton, at);
    add_report(again, report);
    again.retries = 1;
    report = again;
  }
  if (report.accepted) {
    {
      Stopwatch watch(report.seconds.finish);
      accept(contact, at, dt, lifted);
    }
    if (lifted) pose_.height = touching_height(to.base, to.direction);
    return report;
  }
  forget_tangent();
  if (depth >= kDeepestHalving || !has_last_) return report;
  return halved(from, to, dt, depth, report);
}

StepReport TissueSolver::halved(const Target& from, const Target& to, double dt, int depth,
                                const StepReport& failed) {
  const Good good{state_, pose_, spin_rate_, largest_, touching_};
  const Target middle = between(from, to, 0.5);
  StepReport first = substep(from, middle, 0.5 * dt, depth + 1);
  StepReport result = first;
  if (first.accepted) {
    const Target kept = last_;
    last_ = middle;
    result = substep(middle, to, 0.5 * dt, depth + 1);
    last_ = kept;
    add_report(result, first);
    result.retries += first.retries;
  }
  add_report(result, failed);
  result.retries += failed.retries + 1;
  increment_dt_ = 0;
  if (!result.accepted) {
    restore(good);
    if (result.trouble.empty()) result.trouble = failed.trouble;
  }
  return result;
}

void TissueSolver::restore(const Good& good) {
  state_ = good.state;
  pose_ = good.pose;
  spin_rate_ = good.spin_rate;
  largest_ = good.largest;
  touching_ = good.touching;
}

void TissueSolver::take_loads(const Target& to) {
  for (std::size_t b = 0; b < body_load_.size(); ++b) {
    body_load_[b] = b < to.body_load.size() ? to.body_load[b] : Vec6::Zero();
    body_load_[b].tail<3>() /= kBodyLever;
  }
  for (std::size_t n = 0; n < joint_factor_.size(); ++n)
    joint_factor_[n] = n < to.joint_factor.size() ? to.joint_factor[n] : 1;
}

template <class Forces>
void TissueSolver::bodies_gradient(const Configuration& at, Forces& forces) {
  std::fill(body_gradient_.begin(), body_gradient_.end(), Vec6::Zero());
  joints_gradient(model_.rigid, at.bodies, joint_factor_, body_gradient_);
  for (Vec6& g : body_gradient_) g.tail<3>() /= kBodyLever;
  add_anchored_springs(ties_, at.bodies, at.u, forces, body_gradient_);
  gather_on_bodies(ties_, at.bodies, forces, body_gradient_);
  for (std::size_t b = 0; b < body_gradient_.size(); ++b) body_gradient_[b] -= body_load_[b];
  float* to = gradient_now_.u.data() + multigrid_->first_of_bodies();
  for (std::size_t b = 0; b < body_gradient_.size(); ++b)
    for (int c = 0; c < 6; ++c) *to++ = ties_.held[b] ? 0.0f : static_cast<float>(body_gradient_[b][c]);
}

TissueSolver::Measure TissueSolver::evaluate(ContactStep& contact, const Configuration& at,
                                             StepReport& report) {
  const std::vector<double>& u = at.u;
  const Pose& pose = at.pose;
  const FieldLayout& l = arrays_.layout;
  {
    Stopwatch watch(report.seconds.forces);
    if (options_.precise)
      report.smallest_volume_ratio = reference_forces(tissue_, u, exact_forces_);
    else
      report.smallest_volume_ratio = tissue_forces(tissue_, u, forces_);
  }
  Stopwatch watch(report.seconds.contact);
  gradient_now_.q = contact_gradient(contact, u, pose, skin_forces_, nullptr);
  if (!contact.load_control) gradient_now_.q[0] = 0;
  if (!contact.free_spin()) gradient_now_.q[1] = 0;
  double contact_norm = 0;
  Vec3 push = Vec3::Zero();
  for (int c = 0; c < 3; ++c)
    for (int j = 0; j < l.nj; ++j) {
      const std::size_t from = (static_cast<std::size_t>(c) * l.nj + j) * l.row,
                        to = c * l.plane + l.at(0, j, 0);
      for (int i = 0; i < l.ni; ++i) {
        const double f = skin_forces_.value[from + i];
        if (f == 0) continue;
        push[c] += f;
        if (skin_free_[from + i]) contact_norm += f * f;
        if (options_.precise)
          exact_forces_[to + i] += f;
        else
          forces_[to + i] += static_cast<float>(f);
      }
    }
  if (!model_.rigid.bodies.empty()) {
    if (options_.precise)
      bodies_gradient(at, exact_forces_);
    else
      bodies_gradient(at, forces_);
  }
  if (options_.precise)
    for (std::size_t n = 0; n < forces_.size(); ++n) forces_[n] = static_cast<float>(exact_forces_[n]);
  const SplitLayout& split = multigrid_->split();
#pragma omp parallel for schedule(static)
  for (int j = 0; j < l.nj; ++j) kernels().to_split(l, forces_.data(), split, gradient_now_.u.data(), j);
  multigrid_->strike_fixed(gradient_now_.u);
  Vec3 sum;
  for (int c = 0; c < 3; ++c)
    sum[c] = kernels().dot(gradient_now_.u.data() + split.component(c), ones_.data(), split.plane);
  const double norm = dot(gradient_now_.u, gradient_now_.u);
  const double radius = std::max(indenter_.radius, 1e-3);
  const Eigen::Vector2d& q = gradient_now_.q;
  const double force = std::max(push.norm(), 1e-3);
  const double scale = std::sqrt(contact_norm) + weight_norm_ + 1e-4;
  Measure m;
  m.residual = std::max({std::sqrt(norm) / scale, sum.norm() / std::max({force, weight_norm_, 0.05}),
                         std::abs(q[0]) / force, std::abs(q[1]) / (force * radius)});
  m.norm = std::sqrt(norm + q[0] * q[0] + q[1] * q[1] / (radius * radius));
  if (!std::isfinite(norm)) m.residual = m.norm = norm;
  return m;
}

std::vector<ContactBlock> TissueSolver::take_contact_tangent(const ContactStep& contact,
                                                             const Configuration& at, TangentKind kind) {
  std::vector<ContactBlock> blocks = contact_blocks(contact, at.u, at.pose, kind != TangentKind::exact);
  contact_tangent(contact, blocks, multigrid_->split(), skin_matrix_, border_.column, border_.corner);
  for (FloatVector& column : border_.column) column.resize(gradient_now_.u.size(), 0.0f);
  return blocks;
}

void TissueSolver::refresh_contact(const ContactStep& contact, const Configuration& at, TangentKind kind,
                                   StepReport& report) {
  Stopwatch watch(report.seconds.contact);
  const std::vector<ContactBlock> blocks = take_contact_tangent(contact, at, kind);
  multigrid_->change_contact(skin_matrix_);
  const bool use[2] = {contact.load_control, contact.free_spin()};
  bool new_unknown = false;
  for (int c = 0; c < 2; ++c) {
    new_unknown |= use[c] && border_.response[c].empty();
    border_.use[c] = use[c];
    if (use[c]) multigrid_->strike_fixed(border_.column[c]);
  }
  if (new_unknown) refresh_responses(contact, blocks, 2);
  set_schur(border_,
            border_.tissue_form + contact_form(contact, blocks, multigrid_->split(), border_.response, 1));
}

void TissueSolver::refresh_responses(const ContactStep& contact, const std::vector<ContactBlock>& blocks,
                                     int sweeps) {
  border_.tissue_form =
      refresh_response(*multigrid_, border_, sweeps);  // W first: the contact's share is of the new one
  border_.tissue_form -= contact_form(contact, blocks, multigrid_->split(), border_.response, 0);
}

void TissueSolver::build_tangent(const ContactStep& contact, const Configuration& at, TangentKind kind,
                                 StepReport& report) {
  {
    Stopwatch watch(report.seconds.tangent);
    tissue_tangent(tissue_, at.u, kind, multigrid_->matrix());
    add_anchored_tangent(ties_, multigrid_->matrix());
  }
  Stopwatch watch(report.seconds.setup);
  ++report.tangents;
  const std::vector<ContactBlock> blocks = take_contact_tangent(contact, at, kind);
  multigrid_->setup(skin_matrix_,
                    body_tangent(ties_, model_.rigid, at.bodies, joint_factor_, multigrid_->matrix()));
  tangent_age_ = 0;
  tangent_base_ = contact.base;
  border_.use[0] = contact.load_control;
  border_.use[1] = contact.free_spin();
  refresh_responses(contact, blocks, 1);
  set_schur(border_,
            border_.tissue_form + contact_form(contact, blocks, multigrid_->split(), border_.response, 1));
}

void TissueSolver::solve(ContactStep& contact, Configuration& at, double cap, Method method, Measure now,
                         StepReport& report) {
  constexpr int kTangentLife = 16;         // steps a tangent is used for
  constexpr double kTangentTravel = 6e-3;  // [m] ... while the indenter does not travel farther
  constexpr int kTangentLifeFar = 2;       // ... where it stands and they are far apart
  constexpr double kFarPrediction = 0.05;  // residual at the start of a step that is far from the one before
  constexpr int kPatience = 16;            // iterations with one tangent
  constexpr int kRebuilds = 2;             // new tangents within a step before Newton takes over
  const double tolerance = options_.tolerance;
  const FieldLayout& l = arrays_.layout;
  const SplitLayout& split = multigrid_->split();
  Bordered d{multigrid_->make_vector(), {}}, g = gradient_now_;
  TangentKind kind = TangentKind::exact;
  int careful = 0;  // iterations done with a safer tangent
  int since_build = 0, builds = 0, newton_iterations = 0;
  const double travel = (contact.base - tangent_base_).norm();  // since the tangent was built
  bool rebuild = tangent_age_ < 0 || tangent_age_ >= kTangentLife || travel > kTangentTravel;
  bool first = true, estimated = false;  // estimated: `now` and g are interpolated
  if (now.residual > kFarPrediction) {
    // what earlier, smaller steps taught does not hold here
    rebuild |= travel == 0 && tangent_age_ >= kTangentLifeFar;
    quasi_newton_.clear();
  }
  double moved = 0;
  Configuration trial = at;
  report.trouble.clear();
  report.converged = report.accepted = false;
  for (;;) {
    report.residual = now.residual;
    if (!std::isfinite(now.residual)) {
      report.trouble = "the residual is not finite";
      return;
    }
    if (now.residual <= tolerance) {
      report.converged = report.accepted = true;
      return;
    }
    if (options_.budget_s > 0 && !first && now.residual < options_.budget_residual &&
        std::chrono::duration<double>(std::chrono::steady_clock::now() - step_start_).count() >
            options_.budget_s) {
      if (std::exchange(estimated, false)) {
        now = evaluate(contact, at, report);
        g = gradient_now_;
      }
      report.residual = now.residual;
      if (now.residual < options_.budget_residual) {
        report.accepted = true;
        report.trouble = "the time budget was spent";
        return;
      }
    }
    if (newton_iterations >= options_.max_newton) {
      report.trouble = "no equilibrium within the allowed Newton iterations";
      return;
    }
    ++report.iterations;
    if (method == Method::quasi_newton && since_build >= kPatience) {
      rebuild = true;
      if (builds >= kRebuilds) method = Method::newton;
    }
    if (method == Method::newton) {
      rebuild = true;
      ++newton_iterations;
    }

    // direction; where the tangent is not positive definite again with a fresh, then with a safer one
    for (;;) {
      if (rebuild) {
        build_tangent(contact, at, kind, report);
        ++builds;
        since_build = 0;
      } else if (first) {
        refresh_contact(contact, at, kind, report);
      }
      Stopwatch watch(report.seconds.directions);
      bool bad = false;
      if (method == Method::newton) {
        Bordered f = g;
        for (float& v : f.u) v = -v;
        f.q = -f.q;
        const double want = std::clamp(0.1 * tolerance / now.residual, 1e-5, 1e-2);
        const LinearResult linear = solve_linear(*multigrid_, border_, f, want, 200, d);
        report.linear_iterations += linear.iterations;
        bad = linear.negative_curvature;
      } else {
        quasi_newton_.direction(
            g, [&](const Bordered& r, Bordered& z) { precondition(*multigrid_, border_, r, z); }, d);
        ++report.linear_iterations;
        bad = !(dot(g, d) < 0);
        if (bad && quasi_newton_.size() > 0) {
          quasi_newton_.clear();
          continue;
        }
      }
      if (!bad) break;
      if (rebuild || kind != TangentKind::exact) {
        if (kind == TangentKind::rest) {
          report.trouble = "the tangent is not positive definite";
          return;
        }
        kind = kind == TangentKind::exact ? TangentKind::reduced : TangentKind::rest;
      }
      rebuild = true;
    }
    first = false;
    rebuild = false;
    ++since_build;
    if (kind != TangentKind::exact && ++careful >= 3) {
      kind = TangentKind::exact;
      careful = 0;
      rebuild = true;
    }

    // cap on the largest change
    const double largest = std::max(largest_change(d.u), std::abs(d.q[0]));
    if (!std::isfinite(largest)) {
      report.trouble = "the linear solve gave no finite direction";
      return;
    }
    double a = largest > cap ? cap / largest : 1.0;
    if (largest > cap) method = Method::newton;

    // line search on the slope g.d; no energy is needed
    for (int j = 0; j < l.nj; ++j) kernels().to_field(split, d.u.data(), l, change_.data(), j);
    const double slope0 = dot(g, d), norm0 = now.norm;
    const double volume_floor = std::min(0.1, 0.5 * report.smallest_volume_ratio);
    for (int search = 0; search < 8; ++search) {
      advance(at, a, d, trial);
      now = evaluate(contact, trial, report);
      if (report.smallest_volume_ratio < volume_floor) {
        a *= 0.5;  // do not turn elements inside out
      } else if (std::isfinite(now.norm)) {
        if (now.norm < 0.7 * norm0) break;
        const double slope1 = dot(gradient_now_, d);
        if (std::abs(slope1) <= 0.9 * std::abs(slope0)) break;
        if (slope1 < 0 && now.norm < 4 * norm0) break;  // still going down
        a *= std::clamp(slope0 / (slope0 - slope1), 0.1, 0.6);
      } else {
        a *= 0.25;
      }
    }
    std::swap(at, trial);
    if (method == Method::quasi_newton) {
      Bordered change = gradient_now_, moved_by = d;
      add_scaled(-1, g, change);
      for (float& v : moved_by.u) v *= static_cast<float>(a);
      moved_by.q *= a;
      quasi_newton_.add(moved_by, change);
    }
    estimated = false;
    // Where the slope along d vanishes if the gradient changes in proportion (1 = here): an unsymmetric
    // preconditioner often goes too far, and this costs no forces.
    const double best = std::min(slope0 / (slope0 - dot(gradient_now_, d)), cap / (a * largest));
    if (method == Method::quasi_newton && std::abs(best - 1) > 0.05 && best > 0.1 && best < 3) {
      const double on = (best - 1) * a, norm1 = std::sqrt(dot(gradient_now_, gradient_now_));
      advance(at, on, d, at);
      const float share = static_cast<float>(best);
      for (std::size_t n = 0; n < g.u.size(); ++n)
        gradient_now_.u[n] = (1 - share) * g.u[n] + share * gradient_now_.u[n];
      gradient_now_.q = (1 - best) * g.q + best * gradient_now_.q;
      const double ratio = std::sqrt(dot(gradient_now_, gradient_now_)) / norm1;
      estimated = now.residual * ratio > 1.2 * tolerance;
      if (estimated)
        now = {now.residual * ratio, now.norm * ratio};
      else
        now = evaluate(contact, at, report);
      a += std::max(0.0, on);
    }
    g = gradient_now_;
    moved += a * largest * 2;  // tissue and indenter may approach each other
    if (moved > kNearMargin) {
      find_near(contact, at.u, at.pose, kNearMargin);
      now = evaluate(contact, at, report);
      estimated = false;
      g = gradient_now_;
      moved = 0;
    }
  }
}

void TissueSolver::forget_tangent() {
  tangent_age_ = -1;
  quasi_newton_.clear();
  for (FloatVector& w : border_.response) w.clear();
}

void TissueSolver::accept(const ContactStep& contact, const Configuration& at, double dt, bool lifted) {
  const std::vector<double>& u = at.u;
  const Pose& pose = at.pose;
  // increment for the next prediction
  increment_.resize(u.size());
  double largest = 0;
  for (std::size_t n = 0; n < u.size(); ++n) {
    increment_[n] = u[n] - state_.u[n];
    largest = std::max(largest, std::abs(increment_[n]));
  }
  for (std::size_t b = 0; b < at.bodies.size(); ++b) {
    body_increment_[b].head<3>() = at.bodies[b].t - state_.bodies[b].t;
    body_increment_[b].tail<3>() = rotation_vector(at.bodies[b].R * state_.bodies[b].R.transpose());
  }
  pose_increment_ = {pose.height - pose_.height, pose.spin - pose_.spin};
  increment_travel_ = contact.base - last_.base;
  // on the roller or off it before and after
  increment_dt_ = largest < kLargestIncrement && touching_ != lifted ? dt : 0;

  // forces at the solution
  const Eigen::Vector2d border = contact_gradient(contact, u, pose, skin_forces_, &point_force_);
  for (int c = 0; c < 3; ++c) {
    contact_sum_[c] = 0;
    for (std::size_t n = 0; n < skin_forces_.plane; ++n)
      contact_sum_[c] -= skin_forces_.value[c * skin_forces_.plane + n];
  }
  torque_ = -(border[1] - (contact.free_spin()
                               ? indenter_.inertia / (dt * dt) *
                                     (pose.spin - contact.spin_before - dt * contact.spin_rate_before)
                               : 0.0));
  point_contact(contact, u, pose, contact_);
  gradient_ = options_.precise
                  ? to_nodal(model_, arrays_.layout, exact_forces_)
                  : to_nodal(model_, arrays_.layout, std::vector<double>(forces_.begin(), forces_.end()));
  for (std::size_t n = 0; n < largest_.size(); ++n) {
    const float e = static_cast<float>(contact_.compression[n]);
    largest_[n] = e > 0 ? std::max(largest_[n], e) : 0.0f;
  }
  if (tangent_age_ >= 0) ++tangent_age_;
  spin_rate_ = dt > 0 && contact.dt > 0 ? (pose.spin - pose_.spin) / dt : 0;
  touching_ = std::any_of(contact_.pressure.begin(), contact_.pressure.end(), [](double p) { return p > 0; });
  pose_ = pose;
  state_.bodies = at.bodies;
  finish_step(tissue_, u, state_, hexes_);
}

}  // namespace backroll
