#include "solver/roller_distance.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace backroll {

namespace {

constexpr double kRayDepth = 4e-3;  // [m] from here on the way along the ray counts

// A value with its first and second derivatives by place.
struct Jet {
  double v = 0;
  Vec3 g = Vec3::Zero();
  Mat3 h = Mat3::Zero();
};

Jet operator+(const Jet& a, const Jet& b) {
  return {a.v + b.v, a.g + b.g, a.h + b.h};
}
Jet operator-(const Jet& a, const Jet& b) {
  return {a.v - b.v, a.g - b.g, a.h - b.h};
}
Jet operator*(const Jet& a, const Jet& b) {
  return {a.v * b.v, a.v * b.g + b.v * a.g,
          a.v * b.h + b.v * a.h + a.g * b.g.transpose() + b.g * a.g.transpose()};
}
Jet operator+(double a, const Jet& b) {
  return {a + b.v, b.g, b.h};
}
Jet operator-(double a, const Jet& b) {
  return {a - b.v, -b.g, -b.h};
}
Jet operator*(double a, const Jet& b) {
  return {a * b.v, a * b.g, a * b.h};
}
// f(a) from f, f', f'' at a.
Jet function(const Jet& a, double f, double f1, double f2) {
  return {f, f1 * a.g, f1 * a.h + f2 * a.g * a.g.transpose()};
}

Jet coordinate(const Vec3& place, int c) {
  Jet out;
  out.v = place[c];
  out.g[c] = 1;
  return out;
}

// |place| over the first `axes` coordinates.
Jet length(Vec3 place, int axes) {
  if (axes == 2) place.z() = 0;
  const double d = std::max(place.norm(), 1e-9);
  Mat3 space = Mat3::Identity();
  if (axes == 2) space(2, 2) = 0;
  const Vec3 n = place / d;
  return {d, n, (space - n * n.transpose()) / d};
}

Jet angle(const Vec3& place) {
  const double x = place.x(), y = place.y(), q = std::max(x * x + y * y, 1e-18);
  Jet out;
  out.v = std::atan2(y, x);
  out.g = Vec3(-y, x, 0) / q;
  out.h.topLeftCorner<2, 2>() << 2 * x * y, y * y - x * x, y * y - x * x, -2 * x * y;
  out.h /= q * q;
  return out;
}

// A rib across a coordinate u, and its derivative by u.
struct Rib {
  Jet height, slope;
};
// 1 on the rib |u| < width / 2, 0 beside it; the wall is t^3 (10 - 15 t + 6 t^2) over `wall`.
Rib rib(const Jet& u, double width, double wall) {
  const double side = u.v < 0 ? -1 : 1;
  const Jet t = (1 / wall) * (0.5 * (width + wall) - side * u);
  const double x = std::clamp(t.v, 0.0, 1.0), y = 1 - x;
  const double f1 = 30 * x * x * y * y, f2 = 60 * x * y * (1 - 2 * x), f3 = 60 * (1 - 6 * x * y);
  return {function(t, x * x * x * (10 - 15 * x + 6 * x * x), f1, f2),
          -side / wall * function(t, f1, f2, x > 0 && x < 1 ? f3 : 0)};
}

// u minus the nearest multiple of the period.
Jet folded(Jet u, double period) {
  u.v = std::remainder(u.v, period);
  return u;
}

// R(angle, z) and the square of its slope.
struct Field {
  Jet radius, slope2;
};
Field radius_field(const Roller& roller, const Jet& turn, const Jet& z) {
  const double outer = 0.5 * roller.diameter_m;
  if (roller.shape == RollerShape::grooved) {
    const double depth = roller.groove_depth_m;
    const Rib channel = rib(z, roller.groove_width_m, depth);
    return {outer - depth * channel.height, depth * depth * (channel.slope * channel.slope)};
  }
  const double height = roller.ridge_height_m, period = 2 * std::numbers::pi * outer / roller.ridge_count;
  const Rib along = rib(folded(outer * turn, period), roller.ridge_width_m, height);
  // slopes over the arc of the outer cylinder are outer / R of those on the surface
  const auto on_surface = [&](const Jet& radius) {
    const double q = outer / radius.v;
    return function(radius, q, -q / radius.v, 2 * q / (radius.v * radius.v));
  };
  if (roller.shape == RollerShape::ridged) {
    const Jet radius = outer - height + height * along.height;
    const Jet slope = height * (along.slope * on_surface(radius));
    return {radius, slope * slope};
  }
  const Rib around = rib(folded(z, period), roller.ridge_width_m, height);
  const Jet no_rib = 1 - along.height, no_ring = 1 - around.height;
  const Jet radius = outer - height * (no_rib * no_ring);
  const Jet by_arc = height * (along.slope * no_ring * on_surface(radius)),
            by_z = height * (around.slope * no_rib);
  return {radius, by_arc * by_arc + by_z * by_z};
}

RollerDistance field_distance(const Roller& roller, const Vec3& place) {
  const Field field = radius_field(roller, angle(place), coordinate(place, 2));
  const Jet g = field.radius - length(place, 2);
  const double q = 1 + field.slope2.v, root = 1 / std::sqrt(q);
  const Jet c = function(field.slope2, root, -0.5 * root / q, 0.75 * root / (q * q));
  const double a = 1 / (kRayDepth * kRayDepth), w = 1 / (1 + a * g.v * g.v);
  const Jet near = function(g, w, -2 * a * g.v * w * w, -2 * a * w * w + 8 * a * a * g.v * g.v * w * w * w);
  const Jet m = 1 - (1 - c) * near, s = g * m;
  return {s.v, s.g, s.h, (field.radius.v - 0.5 * roller.core_diameter_m) * m.v};
}

// The torus between the balls of a peanut: its tube's centre circle lies at z = 0.
struct Waist {
  double circle, tube;
};
Waist waist(const Roller& roller) {
  const double r = 0.5 * roller.diameter_m, w = 0.5 * roller.waist_diameter_m,
               a = 0.5 * roller.ball_spacing_m;
  const double tube = (a * a + w * w - r * r) / (2 * (r - w));
  return {w + tube, tube};
}

RollerDistance peanut_distance(const Roller& roller, const Vec3& place) {
  const double r = 0.5 * roller.diameter_m, a = 0.5 * roller.ball_spacing_m,
               core = 0.5 * roller.core_diameter_m;
  const Waist w = waist(roller);
  const Jet rho = length(place, 2);
  const double z = std::abs(place.z());
  // on the waist's side of the line from the ball's centre to the tube's
  if (z * w.circle + rho.v * a < a * w.circle && rho.v < w.circle) {
    const Jet u = w.circle - rho, zz = coordinate(place, 2);
    const Jet q = u * u + zz * zz;
    const double d = std::max(std::sqrt(q.v), 1e-9);
    const Jet s = -w.tube + function(q, d, 0.5 / d, -0.25 / (d * d * d));
    return {s.v, s.g, s.h, w.circle * d / std::max(u.v, 1e-9) - w.tube - core};
  }
  const Jet s = r - length(place - Vec3(0, 0, std::copysign(a, place.z())), 3);
  return {s.v, s.g, s.h, r - core};
}

// sign = 1: a smooth greatest of the jets, -1: a smooth least.
Jet rounded(const std::vector<Jet>& jets, double sign) {
  double top = -1e300;
  for (const Jet& j : jets) top = std::max(top, sign * j.v);
  double sum = 0;
  Vec3 g = Vec3::Zero();
  Mat3 h = Mat3::Zero(), outer = Mat3::Zero();
  for (const Jet& j : jets) {
    const double e = std::exp((sign * j.v - top) / kRounding);
    sum += e;
    g += e * j.g;
    h += e * j.h;
    outer += e * j.g * j.g.transpose();
  }
  g /= sum;
  return {sign * (top + kRounding * std::log(sum)), g,
          h / sum + sign / kRounding * (outer / sum - g * g.transpose())};
}

Vec3 vec(const std::array<double, 3>& a) {
  return {a[0], a[1], a[2]};
}

// A part's sinking, and the foam's thickness: half its least width.
struct PartDepth {
  Jet sinking;
  double thickness;
};
PartDepth part_depth(const RollerPart& part, const Vec3& place) {
  const Vec3 p = place - vec(part.centre_m);
  const double r = 0.5 * part.diameter_m, half = 0.5 * part.length_m;
  const Jet z = coordinate(p, 2);
  switch (part.shape) {
    case RollerPartShape::sphere:
      break;
    case RollerPartShape::cylinder:
      return {rounded({r - length(p, 2), half - z, half + z}, -1), std::min(r, half)};
    case RollerPartShape::capsule: {
      const double end = std::max(half - r, 0.0);
      if (std::abs(p.z()) <= end) return {r - length(p, 2), r};
      return {r - length(p - Vec3(0, 0, std::copysign(end, p.z())), 3), r};
    }
    case RollerPartShape::box: {
      std::vector<Jet> faces;
      for (int c = 0; c < 3; ++c)
        for (const double side : {1.0, -1.0}) faces.push_back(0.5 * part.size_m[c] - side * coordinate(p, c));
      return {rounded(faces, -1), 0.5 * *std::min_element(part.size_m.begin(), part.size_m.end())};
    }
    case RollerPartShape::hull: {
      std::vector<Jet> faces;
      double thickness = 1e300;
      for (const auto& [nx, ny, nz, at] : part.faces) {
        const Vec3 normal(nx, ny, nz);
        faces.push_back({at - normal.dot(p), -normal, Mat3::Zero()});
        double lowest = at;
        for (const auto& corner : part.points_m) lowest = std::min(lowest, normal.dot(vec(corner)));
        thickness = std::min(thickness, 0.5 * (at - lowest));
      }
      return {rounded(faces, -1), thickness};
    }
  }
  return {r - length(p, 3), r};
}

RollerDistance parts_distance(const Roller& roller, const Vec3& place) {
  std::vector<Jet> sinking;
  double deepest = -1e300, thickness = 0;
  for (const RollerPart& part : roller.parts) {
    const PartDepth depth = part_depth(part, place);
    sinking.push_back(depth.sinking);
    if (depth.sinking.v > deepest) deepest = depth.sinking.v, thickness = depth.thickness;
  }
  const Jet s = rounded(sinking, 1);
  return {s.v, s.g, s.h, thickness};
}

}  // namespace

bool has_pattern(RollerShape shape) {
  return shape == RollerShape::ridged || shape == RollerShape::grid || shape == RollerShape::parts;
}

RollerDistance roller_distance(const Roller& roller, const Vec3& place) {
  const double r = 0.5 * roller.diameter_m;
  switch (roller.shape) {
    case RollerShape::cylinder: {
      const Jet s = r - length(place, 2);
      return {s.v, s.g, s.h, roller.foam_thickness()};
    }
    case RollerShape::ball: {
      const Jet s = r - length(place, 3);
      return {s.v, s.g, s.h, roller.foam_thickness()};
    }
    case RollerShape::peanut:
      return peanut_distance(roller, place);
    case RollerShape::parts:
      return parts_distance(roller, place);
    case RollerShape::grooved:
    case RollerShape::ridged:
    case RollerShape::grid:
      break;
  }
  return field_distance(roller, place);
}

double roller_surface_radius(const Roller& roller, double turn, double z) {
  const double r = 0.5 * roller.diameter_m;
  const auto cap = [&](double along) { return std::sqrt(std::max(r * r - along * along, 0.0)); };
  switch (roller.shape) {
    case RollerShape::cylinder:
      return r;
    case RollerShape::ball:
      return cap(z);
    case RollerShape::peanut: {
      const Waist w = waist(roller);
      const double a = 0.5 * roller.ball_spacing_m, along = std::abs(z);
      if (along > a * w.tube / (r + w.tube)) return cap(along - a);
      return w.circle - std::sqrt(w.tube * w.tube - z * z);
    }
    case RollerShape::parts: {
      const Vec3 ray(std::cos(turn), std::sin(turn), 0), at(0, 0, z);
      const auto sinks = [&](double rho) { return roller_distance(roller, at + rho * ray).sinking > 0; };
      constexpr double kStep = 1e-3;
      double out = 0.6 * roller.diameter_m;
      while (out > 0 && !sinks(out)) out -= kStep;
      if (out <= 0) return 0;
      double in = out, beyond = out + kStep;
      for (int n = 0; n < 30; ++n) {
        const double middle = 0.5 * (in + beyond);
        (sinks(middle) ? in : beyond) = middle;
      }
      return in;
    }
    case RollerShape::grooved:
    case RollerShape::ridged:
    case RollerShape::grid:
      break;
  }
  Jet angle_only, z_only;
  angle_only.v = turn;
  z_only.v = z;
  return radius_field(roller, angle_only, z_only).radius.v;
}

}  // namespace backroll
