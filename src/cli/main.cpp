// backroll: sub-commands, and what an exception means for the exit code.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "batch/sweep.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/usage.hpp"
#include "scenario/input_error.hpp"
#include "scenario/parameters.hpp"
#include "session/session.hpp"

namespace backroll {

namespace {

constexpr int kMostThreads = 1024;

struct Arguments {
  std::string scenario, replay, topic, help_topic;
  std::vector<std::string> inputs;
  std::string output;
  RunOptions options;
  ViewArguments view;
  RenderArguments render;
  InspectArguments inspect;
  PlanArguments plan;
  ValidateArguments validate;
  CrosscheckArguments crosscheck;
  ResponsesArguments responses;
  SweepArguments sweep;
  ChartArguments chart;
  ReportArguments report;
  ExportArguments exported;
  bool markdown = false;
};

void add_acknowledge(CLI::App& command, bool& to) {
  command.add_flag("--acknowledge", to,
                   "run although a condition of the subject refuses it (backroll list conditions)");
}

void add_run_options(CLI::App& command, Arguments& to) {
  command.add_option("-o,--output", to.output, "folder of the results (default: results/<scenario name>)");
  command.add_flag("--force", to.options.force, "overwrite the results of another scenario");
  command
      .add_option("--threads", to.options.threads, "threads, 0 = all cores (default: as the scenario says)")
      ->check(CLI::Range(0, kMostThreads));
  command.add_flag("-q,--quiet", to.options.quiet, "print errors only");
  add_acknowledge(command, to.options.acknowledge);
}

constexpr int kWidest = 16384;  // [pixels]

void set_up_view(CLI::App& app, ViewArguments& to) {
  CLI::App* view = app.add_subcommand("view", "Open the 3-D viewer: a scenario live, or recorded runs");
  view->add_option("SCENARIO_OR_RUN_DIR", to.inputs,
                   "a scenario to run live, the folder of a run or of a comparison, or two runs to compare; "
                   "nothing: the "
                   "medium roller on the average man")
      ->expected(0, 2);
  view->add_option("--shader-dir", to.shader_dir, "read the shaders from this folder instead of the program");
  view->add_option("--ui-script", to.ui_script,
                   "play the actions of this file in a hidden window; needs no display");
  view->add_option("--ui-scale", to.ui_scale, "size of text and widgets (default: as the screen says)")
      ->check(CLI::Range(0.5, 4.0));
  view->add_flag("--forget", to.forget, "neither read nor write the remembered settings");
  add_acknowledge(*view, to.acknowledge);
  view->add_option("--width", to.width, "of the window")->check(CLI::Range(320, kWidest));
  view->add_option("--height", to.height, "of the window")->check(CLI::Range(240, kWidest));
}

void set_up_render(CLI::App& app, RenderArguments& to) {
  CLI::App* render = app.add_subcommand("render", "Save pictures or a video of a run; needs no display");
  render
      ->add_option("RUN_DIR_OR_SCENARIO", to.inputs,
                   "the folder of a run, two to compare, or a scenario to compute")
      ->required()
      ->expected(1, 2);
  render->add_option("-o,--output", to.output, "FILE.png, FILE.mp4, FILE.gif, or FILE.glb (glTF)")
      ->required();
  CLI::Option* time =
      render->add_option("--time", to.times, "moment of the run, s (default: its end)")->expected(1, -1);
  render->add_option("--every", to.every_s, "a picture every so many seconds of the run")
      ->check(CLI::PositiveNumber)
      ->excludes(time);
  render->add_option("--from", to.from_s, "with --every: start, s")->check(CLI::NonNegativeNumber);
  render->add_option("--to", to.to_s, "with --every: end, s")->check(CLI::PositiveNumber);
  render->add_option("--fps", to.fps, "pictures a second of the video (default: real time)")
      ->check(CLI::PositiveNumber);
  render->add_option("--view", to.view,
                     "oblique, back, side, under, front, top or section (default: oblique)");
  render->add_option("--section", to.section, "cut open: axial or sagittal");
  render->add_option("--level", to.level,
                     "axial section at this level, T1 to L5 (default: where the roller is)");
  render->add_option("--section-mm", to.section_mm, "sagittal section so far right of the midline, mm");
  render->add_flag("--section-stress", to.section_stress, "the cut shows the field instead of the tissues");
  render->add_option("--field", to.field,
                     "pressure, stress, strain, dose, force (on bones), muscle or none (default: pressure)");
  render->add_option("--range", to.range, "upper end of the colours, in the field's unit")
      ->check(CLI::PositiveNumber);
  render
      ->add_option("--layer", to.layers,
                   "LAYER=OPACITY of skin, muscle, bone, roller, floor, person; 0 hides it")
      ->expected(1, -1);
  render->add_flag("--arrows", to.arrows, "arrows for the forces on the vertebrae");
  render->add_flag("--mesh-lines", to.mesh_lines, "lines of the mesh");
  render->add_flag("--difference", to.difference, "of two runs: B - A on A");
  render->add_flag("--light", to.light, "light background");
  render->add_option("--zoom", to.zoom, "nearer (above 1) or farther")->check(CLI::Range(0.1, 20.0));
  add_acknowledge(*render, to.acknowledge);
  render->add_option("--width", to.width, "pixels (default 1280)")->check(CLI::Range(64, kWidest));
  render->add_option("--height", to.height, "pixels (default 720)")->check(CLI::Range(64, kWidest));
  render->add_option("--ui-scale", to.ui_scale, "size of the texts")->check(CLI::Range(0.5, 4.0));
  render->add_option("--shader-dir", to.shader_dir,
                     "read the shaders from this folder instead of the program");
}

void set_up_inspect(CLI::App& app, InspectArguments& to) {
  CLI::App* inspect = app.add_subcommand(
      "inspect", "Measures of a subject's back beside published ones, pictures of sections");
  inspect
      ->add_option("SUBJECT_OR_SCENARIO", to.subject,
                   "a subject of the catalogue (backroll list subjects), or a scenario's file")
      ->required();
  inspect
      ->add_option("--resolution", to.resolution,
                   "live, standard or fine (default: as the scenario says, or standard)")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Resolution>{
          {"live", Resolution::live}, {"standard", Resolution::standard}, {"fine", Resolution::fine}}));
  inspect->add_option("-o,--output,--out", to.output,
                      "folder of the pictures (default: results/inspect-<id>)");
  inspect->add_flag("--no-pictures", to.no_pictures, "measures only");
  CLI::Option* json = inspect->add_flag("--json", to.json, "measures as JSON");
  inspect->add_flag("--markdown", to.markdown, "the rows with a verdict as Markdown tables")->excludes(json);
}

// The words of an enum, in its order, each with its value.
template <class Value>
std::map<std::string, Value> choices(const std::vector<std::string>& words) {
  std::map<std::string, Value> all;
  for (std::size_t n = 0; n < words.size(); ++n) all[words[n]] = static_cast<Value>(n);
  return all;
}

constexpr int kMostWeeks = 26;

void set_up_plan(CLI::App& app, PlanArguments& to) {
  CLI::App* plan = app.add_subcommand(
      "plan", "Some weeks of rolling for a person: how often, how long, how hard, with the reasons");
  plan->add_option("SUBJECT_OR_SCENARIO", to.subject,
                   "a subject of the catalogue (backroll list subjects), or a scenario's file")
      ->required();
  plan->add_option("--goal", to.goal, "mobility, tension, recovery or posture")
      ->required()
      ->transform(CLI::CheckedTransformer(choices<Goal>(goal_words())));
  plan->add_option("--weeks", to.weeks, "how many (default 4)")->check(CLI::Range(1, kMostWeeks));
  plan->add_option("--experience", to.experience, "beginner, regular or athlete (default: beginner)")
      ->transform(CLI::CheckedTransformer(choices<Experience>(experience_words())));
  plan->add_option("--start", to.start, "first day, as 2026-11-30 (default: today)");
  plan->add_option("-o,--output", to.output,
                   "folder of plan.html, plan.csv and plan.ics (default: results/plan-<id>)");
  plan->add_flag("-q,--quiet", to.quiet, "print errors only");
  add_acknowledge(*plan, to.acknowledge);
}

void set_up_sweep(CLI::App& app, Arguments& to) {
  CLI::App* sweep = app.add_subcommand(
      "sweep", "Run many cases of a scenario, some at a time: tables, effects, charts (backroll help sweep)");
  SweepArguments& s = to.sweep;
  sweep->add_option("SWEEP", s.file, "the sweep's file")->required();
  sweep->add_option("-o,--output", s.output, "folder of the results (default: results/<sweep name>)");
  sweep->add_option("-j,--jobs", s.jobs, "cases at a time (default: one a core, while memory lasts)")
      ->check(CLI::Range(1, kMostThreads));
  CLI::Option* dry = sweep->add_flag("--dry-run", s.dry_run, "show the cases, run nothing");
  sweep->add_flag("--resume", s.resume, "go on with a sweep that is there (done cases are never run again)");
  sweep->add_flag("--retry-failed", s.retry_failed, "run cases that failed again");
  CLI::Option* shard = sweep->add_option("--shard", s.shard, "i/n: only every n-th case, from the i-th on");
  sweep
      ->add_option("--slurm", s.slurm,
                   "write job scripts for Slurm into OUTPUT/slurm instead, for so many tasks (default 32)")
      ->expected(0, 1)
      ->default_str("0")
      ->check(CLI::Range(0, 10000))
      ->excludes(shard)
      ->excludes(dry);
  sweep->add_flag("--submit", s.submit, "with --slurm: hand them to sbatch")->needs("--slurm");
  sweep->add_flag("--force", s.force, "use the folder of another sweep");
  sweep->add_flag("-q,--quiet", s.quiet, "print errors only");
  add_acknowledge(*sweep, s.acknowledge);

  CLI::App* merge = app.add_subcommand(
      "merge", "Make the tables of a sweep from what is done, or from the folders of its shards");
  merge->add_option("SWEEP_DIR", to.inputs, "folders of the same sweep")->required();
  merge->add_option("-o,--output", to.output, "where to (default: the first folder)");
  merge->add_flag("-q,--quiet", to.options.quiet, "print errors only");
}

constexpr double kColumn = 85, kPage = 180;  // [mm]

void set_up_pages(CLI::App& app, Arguments& to) {
  CLI::App* chart = app.add_subcommand(
      "chart", "One chart of a run, of runs side by side or of a sweep, as SVG, PNG or PDF");
  chart->add_option("RUN_OR_SWEEP_DIR", to.chart.inputs, "folders of results")->required();
  chart->add_option("--case", to.chart.cases, "cases of the sweep, by number, instead of the whole");
  chart->add_option("--kind", to.chart.kind, "which; without it the kinds there are get listed");
  chart->add_option("-o,--output", to.chart.output, "FILE.svg, FILE.png or FILE.pdf");
  chart
      ->add_option("--width-mm", to.chart.width_mm,
                   "on paper: 85 for a column, 170 for two (default); words keep their size")
      ->check(CLI::Range(kColumn, kPage));

  CLI::App* exported =
      app.add_subcommand("export", "A run for other tools: forces for OpenSim (.sto), fields for VTK (.vtu)");
  exported->add_option("RUN_DIR", to.exported.run, "folder of a run")->required();
  exported->add_option("-o,--output", to.exported.output, "FILE.sto or FILE.vtu")->required();
  exported->add_option("--time", to.exported.time_s, "moment of the snapshot, s (default: the last)");

  CLI::App* report = app.add_subcommand(
      "report", "Make the page of a run, of runs side by side or of a sweep again, with 3-D pictures");
  report->add_option("RUN_OR_SWEEP_DIR", to.report.inputs, "folders of results")->required();
  report->add_option("--case", to.report.cases, "cases of the sweep, by number, instead of the whole");
  report->add_option("-o,--output", to.report.output, "FILE.html (default: report.html in the first folder)");
}

void set_up_validate(CLI::App& app, ValidateArguments& to) {
  CLI::App* validate =
      app.add_subcommand("validate", "Run published experiments and set the results beside theirs");
  validate->add_option("CASE", to.cases, "cases as --list names them (default: all)");
  validate->add_flag("--list", to.list, "name the cases, run nothing");
  CLI::Option* json = validate->add_flag("--json", to.json, "result as JSON");
  validate->add_flag("--markdown", to.markdown, "result as docs/validation.md")->excludes(json);
}

void set_up(CLI::App& app, Arguments& to) {
  app.set_version_flag("--version", "backroll " + version_text());
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 ok, 1 a check failed, 2 wrong input or usage, 3 no equilibrium found, 4 the machine "
      "lacks something, 130 "
      "interrupted.");

  CLI::App* run = app.add_subcommand("run", "Run a scenario and write its results");
  CLI::Option* scenario = run->add_option("SCENARIO", to.scenario, "scenario file");
  CLI::Option* replay =
      run->add_option("--replay", to.replay, "folder of a recorded live run: run it again with its events");
  scenario->excludes(replay);
  add_run_options(*run, to);

  CLI::App* compare = app.add_subcommand("compare", "Set runs side by side; runs what is not yet run");
  compare->add_option("SCENARIO_OR_DIR", to.inputs, "scenario files and folders of results")->required();
  add_run_options(*compare, to);

  CLI::App* advise = app.add_subcommand(
      "advise", "Run a scenario in other ways too and say what lowers the load over the spine");
  advise->add_option("SCENARIO", to.scenario, "scenario file")->required();
  add_run_options(*advise, to);

  set_up_view(app, to.view);
  set_up_render(app, to.render);

  set_up_inspect(app, to.inspect);
  set_up_plan(app, to.plan);
  set_up_validate(app, to.validate);
  set_up_sweep(app, to);
  set_up_pages(app, to);

  CLI::App* crosscheck = app.add_subcommand(
      "crosscheck", "Press in Bullet's deformable world too and set both engines side by side");
  crosscheck->add_option("SCENARIO", to.crosscheck.scenario, "scenario file")->required();
  crosscheck->add_option("--tets", to.crosscheck.tets, "specimen: about so many tetrahedra (default: 2000)")
      ->check(CLI::Range(384, 40000));
  crosscheck->add_flag("--whole", to.crosscheck.whole,
                       "back: on its whole lattice instead of every second node (CPU minutes)");
  crosscheck->add_flag("--json", to.crosscheck.json, "result as JSON");

  CLI::App* responses =
      app.add_subcommand("responses", "The models of the tissue's response beside published figures");
  responses->add_option("-o,--output", to.responses.output, "write a chart of each model to this folder");
  responses->add_flag("--markdown", to.responses.markdown, "as docs/response-models.md");

  CLI::App* check = app.add_subcommand("check", "Read and validate a scenario, run nothing");
  check->add_option("SCENARIO", to.inputs, "scenario files")->required();

  CLI::App* list = app.add_subcommand("list", "Show a catalogue");
  list->add_option("WHAT", to.topic,
                   "rollers, subjects, muscles, tissues, conditions, protocols or scenarios")
      ->required();

  CLI::App* help = app.add_subcommand("help", "Explain a command, or every key of a scenario");
  help->add_option("TOPIC", to.help_topic, "scenario, or a command");
  help->add_flag("--markdown", to.markdown, "help scenario: as docs/scenario-reference.md");
}

int help_command(CLI::App& app, const Arguments& given) {
  if (given.help_topic == "scenario") {
    const std::string text = given.markdown ? reference_markdown() : reference_text();
    std::fputs(text.c_str(), stdout);
    return kExitOk;
  }
  if (given.help_topic == "sweep") {
    const std::string text = given.markdown ? sweep_reference_markdown() : sweep_reference_text();
    std::fputs((given.markdown ? "" : app.get_subcommand("sweep")->help() + "\n").c_str(), stdout);
    std::fputs(text.c_str(), stdout);
    return kExitOk;
  }
  if (given.help_topic.empty()) {
    // app.help() would show the sub-command that was chosen, help itself.
    std::fputs(app.get_formatter()->make_help(&app, app.get_name(), CLI::AppFormatMode::Normal).c_str(),
               stdout);
    return kExitOk;
  }
  std::vector<std::string> topics = command_names(app);
  if (std::find(topics.begin(), topics.end(), given.help_topic) == topics.end()) {
    topics.push_back("scenario");
    throw InputError(unknown_word("help topic", given.help_topic, topics));
  }
  std::fputs(app.get_subcommand(given.help_topic)->help().c_str(), stdout);
  return kExitOk;
}

int dispatch(CLI::App& app, Arguments& given) {
  given.options.output = given.output;
  if (app.got_subcommand("run")) {
    if (!given.replay.empty()) return replay_command(given.replay, given.options);
    if (given.scenario.empty()) throw InputError("run: give a SCENARIO, or --replay RUN_DIR");
    return run_command(given.scenario, given.options);
  }
  if (app.got_subcommand("compare"))
    return compare_command({given.inputs.begin(), given.inputs.end()}, given.options);
  if (app.got_subcommand("advise")) return advise_command(given.scenario, given.options);
  if (app.got_subcommand("sweep")) return sweep_command(given.sweep);
  if (app.got_subcommand("chart")) return chart_command(given.chart);
  if (app.got_subcommand("export")) return export_command(given.exported);
  if (app.got_subcommand("report")) return report_command(given.report);
  if (app.got_subcommand("merge"))
    return merge_command({given.inputs.begin(), given.inputs.end()}, given.output, given.options.quiet);
  if (app.got_subcommand("view")) return view_command(given.view);
  if (app.got_subcommand("render")) return render_command(given.render);
  if (app.got_subcommand("inspect")) return inspect_command(given.inspect);
  if (app.got_subcommand("plan")) return plan_command(given.plan);
  if (app.got_subcommand("validate")) return validate_command(given.validate);
  if (app.got_subcommand("crosscheck")) return crosscheck_command(given.crosscheck);
  if (app.got_subcommand("responses")) return responses_command(given.responses);
  if (app.got_subcommand("check")) return check_command({given.inputs.begin(), given.inputs.end()});
  if (app.got_subcommand("list")) {
    const auto& topics = list_topics();
    if (std::find(topics.begin(), topics.end(), given.topic) == topics.end())
      throw InputError(unknown_word("catalogue", given.topic, topics));
    return list_command(given.topic);
  }
  return help_command(app, given);
}

int run_program(int argc, char** argv) {
  CLI::App app("Backroll: what muscles and spine carry when a back rolls on a roller", "backroll");
  Arguments given;
  set_up(app, given);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    app.exit(success);
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    std::fprintf(stderr, "backroll: %s\n", usage_message(app, error, {argv + 1, argv + argc}).c_str());
    return kExitInput;
  }
  watch_interrupts();
  return dispatch(app, given);
}

}  // namespace

}  // namespace backroll

int main(int argc, char** argv) {
  using namespace backroll;
  int code = kExitMachine;
  try {
    code = run_program(argc, argv);
  } catch (const InputError& error) {
    std::fprintf(stderr, "backroll: %s\n", error.what());
    code = kExitInput;
  } catch (const SolverError& error) {
    std::fprintf(stderr, "backroll: %s\n", error.what());
    code = kExitSolver;
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "backroll: out of memory\n");
  } catch (const std::exception& error) {  // MachineError, file systems
    std::fprintf(stderr, "backroll: %s\n", error.what());
  }
  if (std::fflush(stdout) != 0 && code == kExitOk) {
    std::fprintf(stderr, "backroll: the output could not be written\n");
    code = kExitMachine;
  }
  // HDF5's own clean-up crashes where a file could not be written; everything of ours is closed by now.
  if (code == kExitMachine) std::_Exit(code);
  return code;
}
