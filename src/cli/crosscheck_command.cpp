// backroll crosscheck: one scenario in both engines, each roller in turn.
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "session/crosscheck.hpp"

namespace backroll {

namespace {

constexpr int kDefaultTets = 2000;

void print_crosscheck(const Crosscheck& c) {
  std::printf("%s, %s, %.1f N; first touch at a depth of %.2f mm\n", c.scenario.c_str(), c.roller.c_str(),
              c.load, -1e3 * c.first_touch);
  std::printf(
      "Bullet: %d tets, %d nodes, %d steps to rest, %.1f CPU s. Own: the same lattice (%d hexes, %.1f CPU "
      "s), and the "
      "scenario's mesh (%d nodes).\n\n",
      c.tets, c.nodes, c.steps, c.bullet_cpu_s, c.hexes, c.own_cpu_s, c.mesh_nodes);
  std::printf("%-35s %9s %9s %9s %9s %9s\n", "", "Bullet", "own", "allowed", "", "own mesh");
  for (const CrosscheckRow& r : c.rows) {
    char allowed[32] = "-";
    if (r.allowed) std::snprintf(allowed, sizeof allowed, "%.2f", *r.allowed);
    const char* verdict = !r.allowed ? "-" : r.within() ? "within" : "OUTSIDE";
    std::printf("%-35s %9.2f %9.2f %9s %9s %9.2f  %s\n", (r.quantity + " [" + r.unit + "]").c_str(), r.bullet,
                r.own, allowed, verdict, r.own_mesh, r.why.c_str());
  }
  std::printf("\n");
}

nlohmann::ordered_json to_json(const Crosscheck& c) {
  nlohmann::ordered_json json;
  json["scenario"] = c.scenario;
  json["roller"] = c.roller;
  json["load_n"] = c.load;
  json["first_touch_mm"] = -1e3 * c.first_touch;
  json["tets"] = c.tets;
  json["nodes"] = c.nodes;
  json["hexes"] = c.hexes;
  json["mesh_nodes"] = c.mesh_nodes;
  json["bullet_steps"] = c.steps;
  json["bullet_cpu_s"] = c.bullet_cpu_s;
  json["own_cpu_s"] = c.own_cpu_s;
  json["within"] = c.within();
  for (const CrosscheckRow& r : c.rows) {
    nlohmann::ordered_json row = {{"quantity", r.quantity}, {"unit", r.unit},         {"bullet", r.bullet},
                                  {"own", r.own},           {"own_mesh", r.own_mesh}, {"allowed", nullptr}};
    if (r.allowed) row["allowed"] = *r.allowed;
    row["within"] = r.within();
    row["why"] = r.why;
    json["rows"].push_back(row);
  }
  return json;
}

}  // namespace

int crosscheck_command(const CrosscheckArguments& given) {
  const Scenario scenario = read_scenario(given.scenario);
  if (given.tets && !scenario.specimen)
    throw InputError(
        "crosscheck: --tets is for a specimen; a back has every second node of its live lattice");
  if (given.whole && scenario.specimen)
    throw InputError("crosscheck: --whole is for a back; a specimen has --tets");
  const int rollers = scenario.specimen ? 1 : static_cast<int>(scenario.rollers.size());
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  bool within = true;
  for (int roller = 0; roller < rollers && !interrupted(); ++roller) {
    const Crosscheck result = crosscheck(scenario, roller, given.tets.value_or(kDefaultTets), given.whole);
    within = within && result.within();
    if (given.json)
      all.push_back(to_json(result));
    else
      print_crosscheck(result);
  }
  if (interrupted()) return kExitInterrupted;
  if (given.json)
    std::printf("%s\n", all.dump(2).c_str());
  else
    std::printf("%s\n", within ? "Both engines agree within the bounds."
                               : "The engines differ by more than the bounds.");
  return within ? kExitOk : kExitCheck;
}

}  // namespace backroll
