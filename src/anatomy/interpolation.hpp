// Interpolation and smoothing of tabulated curves and maps.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <utility>
#include <vector>

namespace backroll {

using Vec2 = Eigen::Vector2d;
// A map over (y, s): one row per y, one column per s.
using Field = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Monotone piecewise cubic (Fritsch-Butland 1984); beyond its ends the end pieces continue.
class Pchip {
 public:
  Pchip() = default;
  Pchip(std::vector<double> x, std::vector<double> y);  // x increasing, at least two points
  double operator()(double x) const;
  double first() const { return x_.front(); }
  double last() const { return x_.back(); }
  double clamped(double x) const { return (*this)(std::clamp(x, first(), last())); }

 private:
  std::vector<double> x_, y_, slope_;
};

// Piecewise linear through points of increasing x, constant beyond the ends.
double interpolate(const std::vector<Vec2>& points, double x);

// 0 below `from`, 1 above `to`, 3 t^2 - 2 t^3 between.
inline double smoothstep(double x, double from, double to) {
  const double t = std::clamp((x - from) / (to - from), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

// Gaussian filter, sigmas in grid steps, edges continued by their nearest value, cut at four sigmas.
Field smoothed(const Field& field, double sigma_rows, double sigma_columns);

// Derivative of y by x at the points, second order inside, first order at the ends.
std::vector<double> derivative(const std::vector<double>& y, const std::vector<double>& x);

// Distance of (s, y) to a closed polygon, positive inside (even-odd).
double distance_inside(const std::vector<Vec2>& polygon, double s, double y);

}  // namespace backroll
