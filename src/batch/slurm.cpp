#include "batch/slurm.hpp"

#include <array>
#include <cstdio>

#include "recording/output_file.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

// As one word of the shell.
std::string shell_word(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string head(const SlurmJob& job, const std::string& log) {
  return "#!/bin/bash\n#SBATCH --job-name=" + shell_word("backroll " + job.name) +
         "\n#SBATCH --ntasks=1\n#SBATCH --cpus-per-task=1\n#SBATCH --mem=" + std::to_string(job.memory_mb) +
         "M\n#SBATCH --output=" + shell_word((job.out / "slurm" / log).string()) + "\n";
}

// First line of what a command says; throws with all of it when it fails.
std::string answer_of(const std::string& command) {
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (!pipe) throw MachineError("no shell to call sbatch");
  std::string text;
  std::array<char, 512> part;
  while (std::fgets(part.data(), part.size(), pipe)) text += part.data();
  const int code = pclose(pipe);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  if (code != 0) throw MachineError("sbatch failed: " + text);
  return text.substr(0, text.find_first_of(";\n"));
}

}  // namespace

void write_slurm_scripts(const SlurmJob& job) {
  make_folder(job.out / "slurm");
  const std::string program = shell_word(job.program.string()), out = shell_word(job.out.string());
  write_text_file(job.out / "slurm" / "array.sh",
                  head(job, "shard-%a.log") + "#SBATCH --array=1-" + std::to_string(job.shards) + "\nexec " +
                      program + " sweep " + shell_word(job.sweep_file.string()) + " -o " + out +
                      " --shard \"$SLURM_ARRAY_TASK_ID/" + std::to_string(job.shards) + "\" --jobs 1" +
                      (job.acknowledge ? " --acknowledge" : "") + "\n");
  write_text_file(job.out / "slurm" / "merge.sh",
                  head(job, "merge.log") + "exec " + program + " merge " + out + "\n");
}

std::string submit_slurm(const SlurmJob& job) {
  const auto script = [&](const char* name) { return shell_word((job.out / "slurm" / name).string()); };
  const std::string array = answer_of("sbatch --parsable " + script("array.sh"));
  const std::string merge =
      answer_of("sbatch --parsable --dependency=afterany:" + array + " " + script("merge.sh"));
  return array + " and " + merge;
}

}  // namespace backroll
