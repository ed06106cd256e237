#include "cli/program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace backroll {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void become(const fs::path& folder, std::vector<char*>& argv, const fs::path& out,
                         const fs::path& err, unsigned long largest_file) {
  const int out_file = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int err_file = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (out_file >= 0 && err_file >= 0 && chdir(folder.c_str()) == 0) {
    dup2(out_file, STDOUT_FILENO);
    dup2(err_file, STDERR_FILENO);
    const rlimit limit = {largest_file, largest_file};
    if (largest_file > 0) setrlimit(RLIMIT_FSIZE, &limit);
    execv(argv[0], argv.data());
  }
  _exit(127);
}

}  // namespace

StartedProgram::StartedProgram(const fs::path& folder, const std::vector<std::string>& arguments,
                               const std::string& out_file, unsigned long largest_file) {
  static std::atomic<int> count = 0;
  const std::string number = std::to_string(getpid()) + "-" + std::to_string(count++);
  out_ = out_file.empty() ? fs::temp_directory_path() / ("backroll-out-" + number) : fs::path(out_file);
  err_ = fs::temp_directory_path() / ("backroll-err-" + number);
  std::vector<std::string> words = {BACKROLL_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ == 0) become(folder, argv, out_, err_, largest_file);
}

StartedProgram::~StartedProgram() {
  if (pid_ > 0 && running()) {
    ::kill(pid_, SIGKILL);
    wait();
  }
  std::error_code ignored;
  if (fs::is_regular_file(out_, ignored)) fs::remove(out_, ignored);
  fs::remove(err_, ignored);
}

void StartedProgram::note_status(int status) {
  code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  pid_ = -1;
}

bool StartedProgram::running() {
  if (pid_ < 0) return false;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) != pid_) return true;
  note_status(status);
  return false;
}

void StartedProgram::signal(int number) {
  if (pid_ > 0) ::kill(pid_, number);
}

ProgramResult StartedProgram::wait() {
  int status = 0;
  if (pid_ > 0 && waitpid(pid_, &status, 0) == pid_) note_status(status);
  return {code_, fs::is_regular_file(out_) ? file_text(out_) : "", file_text(err_)};
}

ProgramResult run_program(const fs::path& folder, const std::vector<std::string>& arguments) {
  return StartedProgram(folder, arguments).wait();
}

std::string file_text(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace backroll
