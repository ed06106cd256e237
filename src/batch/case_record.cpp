#include "batch/case_record.hpp"

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "recording/output_file.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 6> kNames = {"complete",    "stopped", "failed",
                                               "wrong input", "machine", "crashed"};

fs::path record_file(const fs::path& out, const std::string& id) {
  return out / "cases" / (id + ".json");
}

}  // namespace

const char* case_status_name(CaseStatus status) {
  return kNames[static_cast<std::size_t>(status)];
}

fs::path case_folder(const fs::path& out, const std::string& id) {
  return out / "cases" / id;
}

void write_case_record(const fs::path& out, const CaseRecord& record) {
  nlohmann::ordered_json json = {{"id", record.id},         {"status", case_status_name(record.status)},
                                 {"reason", record.reason}, {"version", record.version},
                                 {"wall_s", record.wall_s}, {"cpu_s", record.cpu_s}};
  write_text_file(record_file(out, record.id),
                  json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

std::optional<CaseRecord> read_case_record(const fs::path& out, const std::string& id) {
  std::ifstream file(record_file(out, id));
  const nlohmann::json json = nlohmann::json::parse(file, nullptr, false);
  if (!json.is_object() || json.value("id", "") != id) return {};
  CaseRecord record;
  record.id = id;
  const std::string status = json.value("status", "");
  for (std::size_t s = 0; s < kNames.size(); ++s)
    if (status == kNames[s]) {
      record.status = static_cast<CaseStatus>(s);
      record.reason = json.value("reason", "");
      record.version = json.value("version", "");
      record.wall_s = json.value("wall_s", 0.0);
      record.cpu_s = json.value("cpu_s", 0.0);
      return record;
    }
  return {};
}

}  // namespace backroll
