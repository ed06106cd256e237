// Geometric multigrid on the lattice, the preconditioner of every solve: 27-point stencil matrices of 3 x 3
// blocks, Galerkin coarsening with trilinear transfers, and a smoother, block Gauss-Seidel in four colours
// over towers of 2 x 2 columns (block tridiagonal solves), shifted by one column between the way down and the
// way up: it copes with thin layers and with zigzags that keep every hex's volume, and is not symmetric
// (docs/solver.md). The smoother reads a half-precision copy of the matrix, scaled level by level; the matrix
// itself, for products, is single. Vectors are in split order (kernels.hpp), then 6 values per rigid body
// (body_coupling.hpp): bodies belong to every level, are solved for on the coarsest, and once more, with the
// nodes held, at the end of a cycle.
#pragma once

#include <Eigen/Core>
#include <Eigen/SparseCholesky>
#include <cstdint>
#include <vector>

#include "solver/body_coupling.hpp"

namespace backroll {

// Contact's share of a tangent: blocks among the skin's nodes, [j][(di + 1) + 3 (dj + 1)][9][row], field
// order.
struct SkinMatrix {
  FieldLayout layout;
  FloatVector value;
  std::vector<std::uint8_t> touched;  // per j: something may stand there

  SkinMatrix() = default;
  explicit SkinMatrix(const FieldLayout& l)
      : layout(l), value(static_cast<std::size_t>(l.nj) * 81 * l.row, 0.0f), touched(l.nj, 0) {}
  float* row(int j) { return value.data() + static_cast<std::size_t>(j) * 81 * layout.row; }
  const float* row(int j) const { return value.data() + static_cast<std::size_t>(j) * 81 * layout.row; }
  void clear();
  // Adds entry (r, c) of the block from node (i, j) to (i + di, j + dj).
  void add(int i, int j, int di, int dj, int r, int c, float v) {
    row(j)[static_cast<std::size_t>((di + 1 + 3 * (dj + 1)) * 9 + 3 * r + c) * layout.row + i] += v;
  }
};

class Multigrid {
 public:
  // `fixed`: per degree of freedom, field order [c][node place], 1 = held or tied to a body. `bodies_held`:
  // per rigid body.
  Multigrid(const FieldLayout& layout, const std::vector<std::uint8_t>& fixed,
            std::vector<std::uint8_t> bodies_held = {});

  const FieldLayout& field() const { return levels_.front().field; }
  const SplitLayout& split() const { return levels_.front().split; }
  // The tissue's tangent on the finest level, [j][k][kStencil][row]. Fill it, then call setup().
  FloatVector& matrix() { return levels_.front().matrix; }
  // Strikes held rows and columns, adds the contact, coarsens, packs and factorises every level.
  // `bodies`: body_tangent() of the matrix as it was filled.
  void setup(const SkinMatrix& contact, BodyTangent bodies = {});
  // Bodies that keep their place from the next setup on.
  void hold_bodies(std::vector<std::uint8_t> held) { bodies_held_ = std::move(held); }
  // Puts another contact into every level; the tissue stays as it is (but for the coarsest level, solved
  // exactly).
  void change_contact(const SkinMatrix& contact);

  // x = M^-1 b, one V-cycle; b is zero on held degrees of freedom.
  void apply(const FloatVector& b, FloatVector& x);
  void multiply(const FloatVector& x, FloatVector& y);  // y = K x, contact included
  void strike_fixed(FloatVector& v) const;              // split order
  FloatVector make_vector() const { return FloatVector(split().size() + 6 * bodies_held_.size(), 0.0f); }
  std::size_t first_of_bodies() const { return split().size(); }  // place of the bodies' values in a vector
  int levels() const { return static_cast<int>(levels_.size()); }
  // What one apply() reads of blocks and pivots [bytes] and multiplies and adds [flop], padding included.
  struct Work {
    double bytes = 0, flops = 0;
  };
  Work cycle_work() const;

 private:
  struct Level {
    FieldLayout field;
    SplitLayout split;
    FloatVector matrix, mask;  // mask: field order, 1 = free
    std::vector<std::uint16_t> stencil, pivot[2];
    FloatVector second[2];  // inverse pivots of k = 1
    FloatVector x, b, r;
    FloatVector bare_skin;  // skin blocks of the matrix without contact, ordered as SkinMatrix
    SkinMatrix contact;     // what stands in the matrix
    std::vector<std::uint8_t> had_contact, changed;  // per j
    float scale = 1;                                 // of the half-precision copies
    int factor[3] = {1, 1, 1};                       // to the next level, along i, j, k
    FloatVector along_j, along_k;                    // intermediate products of the coarsening
    BodyCoupling bodies;
    LevelView view();
  };
  void strike_matrix();
  void strike_contact(SkinMatrix& contact) const;
  void coarsen_contact(const Level& fine, Level& coarse) const;
  void carry_contact(const SkinMatrix& contact);
  void put_contact(Level& level, bool repack);
  void keep_bare_skin(Level& level);
  void coarsen(Level& fine, Level& coarse);
  void factorise(Level& level);
  void factorise_towers(Level& level, bool changed);
  void add_bodies(int first, double a, std::vector<Eigen::Triplet<double>>& entries) const;
  void setup_bodies();
  void setup_coarsest();
  void cycle(std::size_t l);

  const Kernels& kernels_;
  std::vector<Level> levels_;
  std::vector<std::uint8_t> row_struck_;  // per (j, k): a held degree of freedom is in reach
  FloatVector field_x_, field_y_;         // work space of multiply()
  Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> coarsest_;
  std::vector<int> coarsest_pattern_;        // where its columns begin, then the rows of its entries
  std::vector<std::size_t> coarsest_place_;  // of each node's unknown of the direct solve, split order
  std::vector<std::uint8_t> bodies_held_;
  std::vector<int> free_body_;   // the bodies' unknowns that are free: after the nodes' in the direct solve
  Eigen::MatrixXd body_matrix_;  // B
  Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> bodies_alone_;  // B, nodes held
  Eigen::VectorXd body_b_, body_x_;  // in a cycle: right-hand side at the level's scale, solution
};

// Deterministic vector operations: chunks of fixed size, added in order, whatever the number of threads.
double dot(const FloatVector& a, const FloatVector& b);
void add_scaled(double a, const FloatVector& x, FloatVector& y);  // y += a x
// y += a x, then z . y, in one go.
double add_scaled_dot(double a, const FloatVector& x, FloatVector& y, const FloatVector& z);
bool finite(const FloatVector& v);

// Lets every thread of the pool flush subnormal floats to zero: far from the load the vectors fade below
// 1e-38, where arithmetic is a hundred times slower.
void flush_subnormals();

}  // namespace backroll
