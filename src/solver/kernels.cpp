#include "solver/kernels.hpp"

#include <cstdlib>
#include <string_view>

namespace backroll {

namespace generic_build {
extern const Kernels table;
}
#ifdef BACKROLL_V3_KERNELS
namespace v3_build {
extern const Kernels table;
}
#endif

const Kernels& generic_kernels() {
  return generic_build::table;
}

const Kernels* v3_kernels() {
#ifdef BACKROLL_V3_KERNELS
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c"))
    return &v3_build::table;
#endif
  return nullptr;
}

const Kernels& kernels() {
  static const Kernels& chosen = [&]() -> const Kernels& {
    const char* wanted = std::getenv("BACKROLL_KERNELS");
    if (wanted && std::string_view(wanted) == "generic") return generic_kernels();
    return v3_kernels() ? *v3_kernels() : generic_kernels();
  }();
  return chosen;
}

}  // namespace backroll
