// What became of a case: OUT/cases/<id>.json beside its folder OUT/cases/<id>. Written whole or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "batch/cases.hpp"

namespace backroll {

enum class CaseStatus { complete, stopped, failed, wrong_input, machine, crashed };
const char* case_status_name(CaseStatus status);  // "wrong input"

struct CaseRecord {
  std::string id;
  CaseStatus status = CaseStatus::complete;
  std::string reason;            // "" where complete
  double wall_s = 0, cpu_s = 0;  // of the process that ran it
  std::string version;

  bool has_results() const { return status == CaseStatus::complete || status == CaseStatus::stopped; }
  // Not to be tried again: the same input would end the same way.
  bool is_final() const { return status != CaseStatus::machine && status != CaseStatus::crashed; }
};

std::filesystem::path case_folder(const std::filesystem::path& out, const std::string& id);
void write_case_record(const std::filesystem::path& out, const CaseRecord& record);  // throws MachineError
// Nothing where there is none, or a damaged one.
std::optional<CaseRecord> read_case_record(const std::filesystem::path& out, const std::string& id);

}  // namespace backroll
