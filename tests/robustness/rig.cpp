#include "robustness/rig.hpp"

#include <algorithm>
#include <cmath>

#include "scenario/catalogue.hpp"
#include "session/back_tissue.hpp"

namespace backroll::robustness {

namespace {

constexpr double kNormalSmoothing = 0.075;  // [m] as in a session
constexpr double kPatchArea = 1e-4;         // [m2]
constexpr double kTubeStiffness = 150e6;    // [Pa/m] shared study of the solver: a grid roller's shell

double fatness(const SubjectRow& row) {
  return row.subject.bmi() * row.subject.fat;
}

bool less_fat(const SubjectRow& a, const SubjectRow& b) {
  return fatness(a) < fatness(b);
}

SpecimenLayer layer(const char* tissue, double thickness) {
  SpecimenLayer made;
  made.thickness_m = thickness;
  made.material = tissue_material(tissue);
  return made;
}

double geometric(double a, double b, double t) {
  return a * std::pow(b / a, t);
}

void finish(Rig& rig) {
  const std::vector<SkinPoint> points = skin_points(rig.model);
  rig.map.patch = patch_average(rig.model, points, kPatchArea);
  rig.map.hex_muscle.assign(rig.model.lattice.hexes(), -1);
  rig.map.region_paraspinal.assign(rig.info.regions.size(), 0);
}

}  // namespace

Target Rig::target(double arc, double load) const {
  Target made;
  made.load = load;
  if (!back) {
    made.base = Vec3(0, arc, 0);
    return made;
  }
  const MidlineFrame at = midline_at(*back, arc, kNormalSmoothing);
  made.base = at.point;
  made.direction = at.normal;
  return made;
}

Rig back_rig(const BackChoice& choice) {
  Scenario scenario;
  scenario.subject = subject_row(choice.subject).subject;
  scenario.resolution = choice.resolution;
  scenario.solver.bulk_ratio = choice.bulk_ratio;
  const Roller& roller = roller_row(choice.roller).roller;
  Rig rig;
  rig.back = std::make_unique<BackModel>(
      build_back(scenario.subject, scenario.resolution, scenario.outputs.bone_depth_m));
  rig.model = back_tissue(*rig.back, Bearing{}, scenario);
  rig.model.skin_point_weight = roller_point_weight(skin_points(rig.model), roller);
  rig.indenter = roller_indenter(roller);
  rig.info.regions = rig.back->regions;
  rig.info.bones = rig.back->bones;
  rig.map.point_region.assign(rig.back->skin_region.begin(), rig.back->skin_region.end());
  finish(rig);
  return rig;
}

Rig slab_rig(int nodes) {
  Scenario scenario;
  Specimen& slab = scenario.specimen.emplace();
  slab.size_m = {0.2, 0.3, kSlabThickness};
  slab.layers = {layer("skin", 2e-3), layer("fat", 18e-3), layer("longissimus", 40e-3)};
  slab.indenter = IndenterKind::rigid_cylinder;
  slab.indenter_radius_m = 0.05;
  slab.nodes = nodes;
  Rig rig;
  rig.model = specimen_tissue(slab, true);
  rig.indenter = specimen_indenter(slab, scenario);
  rig.info.specimen = true;
  rig.info.regions = {{"top", RegionKind::other}};
  rig.map.point_region.assign(skin_points(rig.model).size(), 0);
  finish(rig);
  return rig;
}

std::string fattest_subject() {
  const std::vector<SubjectRow>& all = subject_catalogue();
  return std::max_element(all.begin(), all.end(), less_fat)->subject.id;
}

std::string leanest_subject() {
  const std::vector<SubjectRow>& all = subject_catalogue();
  return std::min_element(all.begin(), all.end(), less_fat)->subject.id;
}

Indenter with_foam(Indenter in, const std::string& polymer, double density_kg_m3) {
  const Foam foam = foam_at(foam_polymer(polymer), density_kg_m3);
  in.foam = {foam.modulus_pa, foam.collapse_pa, foam.gas_pa, foam.relative_density, foam.loss};
  return in;
}

Indenter between(const Indenter& a, const Indenter& b, double t) {
  Indenter in = a;
  in.foam.modulus = geometric(a.foam.modulus, b.foam.modulus, t);
  in.foam.collapse = geometric(a.foam.collapse, b.foam.collapse, t);
  in.foam.gas = std::lerp(a.foam.gas, b.foam.gas, t);
  in.foam.relative_density = std::lerp(a.foam.relative_density, b.foam.relative_density, t);
  in.foam.loss = std::lerp(a.foam.loss, b.foam.loss, t);
  in.foam_thickness = std::lerp(a.foam_thickness, b.foam_thickness, t);
  return in;
}

Indenter hard_tube(Indenter in) {
  in.rigid = true;
  in.layer_stiffness = kTubeStiffness;
  return in;
}

}  // namespace backroll::robustness
