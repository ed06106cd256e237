#include "batch/run_cases.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>
#include <thread>

#include "recording/output_file.hpp"
#include "scenario/input_error.hpp"
#include "scenario/write.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kPassed = 0, kWrongInput = 2, kNoEquilibrium = 3, kMachine = 4;  // exit codes of `backroll run`

struct Process {
  const SweepCase* one = nullptr;
  pid_t pid = 0;
  Clock::time_point start;
};

fs::path case_file(const fs::path& out, const std::string& id) {
  return out / "cases" / (id + ".toml");
}
fs::path case_log(const fs::path& out, const std::string& id) {
  return out / "cases" / (id + ".log");
}

// In the new process: only calls that are safe after fork(). It dies with its parent, even a killed one: two
// processes must not write one folder.
[[noreturn]] void become(const fs::path& program, const fs::path& log, const std::vector<char*>& arguments,
                         pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(kMachine);
  setpgid(0, 0);  // Ctrl-C reaches it once, from its parent
  const int nothing = open("/dev/null", O_RDWR);
  const int words = open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  dup2(nothing, STDIN_FILENO);
  dup2(nothing, STDOUT_FILENO);
  dup2(words < 0 ? nothing : words, STDERR_FILENO);
  execv(program.c_str(), arguments.data());
  _exit(kMachine);
}

Process start(const SweepCase& one, const BatchOptions& options) {
  const fs::path file = case_file(options.out, one.id), log = case_log(options.out, one.id);
  write_text_file(file, write_scenario(*one.scenario));
  std::vector<std::string> words = {options.program.string(),
                                    "run",
                                    file.string(),
                                    "-o",
                                    case_folder(options.out, one.id).string(),
                                    "--force",
                                    "--quiet",
                                    "--threads",
                                    "1"};
  if (options.acknowledge) words.emplace_back("--acknowledge");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  Process process{&one, 0, Clock::now()};
  const pid_t parent = getpid();
  process.pid = fork();
  if (process.pid < 0)
    throw MachineError(options.program.string() + ": cannot be started: " + std::strerror(errno));
  if (process.pid == 0) become(options.program, log, arguments, parent);
  return process;
}

// The program's last line, without its "backroll: ".
std::string last_words(const fs::path& log) {
  std::ifstream file(log);
  std::string line, last;
  while (std::getline(file, line))
    if (!line.empty() && !line.starts_with("backroll: warning:")) last = line;
  if (last.starts_with("backroll: ")) last.erase(0, 10);
  return last;
}

// Paths say where the sweep lies, which differs between machines.
std::string without_folder(std::string text, const fs::path& out) {
  const std::string folder = out.string() + "/";
  for (std::size_t at; (at = text.find(folder)) != std::string::npos;) text.erase(at, folder.size());
  return text;
}

std::string status_in(const fs::path& folder, std::string& message) {
  std::ifstream file(folder / "summary.json");
  const nlohmann::json json = nlohmann::json::parse(file, nullptr, false);
  if (!json.is_object()) return "";
  message = json.value("message", "");
  return json.value("status", "");
}

void judge(const BatchOptions& options, const SweepCase& one, int wait_status, CaseRecord& record) {
  const fs::path log = case_log(options.out, one.id);
  record.reason = without_folder(last_words(log), options.out);
  if (WIFSIGNALED(wait_status)) {
    const int signal = WTERMSIG(wait_status);
    record.status = CaseStatus::crashed;
    record.reason = "ended by signal " + std::to_string(signal) + " (" + strsignal(signal) + ")" +
                    (record.reason.empty() ? "" : ": " + record.reason);
    return;
  }
  std::string message;
  switch (WEXITSTATUS(wait_status)) {
    case kPassed: {
      const std::string status = status_in(case_folder(options.out, one.id), message);
      record.status = status == "complete"  ? CaseStatus::complete
                      : status == "stopped" ? CaseStatus::stopped
                                            : CaseStatus::crashed;
      record.reason = record.status == CaseStatus::complete  ? ""
                      : record.status == CaseStatus::stopped ? message
                                                             : "left no summary.json";
      return;
    }
    case kWrongInput:
      record.status = CaseStatus::wrong_input;
      return;
    case kNoEquilibrium:
      record.status = CaseStatus::failed;
      return;
    case kMachine:
      record.status = CaseStatus::machine;
      return;
    default:
      record.status = CaseStatus::crashed;
      record.reason = "exit code " + std::to_string(WEXITSTATUS(wait_status)) +
                      (record.reason.empty() ? "" : ": " + record.reason);
  }
}

// summary.json and scenario.toml stay, and the CSV files where series are kept.
void tidy(const BatchOptions& options, const SweepCase& one, const CaseRecord& record) {
  std::error_code ignored;
  fs::remove(case_file(options.out, one.id), ignored);
  if (record.has_results()) fs::remove(case_log(options.out, one.id), ignored);
  if (options.keep != Keep::summary || !record.has_results()) return;
  const fs::path folder = case_folder(options.out, one.id);
  for (const char* name :
       {"forces.csv", "regions.csv", "spine.csv", "bones.csv", "person.csv", "spots.csv", "pressure_map.csv"})
    fs::remove(folder / name, ignored);
}

CaseRecord finish(const Process& process, const BatchOptions& options, int wait_status, const rusage& used) {
  CaseRecord record;
  record.id = process.one->id;
  record.version = options.version;
  record.wall_s = std::chrono::duration<double>(Clock::now() - process.start).count();
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  record.cpu_s = seconds(used.ru_utime) + seconds(used.ru_stime);
  judge(options, *process.one, wait_status, record);
  tidy(options, *process.one, record);
  write_case_record(options.out, record);
  return record;
}

std::uintmax_t memory_left() {
  std::ifstream file("/proc/meminfo");
  std::string word;
  std::uintmax_t value = 0;
  while (file >> word)
    if (word == "MemAvailable:" && file >> value) return value << 10;
  return 0;
}

}  // namespace

bool is_done(const fs::path& out, const SweepCase& one, bool retry) {
  const std::optional<CaseRecord> record = read_case_record(out, one.id);
  if (!record || !record->is_final()) return false;
  if (!record->has_results()) return !retry;
  std::error_code error;
  return fs::exists(case_folder(out, one.id) / "summary.json", error);
}

void run_cases(const std::vector<const SweepCase*>& todo, const BatchOptions& options,
               const BatchEvents& events) {
  make_folder(options.out / "cases");
  std::vector<Process> running;
  std::size_t next = 0;
  bool told = false;
  const auto stop_all = [&] {
    for (const Process& process : running) kill(process.pid, SIGINT);
  };
  try {
    while (next < todo.size() || !running.empty()) {
      const bool stopping = events.interrupted();
      if (stopping && !std::exchange(told, true)) stop_all();
      if (stopping && running.empty()) return;
      while (!stopping && next < todo.size() && running.size() < static_cast<std::size_t>(options.jobs)) {
        const SweepCase& one = *todo[next++];
        if (one.scenario) {
          running.push_back(start(one, options));
          continue;
        }
        const CaseRecord record{one.id, CaseStatus::wrong_input, one.error, 0, 0, options.version};
        write_case_record(options.out, record);
        events.done(one, record);
      }
      bool ended = false;
      for (std::size_t p = 0; p < running.size();) {
        int status = 0;
        rusage used{};
        const pid_t pid = wait4(running[p].pid, &status, WNOHANG, &used);
        if (pid == 0) {
          ++p;
          continue;
        }
        const Process process = running[p];
        running.erase(running.begin() + static_cast<std::ptrdiff_t>(p));
        ended = true;
        const bool passed = WIFEXITED(status) && WEXITSTATUS(status) == kPassed;
        if (!told || passed) events.done(*process.one, finish(process, options, status, used));
      }
      if (!ended && !running.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  } catch (...) {
    stop_all();
    for (const Process& process : running) waitpid(process.pid, nullptr, 0);
    throw;
  }
}

int jobs_that_pay(const SweepPlan& plan) {
  constexpr std::array<std::uintmax_t, 3> kNeeds = {150u << 20, 400u << 20, 1000u << 20};  // [bytes]
  std::uintmax_t most = kNeeds[0];
  for (const SweepCase& one : plan.cases)
    if (one.scenario) most = std::max(most, kNeeds[static_cast<std::size_t>(one.scenario->resolution)]);
  const auto cores = std::max(1u, std::thread::hardware_concurrency());
  const std::uintmax_t left = memory_left();
  const std::uintmax_t fit = left == 0 ? cores : std::max<std::uintmax_t>(1, left / most);
  return static_cast<int>(std::min<std::uintmax_t>({cores, fit, plan.cases.size()}));
}

}  // namespace backroll
