#include "cli/result_folder.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <vector>

#include "recording/output_file.hpp"
#include "recording/run_reader.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "scenario/write.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 100;  // bytes
constexpr std::array<const char*, 8> kRunFiles = {"events.json",   "forces.csv",  "regions.csv",
                                                  "fields.h5",     "fields.xdmf", "summary.json",
                                                  "scenario.toml", "report.html"};

// identity() of the scenario.toml in `dir`, "" if there is none that can be read.
std::string identity_in(const fs::path& dir) {
  std::error_code error;
  const fs::path file = dir / "scenario.toml";
  if (!fs::exists(file, error)) return "";
  try {
    return identity(read_scenario(file), -1);
  } catch (const InputError&) {
    return "";
  }
}

// A run that was cut off has no scenario.toml yet; its name must do.
bool same_run(const fs::path& dir, const std::string& wanted, const std::string& name) {
  std::error_code error;
  if (fs::exists(dir / "scenario.toml", error)) return identity_in(dir) == wanted;
  return inspect_folder(dir).scenario == name;
}

bool belongs_to(const fs::path& dir, const FolderState& state, const Scenario& scenario) {
  const bool several = scenario.rollers.size() > 1;
  if (state.kind == FolderKind::run || state.kind == FolderKind::part)
    return !several && same_run(dir, identity(scenario, -1), scenario.name);
  if (!several) return false;
  for (const std::string& run : state.runs) {
    const auto roller = std::find_if(scenario.rollers.begin(), scenario.rollers.end(),
                                     [&](const Roller& each) { return each.id == run; });
    if (roller == scenario.rollers.end()) return false;
    const int index = static_cast<int>(roller - scenario.rollers.begin());
    if (!same_run(dir / run, identity(scenario, index), scenario.name)) return false;
  }
  return !state.runs.empty() || state.scenario == scenario.name;
}

void remove_run_files(const fs::path& dir) {
  std::error_code ignored;
  for (const char* name : kRunFiles) {
    fs::remove(dir / name, ignored);
    fs::remove(partial_name(dir / name), ignored);
  }
  const fs::path charts = dir / "charts";
  std::vector<fs::path> pictures;
  for (fs::directory_iterator it(charts, ignored), end; !ignored && it != end; it.increment(ignored))
    if (it->path().extension() == ".svg" || it->path().extension() == ".partial")
      pictures.push_back(it->path());
  for (const fs::path& picture : pictures) fs::remove(picture, ignored);
  fs::remove(charts, ignored);  // only if empty
}

}  // namespace

std::string folder_name(const std::string& name) {
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || byte >= 0x80;
    if (plain)
      out += c;
    else if (!out.empty() && out.back() != '_')
      out += '_';
  }
  while (!out.empty() && (out.front() == '.' || out.front() == '-')) out.erase(out.begin());
  std::size_t end = std::min(out.size(), kLongestName);
  while (end < out.size() && end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0u) == 0x80u) --end;
  out.resize(end);
  while (!out.empty() && (out.back() == '_' || out.back() == '.')) out.pop_back();
  return out.empty() ? "scenario" : out;
}

fs::path default_folder(const Scenario& scenario) {
  return fs::path("results") / folder_name(scenario.name);
}

fs::path run_folder(const fs::path& dir, const Scenario& scenario, int roller) {
  return scenario.rollers.size() > 1 ? dir / scenario.rollers.at(static_cast<std::size_t>(roller)).id : dir;
}

void claim_folder(const fs::path& dir, const Scenario& scenario, bool force) {
  const FolderState state = inspect_folder(dir);
  if (state.kind == FolderKind::absent || state.kind == FolderKind::empty) return;
  if (state.kind == FolderKind::foreign) {
    std::error_code error;
    throw InputError(
        dir.string() +
        (fs::is_directory(dir, error) ? ": holds files that are not a run's; " : ": is a file; ") +
        "choose another folder with -o");
  }
  if (belongs_to(dir, state, scenario)) return;
  if (!force)
    throw InputError(
        dir.string() + ": holds " +
        (state.scenario == scenario.name ? "another version of '" : "the run of another scenario, '") +
        state.scenario + "'; choose another folder with -o, or overwrite it with --force");
  for (const std::string& run : state.runs) {
    remove_run_files(dir / run);
    std::error_code ignored;
    fs::remove(dir / run, ignored);
  }
  remove_run_files(dir);
}

bool holds_run_of(const fs::path& dir, const Scenario& scenario, int roller) {
  if (inspect_folder(dir).kind != FolderKind::run) return false;
  if (identity_in(dir) != identity(scenario, scenario.rollers.size() > 1 ? roller : -1)) return false;
  try {
    return read_run(dir).status == "complete";
  } catch (const InputError&) {
    return false;
  }
}

}  // namespace backroll
