// The tables of assets/{spine,back_profiles,muscles,ribs}.toml as plain structs; mm and degrees as in the
// files.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "anatomy/back_model.hpp"
#include "anatomy/interpolation.hpp"
#include "anatomy/levels.hpp"

namespace backroll {

inline constexpr int kSheets = 8;  // superficial muscles at most

// A value at some levels, caudal to cranial.
using LevelValues = std::vector<std::pair<int, double>>;

// A profile of h over s at some levels, caudal to cranial.
struct ProfileRow {
  int level = 0;
  std::vector<Vec2> points;
};

struct Interval {
  double from = 0, to = 0;
  double step(double x) const { return smoothstep(x, from, to); }
};

// A place in (s, y): s is scaled with the cage, y is a height of the subject plus a fixed offset.
struct Landmark {
  enum class Place { body, tip, origin, top, bottom };
  double s_mm = 0;
  Place place = Place::origin;
  int level = 0;  // body, tip
  double above_mm = 0;
};

struct Vertebra {
  double z_mm = 0, y_mm = 0, tilt_deg = 0;
  double endplate_width_mm = 0, endplate_depth_mm = 0, body_height_mm = 0;
  double spinous_behind_mm = 0, spinous_below_mm = 0, tip_width_mm = 0, tip_height_mm = 0;
  double tp_span_mm = 0, tp_behind_mm = 0, tp_above_mm = 0, canal_mm = 0;
};

struct SpineTable {
  Interval stature_m, bmi_kg_m2, muscle_bulk, fat, kyphosis_deg, lordosis_deg;  // allowed
  double curve_stature_m = 0, reference_stature_m = 0, reference_bmi = 0;
  double reference_kyphosis_deg = 0, reference_lordosis_deg = 0;
  double women_skeleton = 1, women_cage = 1, women_block = 1, women_fat = 1, women_midline_fat = 1;
  double l5_s1_step_mm = 0, t1_x_mm = 0;
  std::array<Vertebra, kLevels> vertebra;  // L5..C7
  double crest_tilt_deg = 0;
  std::array<Vec2, 4> crest_tip_mm;            // S4..S1
  std::array<double, 4> crest_tip_width_mm{};  // S4..S1
  LevelValues sacrum_half_width_mm;
  double psis_s_mm = 0;
  struct RimPoint {
    double s_mm = 0;
    int level = 0;
    double above_mm = 0;
  };
  std::vector<RimPoint> ilium_upper, ilium_lower;
  std::vector<Vec2> ilium_thickness_mm;
};

struct ProfileTable {
  double exponent = 2.5, apex_mm = 0;
  LevelValues half_width_mm, half_depth_mm;
  std::vector<ProfileRow> floor_mm, roof_mm;
  Interval midline_blend_mm;
  double least_caudal_mm = 0, least_cranial_mm = 0;
  LevelValues fat_midline_mm, fat_paraspinal_mm, fat_flank_mm;
  double fat_exponent_thoracic = 0, fat_exponent_lumbar = 0;
  int fat_lumbar_from = 0, fat_lumbar_to = 0;  // levels
  Interval fat_paraspinal_s_mm, fat_flank_s_mm;
  double dimple_share = 0, dimple_radius_mm = 1;
  double skin_man_mm = 0, skin_woman_mm = 0, furrow_blend_mm = 1, deepest_furrow_mm = 0;
  LevelValues deep_midline_sacrum_mm, deep_below_floor_mm;
};

// One sheet superficial to the erector group.
struct Sheet {
  Tissue muscle = Tissue::fat;
  double thickness_mm = 0;
  Interval edge_mm;
  bool follows_block = false;  // else follows bulk x women
  double women = 1;
  std::vector<double> s_ramp;  // s0, f0, s1, f1; empty: none
  bool y_ramp = false;
  int ramp_level[2] = {0, 0};
  double ramp_factor[2] = {1, 1};
  bool midline_fade = false;
  std::vector<Landmark> outline;
};

struct FibreRow {
  Tissue muscle = Tissue::fat;
  int below = -1, above = -1;  // levels whose body's centre bounds the row; -1: none
  bool towards_place = false;
  Landmark towards;
  Vec3 direction = Vec3::Zero();  // lateral, cranial, outward
};

struct MuscleTable {
  Interval midline_fade_mm;
  std::vector<Sheet> sheets;  // deep to superficial
  double lean_mm = 0, spinalis_s_mm = 0;
  LevelValues erector_edge_mm, iliocostalis_edge_mm, multifidus_deep_mm, multifidus_superficial_mm,
      multifidus_roof;
  LevelValues quadratus_medial_mm, quadratus_lateral_mm, quadratus_thickness_mm;
  std::vector<FibreRow> fibres;
};

struct RibTable {
  std::vector<double> angle_s_mm, slope_near_deg, slope_far_deg, end_s_mm;  // ribs 1..12
  double turn_before_mm = 0, turn_after_mm = 0;
  Interval flatten_s_mm;
  double flatten_share = 0, start_above_body_mm = 0, half_height_mm = 0, thickness_mm = 0, neck_radius_mm = 0;
  double plate_mm = 0, plate_lateral_extra_mm = 0, ridge_half_width_mm = 0;
  Interval lateral_border_s_mm;
  std::vector<Vec2> ridge_height_mm;
  std::vector<Landmark> ridge, scapula;
};

struct AnatomyTables {
  SpineTable spine;
  ProfileTable profiles;
  MuscleTable muscles;
  RibTable ribs;
};

// Reads and checks the four files; InputError with file, line and key.
AnatomyTables read_anatomy_tables(const std::filesystem::path& folder);

}  // namespace backroll
