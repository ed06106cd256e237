#include "anatomy/interpolation.hpp"

#include <cmath>

namespace backroll {

namespace {

int sign(double value) {
  return (value > 0) - (value < 0);
}

// One-sided three-point slope at an end, limited to keep the curve monotone.
double end_slope(double h0, double h1, double m0, double m1) {
  const double d = ((2 * h0 + h1) * m0 - h0 * m1) / (h0 + h1);
  if (sign(d) != sign(m0)) return 0;
  if (sign(m0) != sign(m1) && std::abs(d) > 3 * std::abs(m0)) return 3 * m0;
  return d;
}

std::vector<double> gaussian_weights(double sigma) {
  const int radius = static_cast<int>(std::lround(4 * sigma));
  std::vector<double> weight(2 * radius + 1);
  double sum = 0;
  for (int i = -radius; i <= radius; ++i)
    sum += weight[i + radius] = std::exp(-0.5 * i * i / (sigma * sigma));
  for (double& w : weight) w /= sum;
  return weight;
}

Field smoothed_rows(const Field& field, double sigma) {
  if (sigma <= 0) return field;
  const std::vector<double> weight = gaussian_weights(sigma);
  const int radius = static_cast<int>(weight.size()) / 2;
  const int rows = static_cast<int>(field.rows());
  Field out = Field::Zero(field.rows(), field.cols());
  for (int r = 0; r < rows; ++r)
    for (int i = -radius; i <= radius; ++i)
      out.row(r) += weight[i + radius] * field.row(std::clamp(r + i, 0, rows - 1));
  return out;
}

}  // namespace

Pchip::Pchip(std::vector<double> x, std::vector<double> y)
    : x_(std::move(x)), y_(std::move(y)), slope_(x_.size()) {
  const std::size_t n = x_.size();
  std::vector<double> h(n - 1), m(n - 1);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    h[i] = x_[i + 1] - x_[i];
    m[i] = (y_[i + 1] - y_[i]) / h[i];
  }
  if (n == 2) {
    slope_[0] = slope_[1] = m[0];
    return;
  }
  for (std::size_t i = 1; i + 1 < n; ++i) {
    if (sign(m[i - 1]) * sign(m[i]) <= 0) continue;  // an extremum: slope 0
    const double w1 = 2 * h[i] + h[i - 1], w2 = h[i] + 2 * h[i - 1];
    slope_[i] = (w1 + w2) / (w1 / m[i - 1] + w2 / m[i]);
  }
  slope_[0] = end_slope(h[0], h[1], m[0], m[1]);
  slope_[n - 1] = end_slope(h[n - 2], h[n - 3], m[n - 2], m[n - 3]);
}

double Pchip::operator()(double x) const {
  const auto after = std::upper_bound(x_.begin() + 1, x_.end() - 1, x);
  const std::size_t i = after - x_.begin() - 1;
  const double h = x_[i + 1] - x_[i], t = (x - x_[i]) / h;
  const double rise = y_[i + 1] - y_[i];
  const double a = h * slope_[i] - rise, b = rise - h * slope_[i + 1];
  return y_[i] + t * rise + t * (1 - t) * ((1 - t) * a + t * b);
}

double interpolate(const std::vector<Vec2>& points, double x) {
  if (x <= points.front().x()) return points.front().y();
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (x > points[i].x()) continue;
    const Vec2 &a = points[i - 1], &b = points[i];
    return a.y() + (b.y() - a.y()) * (x - a.x()) / (b.x() - a.x());
  }
  return points.back().y();
}

Field smoothed(const Field& field, double sigma_rows, double sigma_columns) {
  const Field across = smoothed_rows(field.transpose(), sigma_columns);
  return smoothed_rows(across.transpose(), sigma_rows);
}

std::vector<double> derivative(const std::vector<double>& y, const std::vector<double>& x) {
  const std::size_t n = y.size();
  std::vector<double> d(n);
  d[0] = (y[1] - y[0]) / (x[1] - x[0]);
  d[n - 1] = (y[n - 1] - y[n - 2]) / (x[n - 1] - x[n - 2]);
  for (std::size_t i = 1; i + 1 < n; ++i) {
    const double a = x[i] - x[i - 1], b = x[i + 1] - x[i];
    d[i] = (a * a * y[i + 1] + (b * b - a * a) * y[i] - b * b * y[i - 1]) / (a * b * (a + b));
  }
  return d;
}

double distance_inside(const std::vector<Vec2>& polygon, double s, double y) {
  const Vec2 point(s, y);
  double nearest2 = 1e18;
  bool inside = false;
  for (std::size_t n = 0; n < polygon.size(); ++n) {
    const Vec2 &a = polygon[n], &b = polygon[(n + 1) % polygon.size()];
    const Vec2 edge = b - a, to = point - a;
    const double t = std::clamp(to.dot(edge) / edge.squaredNorm(), 0.0, 1.0);
    nearest2 = std::min(nearest2, (to - t * edge).squaredNorm());
    if ((a.y() > y) != (b.y() > y) && s < a.x() + to.y() * edge.x() / edge.y()) inside = !inside;
  }
  return inside ? std::sqrt(nearest2) : -std::sqrt(nearest2);
}

}  // namespace backroll
