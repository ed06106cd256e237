#include "solver/quasi_newton.hpp"

#include <cmath>

namespace backroll {

void QuasiNewton::add(const Bordered& step, const Bordered& change) {
  const double curvature = dot(step, change);
  if (!(curvature > 1e-8 * std::sqrt(dot(step, step) * dot(change, change)))) return;
  if (memory_ == 0) return;
  if (pairs_.size() >= memory_) pairs_.pop_front();
  pairs_.push_back({step, change, curvature});
}

void QuasiNewton::direction(const Bordered& gradient,
                            const std::function<void(const Bordered&, Bordered&)>& precondition,
                            Bordered& d) const {
  const std::size_t count = pairs_.size();
  if (count == 0) {
    precondition(gradient, d);
  } else {
    Bordered r = gradient;
    std::vector<double> alpha(count);
    double overlap = dot(pairs_.back().step, r);
    for (std::size_t n = count; n-- > 0;) {
      alpha[n] = overlap / pairs_[n].curvature;
      r.q -= alpha[n] * pairs_[n].change.q;
      if (n == 0) {
        add_scaled(-alpha[n], pairs_[n].change.u, r.u);
      } else {
        const Bordered& next = pairs_[n - 1].step;
        overlap = add_scaled_dot(-alpha[n], pairs_[n].change.u, r.u, next.u) + next.q.dot(r.q);
      }
    }
    precondition(r, d);
    overlap = dot(pairs_.front().change, d);
    for (std::size_t n = 0; n < count; ++n) {
      const double a = alpha[n] - overlap / pairs_[n].curvature;
      d.q += a * pairs_[n].step.q;
      if (n + 1 == count) {
        add_scaled(a, pairs_[n].step.u, d.u);
      } else {
        const Bordered& next = pairs_[n + 1].change;
        overlap = add_scaled_dot(a, pairs_[n].step.u, d.u, next.u) + next.q.dot(d.q);
      }
    }
  }
  for (float& v : d.u) v = -v;
  d.q = -d.q;
}

}  // namespace backroll
