// Reads the folder of one run back.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "recording/frame.hpp"

namespace backroll {

struct RecordedRun {
  std::filesystem::path dir;
  RunInfo info;
  // Where the bones are held, bone_force holds the component along load_direction only. A folder older than a
  // column of forces.csv: docs/columns.md says what it counts as.
  std::vector<Frame> frames;
  std::string status;   // "complete", "interrupted", "failed"
  std::string message;  // why, when not complete
  std::string version;  // of the program that wrote it
};

// Throws InputError for a folder that holds no run, another program's files or a damaged one.
RecordedRun read_run(const std::filesystem::path& dir);

enum class FolderKind { absent, empty, run, part, comparison, foreign };
struct FolderState {
  FolderKind kind = FolderKind::absent;
  std::string scenario;           // name, for run, part and comparison
  std::vector<std::string> runs;  // comparison: the sub-folders that hold runs
};
// What lies in a folder that is about to be written or compared. Never throws for its content.
FolderState inspect_folder(const std::filesystem::path& dir);

}  // namespace backroll
