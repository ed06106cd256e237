#include "viewer/geometry/rib_mesh.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace backroll {

namespace {

constexpr int kSides = 12;      // vertices around the section
constexpr double kSpacing = 4;  // [mm] of the sections along the shaft
constexpr int kNeckSections = 4;
constexpr double kBeyond = 4;         // [mm] past the mid-axillary line, where the lattice is cut
constexpr double kSquareness = 0.75;  // exponent of the section: 1 = ellipse, 0 = rectangle

struct RibSection {
  Vec3 centre, outward;
  double half_thickness, half_height;
};

std::vector<RibSection> sections_along(const BackShape& shape, int number) {
  const RibTable& table = shape.tables.ribs;
  const RibLine& rib = shape.bones.ribs()[number - 1];
  const double half_thickness = 0.5 * table.thickness_mm * shape.scaling.skeleton,
               half_height = table.half_height_mm * shape.scaling.skeleton;
  std::vector<RibSection> along;
  for (double s = rib.start; s < rib.end; s += kSpacing) {
    const double y = rib.y_at(s);
    if (s > shape.sections.half_girth(y) + kBeyond) break;
    const Column at = shape.sections.column(s, y);
    const double h = at.floor - half_thickness;
    along.push_back(
        {{at.x_at(h), y, at.z_at(h)}, {at.normal_x, 0, at.normal_z}, half_thickness, half_height});
  }
  std::vector<RibSection> neck;
  const Vec3 outward = along.front().outward;
  for (int n = 0; n < kNeckSections; ++n) {
    const double share = static_cast<double>(n) / kNeckSections;
    neck.push_back({rib.neck_from + share * (rib.neck_to - rib.neck_from), outward, table.neck_radius_mm,
                    table.neck_radius_mm});
  }
  along.insert(along.begin(), neck.begin(), neck.end());
  return along;
}

// Rounds the bend and the change of section between neck and shaft.
void ease(std::vector<RibSection>& along) {
  for (int round = 0; round < 3; ++round) {
    const std::vector<RibSection> before = along;
    for (std::size_t n = 1; n + 1 < along.size(); ++n) {
      const RibSection &a = before[n - 1], &b = before[n], &c = before[n + 1];
      along[n].centre = 0.25 * (a.centre + 2 * b.centre + c.centre);
      along[n].half_thickness = 0.25 * (a.half_thickness + 2 * b.half_thickness + c.half_thickness);
      along[n].half_height = 0.25 * (a.half_height + 2 * b.half_height + c.half_height);
    }
  }
}

void add_ring(QuadMesh& mesh, const RibSection& section, const Vec3& tangent, double scale, double shift) {
  const Vec3 outward = (section.outward - section.outward.dot(tangent) * tangent).normalized();
  const Vec3 upward = tangent.cross(outward);
  for (int n = 0; n < kSides; ++n) {
    const double angle = 2 * std::numbers::pi * n / kSides, c = std::cos(angle), s = std::sin(angle);
    const Vec3 p =
        section.centre + shift * tangent +
        scale * section.half_thickness * std::copysign(std::pow(std::abs(c), kSquareness), c) * outward +
        scale * section.half_height * std::copysign(std::pow(std::abs(s), kSquareness), s) * upward;
    mesh.position.emplace_back(p.x(), p.y(), p.z());
  }
}

void close_end(QuadMesh& mesh, std::uint32_t ring, bool last) {
  // Quads across the ring: kSides is even, so it is covered by kSides / 2 - 1 of them.
  for (int n = 0; n < kSides / 2 - 1; ++n) {
    Quad quad = {ring + n, ring + n + 1, ring + kSides - 2 - n, ring + kSides - 1 - n};
    if (!last) std::swap(quad[1], quad[3]);
    mesh.quads.push_back(quad);
  }
}

}  // namespace

QuadMesh rib_mesh(const BackShape& shape, int number) {
  std::vector<RibSection> along = sections_along(shape, number);
  ease(along);
  QuadMesh mesh;
  const std::size_t last = along.size() - 1;
  constexpr std::array<std::array<double, 2>, 2> kRounding = {{{0.45, 0.9}, {0.8, 0.6}}};  // scale, shift
  for (std::size_t n = 0; n <= last; ++n) {
    const Vec3 tangent =
        (along[std::min(n + 1, last)].centre - along[n == 0 ? 0 : n - 1].centre).normalized();
    const double end = along[n].half_thickness;
    if (n == 0)
      for (const auto& [scale, shift] : kRounding) add_ring(mesh, along[n], tangent, scale, -shift * end);
    add_ring(mesh, along[n], tangent, 1, 0);
    if (n == last)
      for (auto r = kRounding.rbegin(); r != kRounding.rend(); ++r)
        add_ring(mesh, along[n], tangent, (*r)[0], (*r)[1] * end);
  }
  const auto rings = static_cast<std::uint32_t>(mesh.position.size() / kSides);
  for (std::uint32_t r = 0; r + 1 < rings; ++r)
    for (std::uint32_t n = 0; n < kSides; ++n) {
      const std::uint32_t next = (n + 1) % kSides;
      mesh.quads.push_back(
          {r * kSides + n, r * kSides + next, (r + 1) * kSides + next, (r + 1) * kSides + n});
    }
  close_end(mesh, 0, false);
  close_end(mesh, (rings - 1) * kSides, true);
  return mesh;
}

}  // namespace backroll
