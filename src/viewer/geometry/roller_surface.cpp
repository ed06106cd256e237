#include "viewer/geometry/roller_surface.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "solver/roller_distance.hpp"
#include "viewer/geometry/colours.hpp"

namespace backroll {

namespace {

constexpr int kAround = 128, kAlong = 97;  // vertices of the foam's outer surface
constexpr int kBands = 8;
constexpr float kTightHalf = 0.22f;  // [m] where the rings lie close: about a back's half width
constexpr float kLeastBore = 1e-3f;  // [m] a solid roller has a bore of this radius
constexpr float kWall = 4e-3f;       // [m] of the core's tube
constexpr int kTiles = 16;
constexpr float kTile = 0.1f, kPersonsTile = 0.2f;  // [m] of a floor under the roller, under a person
constexpr float kPersonsMiddle = -0.2f;             // [m] of that floor, from the roller's first place
constexpr auto kPi = static_cast<float>(std::numbers::pi);

glm::vec3 perpendicular_part(const glm::vec3& v, const glm::vec3& axis) {
  return glm::normalize(v - glm::dot(v, axis) * axis);
}

// The roller's own frame: `out` towards the body, `aside` cranial of it, z along the axis.
struct RollerFrame {
  explicit RollerFrame(const Moment& m)
      : centre(to_glm(m.axis_point)),
        axis(to_glm(m.roller_axis)),
        out(perpendicular_part(to_glm(m.load_direction), axis)),
        aside(glm::cross(axis, out)),
        radius(static_cast<float>(m.roller_radius)),
        half_length(static_cast<float>(m.roller_length / 2)),
        round(m.roller.round_ends()),
        spin(static_cast<float>(std::remainder(m.spin, 2 * std::numbers::pi))) {}
  glm::vec3 direction(float angle) const { return std::cos(angle) * out + std::sin(angle) * aside; }
  // Angle of the foam's line n: it turns with the spin. -pi .. pi, 0 towards the body.
  float angle(int n) const {
    return std::remainder(2 * kPi * static_cast<float>(n) / kAround + spin, 2 * kPi);
  }
  // z of ring n: close around the middle, wide towards the ends of a long roller; close at round ends.
  float ring_z(int n) const {
    const float u = 2 * static_cast<float>(n) / (kAlong - 1) - 1;
    if (round) return half_length * std::sin(0.5f * kPi * u);
    const float tight = std::min(half_length, kTightHalf);
    return tight * u + (half_length - tight) * std::pow(u, 9.0f);
  }
  glm::vec3 centre, axis, out, aside;
  float radius, half_length;
  bool round;
  float spin;
};

// Radii of the foam's surface on its grid of kAround lines and kAlong rings.
class FoamRadii {
 public:
  FoamRadii(const RollerFrame& frame, const Moment& moment, float least)
      : frame_(frame), least_(least), rest_(kAround * kAlong, frame.radius) {
    for (int n = 0; n < kAlong; ++n) z_.push_back(frame.ring_z(n));
    // the roller's own angle of line 0
    const double first = std::atan2(moment.load_direction.y(), moment.load_direction.x());
    if (moment.roller.shape != RollerShape::cylinder)
      for (int ring = 0; ring < kAlong; ++ring)
        for (int n = 0; n < kAround; ++n)
          rest_[n + kAround * ring] = static_cast<float>(
              roller_surface_radius(moment.roller, first + 2 * std::numbers::pi * n / kAround, z_[ring]));
    radius_ = rest_;
  }
  float at(int line, int ring) const { return radius_[line + kAround * ring]; }

  void press(const ScenePart& skin);
  void round_the_edge();

 private:
  struct Local {
    float angle, z, radius;
  };
  void press(const Local& a, const Local& b, const Local& c);

  const RollerFrame& frame_;
  float least_;
  std::vector<float> rest_, radius_, z_;  // rest_: undeformed
};

// Cuts by every triangle of the skin that reaches into the cylinder.
void FoamRadii::press(const ScenePart& skin) {
  std::vector<Local> local(skin.vertices.size());
  for (std::size_t v = 0; v < local.size(); ++v) {
    const glm::vec3 d = skin.vertices[v].position - frame_.centre;
    const float x = glm::dot(d, frame_.out), y = glm::dot(d, frame_.aside);
    const float radius = std::sqrt(x * x + y * y);
    local[v] = {radius < 1.2f * frame_.radius ? std::atan2(y, x) : 0, glm::dot(d, frame_.axis),
                radius - kFoamGap};
  }
  for (std::size_t t = 0; t < skin.triangles.size(); t += 3) {
    const Local &a = local[skin.triangles[t]], &b = local[skin.triangles[t + 1]],
                &c = local[skin.triangles[t + 2]];
    if (std::min({a.radius, b.radius, c.radius}) >= frame_.radius ||
        std::max({a.radius, b.radius, c.radius}) > 1.15f * frame_.radius)
      continue;
    press(a, b, c);
  }
  for (float& r : radius_) r = std::max(r, least_);
}

void FoamRadii::press(const Local& a, const Local& b, const Local& c) {
  const float area = (b.angle - a.angle) * (c.z - a.z) - (c.angle - a.angle) * (b.z - a.z);
  const auto [low, high] = std::minmax({a.angle, b.angle, c.angle});
  if (area == 0 || high - low > kPi) return;
  const auto [bottom, top] = std::minmax({a.z, b.z, c.z});
  const float step = 2 * kPi / kAround;
  const int first = static_cast<int>(std::ceil((low - frame_.spin) / step)),
            last = static_cast<int>(std::floor((high - frame_.spin) / step));
  const auto ring_from = std::lower_bound(z_.begin(), z_.end(), bottom) - z_.begin(),
             ring_to = std::upper_bound(z_.begin(), z_.end(), top) - z_.begin();
  for (auto ring = ring_from; ring < ring_to; ++ring)
    for (int n = first; n <= last; ++n) {
      const float angle = static_cast<float>(n) * step + frame_.spin, z = z_[ring];
      const float wb = ((angle - a.angle) * (c.z - a.z) - (c.angle - a.angle) * (z - a.z)) / area;
      const float wc = ((b.angle - a.angle) * (z - a.z) - (angle - a.angle) * (b.z - a.z)) / area;
      if (wb < -1e-4f || wc < -1e-4f || wb + wc > 1.0001f) continue;
      float& r = radius_[(n % kAround + kAround) % kAround + kAround * ring];
      r = std::min(r, a.radius + wb * (b.radius - a.radius) + wc * (c.radius - a.radius));
    }
}

// Draws the free surface beside the contact down a little; the dent itself stays as it is.
void FoamRadii::round_the_edge() {
  const std::vector<float> pressed = radius_;
  for (int round = 0; round < 2; ++round) {
    const std::vector<float> before = radius_;
    for (int ring = 0; ring < kAlong; ++ring)
      for (int n = 0; n < kAround; ++n) {
        const int own = n + kAround * ring;
        if (pressed[own] < rest_[own]) continue;
        const auto dent = [&](int line, int other) {
          const int at = (line + kAround) % kAround + kAround * std::clamp(other, 0, kAlong - 1);
          return rest_[at] - before[at];
        };
        const float mean =
            0.25f * (dent(n - 1, ring) + dent(n + 1, ring) + dent(n, ring - 1) + dent(n, ring + 1));
        radius_[own] = std::min(radius_[own], rest_[own] - 0.5f * (rest_[own] - before[own] + mean));
      }
  }
}

std::uint32_t add_vertices(ScenePart& part, std::size_t count, const glm::vec3& colour) {
  const auto first = static_cast<std::uint32_t>(part.vertices.size());
  part.vertices.resize(first + count, {glm::vec3(0), glm::vec3(0), colour, kNoValue});
  return first;
}

// Triangles between two rings of `around` vertices; seen from outside ring `a` is followed by `b` along +z.
void join(ScenePart& part, std::uint32_t a, std::uint32_t b, std::uint32_t around) {
  for (std::uint32_t n = 0; n < around; ++n) {
    const std::uint32_t m = (n + 1) % around;
    part.triangles.insert(part.triangles.end(), {a + n, a + m, b + m, a + n, b + m, b + n});
  }
}

// A tube: `rings` rings outside, four rings for the two faces at its ends, two rings inside.
ScenePart tube_part(Layer layer, std::uint32_t rings, const glm::vec3& colour) {
  ScenePart part;
  part.layer = layer;
  part.closed = true;
  add_vertices(part, kAround * (rings + 6), colour);
  for (std::uint32_t r = 0; r + 1 < rings; ++r) join(part, kAround * r, kAround * (r + 1), kAround);
  const std::uint32_t ends = kAround * rings;  // bottom inner, bottom outer, top outer, top inner
  join(part, ends, ends + kAround, kAround);
  join(part, ends + 2 * kAround, ends + 3 * kAround, kAround);
  join(part, ends + 5 * kAround, ends + 4 * kAround, kAround);  // inside: bottom, top
  return part;
}

// The rings of a tube beyond its outer surface.
void place_ends(const RollerFrame& frame, std::uint32_t rings, float bore,
                std::vector<SceneVertex>& vertices) {
  const glm::vec3 axis = frame.axis, half = frame.half_length * axis;
  SceneVertex* end = &vertices[kAround * rings];
  for (int n = 0; n < kAround; ++n) {
    const glm::vec3 ray = frame.direction(frame.angle(n));
    const auto set = [&](int ring, const glm::vec3& position, const glm::vec3& normal) {
      end[kAround * ring + n].position = position;
      end[kAround * ring + n].normal = normal;
    };
    set(0, frame.centre - half + bore * ray, -axis);
    set(1, vertices[n].position, -axis);
    set(2, vertices[kAround * (rings - 1) + n].position, axis);
    set(3, frame.centre + half + bore * ray, axis);
    set(4, frame.centre - half + bore * ray, -ray);
    set(5, frame.centre + half + bore * ray, -ray);
  }
}

struct FloorPlane {
  glm::vec3 middle, up, along, right;  // [m], unit vectors
  float tile;                          // [m]
};

// It passes the axis by the arc that the roller has unwound.
FloorPlane under_the_roller(const Moment& moment) {
  const RollerFrame frame(moment);
  const auto travel = static_cast<float>(std::remainder(-moment.roller_radius * moment.spin, 2.0 * kTile));
  return {frame.centre - frame.radius * frame.out + travel * frame.aside, frame.out, frame.aside, frame.axis,
          kTile};
}

// Where the person lies on it; it stands still there.
FloorPlane under_the_person(const Moment& moment) {
  const glm::mat4& m = moment.from_floor;
  return {glm::vec3(m * glm::vec4(0, kPersonsMiddle, 0, 1)), glm::vec3(m[0]), glm::vec3(m[1]),
          glm::vec3(m[2]), kPersonsTile};
}

}  // namespace

ScenePart foam_part() {
  ScenePart part = tube_part(Layer::foam, kAlong, kFoamColour);
  for (std::size_t v = 0; v < part.vertices.size(); ++v) {
    const std::size_t line = v % kAround;
    if (line % (kAround / kBands) < 4) part.vertices[v].colour = kFoamBandColour;
  }
  return part;
}

ScenePart core_part() {
  return tube_part(Layer::core, 2, kCoreColour);
}

ScenePart floor_part() {
  ScenePart part;
  part.layer = Layer::floor;
  for (int a = 0; a < kTiles; ++a)
    for (int b = 0; b < kTiles; ++b) {
      const std::uint32_t first = add_vertices(part, 4, (a + b) % 2 == 0 ? kFloorColour : kFloorTileColour);
      part.triangles.insert(part.triangles.end(), {first, first + 1, first + 2, first, first + 2, first + 3});
    }
  return part;
}

void place_foam(const Moment& moment, const ScenePart& skin, std::vector<SceneVertex>& vertices) {
  const RollerFrame frame(moment);
  const float bore = std::max(static_cast<float>(moment.roller_core_radius), kLeastBore);
  FoamRadii radii(frame, moment, bore + kFoamGap);
  radii.press(skin);
  radii.round_the_edge();
  std::vector<glm::vec3> ray(kAround);
  for (int n = 0; n < kAround; ++n) ray[n] = frame.direction(frame.angle(n));
  for (int ring = 0; ring < kAlong; ++ring)
    for (int n = 0; n < kAround; ++n)
      vertices[n + kAround * ring].position =
          frame.centre + radii.at(n, ring) * ray[n] + frame.ring_z(ring) * frame.axis;
  for (int ring = 0; ring < kAlong; ++ring)
    for (int n = 0; n < kAround; ++n) {
      const auto at = [&](int line, int other) {
        return vertices[(line + kAround) % kAround + kAround * std::clamp(other, 0, kAlong - 1)].position;
      };
      vertices[n + kAround * ring].normal =
          glm::normalize(glm::cross(at(n + 1, ring) - at(n - 1, ring), at(n, ring + 1) - at(n, ring - 1)));
    }
  place_ends(frame, kAlong, bore, vertices);
}

void place_core(const Moment& moment, std::vector<SceneVertex>& vertices) {
  const RollerFrame frame(moment);
  const float radius = static_cast<float>(moment.roller_core_radius) - kFoamGap;
  for (int ring = 0; ring < 2; ++ring)
    for (int n = 0; n < kAround; ++n) {
      const glm::vec3 ray = frame.direction(frame.angle(n));
      SceneVertex& v = vertices[n + kAround * ring];
      v.position =
          frame.centre + radius * ray + static_cast<float>(2 * ring - 1) * frame.half_length * frame.axis;
      v.normal = ray;
    }
  place_ends(frame, 2, std::max(radius - kWall, 0.5f * radius), vertices);
}

void place_floor(const Moment& moment, std::vector<SceneVertex>& vertices) {
  const FloorPlane floor = moment.segment.empty() ? under_the_roller(moment) : under_the_person(moment);
  const auto corner = [&](int a, int b) {
    return floor.middle + floor.tile * (static_cast<float>(a - kTiles / 2) * floor.along +
                                        static_cast<float>(b - kTiles / 2) * floor.right);
  };
  for (int a = 0; a < kTiles; ++a)
    for (int b = 0; b < kTiles; ++b) {
      SceneVertex* tile = &vertices[4 * (b + kTiles * a)];
      const glm::vec3 around[4] = {corner(a, b), corner(a + 1, b), corner(a + 1, b + 1), corner(a, b + 1)};
      for (int n = 0; n < 4; ++n) {
        tile[n].position = around[n];
        tile[n].normal = floor.up;
      }
    }
}

}  // namespace backroll
