// Geometric multigrid on the lattice: 27-point stencil matrices of 3 x 3 blocks, Galerkin coarsening, and a
// symmetric four-colour Gauss-Seidel smoother over k-lines (block tridiagonal solves), which copes with
// layers thin across. Used as preconditioner of a conjugate gradient; single precision (the residual it
// serves is exact, in double).
#pragma once

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace backroll {

// Node grid with a halo of one node on every side, so that sums over neighbours need no bounds.
struct Grid {
  int ni = 0, nj = 0, nk = 0;
  int nodes() const { return ni * nj * nk; }
  int node(int i, int j, int k) const { return k + nk * (i + ni * j); }
  std::size_t padded(int i, int j, int k) const {
    return static_cast<std::size_t>(k + 1) +
           static_cast<std::size_t>(nk + 2) * ((i + 1) + static_cast<std::size_t>(ni + 2) * (j + 1));
  }
  std::size_t padded_size() const { return static_cast<std::size_t>(ni + 2) * (nj + 2) * (nk + 2); }
};

// Vector over the grid's nodes, 3 per node, halo included (always zero there).
using GridVector = std::vector<float>;

// Blocks K(node, neighbour) stored [node][9 neighbour columns][3 along k][3 columns][4 rows, the last
// unused].
struct StencilMatrix {
  Grid grid;
  std::vector<float> value;

  explicit StencilMatrix(const Grid& g = {})
      : grid(g), value(static_cast<std::size_t>(g.nodes()) * 324, 0.0f) {}
  void clear() { std::fill(value.begin(), value.end(), 0.0f); }
  // column 0..8 = (di + 1) + 3 (dj + 1), layer 0..2 = dk + 1
  float* block(int node, int column, int layer) {
    return value.data() + static_cast<std::size_t>(node) * 324 + column * 36 + layer * 12;
  }
  const float* block(int node, int column, int layer) const {
    return value.data() + static_cast<std::size_t>(node) * 324 + column * 36 + layer * 12;
  }
  float* block(int i, int j, int k, int di, int dj, int dk) {
    return block(grid.node(i, j, k), di + 1 + 3 * (dj + 1), dk + 1);
  }
};

// Lets every thread of the pool flush subnormal floats to zero: far from the load the vectors fade below
// 1e-38, where arithmetic is a hundred times slower.
void flush_subnormals();

GridVector make_vector(const Grid& grid);
void multiply(const StencilMatrix& K, const GridVector& x, GridVector& y);  // y = K x
// Sum of a_n b_n in double, in an order that does not depend on the number of threads.
double dot(const Grid& grid, const GridVector& a, const GridVector& b);

class Multigrid {
 public:
  // `fixed`: per degree of freedom 3 node + c.
  Multigrid(const Grid& grid, const std::vector<std::uint8_t>& fixed);

  StencilMatrix& matrix() { return levels_.front().K; }
  const StencilMatrix& matrix() const { return levels_.front().K; }
  // Call after filling matrix(): strikes the fixed rows and columns, coarsens, factorises. With `coarse`
  // false the coarse levels stay as they are (for small changes of the finest).
  void setup(bool coarse = true);
  // x = M^-1 b, one symmetric V-cycle from zero; b is zero on fixed degrees of freedom.
  void apply(const GridVector& b, GridVector& x);
  void strike_fixed(GridVector& v) const;
  int levels() const { return static_cast<int>(levels_.size()); }

 private:
  struct Level {
    StencilMatrix K;
    std::vector<std::uint8_t> fixed;  // 3 per padded node; halo = 1
    std::vector<float> line;          // inverse pivots of the k-lines, 12 per node
    GridVector x, b, r;
    int factor[3] = {1, 1, 1};  // to the next level, along i, j, k
  };
  void factorise_lines(Level& level);
  void smooth(Level& level, const GridVector& b, GridVector& x, bool reverse);
  void coarsen(const Level& fine, Level& coarse);
  void restrict_residual(const Level& fine, Level& coarse);
  void prolong_add(const Level& coarse, Level& fine);
  void cycle(std::size_t l);
  void setup_coarsest();

  std::vector<Level> levels_;
  Eigen::LDLT<Eigen::MatrixXd> coarsest_;
  std::vector<int> coarsest_dof_;  // padded index of each unknown of the dense solve
};

}  // namespace backroll
