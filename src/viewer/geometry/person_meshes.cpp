#include "viewer/geometry/person_meshes.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "viewer/geometry/colours.hpp"
#include "viewer/geometry/moment.hpp"

namespace backroll {

namespace {

constexpr int kRodSides = 24, kCapRings = 5;  // of a rod
constexpr int kFrontSteps = 20;               // of the trunk's front, from flank to flank
constexpr int kDomeRings = 6;                 // of the trunk's ends
constexpr int kAlongRows = 6;                 // up and down, that say which way a row of the front faces
constexpr float kFrontDepth = 0.72f;          // of half the trunk's width
constexpr float kDome = 0.05f;                // [m] beyond the back's ends
constexpr auto kHalfTurn = static_cast<float>(std::numbers::pi);

// Radii along a limb, evenly spaced, as shares of the segment's own.
std::vector<double> scaled(double radius, std::vector<double> shares) {
  for (double& share : shares) share *= radius;
  return shares;
}

bool starts_with(const std::string& text, const char* word) {
  return text.rfind(word, 0) == 0;
}

int segment_named(const std::vector<PersonSegment>& person, const std::string& name) {
  const auto found =
      std::find_if(person.begin(), person.end(), [&](const PersonSegment& s) { return s.name == name; });
  return found == person.end() ? -1 : static_cast<int>(found - person.begin());
}

Vec3 between(const Vec3& a, const Vec3& b, double share) {
  return a + share * (b - a);
}

}  // namespace

glm::mat4 floor_from_rest(const PersonSegment& segment, const PersonPose& pose) {
  const Eigen::Quaterniond quaternion(pose.turn[0], pose.turn[1], pose.turn[2], pose.turn[3]);
  const Mat3 turn = quaternion.normalized().toRotationMatrix();
  const Vec3 shift = pose.place - turn * segment.joint;
  glm::mat4 matrix(1.0f);
  for (int column = 0; column < 3; ++column) matrix[column] = glm::vec4(to_glm(turn.col(column)), 0);
  matrix[3] = glm::vec4(to_glm(shift), 1);
  return matrix;
}

int carrier_segment(const std::vector<PersonSegment>& person, double roller_y) {
  const int upper = segment_named(person, "upper trunk");
  if (upper >= 0 && roller_y > person[upper].joint.y()) return upper;
  return segment_named(person, "mid trunk");
}

PersonMesh::PersonMesh(const std::vector<PersonSegment>& person, const Lattice& back) : back_(back) {
  rest_.layer = Layer::person;
  if (person.empty()) return;
  add_limbs(person);
  trunk_ = rest_.vertices.size();
  trunk_triangle_ = rest_.triangles.size();
  add_trunk();
}

// A surface of revolution about the axis through `from`; profile: place along the axis and radius, from pole
// to pole.
void PersonMesh::add_lathe(int segment, const glm::vec3& from, const glm::vec3& axis,
                           const std::vector<glm::vec2>& profile) {
  const glm::vec3 other = std::abs(axis.x) < 0.7f ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
  const glm::vec3 first = glm::normalize(glm::cross(other, axis)), second = glm::cross(axis, first);
  const auto start = static_cast<std::uint32_t>(rest_.vertices.size());
  rods_.push_back({segment, start, profile.size() * kRodSides});
  for (std::size_t p = 0; p < profile.size(); ++p) {
    const glm::vec2 way = profile[std::min(p + 1, profile.size() - 1)] - profile[p > 0 ? p - 1 : 0];
    for (int side = 0; side < kRodSides; ++side) {
      const float angle = 2 * kHalfTurn * static_cast<float>(side) / kRodSides;
      const glm::vec3 out = std::cos(angle) * first + std::sin(angle) * second;
      rest_.vertices.push_back({from + profile[p].x * axis + profile[p].y * out,
                                glm::normalize(way.x * out - way.y * axis), kPersonColour, kNoValue});
    }
  }
  for (std::uint32_t p = 0; p + 1 < profile.size(); ++p)
    for (std::uint32_t side = 0; side < kRodSides; ++side) {
      const std::uint32_t a = start + p * kRodSides + side,
                          b = start + p * kRodSides + (side + 1) % kRodSides;
      rest_.triangles.insert(rest_.triangles.end(), {a, b, b + kRodSides, a, b + kRodSides, a + kRodSides});
    }
}

// Round ends about both points; radii evenly spaced between them.
void PersonMesh::add_rod(int segment, const Vec3& from, const Vec3& to, const std::vector<double>& radii) {
  const glm::vec3 start = to_glm(from);
  const float length = static_cast<float>((to - from).norm());
  std::vector<glm::vec2> profile;
  const auto first = static_cast<float>(radii.front()), last = static_cast<float>(radii.back());
  for (int ring = 0; ring < kCapRings; ++ring) {
    const float angle = 0.5f * kHalfTurn * static_cast<float>(ring) / kCapRings;
    profile.emplace_back(-first * std::cos(angle), first * std::sin(angle));
  }
  for (std::size_t r = 0; r < radii.size(); ++r)
    profile.emplace_back(length * static_cast<float>(r) / static_cast<float>(radii.size() - 1),
                         static_cast<float>(radii[r]));
  for (int ring = 1; ring <= kCapRings; ++ring) {
    const float angle = 0.5f * kHalfTurn * static_cast<float>(ring) / kCapRings;
    profile.emplace_back(length + last * std::sin(angle), last * std::cos(angle));
  }
  add_lathe(segment, start, (to_glm(to) - start) / length, profile);
}

void PersonMesh::add_ball(int segment, const Vec3& middle, const Vec3& half_axis, double radius) {
  constexpr int rings = 16;
  const auto half = static_cast<float>(half_axis.norm());
  std::vector<glm::vec2> profile;
  for (int ring = 0; ring <= rings; ++ring) {
    const float angle = kHalfTurn * static_cast<float>(ring) / rings;
    profile.emplace_back(-half * std::cos(angle), static_cast<float>(radius) * std::sin(angle));
  }
  add_lathe(segment, to_glm(middle), to_glm(half_axis) / half, profile);
}

void PersonMesh::add_limbs(const std::vector<PersonSegment>& person) {
  const int upper_trunk = segment_named(person, "upper trunk"), pelvis = segment_named(person, "pelvis");
  for (int s = 0; s < static_cast<int>(person.size()); ++s) {
    const auto& [name, joint, end, radius] = person[s];
    if (name == "head") {
      add_rod(s, joint, between(joint, end, 0.5), scaled(radius, {0.78, 0.62, 0.6}));
      add_ball(s, between(joint, end, 0.6), 0.4 * (end - joint), 0.88 * radius);
    } else if (starts_with(name, "upper arm")) {
      add_rod(s, joint, end, scaled(radius, {1.25, 1.15, 0.95, 0.9}));
      // the shoulder, from the neck's side
      if (upper_trunk >= 0)
        add_rod(upper_trunk, Vec3(joint.x(), joint.y() + 0.3 * radius, 0.4 * joint.z()), joint,
                scaled(radius, {1.25, 1.3}));
    } else if (starts_with(name, "forearm")) {  // to the fingertips
      add_rod(s, joint, end, scaled(radius, {1.15, 1.15, 0.9, 0.72, 0.95, 0.5}));
    } else if (starts_with(name, "thigh")) {
      add_rod(s, joint, end, scaled(radius, {1.15, 1.1, 0.9, 0.76}));
      if (pelvis >= 0) add_rod(pelvis, Vec3(joint.x(), joint.y(), 0), joint, scaled(radius, {1.1, 1.1}));
    } else if (starts_with(name, "shank")) {
      add_rod(s, joint, end, scaled(radius, {1.05, 1.15, 0.85, 0.7}));
    } else if (starts_with(name, "foot")) {
      // on its sole: the middle of heel and toes lies as high over it as below the ankle
      const double height = std::abs(joint.y() - end.y());
      const Vec3 heel(joint.x() - 0.15 * (end.x() - joint.x()), end.y(), joint.z());
      add_rod(s, heel, end - 0.8 * height * Vec3::UnitX(), scaled(height, {1, 1.05, 1, 0.8}));
    }
  }
}

// Rows of the front from flank to flank, one a row of the lattice; then a dome over each end of the back.
void PersonMesh::add_trunk() {
  const int nj = back_.nj, ring = back_.ni + kFrontSteps - 1;
  const auto add = [&](std::size_t count) {
    const auto first = static_cast<std::uint32_t>(rest_.vertices.size());
    rest_.vertices.resize(first + count, {glm::vec3(0), glm::vec3(1, 0, 0), kPersonColour, kNoValue});
    return first;
  };
  const auto quad = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d, bool flip) {
    if (flip) std::swap(b, d);
    rest_.triangles.insert(rest_.triangles.end(), {a, b, c, a, c, d});
  };
  const std::uint32_t front = add(static_cast<std::size_t>(nj) * (kFrontSteps + 1));
  for (int j = 0; j + 1 < nj; ++j)
    for (int n = 0; n < kFrontSteps; ++n) {
      const std::uint32_t a = front + n + (kFrontSteps + 1) * j, d = a + kFrontSteps + 1;
      quad(a, d, d + 1, a + 1, false);
    }
  for (const bool cranial : {false, true}) {
    const std::uint32_t dome = add(static_cast<std::size_t>(ring) * (kDomeRings + 1));
    for (int r = 0; r < kDomeRings; ++r)
      for (int n = 0; n < ring; ++n) {
        const std::uint32_t a = dome + ring * r + n, b = dome + ring * r + (n + 1) % ring;
        quad(a, b, b + ring, a + ring, !cranial);
      }
  }
}

void PersonMesh::place_trunk(const std::vector<glm::vec3>& displaced,
                             std::vector<SceneVertex>& vertices) const {
  const int ni = back_.ni, nj = back_.nj, ring = ni + kFrontSteps - 1;
  const auto skin = [&](int i, int j) { return displaced[back_.node(i, j, 0)]; };
  SceneVertex* vertex = &vertices[trunk_];
  const auto front = [&](int n, int j) {
    const glm::vec3 left = skin(0, j), right = skin(ni - 1, j), half = 0.5f * (right - left);
    const int above = std::min(j + kAlongRows, nj - 1), below = std::max(j - kAlongRows, 0);
    const glm::vec3 along = skin(0, above) + skin(ni - 1, above) - skin(0, below) - skin(ni - 1, below);
    const glm::vec3 forward = glm::normalize(glm::cross(along, half));
    const float angle = kHalfTurn * static_cast<float>(n) / kFrontSteps;
    return 0.5f * (left + right) - std::cos(angle) * half +
           kFrontDepth * glm::length(half) * std::sin(angle) * forward;
  };
  for (int j = 0; j < nj; ++j)
    for (int n = 0; n <= kFrontSteps; ++n) (vertex++)->position = front(n, j);
  for (const int j : {0, nj - 1}) {
    std::vector<glm::vec3> outline;
    for (int i = 0; i < ni; ++i) outline.push_back(skin(i, j));
    for (int n = kFrontSteps - 1; n > 0; --n) outline.push_back(front(n, j));
    glm::vec3 middle(0);
    for (const glm::vec3& point : outline) middle += point / static_cast<float>(ring);
    const int inner = j == 0 ? 1 : nj - 2;
    const glm::vec3 out = glm::normalize(skin(0, j) + skin(ni - 1, j) - skin(0, inner) - skin(ni - 1, inner));
    for (int r = 0; r <= kDomeRings; ++r) {
      const float angle = 0.5f * kHalfTurn * static_cast<float>(r) / kDomeRings;
      for (const glm::vec3& point : outline)
        (vertex++)->position = middle + std::cos(angle) * (point - middle) + kDome * std::sin(angle) * out;
    }
  }
  for (std::size_t v = trunk_; v < vertices.size(); ++v) vertices[v].normal = glm::vec3(0);
  for (std::size_t t = trunk_triangle_; t < rest_.triangles.size(); t += 3) {
    const std::uint32_t* corner = &rest_.triangles[t];
    const glm::vec3 at = vertices[corner[0]].position;
    const glm::vec3 face = glm::cross(vertices[corner[1]].position - at, vertices[corner[2]].position - at);
    for (int c = 0; c < 3; ++c) vertices[corner[c]].normal += face;
  }
  for (std::size_t v = trunk_; v < vertices.size(); ++v) {
    const float length = glm::length(vertices[v].normal);
    vertices[v].normal = length > 0 ? vertices[v].normal / length : glm::vec3(1, 0, 0);
  }
}

void PersonMesh::place(const std::vector<glm::mat4>& now, const std::vector<glm::vec3>& displaced,
                       std::vector<SceneVertex>& vertices) const {
  if (rest_.vertices.empty()) return;
  for (const Rod& rod : rods_) {
    const glm::mat4& matrix = now[rod.segment];
    for (std::size_t v = rod.first; v < rod.first + rod.count; ++v) {
      vertices[v].position = glm::vec3(matrix * glm::vec4(rest_.vertices[v].position, 1));
      vertices[v].normal = glm::mat3(matrix) * rest_.vertices[v].normal;
    }
  }
  place_trunk(displaced, vertices);
}

}  // namespace backroll
