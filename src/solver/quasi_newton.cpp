#include "solver/quasi_newton.hpp"

#include <cmath>

namespace backroll {

void QuasiNewton::add(const Bordered& step, const Bordered& change) {
  const double curvature = dot(step, change);
  if (!(curvature > 1e-8 * std::sqrt(dot(step, step) * dot(change, change)))) return;
  if (pairs_.size() >= memory_) pairs_.pop_front();
  pairs_.push_back({step, change, curvature});
}

void QuasiNewton::direction(const Bordered& gradient,
                            const std::function<void(const Bordered&, Bordered&)>& precondition, Bordered& d) const {
  Bordered r = gradient;
  std::vector<double> alpha(pairs_.size());
  for (std::size_t n = pairs_.size(); n-- > 0;) {
    alpha[n] = dot(pairs_[n].step, r) / pairs_[n].curvature;
    add_scaled(-alpha[n], pairs_[n].change, r);
  }
  precondition(r, d);
  for (std::size_t n = 0; n < pairs_.size(); ++n) {
    const double beta = dot(pairs_[n].change, d) / pairs_[n].curvature;
    add_scaled(alpha[n] - beta, pairs_[n].step, d);
  }
  for (float& v : d.u) v = -v;
  d.q = -d.q;
}

}  // namespace backroll
