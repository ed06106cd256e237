// Tissue as tetrahedra, for Bullet's deformable world: energy and nodal forces by the laws of src/material,
// so that both engines have the same energy. Independent of the solver: plain nodes, cells and laws.
//   W = sum over tets V_t w(F_t) + sum over cells V_c U(mean J)     F_t constant in a linear tet
// w is the law's distortional part (tissue_law.hpp), U its volumetric part on the mean of det F over the tets
// of one cell. Six tets that share one volume do not lock as linear tets with a volume each do. Springs are
// linear; membranes are triangles of constant strain (membrane.hpp). No memory: Prony laws act with their
// short-term modulus.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "anatomy/lattice.hpp"
#include "material/membrane.hpp"
#include "material/tissue_law.hpp"

namespace backroll {

struct DeformableTet {
  std::array<int, 4> node{};  // positive volume: (x1 - x0) . ((x2 - x0) x (x3 - x0)) > 0
  int cell = 0;               // tets of one cell share their volume
};

struct DeformableCell {
  int law = 0;                // index into DeformableModel::laws
  Vec3 fibre = Vec3::Zero();  // unit vector in the reference shape; zero = isotropic
};

struct DeformableSpring {
  int node = 0;
  Mat3 stiffness = Mat3::Zero();  // [N/m] to the node's place in rest
};

struct DeformableTriangle {
  std::array<int, 3> node{};
  int law = 0;  // index into DeformableModel::membranes
};

// A point of the skin that can be pressed: shape functions of the corners of its face.
struct DeformableSkinPoint {
  std::array<int, 4> node{};
  std::array<double, 4> shape{};
  double area = 0;  // [m2] reference; 0 = cannot be touched
};

struct DeformableModel {
  std::vector<Vec3> node;          // [m] in rest
  std::vector<std::uint8_t> held;  // per node: 1 = keeps its place
  std::vector<DeformableTet> tets;
  std::vector<DeformableCell> cells;
  std::vector<TissueLaw> laws;
  std::vector<DeformableSpring> springs;
  std::vector<DeformableTriangle> triangles;
  std::vector<MembraneLaw> membranes;
  std::vector<Vec3> load;  // [N] per node, constant (weight); empty: none
  std::vector<DeformableSkinPoint> skin;
};

// What is wrong with the model in words, "" when nothing is: an index out of range, a tet without positive
// volume (Bullet takes it without a word and blows up), a free node without a tet.
std::string trouble_of(const DeformableModel& model);

// Corners of a hexahedron as Lattice::hex_nodes numbers them, cut along its diagonal 0-7 into six tets
// (Kuhn), all of positive volume in a brick; neighbours cut the same way fit.
std::array<std::array<int, 4>, 6> kuhn_tets(const std::array<int, 8>& corner);

class DeformableLaw {
 public:
  // Throws std::invalid_argument with trouble_of().
  explicit DeformableLaw(DeformableModel model);

  const DeformableModel& model() const { return model_; }

  // Energy [J] of tets, springs and membranes at the places `x` [m]; adds -dW/dx to `force` [N].
  double add_forces(const std::vector<Vec3>& x, std::vector<Vec3>& force) const;

  // [N/m] per node: at least the sum over one row of |d2W/dx2|, block by block, at `x` (Gershgorin). With
  // m_a >= dt^2/4 of it an explicit step dt is stable.
  std::vector<double> row_stiffness(const std::vector<Vec3>& x) const;

  // [m2] per node: its share of the skin points' areas.
  std::vector<double> skin_area() const;

 private:
  struct Shape {
    std::array<Vec3, 4> gradient;  // [1/m]
    double volume;                 // [m3]
  };
  struct Flat {
    double gradient[3][2];  // [1/m] in an orthonormal basis of the triangle
    double area;            // [m2]
  };
  std::vector<double> mean_volume_ratio(const std::vector<Vec3>& x, std::vector<Mat3>& F) const;

  DeformableModel model_;
  std::vector<Shape> shape_;         // per tet
  std::vector<double> cell_volume_;  // [m3]
  std::vector<int> first_tet_;       // per cell, into tets; size cells + 1
  std::vector<Flat> flat_;           // per triangle
};

}  // namespace backroll
