// Compiled for x86-64-v3 (CMakeLists.txt); empty elsewhere.
#if defined(__AVX2__) && defined(__F16C__) && defined(__FMA__)
#define BACKROLL_KERNEL v3_build
#include "solver/kernels_build.inl"
#endif
