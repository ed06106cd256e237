#include "cli/commands.hpp"

namespace backroll {

std::string version_text() {
  return BACKROLL_VERSION;
}

}  // namespace backroll
