// backroll: sub-commands, and what an exception means for the exit code.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

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
  std::string scenario, topic, help_topic;
  std::vector<std::string> inputs;
  std::string output;
  RunOptions options;
  bool markdown = false;
};

void add_run_options(CLI::App& command, Arguments& to) {
  command.add_option("-o,--output", to.output, "folder of the results (default: results/<scenario name>)");
  command.add_flag("--force", to.options.force, "overwrite the results of another scenario");
  command
      .add_option("--threads", to.options.threads, "threads, 0 = all cores (default: as the scenario says)")
      ->check(CLI::Range(0, kMostThreads));
  command.add_flag("-q,--quiet", to.options.quiet, "print errors only");
}

void set_up(CLI::App& app, Arguments& to) {
  app.set_version_flag("--version", "backroll " + version_text());
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 ok, 2 wrong input or usage, 3 no equilibrium found, 4 the machine lacks something, 130 "
      "interrupted.");

  CLI::App* run = app.add_subcommand("run", "Run a scenario and write its results");
  run->add_option("SCENARIO", to.scenario, "scenario file")->required();
  add_run_options(*run, to);

  CLI::App* compare = app.add_subcommand("compare", "Set runs side by side; runs what is not yet run");
  compare->add_option("SCENARIO_OR_DIR", to.inputs, "scenario files and folders of results")->required();
  add_run_options(*compare, to);

  CLI::App* check = app.add_subcommand("check", "Read and validate a scenario, run nothing");
  check->add_option("SCENARIO", to.inputs, "scenario files")->required();

  CLI::App* list = app.add_subcommand("list", "Show a catalogue");
  list->add_option("WHAT", to.topic, "rollers, subjects, muscles, tissues or scenarios")->required();

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
  if (app.got_subcommand("run")) return run_command(given.scenario, given.options);
  if (app.got_subcommand("compare"))
    return compare_command({given.inputs.begin(), given.inputs.end()}, given.options);
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
