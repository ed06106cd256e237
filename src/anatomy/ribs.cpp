#include "anatomy/ribs.hpp"

#include <cmath>

#include "units.hpp"

namespace backroll {

namespace {
constexpr double kFarthest = 300;  // [mm] s where a rib without an end stops: beyond every lattice
}  // namespace

double RibLine::sample(const std::vector<double>& values, double s) const {
  const double u = (s - start) / kStep;
  if (u <= 0) return values.front();
  if (u >= static_cast<double>(values.size()) - 1) return values.back();
  const auto n = static_cast<std::size_t>(u);
  return values[n] + (values[n + 1] - values[n]) * (u - static_cast<double>(n));
}

std::array<RibLine, 12> rib_lines(const AnatomyTables& tables, const Scaling& scaling,
                                  const SpineCurve& spine, const Sections& sections) {
  const RibTable& table = tables.ribs;
  const double v = scaling.skeleton, q = scaling.cage;
  std::array<RibLine, 12> ribs;
  for (int number = 1; number <= 12; ++number) {
    RibLine& rib = ribs[number - 1];
    const int n = thoracic(number);
    const Vertebra& vertebra = tables.spine.vertebra[n];
    rib.start = vertebra.tp_span_mm / 2 * v - 2;
    const double angle = table.angle_s_mm[number - 1] * q;
    const double near = std::tan(table.slope_near_deg[number - 1] * kRadians);
    const double far = std::tan(table.slope_far_deg[number - 1] * kRadians);
    const double end = std::min(table.end_s_mm[number - 1] * q, kFarthest) + 0.1;
    double y = spine.height[n] + table.start_above_body_mm;
    for (double s = rib.start; s < end; s += RibLine::kStep) {
      double slope =
          near + (far - near) * smoothstep(s, angle + table.turn_before_mm, angle + table.turn_after_mm);
      slope *=
          1 - table.flatten_share * smoothstep(s, table.flatten_s_mm.from * q, table.flatten_s_mm.to * q);
      if (!rib.y.empty()) y -= slope * RibLine::kStep;
      rib.y.push_back(y);
      rib.end = s;
    }
    for (std::size_t m = 0; m < rib.y.size(); ++m) {
      const std::size_t before = m == 0 ? 0 : m - 1, after = std::min(m + 1, rib.y.size() - 1);
      rib.slope.push_back(std::abs(rib.y[after] - rib.y[before]) /
                          (RibLine::kStep * static_cast<double>(after - before)));
    }
    // Neck: from the side of the vertebral body to the middle of the shaft at the transverse process.
    const Vec2 from = spine.centre[n] - 0.36 * vertebra.endplate_depth_mm * v * spine.forward[n];
    rib.neck_from = Vec3(from.x(), spine.centre[n].y() + 0.42 * vertebra.body_height_mm * v,
                         0.46 * vertebra.endplate_width_mm * v);
    const Column at = sections.column(rib.start, rib.y.front());
    rib.neck_to = Vec3(at.x_at(at.floor - table.thickness_mm / 2 * v), rib.y.front(),
                       at.z_at(at.floor - table.thickness_mm / 2 * v));
  }
  return ribs;
}

}  // namespace backroll
