// Masses of the skeleton's bodies: de Leva's parts of the body less the tissue that the lattice holds.
#pragma once

#include "anatomy/skeleton.hpp"
#include "anatomy/skeleton_places.hpp"

namespace backroll {

// Mass [kg] and first moment [kg m] of something.
struct Weight {
  double mass = 0;
  Vec3 moment = Vec3::Zero();
  void add(double m, const Vec3& at) {
    mass += m;
    moment += m * at;
  }
};

// Tissue of the lattice between the planes y[0] > y[1] [m]: above, between, below. Two Gauss points a
// direction and the densities of the tissues' materials (skin hexes: fat), as the solver weighs them.
std::array<Weight, 3> weigh_tissue(const BackModel& back, const std::array<double, 2>& planes);

// Fills mass and mass_centre of all bodies and lattice_mass.
void share_masses(const Subject& subject, const BackModel& back, const BackShape& shape,
                  const SkeletonTable& table, const SkeletonPlaces& places, Skeleton& skeleton);

}  // namespace backroll
