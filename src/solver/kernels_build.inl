// The body of a kernel file: define BACKROLL_KERNEL, then include this.
#include "solver/kernels.hpp"
#include "solver/simd.hpp"
// the kernels
#include "solver/kernel_hex.inl"
#include "solver/kernel_membrane.inl"
#include "solver/kernel_multigrid.inl"

namespace backroll::BACKROLL_KERNEL {
extern const Kernels table;
const Kernels table = {
#ifdef BACKROLL_AVX2
    "avx2",
#else
    "generic",
#endif
    hex_forces,       hex_tangent,    hold_stress,    hex_finish,      membrane_forces,
    membrane_tangent, multiply,       pack_row,       factorise_towers, sweep_forward,
    residual_even,    sweep_backward, restrict_layer, prolong_layer,   coarsen_across,
    coarsen_along,    to_split,       to_field,       add_scaled,      dot};
}  // namespace backroll::BACKROLL_KERNEL
