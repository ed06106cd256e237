#include "scenario/assets.hpp"

#include <cstdlib>
#include <string>
#include <system_error>

#include "scenario/input_error.hpp"

namespace backroll {

namespace fs = std::filesystem;

fs::path assets_dir() {
  std::error_code error;
  if (const char* chosen = std::getenv("BACKROLL_ASSETS"); chosen && *chosen) {
    if (fs::is_directory(chosen, error)) return chosen;
    throw MachineError("BACKROLL_ASSETS = " + std::string(chosen) + ": no such folder");
  }
  fs::path source_tree = BACKROLL_ASSETS_DIR;
  if (fs::is_directory(source_tree, error)) return source_tree;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  fs::path installed = program.parent_path().parent_path() / "share" / "backroll" / "assets";
  if (!error && fs::is_directory(installed, error)) return installed;
  throw MachineError("the catalogues (rollers.toml, subjects.toml, tissues.toml) were not found in " +
                     source_tree.string() + " nor in " + installed.string() +
                     "; set BACKROLL_ASSETS to their folder");
}

}  // namespace backroll
