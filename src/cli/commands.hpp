// The sub-commands. Each returns an exit code; wrong input, a solver that gives up and a machine that lacks
// something come as exceptions that main() turns into exit codes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/plan.hpp"
#include "scenario/scenario.hpp"

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
  bool acknowledge = false;  // conditions that refuse a run only warn
};

int run_command(const std::filesystem::path& scenario, const RunOptions& options);
// The recorded live run in `dir` again, with its events, to the scenario's tolerance.
int replay_command(const std::filesystem::path& dir, const RunOptions& options);
int compare_command(const std::vector<std::filesystem::path>& inputs, const RunOptions& options);
// The scenario in short, and variations of it, each run in a folder of its own (default:
// results/<name>_advice).
int advise_command(const std::filesystem::path& scenario, const RunOptions& options);
struct ViewArguments {
  std::vector<std::filesystem::path> inputs;
  std::filesystem::path shader_dir, ui_script;
  double ui_scale = 0;
  bool forget = false, acknowledge = false;
  int width = 0, height = 0;
};
int view_command(const ViewArguments& given);

struct RenderArguments {
  std::vector<std::filesystem::path> inputs;
  std::vector<double> times;
  double every_s = 0, from_s = 0, to_s = 0, fps = 0;
  std::string view = "oblique", section, level, field = "pressure";
  std::vector<std::string> layers;
  double section_mm = 0, range = 0, zoom = 1, ui_scale = 1;
  bool section_stress = false, light = false, arrows = false, mesh_lines = false, difference = false;
  bool acknowledge = false;
  int width = 1280, height = 720;
  std::filesystem::path output, shader_dir;
};
int render_command(const RenderArguments& given);

struct InspectArguments {
  std::string subject;  // id of the catalogue, or a scenario's file
  std::optional<Resolution> resolution;
  std::filesystem::path output;  // of the pictures; empty: results/inspect-<id>
  bool json = false, markdown = false, no_pictures = false;
};
int inspect_command(const InspectArguments& given);

struct ValidateArguments {
  std::vector<std::string> cases;  // ids; none: all
  bool list = false, json = false, markdown = false;
};
// kExitCheck when a row is outside.
int validate_command(const ValidateArguments& given);

struct PlanArguments {
  std::string subject;  // id of the catalogue, or a scenario's file
  Goal goal = Goal::mobility;
  Experience experience = Experience::beginner;
  int weeks = 4;
  std::string start;             // "2026-11-30"; empty: today
  std::filesystem::path output;  // empty: results/plan-<id>
  bool acknowledge = false, quiet = false;
};
int plan_command(const PlanArguments& given);

struct CrosscheckArguments {
  std::filesystem::path scenario;
  std::optional<int> tets;  // specimen only
  bool whole = false;       // back only: on its own lattice
  bool json = false;
};
// kExitCheck when the engines differ by more than they should.
int crosscheck_command(const CrosscheckArguments& given);

struct ResponsesArguments {
  std::filesystem::path output;  // folder of the charts; empty: none
  bool markdown = false;
};
int responses_command(const ResponsesArguments& given);

struct SweepArguments {
  std::filesystem::path file, output;  // output empty: results/<sweep name>
  int jobs = 0;                        // 0: as many as pay
  bool dry_run = false, resume = false, retry_failed = false, force = false, acknowledge = false,
       quiet = false;
  std::string shard;  // "2/8"; empty: all
  int slurm = -1;     // tasks of the array; 0: as many as fit, -1: no scripts
  bool submit = false;
};
// kExitCheck when a case has no results.
int sweep_command(const SweepArguments& given);
// The tables of folders with parts of one sweep; in the first, or in `output`.
int merge_command(const std::vector<std::filesystem::path>& folders, const std::filesystem::path& output,
                  bool quiet);

struct ChartArguments {
  std::vector<std::string> inputs;  // folders of runs, or of one sweep
  std::vector<int> cases;           // of the sweep, instead of the whole
  std::string kind;                 // empty: name the kinds there are
  std::filesystem::path output;
  double width_mm = 170;
};
int chart_command(const ChartArguments& given);

struct ExportArguments {
  std::filesystem::path run, output;  // the ending of `output` says what
  std::optional<double> time_s;       // of the snapshot; nothing: the last
};
int export_command(const ExportArguments& given);

struct ReportArguments {
  std::vector<std::string> inputs;  // folders of runs, or of one sweep
  std::vector<int> cases;           // of the sweep, instead of the whole
  std::filesystem::path output;     // empty: report.html in the first folder
};
// The page of a run, of several side by side or of a sweep, made again, with 3-D pictures.
int report_command(const ReportArguments& given);

int check_command(const std::vector<std::filesystem::path>& scenarios);
int list_command(const std::string& what);  // one of list_topics()
const std::vector<std::string>& list_topics();

std::string version_text();  // "0.1.0"

}  // namespace backroll
