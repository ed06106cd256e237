#include "anatomy/skeleton_table.hpp"

#include <algorithm>
#include <cmath>

#include "anatomy/toml_file.hpp"
#include "units.hpp"

namespace backroll {

namespace {

using Part = TomlFile::Part;

constexpr double kPerMm = 1e3;               // N/mm in N/m
constexpr double kPerDegree = 1 / kRadians;  // N m/deg in N m/rad
const double kTriples = std::sqrt(3.0 / 2);  // range over the rotation at which the stiffness is threefold

double not_negative(const TomlFile& file, const Part& part, const std::string& key, double value) {
  if (!(value >= 0)) file.fail(part.table->get(key), part.name + "." + key, "must not be negative");
  return value;
}

double share(const TomlFile& file, const Part& part, const std::string& key) {
  const double value = file.number(part, key);
  if (!(value >= 0 && value <= 1))
    file.fail(part.table->get(key), part.name + "." + key, "is no share", "0 to 1");
  return value;
}

BodyPart body_part(const TomlFile& file, const Part& part, const std::string& key) {
  const std::vector<double> v = file.numbers(part, key, 3);
  if (!(v[0] > 0 && v[0] < 1 && v[1] > 0 && v[2] > 0 && v[2] < 1))
    file.fail(part.table->get(key), part.name + "." + key,
              "must be [share of mass, length_mm, share of length]");
  BodyPart out{v[0], v[1], v[2]};
  const std::vector<double> radii = file.numbers(file.part("gyration"), key, 3);
  std::copy(radii.begin(), radii.end(), out.gyration.begin());
  return out;
}

BodyParts body_parts(const TomlFile& file, const std::string& name) {
  const Part part = file.part(name);
  BodyParts parts;
  parts.stature_mm = file.number(part, "stature_mm");
  if (!(parts.stature_mm > 0))
    file.fail(part.table->get("stature_mm"), name + ".stature_mm", "must be positive");
  parts.head = body_part(file, part, "head");
  parts.upper_trunk = body_part(file, part, "upper_trunk");
  parts.mid_trunk = body_part(file, part, "mid_trunk");
  parts.lower_trunk = body_part(file, part, "lower_trunk");
  parts.upper_arm = body_part(file, part, "upper_arm");
  parts.forearm = body_part(file, part, "forearm");
  parts.hand = body_part(file, part, "hand");
  parts.thigh = body_part(file, part, "thigh");
  parts.shank = body_part(file, part, "shank");
  parts.foot = body_part(file, part, "foot");
  return parts;
}

void read_places(const TomlFile& file, SkeletonTable& table) {
  const Part places = file.part("places");
  table.hips_below_mm = file.number(places, "hips_below_mm");
  table.head_before_c7_mm = file.number(places, "head_before_c7_mm");
  table.shoulder = file.anchor(places, "shoulder");
  table.shoulder_before_mm = file.number(places, "shoulder_before_mm");
  table.arms_before_sternum_mm = file.number(places, "arms_before_sternum_mm");
  const Part carried = file.part("carried");
  table.sternum_share = share(file, carried, "sternum");
  table.upper_ribs_share = share(file, carried, "ribs_1_6");
  table.scapulae_share = share(file, carried, "scapulae");
  table.lower_ribs_share = share(file, carried, "ribs_7_10");
  table.abdomen_share = share(file, carried, "abdomen");
  if (table.sternum_share + table.upper_ribs_share + table.scapulae_share >= 1 ||
      table.lower_ribs_share + table.abdomen_share >= 1)
    file.fail(carried.table, "carried", "the shares leave nothing for the vertebrae");
  table.sternum_depth = file.level_values("sternum_depth", 2);
  const Part fronts = file.part("rib_fronts");
  table.rib_fronts = file.anchors(fronts, "place");
  if (table.rib_fronts.size() != 10)
    file.fail(fronts.table->get("place"), "rib_fronts.place", "needs ten places");
  const Part clavicle = file.part("clavicle");
  table.clavicle_sternal = file.anchor(clavicle, "sternal_end");
  table.clavicle_acromial = file.anchor(clavicle, "acromial_end");
}

SourcedLaw joint(const TomlFile& file, const std::string& name) {
  const Part part = file.part(name);
  const std::vector<double> translation = file.numbers(part, "translation_n_mm", 3),
                            rotation = file.numbers(part, "rotation_nm_deg", 3),
                            range = file.numbers(part, "range_deg", 3);
  SourcedLaw sourced;
  sourced.source = file.text(part, "source");
  JointLaw& law = sourced.law;
  for (int c = 0; c < 3; ++c) {
    for (const auto& [key, value] :
         {std::pair("translation_n_mm", translation[c]), {"rotation_nm_deg", rotation[c]}})
      if (!(value > 0)) file.fail(part.table->get(key), name + "." + key, "must be positive");
    law.stiffness(c, c) = translation[c] * kPerMm;
    law.stiffness(3 + c, 3 + c) = rotation[c] * kPerDegree;
    law.range[3 + c] = not_negative(file, part, "range_deg", range[c]) * kRadians;
  }
  return sourced;
}

// Axes of a unit: 0 forward, 1 cranial, 2 right; + 3 about them: bending to a side, torsion, flexion and
// extension.
JointLaw spinal_law(const std::vector<double>& row, double neutral_share) {
  JointLaw law;
  law.stiffness.diagonal() << row[1] * kPerMm, row[0] * kPerMm, row[2] * kPerMm, row[5] * kPerDegree,
      row[6] * kPerDegree, row[3] * kPerDegree;
  law.positive_ratio[5] = row[4] / row[3];
  law.range.tail<3>() << row[8], row[9], row[7];
  law.range *= kTriples * kRadians;
  law.neutral_zone.tail<3>() << 0, row[11] * kRadians, row[10] * kRadians;
  law.neutral_share = neutral_share;
  law.preload_dependent = true;
  return law;
}

void read_spinal_units(const TomlFile& file, SkeletonTable& table) {
  const std::vector<std::string> names = {"compression_n_mm",  "forward_shear_n_mm",   "side_shear_n_mm",
                                          "flexion_nm_deg",    "extension_nm_deg",     "side_nm_deg",
                                          "torsion_nm_deg",    "range_sagittal_deg",   "range_side_deg",
                                          "range_torsion_deg", "neutral_sagittal_deg", "neutral_torsion_deg"};
  const Part part = file.part("spinal_units");
  const toml::array &columns = file.array(part, "columns"), &sources = file.array(part, "sources");
  bool named = columns.size() == names.size();
  for (std::size_t c = 0; named && c < names.size(); ++c)
    named = columns[c].value_or(std::string()) == names[c];
  if (!named)
    file.fail(&columns, "spinal_units.columns", "must name " + names.front() + " ... " + names.back());
  if (sources.size() != names.size())
    file.fail(&sources, "spinal_units.sources", "needs one source a column (12)");
  const double neutral_share = share(file, part, "neutral_share");
  for (int unit = 0; unit < kSpinalUnits; ++unit) {
    const int upper = level::C7 - unit;
    const std::string name = std::string(kLevelNames[upper]) + "-" + std::string(kLevelNames[upper - 1]);
    const std::vector<double> row = file.numbers(part, name, names.size());
    for (std::size_t c = 0; c < row.size(); ++c)
      if (!(c < 10 ? row[c] > 0 : row[c] >= 0))
        file.fail(part.table->get(name), "spinal_units." + name, names[c] + " must be positive");
    table.spinal_unit[unit].law = spinal_law(row, neutral_share);
    table.spinal_unit[unit].source = sources[0].value_or(std::string());
  }
}

}  // namespace

SkeletonTable read_skeleton_table(const std::filesystem::path& path) {
  const TomlFile file(path);
  SkeletonTable table;
  table.man = body_parts(file, "man");
  table.woman = body_parts(file, "woman");
  read_places(file, table);
  read_spinal_units(file, table);
  table.costovertebral = joint(file, "costovertebral");
  table.costal_true = joint(file, "costal_true");
  table.costal_false = joint(file, "costal_false");
  table.scapulothoracic = joint(file, "scapulothoracic");
  table.clavicular = joint(file, "clavicular");
  table.abdominal = joint(file, "abdominal");
  const TomlFile::Part scapula = file.part("scapulothoracic");
  for (const double rib : file.numbers(scapula, "ribs", 2)) {
    if (!(rib >= 1 && rib <= 12 && rib == std::floor(rib)))
      file.fail(scapula.table->get("ribs"), "scapulothoracic.ribs", "must be numbers of ribs", "1 to 12");
    table.scapula_ribs.push_back(static_cast<int>(rib));
  }
  table.scapula_s_mm = file.number(scapula, "s_mm");
  return table;
}

}  // namespace backroll
