// The inner loops of the solver, in single precision, eight lattice columns at a time, and the choice of
// their build: x86-64-v3 where the processor has it, the compiler's default target else. Every function does
// one layer (one j) of the lattice, so that callers share layers out among threads.
//
// Two orders of nodal values are used, both one array per component (x, y, z), i fastest:
//   field order   [c][j][k][i], rows padded to a multiple of eight and at least one more (forces,
//   displacements,
//                 matrices)
//   split order   [c][j + 1][k][i mod 4][i / 4], each of the four padded with at least one zero, a layer of
//                 zeros at either end (multigrid vectors): columns of equal i mod 4 lie side by side, so that
//                 eight towers of one colour of the smoother fill registers
#pragma once

#include <cstddef>
#include <cstdint>

namespace backroll {

inline constexpr int kLanes = 8;
inline constexpr int kStencil = 27 * 9;  // entries of a node's row: slot 9 + 3 row + column
// In kernel files nothing inline may be left to the linker (simd.hpp).
#define BACKROLL_ALWAYS_INLINE [[gnu::always_inline]]
BACKROLL_ALWAYS_INLINE constexpr int stencil_slot(int di, int dj, int dk) {
  return (di + 1) + 3 * ((dk + 1) + 3 * (dj + 1));
}

struct FieldLayout {
  int ni = 0, nj = 0, nk = 0;
  int row = 0;            // padded length of a row along i
  std::size_t plane = 0;  // values of one component

  FieldLayout() = default;
  FieldLayout(int i, int j, int k) : ni(i), nj(j), nk(k) {
    const int split = 4 * padded((i + 3) / 4 + 1), hexes = padded(padded(i - 1) + 1);
    row = split > hexes ? split : hexes;
    plane = static_cast<std::size_t>(j) * k * row;
  }
  BACKROLL_ALWAYS_INLINE std::size_t at(int i, int j, int k) const {
    return (static_cast<std::size_t>(j) * nk + k) * row + i;
  }
  static int padded(int n) { return (n + kLanes - 1) / kLanes * kLanes; }
};

struct SplitLayout {
  int ni = 0, nj = 0, nk = 0;
  int quarter = 0;        // padded number of nodes of one i mod 4; at least one place is left over
  std::size_t plane = 0;  // values of one component

  SplitLayout() = default;
  SplitLayout(int i, int j, int k)
      : ni(i),
        nj(j),
        nk(k),
        quarter(FieldLayout::padded((i + 3) / 4 + 1)),
        plane(static_cast<std::size_t>(j + 2) * k * 4 * quarter) {}
  BACKROLL_ALWAYS_INLINE int groups() const { return quarter / kLanes; }
  // groups that hold nodes of one i mod 4, and towers of one I mod 2
  BACKROLL_ALWAYS_INLINE int groups_of(int q) const { return ((ni - q + 3) / 4 + kLanes - 1) / kLanes; }
  BACKROLL_ALWAYS_INLINE int tower_groups(int offset, int parity) const {
    return ((ni + 3 + offset - 2 * parity) / 4 + kLanes - 1) / kLanes;
  }
  BACKROLL_ALWAYS_INLINE std::ptrdiff_t layer() const { return 4 * static_cast<std::ptrdiff_t>(quarter); }
  BACKROLL_ALWAYS_INLINE std::size_t row(int j, int k, int q) const {
    return ((static_cast<std::size_t>(j + 1) * nk + k) * 4 + q) * quarter;
  }
  // first value of component c; kLanes zeros stand before the first and after the last
  BACKROLL_ALWAYS_INLINE std::size_t component(int c) const { return kLanes + c * plane; }
  std::size_t size() const { return 3 * plane + 2 * kLanes; }
  std::size_t at(int i, int j, int k, int c) const { return component(c) + row(j, k, i & 3) + i / 4; }
  // matrices: index of the eight nodes `group` of (j, q = i mod 4) at depth k
  BACKROLL_ALWAYS_INLINE std::size_t block(int j, int q, int group, int k) const {
    return ((static_cast<std::size_t>(j) * 4 + q) * nk + k) * groups() + group;
  }
  std::size_t blocks() const { return static_cast<std::size_t>(nj) * 4 * groups() * nk; }
  // Towers of 2 x 2 columns: (i + offset) / 2, (j + offset) / 2.
  BACKROLL_ALWAYS_INLINE int towers_j(int offset) const { return (nj + 1 + offset) / 2; }
  // index of the pivots of eight towers of equal I mod 2
  BACKROLL_ALWAYS_INLINE std::size_t tower(int J, int parity, int group, int k) const {
    return ((static_cast<std::size_t>(J) * 2 + parity) * nk + k) * groups() + group;
  }
  std::size_t towers(int offset) const {
    return static_cast<std::size_t>(towers_j(offset)) * 2 * groups() * nk;
  }
};

// Eight hexes side by side along i, constant over a run. Lanes without an element have weight zero.
struct alignas(32) HexGroup {
  float point[8][10][kLanes];  // per Gauss point: d parent axis / d X (axis 3 + J), then the weight [m3]
  float inverse_volume[kLanes];
  float shear[kLanes];  // mu / n, alpha = 2 n (n = 1: neo-Hookean) [Pa]
  float fibre_excess[kLanes];
  float bulk[kLanes];
  float fibre[3][kLanes];
  float coupled[kLanes];       // 1: coupled neo-Hookean
  std::int32_t power[kLanes];  // n - 1
  std::int32_t powers;         // bit n - 1 set for every lane's n; 0: no element in the group
};

// What the tissue's kernels read and write in one call.
struct TissueView {
  FieldLayout layout;
  int groups_i = 0;                 // groups along i
  const HexGroup* group = nullptr;  // [(j (nk - 1) + k) groups_i + g]
  const float* factor = nullptr;    // per group and lane: elastic factor of the step (StepVisco)
  const float* decay = nullptr;     // per group, term and lane
  const float* gain = nullptr;
  int terms = 0;
  const float* held_stress = nullptr;  // per group, point, 6 and lane: history's stress, or null
  float* history = nullptr;            // per group, point, slot (elastic stress, then terms), 6 and lane
  const double* u = nullptr;           // field order
  float* g = nullptr;                  // field order, added to
  bool any_coupled = false, any_fibre = false;
};

// What a hex has after a step, per group: mean Cauchy stress (xx yy zz yz xz xy), mean F^T F (same order),
// volume.
inline constexpr int kHexResult = 13;

// A membrane: eight faces of one k side by side, four points each.
struct alignas(32) MembraneGroup {
  float gradient[4][4][2][kLanes];  // point, corner (bit 0: i + 1, bit 1: j + 1), plane axis [1/m]
  float frame[4][2][3][kLanes];     // the two axes of the reference plane
  float weight[4][kLanes];          // [m2]; 0: no face
  std::int32_t faces;               // how many lanes have one
};
struct MembraneView {
  FieldLayout layout;
  int k = 0;
  int groups_i = 0;
  const MembraneGroup* group = nullptr;  // [j groups_i + g]
  float stiffness = 0;                   // thickness x 2 mu / alpha [N/m]
  float half_alpha = 0;
  bool toe = false;       // the law goes straight on from the end of a toe
  float ln_straight = 0;  // 2 ln of the stretch there
  const double* u = nullptr;
  float* g = nullptr;
  float* matrix = nullptr;  // stencil in field order, added to
};

// One level of the multigrid as its kernels see it. A row's 26 off-diagonal blocks in half precision stand in
// the order of stencil_slot().
inline constexpr int kPackedSlots = 26;
inline constexpr float kPivotScale = 16;
inline constexpr int kTower =
    12;  // unknowns of a tower at one depth: 3 (2 b + a) + c for node (2 I + a, 2 J + b)
struct LevelView {
  SplitLayout layout;
  const std::uint16_t* stencil = nullptr;  // [block][kPackedSlots][9][lane]
  const std::uint16_t* pivot[2] = {};      // per offset: inverse pivots x kPivotScale [tower][12][12][lane]
  float* x = nullptr;                      // vectors in split order
  float* b = nullptr;
  float* r = nullptr;
};

struct Kernels {
  const char* name;
  // Adds the hexes' forces of layer j to g; returns the smallest det F.
  float (*hex_forces)(const TissueView&, int j);
  // Adds the hexes' tangent of layer j to `matrix` (field order, [j][k][kStencil][row]). `volume_term` false:
  // without the second derivative of det F.
  void (*hex_tangent)(const TissueView&, int j, bool volume_term, float* matrix);
  // held_stress of layer j from the history: sum of decay h - gain S.
  void (*hold_stress)(const TissueView&, int j, float* held_stress);
  // History after the step, and per group kHexResult x lanes.
  void (*hex_finish)(const TissueView&, int j, float* result);
  void (*membrane_forces)(const MembraneView&, int j);
  void (*membrane_tangent)(const MembraneView&, int j);
  // y = K x of layer j, all in field order; kLanes values before x must be readable.
  void (*multiply)(const FieldLayout&, const float* matrix, const float* x, float* y, int j);
  // Row (j, k) of a matrix in field order to half precision, times `scale`.
  void (*pack_row)(const FieldLayout&, const float* matrix, const SplitLayout&, std::uint16_t* stencil,
                   float scale, int j, int k);
  // Inverse pivots of the towers J at an offset from the deepest node up, or only those of k = 0. `mask`:
  // field order, 0 = held.
  void (*factorise_towers)(const FieldLayout&, const float* matrix, const SplitLayout&, const float* mask,
                           float scale, float lift, bool top_only, int offset, std::uint16_t* pivot,
                           float* second, int J);
  // Four-colour block Gauss-Seidel over towers, `buffer`: sweep_buffer(). Forward from x = 0 over the towers
  // at offset 0: even J first, then odd ones, which leave their own r; then r of the even ones. Backward over
  // those at offset 1: odd J first.
  void (*sweep_forward)(const LevelView&, int J, float* buffer);
  void (*residual_even)(const LevelView&, int J);
  void (*sweep_backward)(const LevelView&, int J, float* buffer);
  // coarse.b = P^T fine.r for coarse layer J; fine.x += P coarse.x for fine layer j. `buffer`:
  // transfer_buffer().
  void (*restrict_layer)(const LevelView& fine, const LevelView& coarse, const int* factor, int J,
                         float* buffer);
  void (*prolong_layer)(const LevelView& coarse, const LevelView& fine, const int* factor, int j,
                        float* buffer);
  // Galerkin product along j or k for n values: in[fine row -1, 0, 1 about the coarse one][offset -1, 0, 1],
  // and along i for n coarse values of a row.
  void (*coarsen_across)(const float* const (&in)[3][3], float* const (&out)[3], int n);
  void (*coarsen_along)(const float* const (&in)[3], float* const (&out)[3], int n, float* buffer);
  void (*to_split)(const FieldLayout&, const float* field, const SplitLayout&, float* split, int j);
  void (*to_field)(const SplitLayout&, const float* split, const FieldLayout&, float* field, int j);
  void (*add_scaled)(float a, const float* x, float* y, std::size_t n);  // y += a x
  double (*dot)(const float* x, const float* y, std::size_t n);
};

inline int transfer_buffer(const SplitLayout& fine) {
  return 8 * fine.quarter + 8 * kLanes;
}
inline int sweep_buffer(const SplitLayout& l) {
  return kTower * (l.quarter + 2 * kLanes);
}

// The best build for this processor. The environment variable BACKROLL_KERNELS=generic asks for the default
// target's.
const Kernels& kernels();
// Both builds, for tests; the second is null where the processor or the binary lacks it.
const Kernels& generic_kernels();
const Kernels* v3_kernels();

}  // namespace backroll
