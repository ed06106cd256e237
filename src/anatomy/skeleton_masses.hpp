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

// One part of the trunk: what it weighs in all, where its centre lies, what the lattice holds of it.
struct TrunkPart {
  double top = 0, bottom = 0;  // [m]
  double mass = 0;             // [kg]
  Vec3 centre = Vec3::Zero();  // [m]
  Weight tissue;
  double rest() const { return std::max(0.0, mass - tissue.mass); }
  // Where `carried` kg must lie so that, with the tissue and with what `others` carry, the part's centre is
  // right.
  Vec3 place_of(double carried, const Weight& others) const {
    return (mass * centre - tissue.moment - others.moment) / carried;
  }
};

// Upper, mid and lower trunk of a body of `body_mass` kg: de Leva's, laid along this spine from the tip of C7
// to the hips.
std::array<TrunkPart, 3> trunk_parts(double body_mass, const BackModel& back, const BackShape& shape,
                                     const BodyParts& body, const SkeletonTable& table);

// Fills mass and mass_centre of all bodies and lattice_mass.
void share_masses(const Subject& subject, const BackModel& back, const BackShape& shape,
                  const SkeletonTable& table, const SkeletonPlaces& places, Skeleton& skeleton);

}  // namespace backroll
