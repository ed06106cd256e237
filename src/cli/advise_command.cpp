// backroll advise: the scenario's technique in short, then with another roller, place, lean or load, each as
// a run of its own; what lowers the load over the spine.
#include <algorithm>
#include <cstdio>
#include <map>

#include "analysis/advice.hpp"
#include "analysis/text.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/outcome.hpp"
#include "cli/result_folder.hpp"
#include "cli/run_one.hpp"
#include "cli/weigh_conditions.hpp"
#include "recording/output_file.hpp"
#include "report/advice_page.hpp"
#include "scenario/catalogue.hpp"
#include "scenario/input_error.hpp"
#include "scenario/parameters.hpp"
#include "scenario/read.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

constexpr double kChannelWidth = 0.05,
                 kChannelDepth = 0.02;  // [m] as row spine-groove of assets/rollers.toml
constexpr double kLeastFoam = 0.03;     // [m] below it no channel is cut
constexpr double kAside = 0.035;        // [m] over the erectors, beside the spine
constexpr double kLean = 10;            // [deg]
constexpr double kLess = 0.75;          // of the load
constexpr double kArms = 0.15;          // of the body's weight
constexpr double kHold = 1;             // [s]
constexpr int kLevelsAway = 2;

struct Variant {
  std::string id, what;
  Scenario scenario;
};

bool is_hold(const Phase& p) {
  return p.kind == PhaseKind::hold && (!p.level.empty() || (!p.at.empty() && p.at != kStiffest));
}

// One stroke over all that is rolled, a second at each place that is held.
std::vector<Phase> in_short(const std::vector<Phase>& phases, std::string& words) {
  const std::vector<std::string>& levels = level_names();
  const auto index = [&](const std::string& level) {
    return std::find(levels.begin(), levels.end(), level) - levels.begin();
  };
  Phase approach = phases.front();
  approach.load_share = 1;
  approach.duration_s = 1;
  std::vector<Phase> out = {approach};
  Phase stroke;
  stroke.kind = PhaseKind::roll;
  for (const Phase& p : phases) {
    if (p.from_level.empty()) continue;
    for (const std::string& level : {p.from_level, p.to_level}) {
      if (stroke.from_level.empty() || index(level) < index(stroke.from_level)) stroke.from_level = level;
      if (stroke.to_level.empty() || index(level) > index(stroke.to_level)) stroke.to_level = level;
    }
  }
  if (!stroke.from_level.empty()) {
    out.front().level = stroke.from_level;
    out.push_back(stroke);
    words = "one stroke from " + stroke.from_level + " to " + stroke.to_level;
  }
  std::vector<std::string> held;
  for (const Phase& p : phases) {
    if (!is_hold(p)) continue;
    const std::string& place = p.at.empty() ? p.level : p.at;
    if (std::find(held.begin(), held.end(), place) != held.end()) continue;
    held.push_back(place);
    Phase hold;
    hold.kind = PhaseKind::hold;
    hold.level = p.level;
    hold.at = p.at;
    hold.duration_s = kHold;
    out.push_back(hold);
  }
  if (out.size() == 1) {
    held.push_back(approach.level);
    Phase hold;
    hold.kind = PhaseKind::hold;
    hold.duration_s = kHold;
    out.push_back(hold);
  }
  if (!held.empty()) words += (words.empty() ? "" : ", ") + std::string("a second at ") + joined(held);
  return out;
}

std::string millimetres(double metres) {
  return number_text(1e3 * metres);
}

void other_rollers(const Scenario& own, std::vector<Variant>& all) {
  const Roller& roller = own.rollers.front();
  if (!roller.round_ends() && roller.shape != RollerShape::grooved && roller.foam_thickness() > kLeastFoam) {
    Variant v{"channel",
              "the same roller with a channel of " + millimetres(kChannelWidth) + " x " +
                  millimetres(kChannelDepth) + " mm",
              own};
    Roller& r = v.scenario.rollers.front();
    r.shape = RollerShape::grooved;
    r.groove_width_m = kChannelWidth;
    r.groove_depth_m = kChannelDepth;
    r.ridge_count = 0;
    r.ridge_width_m = r.ridge_height_m = 0;
    r.mass_kg = roller_mass(r, 0);
    all.push_back(v);
  }
  for (const auto& [id, row] :
       std::map<std::string, std::string>{{"softer", "soft-epe"}, {"peanut", "peanut-8"}}) {
    const Roller& other = roller_row(row).roller;
    if (other.id == roller.base || (id == "softer" && other.foam.modulus_pa >= roller.foam.modulus_pa))
      continue;
    Variant v{id, "the " + other.name, own};
    v.scenario.rollers = {other};
    all.push_back(v);
  }
}

void other_ways(const Scenario& own, std::vector<Variant>& all) {
  const bool given = own.load.source == LoadKind::given;
  const Roller& roller = own.rollers.front();
  if (given && (roller.shape == RollerShape::ball)) {
    Variant v{"aside", "the ball " + millimetres(kAside) + " mm to the right", own};
    v.scenario.lying.roller_right_m += kAside;
    for (Phase& p : v.scenario.protocol) p.right_m.reset();
    all.push_back(v);
  }
  if (!given) {
    Variant v{"lean", "leaning by " + number_text(kLean) + " degrees to the right", own};
    v.scenario.lying.lean_deg += kLean;
    all.push_back(v);
    if (own.support.posture == Posture::hips_up && own.lying.support_share + kArms < 0.35) {
      Variant w{"arms", "the elbows taking " + percent_text(kArms) + " of the weight", own};
      w.scenario.lying.arms = Arms::supporting;
      w.scenario.lying.support_share += kArms;
      all.push_back(w);
    }
  } else {
    Variant v{"less", percent_text(kLess) + " of the load", own};
    v.scenario.load.force_n = kLess * own.load.newtons(own.subject);
    v.scenario.load.body_weight_fraction.reset();
    all.push_back(v);
  }
  // a hold at one place: two levels on
  const bool rolls = std::any_of(own.protocol.begin(), own.protocol.end(),
                                 [](const Phase& p) { return p.kind == PhaseKind::roll; });
  if (rolls || own.protocol.size() != 2) return;
  const std::vector<std::string>& levels = level_names();
  const Phase& hold = own.protocol.back();
  const std::string& level = hold.level.empty() ? own.protocol.front().level : hold.level;
  const long at = std::find(levels.begin(), levels.end(), level) - levels.begin();
  for (const int away : {-kLevelsAway, kLevelsAway}) {
    const long to = at + away;
    if (!hold.at.empty() || to < 2 || to + 2 > static_cast<long>(levels.size())) continue;
    Variant v{away < 0 ? "higher" : "lower", "held at " + levels[to] + " instead of " + level, own};
    v.scenario.protocol.front().level = levels[to];
    v.scenario.protocol.back().level = levels[to];
    all.push_back(v);
  }
}

// The scenario's first roller and technique in short, then every variation of one thing.
std::vector<Variant> variants(Scenario scenario, std::string& technique) {
  scenario.rollers.resize(1);
  scenario.protocol = in_short(scenario.protocol, technique);
  scenario.limits.stop_at_sharp_pain = false;
  scenario.outputs.fields_every_s = 0;
  std::vector<Variant> all = {{"own", "as in the scenario, the " + scenario.rollers.front().name, scenario}};
  other_rollers(scenario, all);
  other_ways(scenario, all);
  for (Variant& v : all) v.scenario.name += ", " + v.id;
  return all;
}

}  // namespace

int advise_command(const fs::path& file, const RunOptions& options) {
  Scenario scenario = read_scenario(file);
  if (scenario.specimen || scenario.part || scenario.press)
    throw InputError(file.string() + ": advice is for a roller on a back");
  if (scenario.solver.engine == Engine::bullet)
    throw InputError(file.string() + ": advice is for solver.engine = \"own\"");
  weigh_conditions(scenario.subject, options.acknowledge);
  if (options.threads >= 0) scenario.solver.threads = options.threads;
  const fs::path dir =
      options.output.empty() ? fs::path("results") / folder_name(scenario.name + " advice") : options.output;
  const std::string command =
      "backroll advise " + file.string() + (options.output.empty() ? "" : " -o " + options.output.string());
  std::string technique;
  const std::vector<Variant> all = variants(scenario, technique);
  for (const Variant& v : all) claim_folder(dir / v.id, v.scenario, options.force);
  std::vector<AdviceRun> runs;
  for (const Variant& v : all) {
    if (!options.quiet) std::fprintf(stderr, "%s: %s\n", v.id.c_str(), v.what.c_str());
    FinishedRun run = run_one(v.scenario, 0, dir / v.id, command, options.quiet);
    if (interrupted()) {
      std::fprintf(stderr, "backroll: interrupted; what was computed is in %s\n", dir.string().c_str());
      return kExitInterrupted;
    }
    report_trouble(run);
    runs.push_back({v.id, v.what, std::move(run.findings)});
  }
  write_text_file(dir / "advice.json", advice_json(runs, technique));
  write_text_file(dir / "advice.html",
                  advice_html(scenario.name, "Every run: " + technique + ".", runs, command, version_text()));
  if (!options.quiet) {
    std::string text = "Every run: " + technique + ".\n";
    for (const std::string& line : advice_lines(runs)) text += line + "\n";
    std::printf("%sreport: %s\n", text.c_str(), (dir / "advice.html").string().c_str());
  }
  return kExitOk;
}

}  // namespace backroll
