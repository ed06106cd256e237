// backroll list: the catalogues.
#include <algorithm>
#include <cstdio>
#include <system_error>

#include "anatomy/back_model.hpp"
#include "batch/sweep.hpp"
#include "cli/commands.hpp"
#include "protocol/plan.hpp"
#include "scenario/catalogue.hpp"
#include "scenario/conditions.hpp"
#include "scenario/document.hpp"
#include "scenario/input_error.hpp"
#include "scenario/protocols.hpp"
#include "scenario/read.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

void list_rollers() {
  std::printf("%-14s %-31s %-9s %-9s %6s %11s %7s %7s %6s\n", "id", "name", "shape", "foam", "kg/m3", "mm",
              "E0 kPa", "sigma0", "kg");
  for (const RollerRow& row : roller_catalogue()) {
    const Roller& roller = row.roller;
    char size[32];
    std::snprintf(size, sizeof size, "%.0f x %.0f", roller.diameter_m * 1e3, roller.length_m * 1e3);
    std::printf("%-14s %-31s %-9s %-9s %6.0f %11s %7.0f %7.0f %6.2f\n", roller.id.c_str(),
                roller.name.c_str(), word_of(roller.shape).c_str(), roller.foam.polymer.c_str(),
                roller.foam.density_kg_m3, size, roller.foam.modulus_pa / 1e3, roller.foam.collapse_pa / 1e3,
                roller.mass_kg);
  }
}

void list_subjects() {
  std::printf("%-15s %-15s %-6s %10s %8s %6s\n", "id", "name", "sex", "stature m", "mass kg", "BMI");
  for (const SubjectRow& row : subject_catalogue()) {
    const Subject& subject = row.subject;
    std::printf("%-15s %-15s %-6s %10.2f %8.0f %6.1f\n", subject.id.c_str(), subject.name.c_str(),
                subject.sex == Sex::woman ? "woman" : "man", subject.stature_m, subject.mass_kg,
                subject.bmi());
  }
}

void list_tissues(bool muscles_only) {
  std::printf("%-20s %-12s %9s %10s %7s %7s\n", "name", "material", "G kPa", "along kPa", "alpha", "kg/m3");
  for (int t = 0; t < static_cast<int>(Tissue::count); ++t) {
    const auto tissue = static_cast<Tissue>(t);
    if (tissue == Tissue::bone || (muscles_only && !is_muscle(tissue))) continue;
    const std::string name = tissue_name(tissue);
    const auto& rows = tissue_catalogue();
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const TissueRow& each) { return each.name == name; });
    if (row == rows.end()) throw InputError("tissues.toml: tissue '" + name + "' is missing");
    const Material& material = row->material;
    std::printf("%-20s %-12s %9.1f %10.1f %7.0f %7.0f\n", name.c_str(), row->group.c_str(),
                material.shear_modulus_pa / 1e3, material.shear_modulus_along_pa / 1e3, material.ogden_alpha,
                material.density_kg_m3);
  }
}

void list_conditions() {
  std::printf("%-22s %-7s %s\n", "id", "rule", "name: why [source]");
  for (const Condition& c : condition_catalogue())
    std::printf("%-22s %-7s %s: %s [%s]\n", c.id.c_str(), c.refuses ? "refuse" : "warn", c.name.c_str(),
                c.why.c_str(), c.source.c_str());
  std::printf("refuse: a run needs --acknowledge. A comparison aid, not medical advice.\n");
}

// Minutes: if every hold lasts as long as it may, on the average man.
void list_protocols() {
  const BackModel back = build_back(subject_row("average-man").subject, Resolution::live, 0.012);
  std::printf("%-20s %-34s %-14s %9s  %s\n", "id", "name", "roller", "at most", "source");
  for (const ProtocolRow& row : protocol_catalogue()) {
    const auto steps = plan_protocol(row.phases, 1, 1.0 / 30,
                                     [&](const std::string& name) { return level_arc(back, name); });
    std::printf("%-20s %-34s %-14s %5.1f min  %s\n", row.id.c_str(), row.name.c_str(), row.roller.c_str(),
                steps.empty() ? 0 : steps.back().time / 60, row.source.c_str());
  }
}

void list_scenarios() {
  const fs::path folder = assets_dir().parent_path() / "scenarios";
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".toml") files.push_back(it->path());
  if (files.empty()) throw MachineError("no scenarios in " + folder.string());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const fs::path here = fs::proximate(file, error);
    const std::string shown = error || here.empty() ? file.string() : here.string();
    try {
      if (is_sweep_file(file)) {
        const Sweep sweep = read_sweep(file);
        std::printf("%-48s sweep: %s\n", shown.c_str(),
                    (sweep.description.empty() ? sweep.name : sweep.description).c_str());
        continue;
      }
      const Scenario scenario = read_scenario(file);
      std::printf("%-48s %s\n", shown.c_str(),
                  (scenario.description.empty() ? scenario.name : scenario.description).c_str());
    } catch (const InputError& problem) {
      std::printf("%-48s wrong: %s\n", shown.c_str(), problem.what());
    }
  }
}

}  // namespace

const std::vector<std::string>& list_topics() {
  static const std::vector<std::string> topics = {"rollers",    "subjects",  "muscles",  "tissues",
                                                  "conditions", "protocols", "scenarios"};
  return topics;
}

int list_command(const std::string& what) {
  if (what == "rollers") list_rollers();
  if (what == "subjects") list_subjects();
  if (what == "muscles") list_tissues(true);
  if (what == "tissues") list_tissues(false);
  if (what == "conditions") list_conditions();
  if (what == "protocols") list_protocols();
  if (what == "scenarios") list_scenarios();
  return kExitOk;
}

}  // namespace backroll
