#include "anatomy/tables.hpp"

#include "anatomy/toml_file.hpp"

namespace backroll {

namespace {

using Part = TomlFile::Part;

std::vector<SpineTable::RimPoint> read_rim(const TomlFile& file, const Part& part, const std::string& key) {
  std::vector<SpineTable::RimPoint> rim;
  for (const toml::node& node : file.array(part, key)) {
    const toml::array* row = node.as_array();
    if (!row || row->size() != 3 || !row->get(0)->is_number() || !row->get(1)->is_string() ||
        !row->get(2)->is_number())
      file.fail(&node, part.name + "." + key, "must be rows of [s_mm, level, mm above it]");
    const int level = level_index(**row->get(1)->as_string());
    if (level < 0) file.fail(&node, part.name + "." + key, "unknown level", "S4..S1, L5..L1, T12..T1, C7");
    rim.push_back({*row->get(0)->value<double>(), level, *row->get(2)->value<double>()});
  }
  if (rim.size() < 2) file.fail(part.table, part.name + "." + key, "needs at least two points");
  return rim;
}

void read_vertebrae(const TomlFile& file, SpineTable& spine) {
  const std::vector<std::pair<std::string, double Vertebra::*>> fields = {
      {"z_mm", &Vertebra::z_mm},
      {"y_mm", &Vertebra::y_mm},
      {"tilt_deg", &Vertebra::tilt_deg},
      {"endplate_width_mm", &Vertebra::endplate_width_mm},
      {"endplate_depth_mm", &Vertebra::endplate_depth_mm},
      {"body_height_mm", &Vertebra::body_height_mm},
      {"spinous_behind_mm", &Vertebra::spinous_behind_mm},
      {"spinous_below_mm", &Vertebra::spinous_below_mm},
      {"tip_width_mm", &Vertebra::tip_width_mm},
      {"tip_height_mm", &Vertebra::tip_height_mm},
      {"tp_span_mm", &Vertebra::tp_span_mm},
      {"tp_behind_mm", &Vertebra::tp_behind_mm},
      {"tp_above_mm", &Vertebra::tp_above_mm},
      {"canal_mm", &Vertebra::canal_mm}};
  const Part part = file.part("vertebrae");
  const toml::array& columns = file.array(part, "columns");
  const toml::array& sources = file.array(part, "sources");
  if (sources.size() != columns.size())
    file.fail(&sources, "vertebrae.sources",
              "needs one source a column (" + std::to_string(columns.size()) + ")");
  std::vector<double Vertebra::*> order;
  for (const toml::node& node : columns) {
    const std::string name = node.value_or(std::string());
    for (const auto& [key, member] : fields)
      if (key == name) order.push_back(member);
  }
  if (order.size() != fields.size() || columns.size() != fields.size())
    file.fail(&columns, "vertebrae.columns", "must name z_mm, y_mm, tilt_deg ... each once");
  for (int level = level::L5; level < kLevels; ++level) {
    const std::vector<double> row = file.numbers(part, std::string(kLevelNames[level]), order.size());
    for (std::size_t c = 0; c < order.size(); ++c) spine.vertebra[level].*order[c] = row[c];
  }
}

SpineTable read_spine(const TomlFile& file) {
  SpineTable spine;
  const Part range = file.part("subject_range");
  spine.stature_m = file.interval(range, "stature_m");
  spine.bmi_kg_m2 = file.interval(range, "bmi_kg_m2");
  spine.muscle_bulk = file.interval(range, "muscle_bulk_ratio");
  spine.fat = file.interval(range, "fat_ratio");
  spine.kyphosis_deg = file.interval(range, "kyphosis_deg");
  spine.lordosis_deg = file.interval(range, "lordosis_deg");
  const Part reference = file.part("reference");
  spine.curve_stature_m = file.number(reference, "curve_stature_m");
  spine.reference_stature_m = file.number(reference, "stature_m");
  spine.reference_bmi = file.number(reference, "bmi_kg_m2");
  spine.reference_kyphosis_deg = file.number(reference, "kyphosis_deg");
  spine.reference_lordosis_deg = file.number(reference, "lordosis_deg");
  const Part women = file.part("women");
  spine.women_skeleton = file.number(women, "skeleton");
  spine.women_cage = file.number(women, "cage");
  spine.women_block = file.number(women, "block");
  spine.women_fat = file.number(women, "fat");
  spine.women_midline_fat = file.number(women, "midline_fat");
  const Part curve = file.part("curve");
  spine.l5_s1_step_mm = file.number(curve, "l5_s1_step_mm");
  spine.t1_x_mm = file.number(curve, "t1_x_mm");
  read_vertebrae(file, spine);
  const Part crest = file.part("sacral_crest");
  spine.crest_tilt_deg = file.number(crest, "tilt_deg");
  for (int level = level::S4; level <= level::S1; ++level) {
    const std::string name(kLevelNames[level]);
    const toml::table* tip = (*crest.table)[name].as_table();
    if (!tip) file.fail(crest.table, "sacral_crest." + name, "must be { x_mm, y_mm, tip_width_mm }");
    const Part part{tip, "sacral_crest." + name};
    spine.crest_tip_mm[level] = Vec2(file.number(part, "x_mm"), file.number(part, "y_mm"));
    spine.crest_tip_width_mm[level] = file.number(part, "tip_width_mm");
  }
  spine.sacrum_half_width_mm = file.level_values("sacrum_half_width_mm", 2);
  const Part ilium = file.part("ilium");
  spine.psis_s_mm = file.number(ilium, "psis_s_mm");
  spine.ilium_upper = read_rim(file, ilium, "upper_rim");
  spine.ilium_lower = read_rim(file, ilium, "lower_rim");
  spine.ilium_thickness_mm = file.points(ilium, "thickness_mm");
  return spine;
}

ProfileTable read_profiles(const TomlFile& file) {
  ProfileTable p;
  const Part base = file.part("base_curve");
  p.exponent = file.number(base, "exponent");
  p.apex_mm = file.number(base, "apex_behind_tips_mm");
  p.half_width_mm = file.level_values("half_width_mm", 2);
  p.half_depth_mm = file.level_values("half_depth_mm", 2);
  p.floor_mm = file.profile("floor_mm");
  p.roof_mm = file.profile("roof_mm");
  const Part block = file.part("block");
  p.midline_blend_mm = file.interval(block, "midline_blend_mm");
  const std::vector<double> least = file.numbers(block, "least_thickness_mm", 2);
  p.least_caudal_mm = least[0];
  p.least_cranial_mm = least[1];
  p.fat_midline_mm = file.level_values("fat_midline_mm", 2);
  p.fat_paraspinal_mm = file.level_values("fat_paraspinal_mm", 2);
  p.fat_flank_mm = file.level_values("fat_flank_mm", 2);
  const Part fat = file.part("fat");
  p.fat_exponent_thoracic = file.number(fat, "bmi_exponent_thoracic");
  p.fat_exponent_lumbar = file.number(fat, "bmi_exponent_lumbar");
  p.fat_lumbar_from = file.level(fat, "lumbar_from");
  p.fat_lumbar_to = file.level(fat, "lumbar_to");
  p.fat_paraspinal_s_mm = file.interval(fat, "paraspinal_mm");
  p.fat_flank_s_mm = file.interval(fat, "flank_mm");
  p.dimple_share = file.number(fat, "psis_dimple_share");
  p.dimple_radius_mm = file.number(fat, "psis_dimple_radius_mm");
  const Part skin = file.part("skin");
  p.skin_man_mm = file.number(skin, "man_mm");
  p.skin_woman_mm = file.number(skin, "woman_mm");
  p.furrow_blend_mm = file.number(skin, "furrow_blend_mm");
  p.deepest_furrow_mm = file.number(skin, "deepest_furrow_mm");
  p.deep_midline_sacrum_mm = file.level_values("deep_midline_sacrum_mm", 1);
  p.deep_below_floor_mm = file.level_values("deep_below_floor_mm", 2);
  return p;
}

Sheet read_sheet(const TomlFile& file, const Part& part) {
  Sheet sheet;
  sheet.muscle = file.tissue(part, "muscle");
  sheet.thickness_mm = file.number(part, "thickness_mm");
  sheet.edge_mm = file.interval(part, "edge_mm");
  const std::string follows = file.text(part, "follows");
  if (follows != "block" && follows != "bulk")
    file.fail(part.table->get("follows"), "sheet.follows", "'" + follows + "'", "\"block\", \"bulk\"");
  sheet.follows_block = follows == "block";
  if (!sheet.follows_block) sheet.women = file.number(part, "women");
  if (part.table->contains("s_ramp")) {
    sheet.s_ramp = file.numbers(part, "s_ramp", 4);
    if (!(sheet.s_ramp[0] < sheet.s_ramp[2]))
      file.fail(part.table->get("s_ramp"), "sheet.s_ramp", "must be [s0, f0, s1, f1] with s0 < s1");
  }
  if (part.table->contains("y_ramp")) {
    const toml::array& ramp = file.array(part, "y_ramp");
    for (int end = 0; end < 2; ++end) {
      const toml::node *name = ramp.get(2 * end), *factor = ramp.get(2 * end + 1);
      const int level = name ? level_index(name->value_or(std::string())) : -1;
      if (level < 0 || !factor || !factor->is_number())
        file.fail(&ramp, "sheet.y_ramp", "must be [level0, f0, level1, f1]");
      sheet.ramp_level[end] = level;
      sheet.ramp_factor[end] = *factor->value<double>();
    }
    sheet.y_ramp = true;
  }
  sheet.midline_fade = file.flag(part, "midline_fade");
  sheet.outline = file.anchors(part, "outline");
  if (sheet.outline.size() < 3) file.fail(part.table->get("outline"), "sheet.outline", "needs three points");
  return sheet;
}

FibreRow read_fibre(const TomlFile& file, const Part& part) {
  FibreRow row;
  row.muscle = file.tissue(part, "muscle");
  if (part.table->contains("below")) row.below = file.level(part, "below");
  if (part.table->contains("above")) row.above = file.level(part, "above");
  row.towards_place = part.table->contains("towards");
  if (row.towards_place) {
    row.towards = file.anchor(part, "towards");
  } else {
    const std::vector<double> d = file.numbers(part, "direction", 3);
    row.direction = Vec3(d[0], d[1], d[2]);
    if (row.direction.norm() < 0.1) file.fail(part.table, "fibre.direction", "must not vanish");
  }
  return row;
}

MuscleTable read_muscles(const TomlFile& file) {
  MuscleTable m;
  m.midline_fade_mm = file.interval(file.part("midline_fade"), "s_mm");
  int muscles = 0;  // rows of the same muscle follow each other and share a map
  for (const Part& part : file.list("sheet")) {
    m.sheets.push_back(read_sheet(file, part));
    if (m.sheets.size() == 1 || m.sheets.back().muscle != m.sheets[m.sheets.size() - 2].muscle) ++muscles;
    if (muscles > kSheets)
      file.fail(part.table, "sheet", "more than " + std::to_string(kSheets) + " muscles");
  }
  const Part erector = file.part("erector");
  m.lean_mm = file.number(erector, "lean_mm");
  m.spinalis_s_mm = file.number(erector, "spinalis_s_mm");
  m.erector_edge_mm = file.level_values("erector_edge_mm", 2);
  m.iliocostalis_edge_mm = file.level_values("iliocostalis_edge_mm", 2);
  m.multifidus_deep_mm = file.level_values("multifidus_deep_edge_mm", 2);
  m.multifidus_superficial_mm = file.level_values("multifidus_superficial_edge_mm", 2);
  m.multifidus_roof = file.level_values("multifidus_roof", 2);
  m.quadratus_medial_mm = file.level_values("quadratus_medial_mm", 2);
  m.quadratus_lateral_mm = file.level_values("quadratus_lateral_mm", 2);
  m.quadratus_thickness_mm = file.level_values("quadratus_thickness_mm", 2);
  for (const Part& part : file.list("fibre")) m.fibres.push_back(read_fibre(file, part));
  return m;
}

RibTable read_ribs(const TomlFile& file) {
  RibTable r;
  const Part ribs = file.part("ribs");
  r.angle_s_mm = file.numbers(ribs, "angle_s_mm", 12);
  r.slope_near_deg = file.numbers(ribs, "slope_near_deg", 12);
  r.slope_far_deg = file.numbers(ribs, "slope_far_deg", 12);
  r.end_s_mm = file.numbers(ribs, "end_s_mm", 12);
  const Interval turn = file.interval(ribs, "turn_mm");
  r.turn_before_mm = turn.from;
  r.turn_after_mm = turn.to;
  r.flatten_s_mm = file.interval(ribs, "flatten_s_mm");
  r.flatten_share = file.number(ribs, "flatten_share");
  r.start_above_body_mm = file.number(ribs, "start_above_body_mm");
  r.half_height_mm = file.number(ribs, "half_height_mm");
  r.thickness_mm = file.number(ribs, "thickness_mm");
  r.neck_radius_mm = file.number(ribs, "neck_radius_mm");
  const Part scapula = file.part("scapula");
  r.plate_mm = file.number(scapula, "plate_thickness_mm");
  r.plate_lateral_extra_mm = file.number(scapula, "lateral_border_extra_mm");
  r.lateral_border_s_mm = file.interval(scapula, "lateral_border_s_mm");
  r.ridge_half_width_mm = file.number(scapula, "ridge_half_width_mm");
  r.ridge_height_mm = file.points(scapula, "ridge_heights_mm");
  r.ridge = file.anchors(scapula, "ridge");
  r.scapula = file.anchors(scapula, "outline");
  if (r.ridge.size() < 2) file.fail(scapula.table->get("ridge"), "scapula.ridge", "needs two points");
  if (r.scapula.size() < 3) file.fail(scapula.table->get("outline"), "scapula.outline", "needs three points");
  return r;
}

}  // namespace

AnatomyTables read_anatomy_tables(const std::filesystem::path& folder) {
  return {read_spine(TomlFile(folder / "spine.toml")), read_profiles(TomlFile(folder / "back_profiles.toml")),
          read_muscles(TomlFile(folder / "muscles.toml")), read_ribs(TomlFile(folder / "ribs.toml"))};
}

}  // namespace backroll
