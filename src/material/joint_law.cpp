#include "material/joint_law.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

// ln cosh u without overflow, and without cancellation near zero.
double ln_cosh(double u) {
  const double a = std::abs(u);
  if (a < 1) {
    const double s = std::sinh(a);
    return 0.5 * std::log1p(s * s);
  }
  return a + std::log1p(std::exp(-2 * a)) - std::log(2.0);
}

}  // namespace

JointForces joint_forces(const JointLaw& law, const Vec6& x, double factor) {
  JointForces out;
  out.force.noalias() = law.stiffness * x;
  out.tangent = law.stiffness;
  out.energy = 0.5 * x.dot(out.force);
  for (int i = 0; i < 6; ++i) {
    const double k = law.stiffness(i, i);
    if (k == 0) continue;
    double w = 0, dw = 0, ddw = 0;
    if (const double z = law.neutral_zone[i]; z > 0) {
      const double missing = 1 - law.neutral_share;
      const double t = std::tanh(x[i] / z);
      w -= missing * z * z * ln_cosh(x[i] / z);
      dw -= missing * z * t;
      ddw -= missing * (1 - t * t);
    }
    if (const double r = law.range[i]; r > 0) {
      const double s = x[i] / r;
      w += 0.25 * x[i] * x[i] * s * s;
      dw += x[i] * s * s;
      ddw += 3 * s * s;
    }
    if (x[i] > 0) {
      const double excess = law.positive_ratio[i] - 1;
      w += 0.5 * excess * x[i] * x[i];
      dw += excess * x[i];
      ddw += excess;
    }
    out.energy += k * w;
    out.force[i] += k * dw;
    out.tangent(i, i) += k * ddw;
  }
  out.energy *= factor;
  out.force *= factor;
  out.tangent *= factor;
  return out;
}

double preload_factor(const JointLaw& law, double compression) {
  if (!law.preload_dependent || !(compression > 0)) return 1;
  constexpr double at_250 = 0.71, at_500 = 1.11;        // rises above 1
  constexpr double decay = (at_500 - at_250) / at_250;  // exp(-250 N / C0)
  constexpr double limit = at_250 / (1 - decay);
  return 1 + limit * (1 - std::pow(decay, compression / 250));
}

}  // namespace backroll
