#include "viewer/geometry/section_cap.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "viewer/geometry/colours.hpp"

namespace backroll {

namespace {

constexpr float kLineHalfWidth = 0.3e-3f;  // [m]
constexpr float kLineRise = 0.15e-3f;      // [m] over the cut, towards the side that is cut away

// Six tetrahedra around the diagonal from corner 0 to corner 7. Every face is split from its lowest to its
// highest corner, the same from both sides.
constexpr int kTetrahedra[6][4] = {{0, 1, 3, 7}, {0, 1, 5, 7}, {0, 2, 3, 7},
                                   {0, 2, 6, 7}, {0, 4, 5, 7}, {0, 4, 6, 7}};
// Corners of the faces towards i + 1, k + 1, j + 1; the faces opposite have bit 0, 1, 2 taken out.
constexpr int kForwardFaces[3][4] = {{1, 3, 7, 5}, {2, 3, 7, 6}, {4, 5, 7, 6}};

class Cutter {
 public:
  Cutter(ScenePart& part, const BackModel& back, const Moment& moment, const Plane& plane, bool bones)
      : part_(part),
        back_(back),
        plane_(plane),
        bones_(bones),
        displaced_(displaced_nodes(back.lattice, moment.displacement)),
        above_(displaced_.size()) {
    for (std::size_t n = 0; n < above_.size(); ++n)
      above_[n] = glm::dot(plane.normal, displaced_[n]) - plane.offset;
  }

  void cut(const Moment& moment, Colouring colouring);

 private:
  bool meets(const std::array<int, 8>& node) const;
  float value(int i, int j, int k, const Moment& moment, Colouring colouring) const;
  void cut_tetrahedron(const std::array<int, 4>& node, const glm::vec3& colour, float value);
  void cut_line(int a, int b, int c);
  void outline(int i, int j, int k, const std::array<int, 8>& node);
  void add_polygon(const glm::vec3* point, int points, const glm::vec3& colour, float value);
  int matter(int i, int j, int k) const;
  glm::vec3 crossing(int a, int b) const {
    return glm::mix(displaced_[a], displaced_[b], above_[a] / (above_[a] - above_[b]));
  }
  bool kept(int node) const { return above_[node] <= 0; }

  ScenePart& part_;
  const BackModel& back_;
  const Plane& plane_;
  bool bones_;
  std::vector<glm::vec3> displaced_;
  std::vector<float> above_;  // [m] of every node over the plane
};

bool Cutter::meets(const std::array<int, 8>& node) const {
  int count = 0;
  for (const int n : node) count += kept(n);
  return count > 0 && count < 8;
}

// What is told apart by a line: tissues, and muscles of the two sides. -1: nothing is drawn there.
int Cutter::matter(int i, int j, int k) const {
  const Lattice& lattice = back_.lattice;
  if (i < 0 || j < 0 || k < 0 || i + 1 >= lattice.ni || j + 1 >= lattice.nj || k + 1 >= lattice.nk) return -1;
  const int hex = lattice.hex(i, j, k);
  const Tissue tissue = back_.hex_tissue[hex];
  if (tissue == Tissue::bone && !bones_) return -1;
  return 2 * static_cast<int>(tissue) + (is_muscle(tissue) && back_.hex_side[hex] > 0 ? 1 : 0);
}

float Cutter::value(int i, int j, int k, const Moment& moment, Colouring colouring) const {
  const int hex = back_.lattice.hex(i, j, k);
  if (back_.hex_tissue[hex] == Tissue::bone) return kNoValue;
  if (colouring.field == Colouring::Field::strain)
    return compressive_strain(back_.lattice, displaced_, i, j, k);
  if (colouring.field != Colouring::Field::compressive_stress) return kNoValue;
  return moment.compressive_stress ? moment.compressive_stress[hex] : 0;
}

void Cutter::add_polygon(const glm::vec3* point, int points, const glm::vec3& colour, float value) {
  const auto first = static_cast<std::uint32_t>(part_.vertices.size());
  const glm::vec3 across = glm::cross(point[1] - point[0], point[points - 1] - point[0]);
  const bool turned = glm::dot(across, plane_.normal) < 0;
  for (int n = 0; n < points; ++n)
    part_.vertices.push_back({point[turned ? points - 1 - n : n], plane_.normal, colour, value});
  for (int n = 1; n + 1 < points; ++n) {
    const auto next = static_cast<std::uint32_t>(n);
    part_.triangles.insert(part_.triangles.end(), {first, first + next, first + next + 1});
  }
}

void Cutter::cut_tetrahedron(const std::array<int, 4>& node, const glm::vec3& colour, float value) {
  std::array<int, 4> in{}, out{};
  int ins = 0, outs = 0;
  for (const int n : node) (kept(n) ? in[ins++] : out[outs++]) = n;
  if (ins == 0 || outs == 0) return;
  std::array<glm::vec3, 4> point;
  if (ins == 2) {
    point = {crossing(in[0], out[0]), crossing(in[0], out[1]), crossing(in[1], out[1]),
             crossing(in[1], out[0])};
    add_polygon(point.data(), 4, colour, value);
    return;
  }
  for (int n = 0; n < 3; ++n) point[n] = ins == 1 ? crossing(in[0], out[n]) : crossing(in[n], out[0]);
  add_polygon(point.data(), 3, colour, value);
}

// The line in which the plane cuts a triangle, as a thin strip.
void Cutter::cut_line(int a, int b, int c) {
  glm::vec3 end[2];
  int ends = 0;
  for (const auto& [from, to] : {std::pair{a, b}, {b, c}, {c, a}})
    if (kept(from) != kept(to) && ends < 2) end[ends++] = crossing(from, to);
  const glm::vec3 along = end[1] - end[0];
  const float length = glm::length(along);
  if (ends < 2 || length == 0) return;
  const glm::vec3 aside = kLineHalfWidth / length * glm::cross(plane_.normal, along);
  const glm::vec3 rise = kLineRise * plane_.normal;
  const glm::vec3 strip[4] = {end[0] - aside + rise, end[1] - aside + rise, end[1] + aside + rise,
                              end[0] + aside + rise};
  add_polygon(strip, 4, kOutlineColour, kNoValue);
}

void Cutter::outline(int i, int j, int k, const std::array<int, 8>& node) {
  const int own = matter(i, j, k);
  for (int axis = 0; axis < 3; ++axis)
    for (const int way : {-1, 1}) {
      const int other =
          matter(i + (axis == 0 ? way : 0), j + (axis == 2 ? way : 0), k + (axis == 1 ? way : 0));
      // a face between two drawn hexes is the business of the lower one
      if (own == other || (way < 0 && other >= 0)) continue;
      std::array<int, 4> corner{};
      for (int c = 0; c < 4; ++c)
        corner[c] = node[way > 0 ? kForwardFaces[axis][c] : kForwardFaces[axis][c] & ~(1 << axis)];
      cut_line(corner[0], corner[1], corner[2]);
      cut_line(corner[0], corner[2], corner[3]);
    }
}

void Cutter::cut(const Moment& moment, Colouring colouring) {
  const Lattice& lattice = back_.lattice;
  for (int j = 0; j + 1 < lattice.nj; ++j)
    for (int i = 0; i + 1 < lattice.ni; ++i)
      for (int k = 0; k + 1 < lattice.nk; ++k) {
        const std::array<int, 8> node = lattice.hex_nodes(i, j, k);
        if (!meets(node) || matter(i, j, k) < 0) continue;
        const glm::vec3 colour = tissue_colour(back_.hex_tissue[lattice.hex(i, j, k)]);
        const float shown = value(i, j, k, moment, colouring);
        for (const auto& t : kTetrahedra)
          cut_tetrahedron({node[t[0]], node[t[1]], node[t[2]], node[t[3]]}, colour, shown);
        outline(i, j, k, node);
      }
}

}  // namespace

void section_cap(ScenePart& part, const BackModel& back, const Moment& moment, const Plane& plane,
                 Colouring colouring, bool bones) {
  part.layer = Layer::section;
  part.index = 0;
  part.closed = false;
  part.vertices.clear();
  part.triangles.clear();
  ++part.revision;
  Cutter(part, back, moment, plane, bones).cut(moment, colouring);
}

}  // namespace backroll
