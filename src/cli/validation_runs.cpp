#include "cli/validation_runs.hpp"

#include <cstdio>

#include "cli/interrupt.hpp"
#include "scenario/assets.hpp"
#include "scenario/read.hpp"
#include "session/session.hpp"

namespace backroll {

namespace {

void stop_if_interrupted() {
  if (interrupted()) throw Interruption{};
}

void tell(const std::string& what) {
  std::fprintf(stderr, "  %s\n", what.c_str());
}

}  // namespace

Scenario validation_scenario(const std::string& file) {
  return read_scenario(assets_dir().parent_path() / "scenarios" / "validation" / file);
}

SessionRun run_session(const Scenario& scenario, int roller) {
  Session session(scenario, roller);
  tell(scenario.name + (scenario.rollers.size() > 1 ? ", " + session.info().roller : "") + ", " +
       std::to_string(session.total_steps()) + " steps");
  SessionRun run;
  run.info = session.info();
  while (!session.done()) {
    run.frames.push_back(session.step());
    if (!run.frames.back().converged)
      throw SolverError(scenario.name + ": a step did not reach the tolerance");
    stop_if_interrupted();
  }
  return run;
}

PartRun run_whole_part(const Part& part, const PartModel& model, double time_step_s) {
  PartRun run = run_part(part, model, time_step_s, [](int) { return !interrupted(); });
  stop_if_interrupted();
  if (!run.converged) throw SolverError(model.title + ": " + run.message);
  return run;
}

PartRun run_whole_part(const Scenario& scenario) {
  tell(scenario.name);
  const Part& part = scenario.part.value();
  return run_whole_part(part, part_model(part, scenario.subject), scenario.solver.time_step_s);
}

ValidationRow row(std::string quantity, std::string unit, int decimals, std::optional<double> published,
                  std::optional<double> low, std::optional<double> high, double ours, bool calibrated) {
  ValidationRow r;
  r.quantity = std::move(quantity);
  r.unit = std::move(unit);
  r.decimals = decimals;
  r.published = published;
  r.low = low;
  r.high = high;
  r.ours = ours;
  r.calibrated = calibrated;
  return r;
}

}  // namespace backroll
