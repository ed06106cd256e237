// A sweep on a cluster: scripts for Slurm's sbatch, one task of an array a shard, then one that merges.
#pragma once

#include <filesystem>
#include <string>

namespace backroll {

struct SlurmJob {
  std::filesystem::path program, sweep_file, out;  // absolute
  std::string name;
  int shards = 1;
  int memory_mb = 0;  // of a task
  bool acknowledge = false;
};

// OUT/slurm/array.sh and OUT/slurm/merge.sh; logs go to OUT/slurm. Throws MachineError.
void write_slurm_scripts(const SlurmJob& job);

// Hands both to sbatch, the second to start after the first; "1234 and 1235". Throws MachineError with what
// sbatch said.
std::string submit_slurm(const SlurmJob& job);

}  // namespace backroll
