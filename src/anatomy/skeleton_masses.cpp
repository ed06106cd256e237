#include "anatomy/skeleton_masses.hpp"

#include <Eigen/LU>

#include <cmath>

#include "scenario/catalogue.hpp"
#include "units.hpp"

namespace backroll {

namespace {

Vec3 mirrored(const Vec3& p) {
  return {p.x(), p.y(), -p.z()};
}

std::array<double, static_cast<int>(Tissue::count)> densities() {
  std::array<double, static_cast<int>(Tissue::count)> density{};
  for (int t = 1; t < static_cast<int>(Tissue::count); ++t) {
    const Tissue tissue = static_cast<Tissue>(t);
    density[t] = tissue_material(tissue_name(tissue == Tissue::skin ? Tissue::fat : tissue)).density_kg_m3;
  }
  return density;
}

// Volume and place of the eight Gauss points of a hex.
template <class Visit>
void for_each_point(const Lattice& lattice, const std::array<int, 8>& nodes, const Visit& visit) {
  const double gauss = 1 / std::sqrt(3.0);
  for (int point = 0; point < 8; ++point) {
    double at[3];
    for (int d = 0; d < 3; ++d) at[d] = (point >> d & 1) ? gauss : -gauss;
    Vec3 place = Vec3::Zero();
    Mat3 jacobian = Mat3::Zero();
    for (int corner = 0; corner < 8; ++corner) {
      double factor[3], sign[3];
      for (int d = 0; d < 3; ++d) {
        sign[d] = (corner >> d & 1) ? 0.5 : -0.5;
        factor[d] = 0.5 + sign[d] * at[d];
      }
      const Vec3& p = lattice.position[nodes[corner]];
      place += factor[0] * factor[1] * factor[2] * p;
      jacobian.col(0) += sign[0] * factor[1] * factor[2] * p;
      jacobian.col(1) += factor[0] * sign[1] * factor[2] * p;
      jacobian.col(2) += factor[0] * factor[1] * sign[2] * p;
    }
    visit(place, jacobian.determinant());
  }
}

// Share of a part of the trunk that falls to each vertebra's slice, by height and section; adds up to one.
std::array<double, kLevels> slices(const TrunkPart& part, const BackShape& shape) {
  const TrunkSections sections(shape);
  const auto& height = shape.spine.height;
  std::array<double, kLevels> share{};
  double sum = 0;
  for (int n = level::L5; n < level::C7; ++n) {
    double bottom = n == level::L5 ? 0 : 0.5 * (height[n] + height[n - 1]) * kMeter;
    double top = n == level::T1 ? part.top : 0.5 * (height[n] + height[n + 1]) * kMeter;
    bottom = std::max(bottom, part.bottom);
    top = std::min(top, part.top);
    if (top > bottom) share[n] = (top - bottom) * sections.at(height[n]).area();
    sum += share[n];
  }
  for (double& s : share) s /= sum;
  return share;
}

Vec3 vertebra_centre(const BackShape& shape, int n) {
  return kMeter * Vec3(shape.spine.centre[n].x(), shape.spine.centre[n].y(), 0);
}

}  // namespace

std::array<Weight, 3> weigh_tissue(const BackModel& back, const std::array<double, 2>& planes) {
  const auto density = densities();
  std::array<Weight, 3> tissue;
  const Lattice& lattice = back.lattice;
  for (int j = 0; j + 1 < lattice.nj; ++j)
    for (int i = 0; i + 1 < lattice.ni; ++i)
      for (int k = 0; k + 1 < lattice.nk; ++k) {
        const Tissue kind = back.hex_tissue[lattice.hex(i, j, k)];
        if (kind == Tissue::bone) continue;
        for_each_point(lattice, lattice.hex_nodes(i, j, k), [&](const Vec3& at, double volume) {
          const int part = at.y() > planes[0] ? 0 : at.y() > planes[1] ? 1 : 2;
          tissue[part].add(density[static_cast<int>(kind)] * volume, at);
        });
      }
  return tissue;
}

std::array<TrunkPart, 3> trunk_parts(double body_mass, const BackModel& back, const BackShape& shape,
                                     const BodyParts& body, const SkeletonTable& table) {
  const double top = shape.spine.tip[level::C7].y() * kMeter;
  const double height = top + table.hips_below_mm * shape.scaling.skeleton * kMeter;
  const std::array<BodyPart, 3> parts = {body.upper_trunk, body.mid_trunk, body.lower_trunk};
  const TrunkSections sections(shape);
  std::array<TrunkPart, 3> trunk;
  double y = top;
  for (int n = 0; n < 3; ++n) {
    TrunkPart& part = trunk[n];
    part.top = y;
    y -= height * parts[n].length_mm / body.trunk_mm();
    part.bottom = y;
    part.mass = body_mass * parts[n].mass_share;
    constexpr int kSlices = 64;
    double area = 0, moment = 0;
    for (int slice = 0; slice < kSlices; ++slice) {
      const double at = part.bottom + (part.top - part.bottom) * (slice + 0.5) / kSlices;
      const TrunkSection section = sections.at(at / kMeter);
      area += section.area();
      moment += section.area() * section.middle_x * kMeter;
    }
    part.centre = Vec3(moment / area, part.top + (part.bottom - part.top) * parts[n].centre, 0);
  }
  const std::array<Weight, 3> tissue = weigh_tissue(back, {trunk[0].bottom, trunk[1].bottom});
  for (int n = 0; n < 3; ++n) trunk[n].tissue = tissue[n];
  return trunk;
}

void share_masses(const Subject& subject, const BackModel& back, const BackShape& shape,
                  const SkeletonTable& table, const SkeletonPlaces& places, Skeleton& skeleton) {
  const BodyParts& body = subject.sex == Sex::man ? table.man : table.woman;
  const double v = shape.scaling.skeleton, kg = subject.mass_kg;
  const double length = subject.stature_m / (body.stature_mm * kMeter);  // of the subject over the table's
  std::vector<Weight> weight(skeleton.bodies.size());
  const auto both_sides = [&](int right, double mass, const Vec3& at) {
    weight[right].add(mass, at);
    weight[bone::mirrored(right)].add(mass, mirrored(at));
  };

  // Head and neck above the tip of C7.
  weight[bone::of_level(level::C7)].add(
      kg * body.head.mass_share,
      kMeter * Vec3(shape.spine.centre[level::C7].x() + table.head_before_c7_mm * v,
                    shape.spine.tip[level::C7].y() + (1 - body.head.centre) * body.head.length_mm * length,
                    0));

  // Arms: near parts of the upper arms at the shoulders, the rest on the sternum.
  const double upper_arm = kg * body.upper_arm.mass_share;
  both_sides(bone::scapula_right, (1 - body.upper_arm.centre) * upper_arm, kMeter * places.shoulder);
  weight[skeleton.sternum].add(
      2 * (body.upper_arm.centre * upper_arm + kg * (body.forearm.mass_share + body.hand.mass_share)),
      kMeter * (places.sternum + Vec3(table.arms_before_sternum_mm * v, 0, 0)));

  const std::array<TrunkPart, 3> trunk = trunk_parts(kg, back, shape, body, table);
  for (const TrunkPart& part : trunk) skeleton.lattice_mass += part.tissue.mass;

  const auto carry_ribs = [&](int from, int to, double mass, Weight& others) {
    for (int n = from; n <= to; ++n) {
      const Vec3 at = 0.5 * kMeter * (places.rib_side[n - 1] + places.rib_front[n - 1]);
      both_sides(bone::rib_1_right + n - 1, 0.5 * mass / (to - from + 1), at);
      others.add(mass / (to - from + 1), Vec3(at.x(), at.y(), 0));
    }
  };

  // Upper trunk: front of the cage, ribs, shoulder girdle, then the vertebrae with what hangs before them.
  const TrunkPart &upper = trunk[0], &mid = trunk[1], &lower = trunk[2];
  Weight others;
  const double on_sternum = table.sternum_share * upper.rest(), girdle = table.scapulae_share * upper.rest();
  weight[skeleton.sternum].add(on_sternum, kMeter * places.sternum);
  others.add(on_sternum, kMeter * places.sternum);
  carry_ribs(1, 6, table.upper_ribs_share * upper.rest(), others);
  both_sides(bone::scapula_right, 0.5 * girdle, kMeter * places.shoulder);
  others.add(girdle, kMeter * Vec3(places.shoulder.x(), places.shoulder.y(), 0));
  const double on_spine = upper.rest() - others.mass;
  if (on_spine > 0) {
    const std::array<double, kLevels> share = slices(upper, shape);
    Vec3 before = upper.place_of(on_spine, others);
    for (int n = level::L5; n < level::C7; ++n) before -= share[n] * vertebra_centre(shape, n);
    for (int n = level::L5; n < level::C7; ++n)
      weight[bone::of_level(n)].add(share[n] * on_spine, vertebra_centre(shape, n) + before);
  }

  // Mid trunk: lower ribs, vertebrae, then the abdomen. Lower trunk: the pelvis.
  if (mid.rest() > 0) {
    const std::array<double, kLevels> share = slices(mid, shape);
    Weight beside;
    carry_ribs(7, 10, table.lower_ribs_share * mid.rest(), beside);
    const double posterior = (1 - table.lower_ribs_share - table.abdomen_share) * mid.rest();
    for (int n = level::L5; n < level::C7; ++n) {
      beside.add(share[n] * posterior, vertebra_centre(shape, n));
      weight[bone::of_level(n)].add(share[n] * posterior, vertebra_centre(shape, n));
    }
    const double abdomen = mid.rest() - beside.mass;
    weight[skeleton.abdomen].add(abdomen, mid.place_of(abdomen, beside));
  }
  if (lower.rest() > 0) weight[bone::pelvis].add(lower.rest(), lower.place_of(lower.rest(), {}));

  for (std::size_t b = 0; b < weight.size(); ++b) {
    SkeletonBody& part = skeleton.bodies[b];
    part.mass = weight[b].mass;
    part.mass_centre = part.mass > 0 ? Vec3(weight[b].moment / part.mass) : part.centre;
    const int right = bone::mirrored(static_cast<int>(b));
    if (static_cast<int>(b) < bone::count && right == static_cast<int>(b)) part.mass_centre.z() = 0;
  }
  for (const int middle : {skeleton.sternum, skeleton.abdomen}) skeleton.bodies[middle].mass_centre.z() = 0;
}

}  // namespace backroll
