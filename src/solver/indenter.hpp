// The thing that presses: a shape (sinking of a point, its gradient and Hessian) and a pressure law over the
// sinking. Cylinder: along its axis. Sphere. Punch and square: flat round or square face with a small fillet
// along its edge, looking along -direction. Roller: any other shape of roller (solver/roller_distance.hpp),
// axis along z.
#pragma once

#include "anatomy/lattice.hpp"
#include "material/foam_law.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

enum class IndenterShape { cylinder, sphere, punch, square, roller };
enum class SpinMode { free, driven, locked };

struct Indenter {
  IndenterShape shape = IndenterShape::cylinder;
  double radius = 0.075;   // [m] square: half its side; roller: its largest
  Roller roller;           // shape and sizes of a roller
  double fillet = 0.5e-3;  // [m] punch and square
  Vec3 side =
      Vec3::UnitZ();   // square: along one edge, unit length; what it has along the direction is dropped
  bool rigid = false;  // rigid: p = layer_stiffness * sinking
  double layer_stiffness = 0;  // [Pa/m]
  FoamLaw foam;
  double foam_thickness = 0.05;     // [m] along the ray to the core
  double touch_smoothing = 0.3e-3;  // [m] p starts quadratically within +- this sinking
  double friction = 0;              // Coulomb coefficient
  double slip_speed = 0.01;         // [m/s] regularisation: full friction is reached well above this speed
  SpinMode spin = SpinMode::free;
  Vec3 axis = Vec3::UnitZ();  // unit, of a cylinder or roller: it spins about it
  double inertia = 6e-4;      // [kg m2] about the axis; keeps the spin determinate without friction

  // Distance from the surface point that touches first to the centre used in gap().
  double centre_offset() const { return flat() ? 0 : radius; }
  bool flat() const { return shape == IndenterShape::punch || shape == IndenterShape::square; }
  // Its shape turns with its spin: normal forces have a moment about the axis.
  bool patterned() const;
};

struct Gap {
  double sinking;  // [m] > 0: inside the undeformed indenter
  Vec3 gradient;   // d sinking / d point
  Mat3 hessian;    // [1/m]
};
// `direction`: unit vector from the body to the indenter. `spin` [rad] about the axis.
Gap indenter_gap(const Indenter& indenter, const Vec3& centre, const Vec3& direction, const Vec3& point,
                 double spin = 0);

// [m] of foam under the point, along the way its sinking measures; differs from foam_thickness for a roller
// only.
double foam_thickness_at(const Indenter& indenter, const Vec3& centre, const Vec3& point, double spin);

// At least -(distance to the nearest point that touches) [m], for the search of what is near. A flat head's
// own sinking is not: beside its edge it falls off ever more steeply. A roller's is taken from the cylinder
// or sphere round it.
double indenter_reach(const Indenter& indenter, const Vec3& centre, const Vec3& direction, const Vec3& point);

struct ContactPressure {
  double p, slope;     // [Pa], [Pa/m] over the sinking
  double compression;  // [-] e of the foam (rigid: sinking in m)
};
// `thickness` [m] of the foam there; 0: foam_thickness.
ContactPressure contact_pressure(const Indenter& indenter, double sinking, double largest_compression,
                                 double thickness = 0);

}  // namespace backroll
