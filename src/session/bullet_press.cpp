#include "session/bullet_press.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenario/input_error.hpp"
#include "session/session.hpp"
#include "solver/membrane_points.hpp"

namespace backroll {

namespace {

Presser presser_of(const StandingLoad& load) {
  const Indenter& in = load.indenter;
  Presser p;
  p.shape = in.shape == IndenterShape::sphere ? PresserShape::sphere : PresserShape::cylinder;
  p.radius = in.radius;
  if (!in.rigid) p.foam = PresserFoam{in.foam, in.foam_thickness, in.touch_smoothing};
  p.base = load.base;
  p.direction = load.direction;
  return p;
}

void add_tets(const TissueModel& tissue, DeformableModel& model) {
  const Lattice& lat = tissue.lattice;
  for (int j = 0; j + 1 < lat.nj; ++j)
    for (int i = 0; i + 1 < lat.ni; ++i)
      for (int k = 0; k + 1 < lat.nk; ++k) {
        const int h = lat.hex(i, j, k);
        if (tissue.hex_law[h] == kNoElement) continue;
        const int cell = static_cast<int>(model.cells.size());
        model.cells.push_back(
            {tissue.hex_law[h], tissue.hex_fibre.empty() ? Vec3(Vec3::Zero()) : tissue.hex_fibre[h]});
        for (const auto& tet : kuhn_tets(lat.hex_nodes(i, j, k))) model.tets.push_back({tet, cell});
      }
}

void add_membranes(const TissueModel& tissue, DeformableModel& model) {
  const Lattice& lat = tissue.lattice;
  for (const MembraneLayer& layer : tissue.membranes) {
    const int law = static_cast<int>(model.membranes.size());
    model.membranes.push_back(layer.law);
    for (int j = 0; j + 1 < lat.nj; ++j)
      for (int i = 0; i + 1 < lat.ni; ++i) {
        if (!layer.covers(i + (lat.ni - 1) * j)) continue;
        const std::array<int, 4> n = face_nodes(lat, i, j, layer.k);
        model.triangles.push_back({{n[0], n[1], n[3]}, law});
        model.triangles.push_back({{n[0], n[3], n[2]}, law});
      }
  }
}

}  // namespace

DeformableModel deformable_model(const TissueModel& tissue, std::vector<int>& node_of) {
  const Lattice& lat = tissue.lattice;
  DeformableModel model;
  model.laws = tissue.laws;
  add_tets(tissue, model);
  add_membranes(tissue, model);
  for (const NodeSpring& s : tissue.springs) model.springs.push_back({s.node, s.stiffness});
  const std::vector<SkinPoint> points = skin_points(tissue);
  for (std::size_t n = 0; n < points.size(); ++n)
    model.skin.push_back(
        {points[n].node, points[n].shape,
         points[n].area * (tissue.skin_point_weight.empty() ? 1 : tissue.skin_point_weight[n])});

  std::vector<int> new_of(lat.nodes(), -1);
  const auto use = [&](auto& list) {
    for (const int n : list) new_of[n] = 0;
  };
  for (DeformableTet& t : model.tets) use(t.node);
  for (DeformableTriangle& t : model.triangles) use(t.node);
  for (DeformableSkinPoint& p : model.skin) use(p.node);
  const std::vector<double> weight = nodal_weight(tissue);
  node_of.clear();
  for (int n = 0; n < lat.nodes(); ++n) {
    if (new_of[n] < 0) continue;
    new_of[n] = static_cast<int>(node_of.size());
    node_of.push_back(n);
    model.node.push_back(lat.position[n]);
    model.held.push_back(tissue.fixed[3 * n]);
    model.load.emplace_back(weight[3 * n], weight[3 * n + 1], weight[3 * n + 2]);
  }
  const auto renumber = [&](auto& list) {
    for (int& n : list) n = new_of[n];
  };
  for (DeformableTet& t : model.tets) renumber(t.node);
  for (DeformableTriangle& t : model.triangles) renumber(t.node);
  for (DeformableSkinPoint& p : model.skin) renumber(p.node);
  std::erase_if(model.springs, [&](const DeformableSpring& s) { return new_of[s.node] < 0; });
  for (DeformableSpring& s : model.springs) s.node = new_of[s.node];
  if (const std::string trouble = trouble_of(model); !trouble.empty())
    throw InputError("the lattice cannot be cut into tetrahedra: " + trouble);
  return model;
}

BulletPress::BulletPress(const StandingLoad& load) : load_(load), points_(skin_points(load.tissue)) {
  DeformableModel model = deformable_model(load.tissue, node_of_);
  nodes_ = static_cast<int>(model.node.size());
  tets_ = static_cast<int>(model.tets.size());
  springs_ = model.springs;
  place_ = model.node;
  for (const Vec3& w : model.load) weight_ += w;
  world_.emplace(std::move(model), presser_of(load));
}

Frame BulletPress::step() {
  Frame frame = load_.steps.at(at_);
  try {
    rest_ = world_->press(frame.load);
  } catch (const DeformableFailure& failure) {
    char where[80];
    std::snprintf(where, sizeof where, "no rest at t = %.4f s under %.1f N: ", frame.time_s, frame.load);
    throw SolverError(where + std::string(failure.what()));
  }
  ++at_;
  const Vec3 inward = -load_.direction;
  frame.height = rest_.height;
  frame.depth = load_.info.specimen ? -rest_.height : 0;
  frame.contact_force = rest_.roller_force;
  frame.residual = rest_.residual / frame.load;
  frame.iterations = rest_.steps;
  frame.weight = weight_.dot(inward);
  fill_skin_view(points_, rest_.point_pressure, rest_.point_force, load_.info, load_.map, inward, frame);
  std::vector<Vec3> support(load_.tissue.supports + 1, Vec3::Zero());
  for (int n = 0; n < nodes_; ++n)
    if (const int s = load_.tissue.node_support[node_of_[n]]; s >= 0) support[s] += rest_.support_force[n];
  for (const DeformableSpring& s : springs_)
    support.back() += s.stiffness * (rest_.place[s.node] - place_[s.node]);
  fill_load_path(support, load_.info, inward, frame);
  frame.closure_error = std::max(frame.closure_skin, frame.closure_path);
  return frame;
}

FieldSnapshot BulletPress::snapshot() const {
  const Lattice& lat = load_.tissue.lattice;
  FieldSnapshot snap;
  snap.time_s = load_.steps.at(at_ - 1).time_s;
  snap.displacement.assign(3 * lat.nodes(), 0.0f);
  for (int n = 0; n < nodes_; ++n)
    for (int c = 0; c < 3; ++c)
      snap.displacement[3 * node_of_[n] + c] = static_cast<float>(rest_.place[n][c] - place_[n][c]);
  snap.pressure = nodal_pressure(points_, rest_.point_pressure, lat.nodes());
  snap.compressive_stress.assign(lat.hexes(), 0.0f);
  return snap;
}

}  // namespace backroll
