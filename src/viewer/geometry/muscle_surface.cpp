#include "viewer/geometry/muscle_surface.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "viewer/geometry/colours.hpp"

namespace backroll {

namespace {

constexpr int kRounds = 10;  // of smoothing
constexpr float kStepIn = 0.5f, kStepBack = 0.42f;
constexpr float kInset = 0.3e-3f;    // [m] so that neighbouring muscles stay apart ...
constexpr float kInsetShare = 0.1f;  // ... but at most this share of the hex's thickness

// Corners of a hex's faces, counter-clockwise seen from outside, and the way out: i - 1, i + 1, k - 1, k + 1,
// j - 1, j + 1.
constexpr int kFaces[6][4] = {{0, 4, 6, 2}, {1, 3, 7, 5}, {0, 1, 5, 4},
                              {2, 6, 7, 3}, {0, 2, 3, 1}, {4, 5, 7, 6}};
constexpr int kOut[6][3] = {{-1, 0, 0}, {1, 0, 0}, {0, 0, -1}, {0, 0, 1}, {0, -1, 0}, {0, 1, 0}};

using Place = std::array<int, 3>;  // i, j, k of a hex

Place place_of(const Lattice& lattice, int hex) {
  const int nk = lattice.nk - 1, ni = lattice.ni - 1;
  return {hex / nk % ni, hex / (nk * ni), hex % nk};
}

bool within(const Lattice& lattice, const Place& p) {
  return p[0] >= 0 && p[1] >= 0 && p[2] >= 0 && p[0] + 1 < lattice.ni && p[1] + 1 < lattice.nj &&
         p[2] + 1 < lattice.nk;
}

// Per hex: 1 for the given ones and for those that fill the gaps between two that meet in an edge only; of
// two that could, the outer or the lower one.
std::vector<std::uint8_t> without_pinches(const BackModel& back, const std::vector<int>& hexes) {
  const Lattice& lattice = back.lattice;
  std::vector<std::uint8_t> own(lattice.hexes(), 0);
  for (const int hex : hexes) own[hex] = 1;
  const auto hex_at = [&](const Place& p) { return lattice.hex(p[0], p[1], p[2]); };
  const auto fill = [&](const Place& p, int axis, int other, int way) {
    Place diagonal = p, one = p, two = p;
    one[axis] = diagonal[axis] = p[axis] + 1;
    two[other] = diagonal[other] = p[other] + way;
    if (!within(lattice, diagonal) || !own[hex_at(diagonal)] || own[hex_at(one)] || own[hex_at(two)]) return;
    if (std::pair(two[2], two[1]) < std::pair(one[2], one[1])) std::swap(one, two);
    for (const Place& candidate : {one, two}) {
      const Tissue tissue = back.hex_tissue[hex_at(candidate)];
      if (is_muscle(tissue) || tissue == Tissue::bone) continue;
      own[hex_at(candidate)] = 1;
      return;
    }
  };
  for (int round = 0; round < 2; ++round)
    for (int hex = 0; hex < lattice.hexes(); ++hex) {
      if (!own[hex]) continue;
      for (const auto& [axis, other] : {std::pair{0, 1}, {0, 2}, {1, 2}})
        for (const int way : {-1, 1}) fill(place_of(lattice, hex), axis, other, way);
    }
  return own;
}

using Weights = std::map<std::uint32_t, float>;  // on the old vertices
using Edge = std::array<std::uint32_t, 2>;       // lower vertex first
using EdgeFaces = std::map<Edge, std::vector<std::uint32_t>>;

Edge edge_of(const Quad& quad, int corner) {
  const auto [low, high] = std::minmax(quad[corner], quad[(corner + 1) % 4]);
  return {low, high};
}

EdgeFaces faces_of_edges(const std::vector<Quad>& quads) {
  EdgeFaces edges;
  for (std::uint32_t f = 0; f < quads.size(); ++f)
    for (int c = 0; c < 4; ++c) edges[edge_of(quads[f], c)].push_back(f);
  return edges;
}

// Every quad around its middle, which has the number `old` + face; the edges' middles follow the faces'.
std::vector<Quad> in_four(const std::vector<Quad>& quads, const EdgeFaces& edges, std::uint32_t old) {
  std::map<Edge, std::uint32_t> middle;
  for (const auto& [edge, faces] : edges)
    middle[edge] = static_cast<std::uint32_t>(old + quads.size() + middle.size());
  std::vector<Quad> divided;
  for (std::uint32_t f = 0; f < quads.size(); ++f)
    for (int c = 0; c < 4; ++c)
      divided.push_back(
          {quads[f][c], middle[edge_of(quads[f], c)], old + f, middle[edge_of(quads[f], (c + 3) % 4)]});
  return divided;
}

}  // namespace

template <class Value>
std::vector<Value> MuscleSurface::Division::apply(const std::vector<Value>& old) const {
  std::vector<Value> values(first.size() - 1);
  for (std::size_t v = 0; v < values.size(); ++v) {
    Value sum(0);
    for (std::uint32_t n = first[v]; n < first[v + 1]; ++n) sum += weight[n] * old[of[n]];
    values[v] = sum;
  }
  return values;
}

MuscleSurface::MuscleSurface(const BackModel& back, const std::vector<int>& hexes, int divisions) {
  const std::vector<std::uint8_t> own = without_pinches(back, hexes);
  std::vector<int> filled;
  for (int hex = 0; hex < back.lattice.hexes(); ++hex)
    if (own[hex]) filled.push_back(hex);
  wrap(back.lattice, filled);
  for (int n = 0; n < divisions; ++n) {
    divisions_.push_back(divide());
    inset_ = divisions_.back().apply(inset_);
  }
}

// The faces between the hexes and all others.
void MuscleSurface::wrap(const Lattice& lattice, const std::vector<int>& hexes) {
  constexpr auto kNone = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint8_t> own(lattice.hexes(), 0);
  for (const int hex : hexes) own[hex] = 1;
  std::vector<std::uint32_t> vertex_of(lattice.nodes(), kNone);
  for (const int hex : hexes) {
    const auto [i, j, k] = place_of(lattice, hex);
    const std::array<int, 8> node = lattice.hex_nodes(i, j, k);
    for (int face = 0; face < 6; ++face) {
      const Place beyond = {i + kOut[face][0], j + kOut[face][1], k + kOut[face][2]};
      if (within(lattice, beyond) && own[lattice.hex(beyond[0], beyond[1], beyond[2])]) continue;
      Quad quad{};
      for (int corner = 0; corner < 4; ++corner) {
        std::uint32_t& vertex = vertex_of[node[kFaces[face][corner]]];
        if (vertex == kNone) {
          vertex = static_cast<std::uint32_t>(node_.size());
          node_.push_back(node[kFaces[face][corner]]);
        }
        quad[corner] = vertex;
      }
      quads_.push_back(quad);
    }
  }
  vertices_ = node_.size();
  around_ = neighbours(vertices_, quads_);
  std::vector<std::vector<std::uint32_t>> hexes_at(vertices_);
  inset_.assign(vertices_, kInset);
  for (const int hex : hexes) {
    const auto [i, j, k] = place_of(lattice, hex);
    for (const int n : lattice.hex_nodes(i, j, k)) {
      if (vertex_of[n] == kNone) continue;
      hexes_at[vertex_of[n]].push_back(static_cast<std::uint32_t>(hex));
      const int line = n - n % lattice.nk;  // the node's line from the skin inward
      const double thickness = (lattice.position[line + k + 1] - lattice.position[line + k]).norm();
      float& inset = inset_[vertex_of[n]];
      inset = std::min(inset, kInsetShare * static_cast<float>(thickness));
    }
  }
  first_hex_.push_back(0);
  for (const auto& list : hexes_at) {
    hex_.insert(hex_.end(), list.begin(), list.end());
    first_hex_.push_back(static_cast<std::uint32_t>(hex_.size()));
  }
}

// Catmull and Clark's rules. Vertices on an edge of more than two faces keep their place. New vertices: the
// old ones, then one a face, then one an edge.
MuscleSurface::Division MuscleSurface::divide() {
  const auto old = static_cast<std::uint32_t>(vertices_), faces = static_cast<std::uint32_t>(quads_.size());
  const EdgeFaces edges = faces_of_edges(quads_);
  std::vector<Weights> weights(old + faces + edges.size());
  const auto add_face = [&](std::uint32_t vertex, std::uint32_t face, float share) {
    for (const std::uint32_t v : quads_[face]) weights[vertex][v] += 0.25f * share;
  };
  std::vector<std::vector<std::uint32_t>> faces_at(old), ends(old);
  for (std::uint32_t f = 0; f < faces; ++f) {
    add_face(old + f, f, 1);
    for (const std::uint32_t v : quads_[f]) faces_at[v].push_back(f);
  }
  std::vector<bool> keeps(old, false);
  std::uint32_t vertex = old + faces;
  for (const auto& [edge, at] : edges) {
    const bool plain = at.size() == 2;
    for (const int end : {0, 1}) {
      weights[vertex][edge[end]] += plain ? 0.25f : 0.5f;
      if (!plain) keeps[edge[end]] = true;
      ends[edge[end]].push_back(edge[1 - end]);
    }
    if (plain)
      for (const std::uint32_t f : at) add_face(vertex, f, 0.25f);
    ++vertex;
  }
  for (std::uint32_t v = 0; v < old; ++v) {
    const auto n = static_cast<float>(ends[v].size());
    const bool keep = keeps[v] || faces_at[v].size() != ends[v].size();
    weights[v][v] = keep ? 1 : (n - 2) / n;
    if (keep) continue;
    for (const std::uint32_t end : ends[v]) weights[v][end] += 1 / (n * n);
    for (const std::uint32_t f : faces_at[v]) add_face(v, f, 1 / (n * n));
  }
  quads_ = in_four(quads_, edges, old);
  vertices_ = weights.size();
  Division division;
  division.first.push_back(0);
  for (const Weights& w : weights) {
    for (const auto& [of, share] : w) {
      division.of.push_back(of);
      division.weight.push_back(share);
    }
    division.first.push_back(static_cast<std::uint32_t>(division.of.size()));
  }
  return division;
}

ScenePart MuscleSurface::part(Tissue tissue, int index) const {
  ScenePart part;
  part.layer = Layer::muscle;
  part.index = index;
  part.closed = true;
  const SceneVertex vertex = {glm::vec3(0), glm::vec3(0), tissue_colour(tissue),
                              std::numeric_limits<float>::quiet_NaN()};
  part.vertices.assign(vertices_, vertex);
  for (const Quad& q : quads_)
    part.triangles.insert(part.triangles.end(), {q[0], q[1], q[2], q[0], q[2], q[3]});
  return part;
}

void MuscleSurface::place(const std::vector<glm::vec3>& displaced, std::vector<SceneVertex>& vertices) const {
  std::vector<glm::vec3> position(node_.size());
  for (std::size_t v = 0; v < node_.size(); ++v) position[v] = displaced[node_[v]];
  smooth(position, around_, kRounds, kStepIn, kStepBack);
  for (const Division& division : divisions_) position = division.apply(position);
  const std::vector<glm::vec3> normal = vertex_normals(position, quads_);
  for (std::size_t v = 0; v < position.size(); ++v) {
    vertices[v].position = position[v] - inset_[v] * normal[v];
    vertices[v].normal = normal[v];
  }
}

void MuscleSurface::colour(const std::vector<float>& of_hex, std::vector<SceneVertex>& vertices) const {
  std::vector<float> value(node_.size());
  for (std::size_t v = 0; v < node_.size(); ++v) {
    for (std::uint32_t n = first_hex_[v]; n < first_hex_[v + 1]; ++n) value[v] += of_hex[hex_[n]];
    value[v] /= static_cast<float>(first_hex_[v + 1] - first_hex_[v]);
  }
  for (const Division& division : divisions_) value = division.apply(value);
  for (std::size_t v = 0; v < value.size(); ++v) vertices[v].value = value[v];
}

}  // namespace backroll
