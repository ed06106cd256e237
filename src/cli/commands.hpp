// The sub-commands. Each returns an exit code; wrong input, a solver that gives up and a machine that lacks
// something come as exceptions that main() turns into exit codes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace backroll {

enum ExitCode {
  kExitOk = 0,
  kExitCheck = 1,
  kExitInput = 2,
  kExitSolver = 3,
  kExitMachine = 4,
  kExitInterrupted = 130
};

struct RunOptions {
  std::filesystem::path output;  // empty: results/<scenario name>
  bool force = false;
  int threads = -1;  // -1: as the scenario says
  bool quiet = false;
};

int run_command(const std::filesystem::path& scenario, const RunOptions& options);
int compare_command(const std::vector<std::filesystem::path>& inputs, const RunOptions& options);
int check_command(const std::vector<std::filesystem::path>& scenarios);
int list_command(const std::string& what);  // one of list_topics()
const std::vector<std::string>& list_topics();

std::string version_text();  // "0.1.0"

}  // namespace backroll
