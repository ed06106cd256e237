// backroll check: reads and validates, lays the lattice of a back, runs nothing.
#include <cmath>
#include <cstdio>

#include "anatomy/back_model.hpp"
#include "cli/commands.hpp"
#include "cli/run_part.hpp"
#include "scenario/document.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

std::string rollers_of(const Scenario& scenario) {
  std::string out;
  for (const Roller& roller : scenario.rollers) out += (out.empty() ? "" : ", ") + roller.id;
  return out;
}

std::string description(const Scenario& scenario) {
  if (scenario.part) return part_description(scenario);
  if (scenario.specimen) {
    const std::size_t layers = scenario.specimen->layers.size();
    return "specimen of " + std::to_string(layers) + (layers == 1 ? " layer" : " layers");
  }
  const std::string posture = "; posture " + word_of(scenario.support.posture);
  if (scenario.press)
    return scenario.subject.name + "; " + word_of(scenario.press->head) + " head at " + scenario.press->at +
           posture;
  const std::size_t phases = scenario.protocol.size();
  return scenario.subject.name + "; " + rollers_of(scenario) + "; " +
         (scenario.load.source == LoadKind::given
              ? std::to_string(std::lround(scenario.load.newtons(scenario.subject))) + " N"
              : "load from the posture (" + word_of(scenario.load.source) + ")") +
         "; " + std::to_string(phases) + (phases == 1 ? " phase" : " phases") + posture;
}

// What of the lattice decides whether a back can be computed; building it refuses who cannot be meshed.
std::string lattice_of(const Scenario& scenario) {
  if (scenario.specimen || scenario.part) return "";
  const BackModel back = build_back(scenario.subject, scenario.resolution, scenario.outputs.bone_depth_m);
  char text[40];
  std::snprintf(text, sizeof text, "; scaled Jacobian %.2f", back.min_scaled_jacobian);
  return text;
}

}  // namespace

int check_command(const std::vector<std::filesystem::path>& files) {
  int code = kExitOk;
  for (const std::filesystem::path& file : files) {
    try {
      const Scenario scenario = read_scenario(file);
      const std::string lattice = lattice_of(scenario);
      std::printf("%s: ok: '%s', %s%s\n", file.string().c_str(), scenario.name.c_str(),
                  description(scenario).c_str(), lattice.c_str());
    } catch (const InputError& error) {
      std::fprintf(stderr, "%s\n", error.what());
      code = kExitInput;
    }
  }
  return code;
}

}  // namespace backroll
