// The continuous back: horizontal sections in the coordinates (s, y, h). Lengths in mm.
//   s: arc from the midline along the section's base curve (right side, s >= 0; the left mirrors it),
//   y: height, h: distance outward from the base curve along its normal. A spinous tip lies at s = 0, h = 3
//   v.
#pragma once

#include <array>
#include <vector>

#include "anatomy/spine.hpp"

namespace backroll {

// Everything sampled at one (s, y).
struct SectionValues {
  double floor = 0;      // F: h of laminae, transverse processes, outer rib surface
  double roof = 0;       // R: h of the erector group's fascia, spinous tips, outer face of the scapula
  double under_fat = 0;  // P
  double skin = 0;       // SK: outer surface
  double deep_end = 0;   // B
  double base_z = 0, base_x = 0;        // base curve
  double normal_z = 0, normal_x = 0;    // its outward normal
  double scapula = 0;                   // distance to the scapula's outline, positive inside
  std::array<double, kSheets> sheet{};  // thickness
};

struct Column : SectionValues {
  double s = 0, y = 0;
  double z_at(double h) const { return base_z + h * normal_z; }
  double x_at(double h) const { return base_x + h * normal_x; }
};

class Sections {
 public:
  Sections(const AnatomyTables& tables, const Scaling& scaling, const SpineCurve& spine);

  Column column(double s, double y) const;            // s >= 0
  Vec3 position(double s, double y, double h) const;  // body frame (x, y, z), s >= 0
  double half_girth(double y) const;                  // s of the mid-axillary line
  const std::vector<Tissue>& sheet_muscles() const { return sheet_muscles_; }

 private:
  static constexpr int kMaps = 10 + kSheets;
  static constexpr double kStep = 2;  // [mm] of the maps' grid
  using Row = std::array<double, kMaps>;

  void build_base_curves(const ProfileTable& table, const Scaling& scaling, const SpineCurve& spine);
  Field profile(const std::vector<ProfileRow>& rows, const SpineCurve& spine) const;
  void build_sheets(const MuscleTable& table, const Scaling& scaling, const SpineCurve& spine);
  Field fat_thickness(const AnatomyTables& tables, const Scaling& scaling, const SpineCurve& spine) const;
  Field skin_surface(const Field& under_fat, const Field& fat, const ProfileTable& table,
                     const Scaling& scaling) const;
  Field deep_surface(const Field& floor, const ProfileTable& table, const Scaling& scaling,
                     const SpineCurve& spine) const;
  void store(const Field& field, int map);
  double y(int row) const { return y0_ + kStep * row; }
  double s(int column) const { return kStep * column; }
  double apex_x(double y, const ProfileTable& table, const Scaling& scaling, const SpineCurve& spine) const;

  int rows_ = 0, columns_ = 0;
  double y0_ = 0;
  std::vector<Row> maps_;           // per grid point, rows of y
  std::vector<double> half_girth_;  // per row
  std::vector<Field> sheets_;       // only while building
  std::vector<Tissue> sheet_muscles_;
};

}  // namespace backroll
