#include "anatomy/fibres.hpp"

#include <Eigen/Geometry>

namespace backroll {

namespace {

const FibreRow* fibre_row(const BackShape& shape, Tissue tissue, double y) {
  for (const FibreRow& row : shape.tables.muscles.fibres) {
    if (row.muscle != tissue) continue;
    if (row.below >= 0 && y >= shape.spine.height[row.below]) continue;
    if (row.above >= 0 && y < shape.spine.height[row.above]) continue;
    return &row;
  }
  return nullptr;
}

}  // namespace

Vec3 fibre_direction(const BackShape& shape, Tissue tissue, double s, double y, double h) {
  const FibreRow* row = fibre_row(shape, tissue, y);
  if (!row) return Vec3::Zero();
  Vec3 along = row->direction;  // (lateral, cranial, outward)
  if (row->towards_place) {
    const Vec2 target = shape.spine.place(row->towards, shape.scaling);
    along = Vec3(target.x() - s, target.y() - y, 0);
    if (along.norm() < 1e-3) along = Vec3::UnitX();
  }
  // Lateral: along the section. Cranial: along the back at constant s and h, so that it follows the spine's
  // curve.
  const Column at = shape.sections.column(s, y);
  const Vec3 lateral(at.normal_z, 0, -at.normal_x);
  const Vec3 cranial =
      (shape.sections.position(s, y + 2, h) - shape.sections.position(s, y - 2, h)).normalized();
  const Vec3 outward = lateral.cross(cranial).normalized();
  return (along.x() * lateral + along.y() * cranial + along.z() * outward).normalized();
}

}  // namespace backroll
