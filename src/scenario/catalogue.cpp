#include "scenario/catalogue.hpp"

#include <cmath>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <numbers>

#include "scenario/input_error.hpp"
#include "scenario/sourced_table.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

struct Catalogues {
  std::vector<FoamPolymer> foams;
  std::vector<RollerRow> rollers;
  std::vector<SubjectRow> subjects;
  std::vector<TissueRow> tissues;
  DeepBoundary deep;
  Fascia fascia;
};

const std::vector<Node>& rows(const Node& document, const std::string& key) {
  const NodeEntry* entry = document.find(key);
  if (!entry || !entry->value.is_table_array())
    throw InputError::at(document.file, 1, "", "", "no [[" + key + "]] in this catalogue");
  return entry->value.items;
}

std::string id_of(const Node& row) {
  const NodeEntry* id = row.find("id");
  return id ? id->value.text : "?";
}

template <class Row, class Name>
const Row& find_row(const std::vector<Row>& all, const std::string& id, const char* what, Name name) {
  std::vector<std::string> names;
  for (const Row& row : all) {
    if (name(row) == id) return row;
    names.push_back(name(row));
  }
  std::string allowed;
  for (const std::string& each : names) allowed += (allowed.empty() ? "" : ", ") + each;
  throw InputError::at("", 0, "", "", "no " + std::string(what) + " '" + id + "'", allowed,
                       nearest_word(id, names));
}

FoamPolymer read_foam(const Node& row) {
  SourcedTable table(row, "foam '" + id_of(row) + "'");
  FoamPolymer foam;
  foam.id = table.text("id");
  foam.name = table.text("name");
  foam.reference_density_kg_m3 = table.number("reference_density_kg_m3");
  foam.reference_modulus_pa = 1e3 * table.number("reference_modulus_kpa");
  foam.reference_collapse_pa = 1e3 * table.number("reference_collapse_kpa");
  foam.modulus_exponent = table.number("modulus_exponent");
  foam.collapse_exponent = table.number("collapse_exponent");
  foam.solid_density_kg_m3 = table.number("solid_density_kg_m3");
  foam.density_min_kg_m3 = table.number("density_min_kg_m3");
  foam.density_max_kg_m3 = table.number("density_max_kg_m3");
  foam.gas_pa = 1e3 * table.number("gas_kpa");
  foam.loss = table.number("loss_share");
  foam.sources = table.sources();
  return foam;
}

RollerRow read_roller(const Node& row, const std::vector<FoamPolymer>& foams) {
  SourcedTable table(row, "roller '" + id_of(row) + "'");
  RollerRow out;
  Roller& roller = out.roller;
  roller.id = roller.base = table.text("id");
  roller.name = table.text("name");
  const FoamPolymer& polymer =
      find_row(foams, table.text("foam"), "foam", [](const FoamPolymer& foam) { return foam.id; });
  roller.foam = foam_at(polymer, table.number("density_kg_m3"));
  roller.shape = from_word<RollerShape>(table.text("shape"));
  roller.diameter_m = table.number("diameter_mm") / 1e3;
  roller.core_diameter_m = table.number("core_diameter_mm") / 1e3;
  if (roller.shape == RollerShape::grooved) {
    roller.groove_width_m = table.number("groove_width_mm") / 1e3;
    roller.groove_depth_m = table.number("groove_depth_mm") / 1e3;
  }
  if (roller.shape == RollerShape::ridged || roller.shape == RollerShape::grid) {
    roller.ridge_count = static_cast<int>(table.number("ridge_count"));
    roller.ridge_width_m = table.number("ridge_width_mm") / 1e3;
    roller.ridge_height_m = table.number("ridge_height_mm") / 1e3;
  }
  if (roller.shape == RollerShape::peanut) {
    roller.ball_spacing_m = table.number("ball_spacing_mm") / 1e3;
    roller.waist_diameter_m = table.number("waist_diameter_mm") / 1e3;
  }
  roller.length_m = roller.shape == RollerShape::ball     ? roller.diameter_m
                    : roller.shape == RollerShape::peanut ? roller.ball_spacing_m + roller.diameter_m
                                                          : table.number("length_mm") / 1e3;
  out.tube_mass_kg = table.number("tube_mass_kg");
  roller.friction = table.number("friction");
  roller.mass_kg = roller_mass(roller, out.tube_mass_kg);
  out.sources = table.sources();
  return out;
}

SubjectRow read_subject(const Node& row) {
  SourcedTable table(row, "subject '" + id_of(row) + "'");
  SubjectRow out;
  Subject& subject = out.subject;
  subject.id = table.text("id");
  subject.name = table.text("name");
  subject.sex = table.text("sex") == "woman" ? Sex::woman : Sex::man;
  subject.stature_m = table.number("stature_m");
  subject.mass_kg = table.number("mass_kg");
  subject.muscle_bulk = table.number("muscle_bulk_ratio");
  subject.fat = table.number("fat_ratio");
  subject.kyphosis_deg = table.number("kyphosis_deg");
  subject.lordosis_deg = table.number("lordosis_deg");
  subject.muscle_tone = table.number("muscle_tone_ratio");
  out.sources = table.sources();
  return out;
}

// "serratus_posterior" -> "Serratus posterior"
std::string title_of(std::string name) {
  for (char& c : name)
    if (c == '_') c = ' ';
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

std::vector<TissueRow> read_tissues(const Node& document) {
  std::vector<TissueRow> materials;
  for (const Node& row : rows(document, "material")) {
    SourcedTable table(row, "material '" + id_of(row) + "'");
    TissueRow out;
    out.group = table.text("id");
    Material& material = out.material;
    material.law = table.text("law") == "ogden" ? LawKind::ogden : LawKind::neo_hookean;
    material.shear_modulus_pa = 1e3 * table.number("shear_modulus_kpa");
    material.shear_modulus_along_pa = 1e3 * table.number("shear_modulus_along_kpa");
    material.ogden_alpha = table.number("ogden_alpha");
    material.density_kg_m3 = table.number("density_kg_m3");
    material.prony_g = table.numbers("prony_g");
    material.prony_tau_s = table.numbers("prony_tau_s");
    if (material.prony_g.size() != material.prony_tau_s.size())
      throw InputError::at(row.file, row.line, "prony_g", "", "as many values as prony_tau_s");
    out.sources = table.sources();
    materials.push_back(std::move(out));
  }
  std::vector<TissueRow> tissues;
  for (const Node& row : rows(document, "tissue")) {
    SourcedTable table(row, "tissue");
    TissueRow tissue = find_row(materials, table.text("material"), "material",
                                [](const TissueRow& material) { return material.group; });
    const NodeEntry* source = row.find("source");
    if (!source) throw InputError::at(row.file, row.line, "source", "", "missing");
    table.add_source("material", source->value);
    tissue.sources.insert(tissue.sources.begin(), table.sources().front());
    for (const std::string& name : table.texts("names")) {
      tissue.name = name;
      tissue.title = title_of(name);
      tissues.push_back(tissue);
    }
  }
  return tissues;
}

SourcedTable one_table(const Node& document, const char* name) {
  const NodeEntry* entry = document.find(name);
  if (!entry)
    throw InputError::at(document.file, 1, "", "", "no [" + std::string(name) + "] in this catalogue");
  return SourcedTable(entry->value, name);
}

DeepBoundary read_deep_boundary(const Node& document) {
  SourcedTable table = one_table(document, "deep_boundary");
  DeepBoundary deep;
  deep.normal_pa_m = 1e3 * table.number("normal_kpa_m");
  deep.tangential_pa_m = 1e3 * table.number("tangential_kpa_m");
  deep.cut_face_pa_m = 1e3 * table.number("cut_face_kpa_m");
  return deep;
}

Fascia read_fascia(const Node& document) {
  SourcedTable table = one_table(document, "fascia");
  Fascia fascia;
  fascia.thickness_m = 1e-3 * table.number("thickness_mm");
  fascia.modulus_pa = 1e6 * table.number("modulus_mpa");
  fascia.toe_strain = 1e-2 * table.number("toe_strain_percent");
  fascia.ogden_alpha = table.number("ogden_alpha");
  return fascia;
}

Node load(const std::filesystem::path& folder, const char* name) {
  const std::filesystem::path path = folder / name;
  return parse_document(read_text_file(path), path.string());
}

std::unique_ptr<Catalogues> load_all(const std::filesystem::path& folder) {
  auto all = std::make_unique<Catalogues>();
  const Node rollers = load(folder, "rollers.toml");
  for (const Node& row : rows(rollers, "foam")) all->foams.push_back(read_foam(row));
  for (const Node& row : rows(rollers, "roller")) all->rollers.push_back(read_roller(row, all->foams));
  const Node subjects = load(folder, "subjects.toml");
  for (const Node& row : rows(subjects, "subject")) all->subjects.push_back(read_subject(row));
  const Node tissues = load(folder, "tissues.toml");
  all->tissues = read_tissues(tissues);
  all->deep = read_deep_boundary(tissues);
  all->fascia = read_fascia(tissues);
  return all;
}

// Read once per assets folder.
const Catalogues& catalogues() {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<Catalogues>> loaded;
  const std::filesystem::path folder = assets_dir();
  const std::lock_guard lock(mutex);
  std::unique_ptr<Catalogues>& entry = loaded[folder.string()];
  if (!entry) entry = load_all(folder);
  return *entry;
}

}  // namespace

const std::vector<FoamPolymer>& foam_catalogue() {
  return catalogues().foams;
}
const std::vector<RollerRow>& roller_catalogue() {
  return catalogues().rollers;
}
const std::vector<SubjectRow>& subject_catalogue() {
  return catalogues().subjects;
}
const std::vector<TissueRow>& tissue_catalogue() {
  return catalogues().tissues;
}
const DeepBoundary& deep_boundary() {
  return catalogues().deep;
}
const Fascia& fascia() {
  return catalogues().fascia;
}

const FoamPolymer& foam_polymer(const std::string& id) {
  return find_row(foam_catalogue(), id, "foam", [](const FoamPolymer& foam) { return foam.id; });
}

const RollerRow& roller_row(const std::string& id) {
  return find_row(roller_catalogue(), id, "roller", [](const RollerRow& row) { return row.roller.id; });
}

const SubjectRow& subject_row(const std::string& id) {
  return find_row(subject_catalogue(), id, "subject", [](const SubjectRow& row) { return row.subject.id; });
}

std::vector<std::string> muscle_names() {
  std::vector<std::string> names;
  for (const TissueRow& row : tissue_catalogue())
    if (row.group == "muscle" || row.group == "muscle lump") names.push_back(row.name);
  return names;
}

Material tissue_material(const std::string& tissue_name) {
  return find_row(tissue_catalogue(), tissue_name, "tissue", [](const TissueRow& row) { return row.name; })
      .material;
}

Foam foam_at(const FoamPolymer& polymer, double density) {
  if (!(density >= polymer.density_min_kg_m3 && density <= polymer.density_max_kg_m3))
    throw InputError::at("", 0, "density_kg_m3", shortest(density),
                         "outside " + shortest(polymer.density_min_kg_m3) + " to " +
                             shortest(polymer.density_max_kg_m3) + " kg/m3 for " + polymer.id);
  const double ratio = density / polymer.reference_density_kg_m3;
  Foam foam;
  foam.polymer = polymer.id;
  foam.density_kg_m3 = density;
  foam.modulus_pa = polymer.reference_modulus_pa * std::pow(ratio, polymer.modulus_exponent);
  foam.collapse_pa = polymer.reference_collapse_pa * std::pow(ratio, polymer.collapse_exponent);
  foam.relative_density = density / polymer.solid_density_kg_m3;
  foam.gas_pa = polymer.gas_pa;
  foam.loss = polymer.loss;
  return foam;
}

double roller_volume(const Roller& roller) {
  using std::numbers::pi;
  const double r = 0.5 * roller.diameter_m, rc = 0.5 * roller.core_diameter_m, length = roller.length_m;
  const double section =
      0.25 * pi * (roller.diameter_m * roller.diameter_m - roller.core_diameter_m * roller.core_diameter_m);
  const auto annulus = [&](double depth) { return pi * depth * (2 * r - depth); };  // below the surface
  switch (roller.shape) {
    case RollerShape::cylinder:
    case RollerShape::parts:
      break;
    case RollerShape::grooved:
      return section * length - annulus(roller.groove_depth_m) * roller.groove_width_m;
    case RollerShape::ridged:
    case RollerShape::grid: {
      const double period = 2 * pi * r / roller.ridge_count, gap = 1 - roller.ridge_width_m / period;
      const double hollow = roller.shape == RollerShape::grid ? gap * gap : gap;
      return section * length - hollow * annulus(roller.ridge_height_m) * length;
    }
    case RollerShape::ball:
      return 4 * pi / 3 * (r * r * r - rc * rc * rc);
    case RollerShape::peanut: {
      const double a = 0.5 * roller.ball_spacing_m, w = 0.5 * roller.waist_diameter_m;
      const double tube = (a * a + w * w - r * r) / (2 * (r - w)), circle = w + tube;
      const double end = a * tube / (r + tube), from = end - a;  // waist up to z = end, then the ball
      const double neck =
          (circle * circle + tube * tube) * end - end * end * end / 3 -
          circle * (end * std::sqrt(tube * tube - end * end) + tube * tube * std::asin(end / tube));
      const double ball = r * r * (r - from) - (r * r * r - from * from * from) / 3;
      return 2 * pi * (neck + ball) - pi * rc * rc * (length - 2 * (r - std::sqrt(r * r - rc * rc)));
    }
  }
  return section * length;
}

double roller_mass(const Roller& roller, double tube_mass_kg) {
  return roller_volume(roller) * roller.foam.density_kg_m3 + tube_mass_kg;
}

}  // namespace backroll
