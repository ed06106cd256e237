// Running the program itself in a folder: exit code, what it printed.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace backroll {

struct ProgramResult {
  int code = -1;  // exit code, or 1000 + the signal that ended it
  std::string out, err;
};

class StartedProgram {
 public:
  // Starts it in `folder`; its output is kept, stdout goes to `out_file` if that is given. `largest_file`
  // [bytes] is the size at which writing a file fails, as on a full disk; 0 = no limit.
  StartedProgram(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                 const std::string& out_file = {}, unsigned long largest_file = 0);
  ~StartedProgram();
  StartedProgram(const StartedProgram&) = delete;
  StartedProgram& operator=(const StartedProgram&) = delete;

  bool running();
  void signal(int number);
  ProgramResult wait();

 private:
  void note_status(int status);

  std::filesystem::path out_, err_;
  pid_t pid_ = -1;
  int code_ = -1;
};

ProgramResult run_program(const std::filesystem::path& folder, const std::vector<std::string>& arguments);

std::string file_text(const std::filesystem::path& file);

}  // namespace backroll
