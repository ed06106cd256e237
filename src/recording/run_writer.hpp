// The output folder of one run: forces.csv, regions.csv, spine.csv and bones.csv where the bones move,
// fields.h5 and fields.xdmf as the frames come, pressure_map.csv, scenario.toml, summary.json. Files carry
// the ending .partial until finish(), which replaces those of an earlier run.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "recording/fields_file.hpp"
#include "recording/frame.hpp"
#include "recording/output_file.hpp"

namespace backroll {

class RunWriter {
 public:
  // `scenario_toml`: the resolved scenario. `fields`: whether snapshots are kept. Throws MachineError.
  RunWriter(std::filesystem::path dir, RunInfo info, std::string scenario_toml, const Lattice& lattice,
            const std::vector<std::uint8_t>& labels, const std::vector<std::string>& label_names,
            bool fields);
  // Without finish(): finishes with a summary whose status is "failed", so that what was written can be read.
  ~RunWriter();
  RunWriter(const RunWriter&) = delete;
  RunWriter& operator=(const RunWriter&) = delete;

  void add(const Frame& frame);
  void add(const FieldSnapshot& snapshot);  // ignored when fields are off

  // `summary`: a JSON object as text (summary_json() of the analysis room); "run" (names behind the columns)
  // is added. Also called for an interrupted or failed run. Throws MachineError; every file that can be
  // written is, and the tables end with the last step that all of them hold. `pressure_map`: text of
  // pressure_map.csv; empty: none.
  void finish(const std::string& summary, const std::string& pressure_map = {});

  const std::filesystem::path& dir() const { return dir_; }

 private:
  template <class Part>
  void noting_failure(Part&& part);
  void write_tables(const Frame* frame);
  void finish_fields();
  void replace_summary(const std::string& text);

  std::filesystem::path dir_;
  RunInfo info_;
  std::string scenario_toml_;
  std::vector<std::unique_ptr<OutputFile>> tables_;  // of kTables, null where the run has no such
  std::unique_ptr<FieldsFile> fields_;
  std::string failure_;  // of the first frame or snapshot that could not be written
  bool finished_ = false;
};

}  // namespace backroll
