#include "cli/run_part.hpp"

#include <cstdio>
#include <vector>

#include "analysis/part_findings.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "recording/output_file.hpp"
#include "recording/part_csv.hpp"
#include "scenario/write.hpp"
#include "session/part.hpp"

namespace backroll {

namespace {

RunOutcome outcome_of(const PartRun& run) {
  RunOutcome outcome;
  outcome.version = version_text();
  const int done = static_cast<int>(run.steps.size());
  if (!run.converged) {
    outcome.status = RunStatus::failed;
    outcome.message = run.message;
  } else if (done < run.planned) {
    outcome.status = RunStatus::interrupted;
    outcome.message =
        "interrupted after " + std::to_string(done) + " of " + std::to_string(run.planned) + " steps";
  }
  return outcome;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

int report_part(const PartFindings& findings, const PartRun& run, const std::filesystem::path& dir,
                bool quiet) {
  const char* name = findings.scenario.c_str();
  if (findings.outcome.status == RunStatus::interrupted) {
    std::fprintf(stderr, "backroll: interrupted; what was computed is in %s\n", dir.string().c_str());
    return kExitInterrupted;
  }
  if (findings.outcome.status == RunStatus::failed)
    std::fprintf(stderr, "backroll: %s: %s; the %d steps before it are in %s\n", name, run.message.c_str(),
                 findings.steps, dir.string().c_str());
  if (!quiet) {
    for (const std::string& line : answer_lines(findings, run)) std::printf("%s\n", line.c_str());
    std::printf("results: %s\n", dir.string().c_str());
  }
  return run.converged ? kExitOk : kExitSolver;
}

}  // namespace

int run_part_scenario(const Scenario& scenario, const std::filesystem::path& dir, const RunOptions& options) {
  const Part& part = scenario.part.value();
  const PartModel model = part_model(part, scenario.subject);
  PartRun run;
  {
    Progress progress(model.title, part_steps(part, scenario.solver.time_step_s), options.quiet);
    run = run_part(part, model, scenario.solver.time_step_s, [&](int done) {
      progress.update(done);
      return !interrupted();
    });
  }
  const PartFindings findings = find_part(scenario.name, part, run, outcome_of(run));
  make_folder(dir);
  write_text_file(dir / "summary.json", summary_json(findings, run));
  write_text_file(dir / "forces.csv", part_csv(run));
  write_text_file(dir / "scenario.toml", write_scenario(scenario));
  return report_part(findings, run, dir, options.quiet);
}

std::string part_description(const Scenario& scenario) {
  const PartModel model = part_model(scenario.part.value(), scenario.subject);
  std::vector<std::string> bodies;
  for (const RigidBody& body : model.rigid.bodies) bodies.push_back(body.name + (body.held ? " (held)" : ""));
  return model.title + "; " + scenario.subject.name + "\n  bodies: " + listed(bodies) +
         "\n  joints: " + listed(model.joint_names);
}

}  // namespace backroll
