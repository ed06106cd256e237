#include "session/back_tissue.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "anatomy/bone_shapes.hpp"
#include "scenario/catalogue.hpp"
#include "scenario/input_error.hpp"
#include "units.hpp"

namespace backroll {

namespace {

// Springs of a foundation [Pa/m] on one face, a quarter of its area to each corner.
void add_foundation(TissueModel& model, const std::array<int, 4>& n, double normal, double tangential,
                    int body) {
  const Lattice& lat = model.lattice;
  const Vec3 a = lat.position[n[3]] - lat.position[n[0]], b = lat.position[n[2]] - lat.position[n[1]];
  const Vec3 cross = a.cross(b);
  const double area = 0.5 * cross.norm();
  const Vec3 unit = cross.normalized();
  const Mat3 along = unit * unit.transpose();
  const Mat3 stiffness = 0.25 * area * (normal * along + tangential * (Mat3::Identity() - along));
  for (const int node : n) model.springs.push_back({node, stiffness, body});
}

// End planes: the cranial nodes move with C7, the caudal ones with the pelvis; fat and skin only along the
// spine.
void hold_end_planes(TissueModel& model, const BackModel& back) {
  const Lattice& lat = model.lattice;
  auto bone_index = [&](const char* name) {
    for (std::size_t b = 0; b < back.bones.size(); ++b)
      if (back.bones[b].name == name) return static_cast<std::int16_t>(b);
    throw std::logic_error("the back has no bone named " + std::string(name));
  };
  const std::int16_t ends[2] = {bone_index("pelvis"), bone_index("C7")};
  for (int end = 0; end < 2; ++end) {
    const int j = end == 0 ? 0 : lat.nj - 1, layer = end == 0 ? 0 : lat.nj - 2;
    for (int i = 0; i < lat.ni; ++i)
      for (int k = 0; k < lat.nk; ++k) {
        bool outer = true;  // every hex round the node is fat or skin
        for (int a = std::max(i - 1, 0); a <= std::min(i, lat.ni - 2); ++a)
          for (int c = std::max(k - 1, 0); c <= std::min(k, lat.nk - 2); ++c) {
            const Tissue t = back.hex_tissue[lat.hex(a, layer, c)];
            outer = outer && (t == Tissue::fat || t == Tissue::skin);
          }
        const int node = lat.node(i, j, k);
        if (model.node_support[node] >= 0) continue;
        model.node_support[node] = ends[end];
        model.fixed[3 * node + 1] = 1;
        if (!outer) model.fixed[3 * node] = model.fixed[3 * node + 2] = 1;
      }
  }
}

// Per tissue and side (left, right): index of its law; muscles with a tone of their own get laws of their
// own.
std::vector<std::array<std::uint8_t, 2>> add_toned_laws(TissueModel& model, const Subject& subject) {
  std::vector<std::array<std::uint8_t, 2>> law(static_cast<int>(Tissue::count));
  for (int t = 1; t < static_cast<int>(Tissue::count); ++t) {
    law[t] = {static_cast<std::uint8_t>(t - 1), static_cast<std::uint8_t>(t - 1)};
    for (int side = 0; side < 2; ++side) {
      const std::string name = tissue_name(static_cast<Tissue>(t));
      double tone = 1;
      for (const auto& [muscle, factor] : subject.tone_of)
        if (muscle == name || muscle == name + (side == 0 ? "_left" : "_right")) tone *= factor;
      if (tone == 1) continue;
      TissueLaw own = model.laws[t - 1];
      own.shear_modulus *= tone;
      own.fibre_shear_excess *= tone;
      own.bulk_modulus *= tone;
      law[t][side] = static_cast<std::uint8_t>(model.laws.size());
      model.laws.push_back(own);
    }
  }
  return law;
}

}  // namespace

TissueLaw tissue_law(const Material& m) {
  TissueLaw law;
  law.kind = m.law == LawKind::ogden                 ? DistortionLaw::ogden
             : m.law == LawKind::neo_hookean_coupled ? DistortionLaw::neo_hookean_coupled
                                                     : DistortionLaw::neo_hookean;
  law.shear_modulus = m.shear_modulus_pa;
  law.fibre_shear_excess = m.shear_modulus_along_pa - m.shear_modulus_pa;
  law.alpha = m.ogden_alpha;
  law.bulk_modulus = m.bulk_ratio * m.shear_modulus_pa;
  if (m.law == LawKind::neo_hookean_coupled) law.bulk_modulus -= 2.0 / 3 * m.shear_modulus_pa;  // lambda
  law.density = m.density_kg_m3;
  law.prony_terms = static_cast<int>(m.prony_g.size());
  if (law.prony_terms > kMaxProny)
    throw InputError("at most " + std::to_string(kMaxProny) + " Prony terms are possible");
  for (int n = 0; n < law.prony_terms; ++n) {
    law.prony_g[n] = m.prony_g[n];
    law.prony_tau[n] = m.prony_tau_s[n];
  }
  return law;
}

TissueModel back_tissue(const BackModel& back, const Bearing& bearing, const Scenario& scenario) {
  TissueModel model;
  model.lattice = back.lattice;
  const Lattice& lat = model.lattice;
  for (int t = 1; t < static_cast<int>(Tissue::count); ++t) {
    const Tissue tissue = static_cast<Tissue>(t);
    // skin hexes carry volume and fat's ground law; the skin itself is the membrane
    Material material = tissue_material(tissue_name(tissue == Tissue::skin ? Tissue::fat : tissue));
    if (is_muscle(tissue)) {
      material.shear_modulus_pa *= scenario.subject.muscle_tone;
      material.shear_modulus_along_pa *= scenario.subject.muscle_tone;
    }
    material.bulk_ratio = scenario.solver.bulk_ratio;
    if (!scenario.response.stress_relaxation) {
      material.prony_g.clear();
      material.prony_tau_s.clear();
    }
    model.laws.push_back(tissue_law(material));
  }
  const std::vector<std::array<std::uint8_t, 2>> toned = add_toned_laws(model, scenario.subject);
  model.hex_law.assign(lat.hexes(), kNoElement);
  for (int h = 0; h < lat.hexes(); ++h)
    if (back.hex_tissue[h] != Tissue::bone)
      model.hex_law[h] = toned[static_cast<int>(back.hex_tissue[h])][back.hex_side[h] > 0 ? 1 : 0];
  model.hex_fibre = back.hex_fibre;

  model.supports = static_cast<int>(back.bones.size());
  model.spring_support = model.supports;
  model.fixed.assign(model.dofs(), 0);
  model.node_support.assign(lat.nodes(), -1);
  for (int n = 0; n < lat.nodes(); ++n)
    if (back.node_bone[n] >= 0) {
      model.node_support[n] = back.node_bone[n];
      for (int c = 0; c < 3; ++c) model.fixed[3 * n + c] = 1;
    }
  hold_end_planes(model, back);
  if (!bearing.rigid.bodies.empty()) {
    model.rigid = bearing.rigid;
    model.node_body = model.node_support;
  }

  const DeepBoundary& deep = deep_boundary();
  const auto front_of = [&](double y) {
    if (bearing.rigid.bodies.empty()) return -1;
    return y > back.bones[bone::of_level(level::T12)].centre.y() ? bearing.skeleton.sternum
                                                                 : bearing.skeleton.abdomen;
  };
  for (int j = 0; j + 1 < lat.nj; ++j) {
    for (int i = 0; i + 1 < lat.ni; ++i)
      if (back.deep_face[i + (lat.ni - 1) * j]) {
        const int k = lat.nk - 1;
        add_foundation(
            model,
            {lat.node(i, j, k), lat.node(i + 1, j, k), lat.node(i, j + 1, k), lat.node(i + 1, j + 1, k)},
            deep.normal_pa_m, deep.tangential_pa_m,
            bearing.rigid.bodies.empty() ? -1 : bearing.skeleton.abdomen);
      }
    for (const int i : {0, lat.ni - 1})
      for (int k = 0; k + 1 < lat.nk; ++k)
        add_foundation(
            model,
            {lat.node(i, j, k), lat.node(i, j + 1, k), lat.node(i, j, k + 1), lat.node(i, j + 1, k + 1)},
            deep.cut_face_pa_m, 0, front_of(lat.position[lat.node(i, j, k)].y()));
  }

  const Material skin = tissue_material("skin");
  MembraneLaw skin_law;
  skin_law.shear_modulus = skin.shear_modulus_pa;
  skin_law.alpha = skin.ogden_alpha;
  skin_law.thickness = scenario.subject.sex == Sex::man ? 2.3e-3 : 2.0e-3;
  const Fascia& sheet = fascia();
  const MembraneLaw fascia_law =
      collagen_sheet(sheet.modulus_pa, sheet.toe_strain, sheet.ogden_alpha, sheet.thickness_m);
  model.membranes = {{skin_law, 0, {}},
                     {fascia_law, back.roof_layer, back.posterior_fascia_face},
                     {fascia_law, back.floor_layer, back.middle_fascia_face}};
  if (scenario.gravity)  // down is posterior for who lies on the back
    model.gravity =
        Vec3(scenario.support.posture == Posture::prone ? kStandardGravity : -kStandardGravity, 0, 0);
  return model;
}

Indenter roller_indenter(const Roller& roller) {
  Indenter in;
  in.shape = roller.shape == RollerShape::cylinder ? IndenterShape::cylinder
             : roller.shape == RollerShape::ball   ? IndenterShape::sphere
                                                   : IndenterShape::roller;
  in.roller = roller;
  in.radius = 0.5 * roller.diameter_m;
  in.foam = {roller.foam.modulus_pa, roller.foam.collapse_pa, roller.foam.gas_pa,
             roller.foam.relative_density, roller.foam.loss};
  in.foam_thickness = roller.foam_thickness();
  in.friction = roller.friction;
  in.spin = roller.drive == RollerDrive::free     ? SpinMode::free
            : roller.drive == RollerDrive::driven ? SpinMode::driven
                                                  : SpinMode::locked;
  const double rc = 0.5 * roller.core_diameter_m;
  const bool balls = roller.shape == RollerShape::ball || roller.shape == RollerShape::peanut;
  in.inertia = (balls ? 0.4 : 0.5) * roller.mass_kg * (in.radius * in.radius + rc * rc);
  return in;
}

std::vector<double> roller_point_weight(const std::vector<SkinPoint>& points, const Roller& roller,
                                        double right) {
  const double half = 0.5 * roller.length_m, fade = 5e-3;
  std::vector<double> weight(points.size(), 1.0);
  if (roller.round_ends()) return weight;
  for (std::size_t n = 0; n < points.size(); ++n)
    weight[n] = 1 - smoothstep(std::abs(points[n].place.z() - right), half - fade, half + fade);
  return weight;
}

}  // namespace backroll
