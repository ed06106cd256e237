// The catalogues in assets/: rollers and their foams, subjects, tissues. Every number there has a source
// beside it.
#pragma once

#include <string>
#include <vector>

#include "scenario/assets.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

// One polymer: E0 = reference_modulus (density / reference_density)^modulus_exponent, sigma0 likewise,
// R = density / solid_density.
struct FoamPolymer {
  std::string id;  // "EPP"
  std::string name;
  double reference_density_kg_m3 = 0;
  double reference_modulus_pa = 0;   // E0 at the reference density
  double reference_collapse_pa = 0;  // sigma0 at the reference density
  double modulus_exponent = 0, collapse_exponent = 0;
  double solid_density_kg_m3 = 0;
  double density_min_kg_m3 = 0, density_max_kg_m3 = 0;
  double gas_pa = 0;                 // p0
  double loss = 0;                   // share of a cycle's energy
  std::vector<std::string> sources;  // one a number
};

// A row of rollers.toml: `roller` complete, its foam at the row's density.
struct RollerRow {
  Roller roller;
  double tube_mass_kg = 0;  // rigid tube inside the foam; 0 = none
  std::vector<std::string> sources;
};

struct SubjectRow {
  Subject subject;
  std::vector<std::string> sources;
};

// A tissue of the lattice, by the name of Tissue ("longissimus").
struct TissueRow {
  std::string name;
  std::string title;  // "Longissimus"
  std::string group;  // row of tissues.toml its material comes from ("muscle")
  Material material;  // skin: to be used as a membrane of the anatomy's thickness
  std::vector<std::string> sources;
};

// Springs where the back is cut out of the body [Pa/m].
struct DeepBoundary {
  double normal_pa_m = 60e3;  // Winkler bed behind the lumbar viscera
  double tangential_pa_m = 20e3;
  double cut_face_pa_m = 30e3;  // normal to the faces at the sides
};

// The thoracolumbar fascia: a collagen sheet with a toe (material/membrane.hpp, collagen_sheet).
struct Fascia {
  double thickness_m = 0.6e-3;
  double modulus_pa = 30e6;  // slope of nominal stress over strain from the end of the toe on
  double toe_strain = 0.04;  // where the toe ends [-]
  double ogden_alpha = 60;   // shape of the toe; the higher, the softer its beginning
};

const std::vector<FoamPolymer>& foam_catalogue();
const std::vector<RollerRow>& roller_catalogue();
const std::vector<SubjectRow>& subject_catalogue();
const std::vector<TissueRow>& tissue_catalogue();
const DeepBoundary& deep_boundary();
const Fascia& fascia();

// By id or name; InputError with the nearest one when there is none.
const FoamPolymer& foam_polymer(const std::string& id);
const RollerRow& roller_row(const std::string& id);
const SubjectRow& subject_row(const std::string& id);
// Names of the tissues made of muscle ("longissimus"), in file order.
std::vector<std::string> muscle_names();
Material tissue_material(const std::string& tissue_name);

// The polymer's foam at a density; InputError outside its range.
Foam foam_at(const FoamPolymer& polymer, double density_kg_m3);

// Of the foam between core and surface [m3]. Walls of grooves and ribs count at half their width: 3 % at
// most. Parts: of a cylinder round them.
double roller_volume(const Roller& roller);

// Mass of the foam plus the tube [kg].
double roller_mass(const Roller& roller, double tube_mass_kg);

}  // namespace backroll
