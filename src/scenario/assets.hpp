// Where the catalogues and the tables of the back lie on this machine.
#pragma once

#include <filesystem>

namespace backroll {

// The first of: $BACKROLL_ASSETS, the source tree this program was built from, <program's
// folder>/../share/backroll/assets. Throws MachineError when none is a folder.
std::filesystem::path assets_dir();

}  // namespace backroll
