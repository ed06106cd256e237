// What the solver solves: a lattice of hexes with laws, supports, springs, membranes and skin faces.
// Constant over a run; what moves is in TissueState. Built from a back or a specimen (src/session); the
// solver knows neither.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "anatomy/lattice.hpp"
#include "material/membrane.hpp"
#include "material/tissue_law.hpp"
#include "solver/rigid_bodies.hpp"

namespace backroll {

inline constexpr std::uint8_t kNoElement = 255;
inline constexpr int kHexPoints = 8;   // 2 x 2 x 2 Gauss points
inline constexpr int kSkinPoints = 3;  // 3 x 3 Gauss points on a skin face

// A linear spring from a node to a place fixed in a body or, body = -1, in space: force on the node -(K (u -
// u of that place)).
struct NodeSpring {
  int node;
  Mat3 stiffness;  // [N/m]
  int body = -1;
};

// A membrane on lattice faces of one k: the skin, or a fascia between the tissues.
struct MembraneLayer {
  MembraneLaw law;
  int k = 0;
  std::vector<std::uint8_t> face;  // per face i + (ni - 1) j: 1 where there is one; empty = everywhere

  bool covers(int index) const { return face.empty() || face[index] != 0; }
};

struct TissueModel {
  Lattice lattice;
  std::vector<TissueLaw> laws;
  std::vector<std::uint8_t> hex_law;  // per hex: index into laws, kNoElement where there is none
  std::vector<float> hex_factor;      // per hex: on every modulus of its law; empty = 1 everywhere
  std::vector<Vec3> hex_fibre;        // per hex, zero = isotropic; empty = all isotropic
  std::vector<std::uint8_t>
      fixed;  // per degree of freedom 3 node + c: 1 = moves with the node's body, held without
  std::vector<std::int16_t> node_body;  // per node: index into rigid.bodies, -1 = none; empty: none anywhere
  RigidModel rigid;                     // bones that move; none: all keep their places
  std::vector<std::int16_t> node_support;  // per node: which support takes its reaction, -1 = none
  int supports = 0;
  std::vector<NodeSpring> springs;  // their force is the reaction of support `spring_support`
  int spring_support = -1;
  std::vector<MembraneLayer> membranes;
  std::vector<double>
      skin_point_weight;        // per skin face and point (9 per face): share of its area that can touch
  Vec3 gravity = Vec3::Zero();  // [m/s2]

  int skin_faces() const { return (lattice.ni - 1) * (lattice.nj - 1); }
  int dofs() const { return 3 * lattice.nodes(); }
};

// A skin face's Gauss point: shape functions of its four corners, reference area and place.
struct SkinPoint {
  std::array<int, 4> node;    // (i, j), (i+1, j), (i, j+1), (i+1, j+1)
  std::array<int, 4> corner;  // the same nodes in field order (kernels.hpp)
  std::array<double, 4> shape;
  double area;  // [m2] reference, times the quadrature weight
  Vec3 place;   // [m] reference
};
std::vector<SkinPoint> skin_points(const TissueModel& model);

// Per node of the lattice: mean of its points' `pressure` [Pa], weighted by shape function and area; 0 off
// the skin.
std::vector<float> nodal_pressure(const std::vector<SkinPoint>& points, const std::vector<double>& pressure,
                                  int nodes);

// Average over 1 cm2 round each skin point: neighbours in order of distance with the share of their area
// used.
struct PatchAverage {
  std::vector<int> first;  // per point, into `neighbour`; size points + 1
  std::vector<int> neighbour;
  std::vector<float> area;  // [m2]
};
PatchAverage patch_average(const TissueModel& model, const std::vector<SkinPoint>& points, double patch_area);

// Mass of the tissue [kg] and the nodal weights 3 per node [N] from gravity.
double tissue_mass(const TissueModel& model);
std::vector<double> nodal_weight(const TissueModel& model);

// History and shape of the tissue between steps, in the orders of the kernels.
struct TissueState {
  std::vector<double> u;  // displacement, field order (kernels.hpp) [m]
  RigidPoses bodies;      // per TissueModel::rigid.bodies
  // Prony history per hex point: the elastic stress S (6) and one h (6) per term, second Piola-Kirchhoff
  // [Pa]; order xx yy zz yz xz xy; per group of eight hexes, point, slot, entry and lane. Empty where no law
  // has terms.
  std::vector<float> history;
};

}  // namespace backroll
