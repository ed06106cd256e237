#include "viewer/geometry/bone_meshes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "viewer/geometry/colours.hpp"
#include "viewer/geometry/moment.hpp"
#include "viewer/geometry/rib_mesh.hpp"
#include "viewer/geometry/surface_net.hpp"

namespace backroll {

namespace {

constexpr double kStep = 2.6;        // [mm] of the grids
constexpr double kCoarseStep = 3.2;  // [mm] of pelvis and scapula
constexpr double kPlateStep = 1.2;   // [mm] across the scapula's plate
constexpr double kMargin = 5;        // [mm] of the grids around a bone
constexpr double kReach = 5;         // [mm] distances count up to here
constexpr double kMadeUpFor = 0.35;  // [mm] what blurring takes off thin parts
constexpr int kBlurs = 2, kSmoothing = 6;

struct Range {
  double from, to, step;
  int count() const { return static_cast<int>(std::ceil((to - from) / step)) + 1; }
  double at(int n) const { return from + n * step; }
  double at(float n) const { return from + n * step; }
};

// -half .. half with a grid plane on the middle.
Range both_sides(double half, double step) {
  const double outermost = step * std::ceil(half / step);
  return {-outermost, outermost, step};
}

float bounded(double distance) {
  return static_cast<float>(std::clamp(distance, -kReach, kReach));
}

// `place(a, b, c)` [mm] maps the grid's coordinates to the body frame.
template <class Place>
QuadMesh surface(ScalarGrid grid, const Range& a, const Range& b, const Range& c, const Place& place) {
  for (int n = 0; n < kBlurs; ++n) blur(grid);
  for (float& value : grid.value) value -= static_cast<float>(kMadeUpFor);
  QuadMesh mesh = surface_net(std::move(grid));
  for (glm::vec3& p : mesh.position) p = to_glm(place(a.at(p.x), b.at(p.y), c.at(p.z)));
  smooth(mesh.position, neighbours(mesh.position.size(), mesh.quads), kSmoothing, 0.5f, 0.53f);
  return mesh;
}

// In the vertebra's own axes: forward, up, z.
QuadMesh vertebra(const BackShape& shape, int bone) {
  const int n = level::C7 - bone;
  const Vertebra& t = shape.tables.spine.vertebra[n];
  const double v = shape.scaling.skeleton, hb = t.body_height_mm;
  const Range a = {-v * t.spinous_behind_mm - kMargin, v * t.endplate_depth_mm / 2 + kMargin, kStep};
  const double lowest = std::max(t.spinous_below_mm + t.tip_height_mm, 0.75 * hb + 6);
  const Range u = {-v * lowest - kMargin, v * (0.5 * hb + 6) + kMargin, kStep};
  const Range z = both_sides(v * std::max(t.tp_span_mm / 2 + 4, t.endplate_width_mm / 2) + kMargin, kStep);
  const auto place = [&](double forward, double up, double side) {
    const Vec2 p = shape.spine.centre[n] + forward * shape.spine.forward[n] + up * shape.spine.up[n];
    return Vec3(p.x(), p.y(), side);
  };
  ScalarGrid grid(a.count(), u.count(), z.count());
  for (int i = 0; i < a.count(); ++i)
    for (int j = 0; j < u.count(); ++j)
      for (int k = z.count() / 2; k < z.count(); ++k) {
        const Vec3 p = place(a.at(i), u.at(j), z.at(k));
        Column at;
        at.y = p.y();
        at.base_x = p.x();
        at.base_z = p.z();
        grid.at(i, j, k) = grid.at(i, j, z.count() - 1 - k) = bounded(shape.bones.distance(bone, at, 0));
      }
  return surface(std::move(grid), a, u, z, place);
}

// In s (both sides), y and height above the floor; closed in front by the lattice's deep end, below by its
// caudal one.
QuadMesh pelvis(const BackShape& shape) {
  const double v = shape.scaling.skeleton;
  const Range s = both_sides(175, kCoarseStep),
              y = {shape.spine.y_min - kMargin, shape.spine.height[level::L4] + 10 + kMargin, kCoarseStep},
              e = {-55 * v, 30 * v, kCoarseStep};
  const auto place = [&](double across, double height, double above) {
    const Column at = shape.sections.column(std::abs(across), height);
    const double h = at.floor + above;
    return Vec3(at.x_at(h), height, std::copysign(at.z_at(h), across));
  };
  ScalarGrid grid(s.count(), y.count(), e.count());
  for (int i = s.count() / 2; i < s.count(); ++i)
    for (int j = 0; j < y.count(); ++j) {
      const Column at = shape.sections.column(std::max(s.at(i), 0.0), y.at(j));
      for (int k = 0; k < e.count(); ++k) {
        const double h = at.floor + e.at(k);
        const double d = std::max(
            {shape.bones.distance(bone::pelvis, at, h), at.deep_end - h, shape.spine.y_min - y.at(j)});
        grid.at(i, j, k) = grid.at(s.count() - 1 - i, j, k) = bounded(d);
      }
    }
  return surface(std::move(grid), s, y, e, place);
}

// In s, y and depth below the roof.
QuadMesh scapula(const BackShape& shape) {
  const RibTable& table = shape.tables.ribs;
  double top = shape.spine.height[level::T8], widest = 0;
  for (const Vec2& p : shape.spine.places(table.scapula, shape.scaling)) {
    top = std::max(top, p.y());
    widest = std::max(widest, p.x());
  }
  for (const Vec2& p : shape.spine.places(table.ridge, shape.scaling)) widest = std::max(widest, p.x());
  const double proud = table.ridge_height_mm.back().y();
  const Range s = {50, widest + kMargin, kCoarseStep},
              y = {shape.spine.height[level::T8] - 8 - kMargin, top + 15, kCoarseStep},
              depth = {-proud - kMargin, table.plate_mm + table.plate_lateral_extra_mm + kMargin, kPlateStep};
  const auto place = [&](double across, double height, double below) {
    const Column at = shape.sections.column(across, height);
    const double h = at.roof - below;
    return Vec3(at.x_at(h), height, at.z_at(h));
  };
  ScalarGrid grid(s.count(), y.count(), depth.count());
  for (int i = 0; i < s.count(); ++i)
    for (int j = 0; j < y.count(); ++j) {
      const Column at = shape.sections.column(s.at(i), y.at(j));
      for (int k = 0; k < depth.count(); ++k)
        grid.at(i, j, k) = bounded(shape.bones.distance(bone::scapula_right, at, at.roof - depth.at(k)));
    }
  return surface(std::move(grid), s, y, depth, place);
}

ScenePart part_of(QuadMesh mesh, int bone) {
  for (glm::vec3& p : mesh.position) p *= 1e-3f;
  if (signed_volume(mesh.position, mesh.quads) < 0)
    for (Quad& q : mesh.quads) std::swap(q[1], q[3]);
  ScenePart part;
  part.layer = Layer::bone;
  part.index = bone;
  part.closed = true;
  const std::vector<glm::vec3> normal = vertex_normals(mesh.position, mesh.quads);
  for (std::size_t v = 0; v < normal.size(); ++v)
    part.vertices.push_back(
        {mesh.position[v], normal[v], kBoneColour, std::numeric_limits<float>::quiet_NaN()});
  part.triangles = triangles_of(mesh);
  return part;
}

ScenePart mirrored(ScenePart part) {
  part.index = bone::mirrored(part.index);
  for (SceneVertex& v : part.vertices) {
    v.position.z = -v.position.z;
    v.normal.z = -v.normal.z;
  }
  for (std::size_t t = 0; t < part.triangles.size(); t += 3)
    std::swap(part.triangles[t + 1], part.triangles[t + 2]);
  return part;
}

}  // namespace

std::vector<ScenePart> bone_meshes(const Subject& subject) {
  const BackShape shape(subject);
  std::vector<ScenePart> parts(bone::count);
  for (int n = 0; n < bone::pelvis; ++n) parts[n] = part_of(vertebra(shape, n), n);
  parts[bone::pelvis] = part_of(pelvis(shape), bone::pelvis);
  for (int number = 1; number <= 12; ++number)
    parts[bone::rib_1_right + number - 1] = part_of(rib_mesh(shape, number), bone::rib_1_right + number - 1);
  parts[bone::scapula_right] = part_of(scapula(shape), bone::scapula_right);
  for (int n = bone::rib_1_left; n < bone::count; ++n)
    if (bone::mirrored(n) > n) parts[n] = mirrored(parts[bone::mirrored(n)]);
  return parts;
}

}  // namespace backroll
