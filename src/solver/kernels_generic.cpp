#define BACKROLL_KERNEL generic_build
#include "solver/kernels_build.inl"
