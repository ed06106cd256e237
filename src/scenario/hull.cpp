#include "scenario/hull.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {

namespace {

using Triple = std::array<double, 3>;

Triple minus(const Triple& a, const Triple& b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
Triple cross(const Triple& a, const Triple& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
double dot(const Triple& a, const Triple& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

}  // namespace

std::vector<std::array<double, 4>> hull_faces(const std::vector<Triple>& points) {
  constexpr double kSamePlane = 1e-7;  // [m], and of unit normals
  std::vector<std::array<double, 4>> faces;
  const std::size_t count = points.size();
  for (std::size_t a = 0; a < count; ++a)
    for (std::size_t b = a + 1; b < count; ++b)
      for (std::size_t c = b + 1; c < count; ++c) {
        const Triple n = cross(minus(points[b], points[a]), minus(points[c], points[a]));
        const double size = std::sqrt(dot(n, n));
        if (size < 1e-12) continue;  // [m2] on one line
        for (const double side : {1 / size, -1 / size}) {
          const Triple unit = {side * n[0], side * n[1], side * n[2]};
          const double at = dot(unit, points[a]);
          const auto below = [&](const Triple& p) { return dot(unit, p) < at + kSamePlane; };
          const auto same = [&](const std::array<double, 4>& face) {
            return std::abs(face[0] - unit[0]) + std::abs(face[1] - unit[1]) + std::abs(face[2] - unit[2]) +
                       std::abs(face[3] - at) <
                   10 * kSamePlane;
          };
          if (std::all_of(points.begin(), points.end(), below) &&
              std::none_of(faces.begin(), faces.end(), same))
            faces.push_back({unit[0], unit[1], unit[2], at});
        }
      }
  return faces;
}

double hull_width(const std::vector<Triple>& points, const std::vector<std::array<double, 4>>& faces) {
  double least = faces.size() < 4 ? 0 : 1e300;
  for (const auto& [x, y, z, at] : faces) {
    double width = 0;
    for (const Triple& p : points) width = std::max(width, at - dot({x, y, z}, p));
    least = std::min(least, width);
  }
  return least;
}

std::pair<double, double> parts_extent(const std::vector<RollerPart>& parts) {
  double radius = 0, half_length = 0;
  const auto reach = [&](double x, double y, double z) {
    radius = std::max(radius, std::hypot(x, y));
    half_length = std::max(half_length, std::abs(z));
  };
  for (const RollerPart& part : parts) {
    const auto [x, y, z] = part.centre_m;
    const double r = 0.5 * part.diameter_m, across = std::hypot(x, y);
    switch (part.shape) {
      case RollerPartShape::sphere:
        reach(across + r, 0, std::abs(z) + r);
        break;
      case RollerPartShape::cylinder:
      case RollerPartShape::capsule:
        reach(across + r, 0, std::abs(z) + 0.5 * part.length_m);
        break;
      case RollerPartShape::box:
        reach(std::abs(x) + 0.5 * part.size_m[0], std::abs(y) + 0.5 * part.size_m[1],
              std::abs(z) + 0.5 * part.size_m[2]);
        break;
      case RollerPartShape::hull:
        for (const auto& p : part.points_m) reach(x + p[0], y + p[1], z + p[2]);
    }
  }
  return {radius, half_length};
}

}  // namespace backroll
