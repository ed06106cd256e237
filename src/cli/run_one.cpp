#include "cli/run_one.hpp"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "analysis/summary.hpp"
#include "analysis/text.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "recording/output_file.hpp"
#include "recording/run_reader.hpp"
#include "recording/run_writer.hpp"
#include "report/finish_run.hpp"
#include "report/pressure_map_charts.hpp"
#include "report/report.hpp"
#include "scenario/read.hpp"
#include "scenario/write.hpp"
#include "session/bullet_press.hpp"
#include "session/session.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

RunOutcome advance(Session& session, const Outputs& outputs, bool quiet, const LiveRecord* replay,
                   RunWriter& writer, FinishedRun& run) {
  std::vector<Frame>& frames = run.frames;
  RunOutcome outcome;
  outcome.version = version_text();
  const int steps = replay ? replay->steps : session.total_steps();
  std::size_t next_event = 0;
  Progress progress(session.info().roller, steps, quiet);
  const double interval = outputs.fields_every_s;
  double next_snapshot = interval;
  bool snapshot_written = false;
  const auto snapshot = [&] {
    writer.add(session.snapshot());
    snapshot_written = true;
  };
  try {
    const auto done = [&] {
      return replay ? static_cast<int>(frames.size()) >= steps || !session.stopped().empty() : session.done();
    };
    while (!done() && !interrupted()) {
      for (; replay && next_event < replay->events.size() &&
             replay->events[next_event].step <= static_cast<int>(frames.size());
           ++next_event)
        session.set_controls(replay->events[next_event].controls);
      const double before = frames.empty() ? 0 : frames.back().time_s;
      frames.push_back(session.step());
      if (!run.pressed.empty())
        add_pressure(run.pressed, session.skin_pressure(), frames.back().time_s - before);
      writer.add(frames.back());
      progress.update(done() ? steps : std::min(steps - 1, static_cast<int>(frames.size())));
      snapshot_written = false;
      if (interval > 0 && frames.back().time_s >= next_snapshot - 1e-9) {
        snapshot();
        while (next_snapshot <= frames.back().time_s + 1e-9) next_snapshot += interval;
      }
    }
    if (!session.stopped().empty()) {
      outcome.status = RunStatus::stopped;
      outcome.message = session.stopped();
    } else if (!done()) {
      outcome.status = RunStatus::interrupted;
      outcome.message =
          "interrupted after " + std::to_string(frames.size()) + " of " + std::to_string(steps) + " steps";
    }
  } catch (const SolverError& error) {
    outcome.status = RunStatus::failed;
    outcome.message = error.what();
  }
  if (interval > 0 && !frames.empty() && !snapshot_written && outcome.status != RunStatus::failed) snapshot();
  return outcome;
}

// The loads of a standing load one after the other in Bullet's world, a frame and a snapshot each.
FinishedRun run_in_bullet(const Scenario& scenario, int roller, const fs::path& dir,
                          const std::string& command, bool quiet) {
  const StandingLoad load = standing_load(scenario, roller, LoadMesh::coarse);
  BulletPress press(load);  // before the folder is touched
  const int written = scenario.rollers.size() > 1 ? roller : -1;
  RunWriter writer(dir, load.info, write_scenario(scenario, written), load.tissue.lattice, load.labels,
                   load.label_names, scenario.outputs.fields_every_s > 0);
  FinishedRun run;
  run.dir = dir;
  RunOutcome outcome;
  outcome.version = version_text();
  const int steps = static_cast<int>(load.steps.size());
  Progress progress(load.info.roller, steps, quiet);
  try {
    while (!press.done() && !interrupted()) {
      run.frames.push_back(press.step());
      writer.add(run.frames.back());
      writer.add(press.snapshot());
      progress.update(static_cast<int>(run.frames.size()));
    }
    if (!press.done()) {
      outcome.status = RunStatus::interrupted;
      outcome.message = "interrupted after " + std::to_string(run.frames.size()) + " of " +
                        std::to_string(steps) + " loads";
    }
  } catch (const SolverError& error) {
    outcome.status = RunStatus::failed;
    outcome.message = error.what();
  }
  run.findings = finish_run(writer, load.info, run.frames, outcome, scenario, roller, command, {});
  return run;
}

}  // namespace

FinishedRun run_one(const Scenario& scenario, int roller, const fs::path& dir, const std::string& command,
                    bool quiet, const LiveRecord* replay) {
  if (scenario.solver.engine == Engine::bullet) return run_in_bullet(scenario, roller, dir, command, quiet);
  Session session(scenario, roller);  // before the folder is touched
  const int written = scenario.rollers.size() > 1 ? roller : -1;
  RunWriter writer(dir, session.info(), write_scenario(scenario, written), session.lattice(),
                   session.labels(), session.label_names(), scenario.outputs.fields_every_s > 0);
  FinishedRun run;
  run.dir = dir;
  if (session.back()) run.pressed = pressure_map(*session.back());
  const RunOutcome outcome = advance(session, scenario.outputs, quiet, replay, writer, run);
  run.findings =
      finish_run(writer, session.info(), run.frames, outcome, scenario, roller, command, run.pressed);
  if (replay) write_events(dir, *replay);
  return run;
}

FinishedRun read_finished(const fs::path& dir) {
  RecordedRun recorded = read_run(dir);
  FinishedRun run;
  run.dir = dir;
  RunOutcome outcome;
  outcome.status = recorded.status == "complete"      ? RunStatus::complete
                   : recorded.status == "stopped"     ? RunStatus::stopped
                   : recorded.status == "interrupted" ? RunStatus::interrupted
                                                      : RunStatus::failed;
  outcome.message = recorded.message;
  outcome.version = recorded.version;
  run.frames = std::move(recorded.frames);
  run.findings = find(recorded.info, run.frames, outcome);
  run.pressed = read_pressure_map(dir);
  return run;
}

std::vector<FinishedRun> read_finished(const std::vector<fs::path>& folders) {
  std::vector<FinishedRun> runs;
  for (const fs::path& dir : folders) {
    const FolderState state = inspect_folder(dir);
    if (state.kind == FolderKind::comparison && !state.runs.empty())
      for (const std::string& run : state.runs) runs.push_back(read_finished(dir / run));
    else
      runs.push_back(read_finished(dir));
  }
  return runs;
}

ReportContext comparison_context(const Comparison& comparison, const std::vector<FinishedRun>& runs,
                                 const std::string& command) {
  ReportContext context;
  context.title = joined(comparison.names);
  context.description =
      "Runs set side by side by backroll compare; each has its own report beside its figures.";
  for (const FinishedRun& run : runs)
    context.facts.emplace_back(run.findings.info.scenario + ", " + run.findings.info.roller_name,
                               run.dir.string());
  for (const FinishedRun& run : runs)
    for (InputSource& input : input_sources(read_scenario(run.dir / "scenario.toml"), -1))
      if (std::find(context.sources.begin(), context.sources.end(), input) == context.sources.end())
        context.sources.push_back(std::move(input));
  context.command = command;
  return context;
}

std::vector<Chart> charts_of(const FinishedRun& run) {
  return all_run_charts(run.findings, run.frames, run.pressed,
                        read_scenario(run.dir / "scenario.toml").subject.tight_spots);
}

std::vector<Chart> charts_of(const Comparison& comparison, const std::vector<FinishedRun>& runs) {
  std::vector<const std::vector<Frame>*> frames;
  frames.reserve(runs.size());
  for (const FinishedRun& run : runs) frames.push_back(&run.frames);
  std::vector<Chart> charts = comparison_charts(comparison, frames);
  std::vector<PressedRun> pressed;
  for (std::size_t r = 0; r < comparison.runs.size(); ++r)
    pressed.push_back({comparison.names[r], &comparison.runs[r].info,
                       &runs.at(static_cast<std::size_t>(comparison.order[r])).pressed});
  for (Chart& chart : pressure_map_charts(pressed)) charts.push_back(std::move(chart));
  return charts;
}

Comparison compare_runs(const std::vector<FinishedRun>& runs, const std::vector<int>& cases) {
  std::vector<Findings> findings;
  std::set<std::string> rollers;
  for (const FinishedRun& run : runs) {
    findings.push_back(run.findings);
    rollers.insert(run.findings.info.roller_name);
  }
  Comparison comparison = compare(std::move(findings));
  for (std::size_t r = 0; r < comparison.names.size() && r < cases.size() && rollers.size() < runs.size();
       ++r)
    comparison.names[r] = "case " + std::to_string(cases.at(static_cast<std::size_t>(comparison.order[r])));
  return comparison;
}

void write_comparison(const fs::path& dir, const Comparison& comparison, const std::vector<FinishedRun>& runs,
                      const ReportContext& context, const Outputs& outputs) {
  make_folder(dir);
  std::vector<Chart> charts;
  if (outputs.charts || outputs.report) charts = charts_of(comparison, runs);
  if (outputs.charts) write_charts(dir, charts);
  remove_report(dir);
  if (outputs.report) {
    ReportContext linked = context;
    std::error_code error;
    for (const FinishedRun& run : runs)
      if (fs::exists(run.dir / "report.html", error))
        linked.run_folders.push_back(fs::proximate(run.dir, dir, error).generic_string());
    write_report(dir, report_html(comparison, charts, linked));
  }
  write_text_file(dir / "summary.json", summary_json(comparison));
}

}  // namespace backroll
