// backroll plan: short simulated runs of the person, then some weeks laid out within the limits.
#include <chrono>
#include <cstdio>
#include <ctime>

#include "analysis/plan.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/subject_word.hpp"
#include "cli/weigh_conditions.hpp"
#include "recording/output_file.hpp"
#include "report/plan_page.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "session/session.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

// A stroke over the middle of the thoracic spine and a hold at T8; the load follows from the posture.
Scenario trial_scenario(const Subject& subject, const std::string& roller, const char* posture) {
  Scenario scenario = parse_scenario(
      "schema = 1\nname = \"plan\"\n[[roller]]\nid = \"" + roller + "\"\n[support]\nposture = \"" + posture +
          "\"\n[load]\nsource = \"statics\"\n[[phase]]\nkind = \"approach\"\nlevel = \"T6\"\nduration_s = 1\n"
          "[[phase]]\nkind = \"roll\"\nfrom_level = \"T6\"\nto_level = \"T8\"\nspeed_mm_s = 40\n"
          "[[phase]]\nkind = \"hold\"\nlevel = \"T8\"\nduration_s = 1\n"
          "[solver]\ntime_step_s = 0.05\n",
      "plan");
  scenario.subject = subject;
  return scenario;
}

// Interrupted: what was computed until then.
PlanTrial run_trial(const Subject& subject, const PlanRequest& request, const char* posture,
                    const std::string& position, bool quiet) {
  Session session(trial_scenario(subject, first_roller(request), posture), 0);
  std::vector<Frame> frames;
  Progress progress(position, session.total_steps(), quiet);
  while (!session.done() && !interrupted()) {
    frames.push_back(session.step());
    progress.update(static_cast<int>(frames.size()));
  }
  return plan_trial(position, find(session.info(), frames, {}), request.experience);
}

std::chrono::sys_days today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return std::chrono::year_month_day{std::chrono::year(local.tm_year + 1900),
                                     std::chrono::month(static_cast<unsigned>(local.tm_mon + 1)),
                                     std::chrono::day(static_cast<unsigned>(local.tm_mday))};
}

std::string stamp_now() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[20];
  std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
  return text;
}

std::string command_of(const PlanArguments& given, const PlanRequest& request, const fs::path& dir) {
  return "backroll plan " + given.subject + " --goal " +
         goal_words()[static_cast<std::size_t>(request.goal)] + " --weeks " + std::to_string(request.weeks) +
         " --experience " + experience_words()[static_cast<std::size_t>(request.experience)] + " --start " +
         day_text(request.start) + (given.acknowledge ? " --acknowledge" : "") + " -o " + dir.string();
}

}  // namespace

int plan_command(const PlanArguments& given) {
  const SubjectChoice chosen = subject_of(given.subject);
  PlanRequest request;
  request.goal = given.goal;
  request.experience = given.experience;
  request.weeks = given.weeks;
  request.start = given.start.empty() ? today() : parse_day(given.start);
  weigh_conditions(chosen.subject, given.acknowledge);
  PlanTrials trials;
  trials.hips_down = run_trial(chosen.subject, request, "hips_down", "hips down", given.quiet);
  if (!interrupted()) trials.hips_up = run_trial(chosen.subject, request, "hips_up", "hips up", given.quiet);
  if (interrupted()) return kExitInterrupted;
  const Plan plan = lay_out_plan(request, chosen.subject, trials);
  const fs::path dir = given.output.empty() ? fs::path("results") / ("plan-" + chosen.id) : given.output;
  make_folder(dir);
  write_text_file(dir / "plan.html", plan_html(plan, command_of(given, request, dir), version_text()));
  write_text_file(dir / "plan.csv", plan_csv(plan));
  write_text_file(dir / "plan.ics", plan_ics(plan, stamp_now(), version_text()));
  if (!given.quiet)
    std::fputs((plan_table(plan) + "plan: " + (dir / "plan.html").string() + "\n").c_str(), stdout);
  return kExitOk;
}

}  // namespace backroll
