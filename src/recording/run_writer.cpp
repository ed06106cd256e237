#include "recording/run_writer.hpp"

#include <array>
#include <exception>

#include "recording/columns.hpp"
#include "recording/run_json.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

using Json = nlohmann::ordered_json;

std::filesystem::path made(std::filesystem::path dir) {
  make_folder(dir);
  return dir;
}

std::string summary_of(const Json& summary, const RunInfo& info) {
  Json json = summary;
  json["run"] = run_info_to_json(info);
  return json_text(json);
}

std::string message_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& known) {
    return known.what();
  }
}

struct RunTable {
  const char* file;
  bool (*has)(const RunInfo&);
  std::string (*header)(const RunInfo&);
  std::string (*rows)(const RunInfo&, const Frame&);
};

bool always(const RunInfo&) {
  return true;
}

const std::array<RunTable, 6> kTables = {
    {{"forces.csv", always, [](const RunInfo& info) { return forces_header(info.specimen); }, forces_row},
     {"regions.csv", always, [](const RunInfo&) { return regions_header(); }, regions_rows},
     {"spine.csv", bones_move, [](const RunInfo&) { return spine_header(); }, spine_rows},
     {"bones.csv", bones_move, [](const RunInfo&) { return bones_header(); }, bones_rows},
     {"person.csv", person_lies, [](const RunInfo&) { return person_header(); }, person_rows},
     {"spots.csv", has_spots, [](const RunInfo&) { return spots_header(); }, spots_rows}}};

}  // namespace

RunWriter::RunWriter(std::filesystem::path dir, RunInfo info, std::string scenario_toml,
                     const Lattice& lattice, const std::vector<std::uint8_t>& labels,
                     const std::vector<std::string>& label_names, bool fields)
    : dir_(made(std::move(dir))), info_(std::move(info)), scenario_toml_(std::move(scenario_toml)) {
  // Says what this folder is becoming, should the process be killed.
  OutputFile summary(dir_ / "summary.json");
  summary.write(summary_of({{"status", "running"}, {"kind", "run"}, {"scenario", info_.scenario}}, info_));
  summary.flush();
  for (const RunTable& table : kTables)
    tables_.push_back(table.has(info_) ? std::make_unique<OutputFile>(dir_ / table.file) : nullptr);
  write_tables(nullptr);
  if (fields) fields_ = std::make_unique<FieldsFile>(dir_, lattice, labels, label_names);
}

RunWriter::~RunWriter() {
  if (finished_) return;
  try {
    finish(json_text({{"status", "failed"},
                      {"message", failure_.empty() ? "the program ended before the run did" : failure_},
                      {"kind", "run"},
                      {"scenario", info_.scenario}}));
  } catch (...) {
  }
}

template <class Part>
void RunWriter::noting_failure(Part&& part) {
  try {
    part();
  } catch (const MachineError& error) {
    if (failure_.empty()) failure_ = error.what();
    throw;
  }
}

// The rows of a frame, or the headers; a step counts once every table holds it.
void RunWriter::write_tables(const Frame* frame) {
  for (std::size_t t = 0; t < kTables.size(); ++t)
    if (tables_[t]) tables_[t]->write(frame ? kTables[t].rows(info_, *frame) : kTables[t].header(info_));
  for (const auto& table : tables_)
    if (table) table->flush();
  for (const auto& table : tables_)
    if (table) table->mark();
}

void RunWriter::add(const Frame& frame) {
  noting_failure([&] { write_tables(&frame); });
}

void RunWriter::add(const FieldSnapshot& snapshot) {
  if (fields_) noting_failure([&] { fields_->add(snapshot); });
}

void RunWriter::finish(const std::string& summary, const std::string& pressure_map) {
  finished_ = true;
  Json json = Json::parse(summary);
  std::exception_ptr first;  // whatever fails, the other files are written all the same
  const auto attempt = [&](auto&& part) {
    try {
      part();
    } catch (const MachineError&) {
      if (!first) first = std::current_exception();
    }
  };
  for (std::size_t t = 0; t < kTables.size(); ++t) {
    std::error_code ignored;  // an earlier run's table would not fit this one
    if (tables_[t])
      attempt([&] { tables_[t]->keep(); });
    else
      std::filesystem::remove(dir_ / kTables[t].file, ignored);
  }
  attempt([&] { write_text_file(dir_ / "scenario.toml", scenario_toml_); });
  std::error_code ignored;
  if (pressure_map.empty())
    std::filesystem::remove(dir_ / "pressure_map.csv", ignored);
  else
    attempt([&] { write_text_file(dir_ / "pressure_map.csv", pressure_map); });
  attempt([&] { finish_fields(); });
  if (first && json.value("status", "") == "complete") {
    json["status"] = "failed";
    json["message"] = message_of(first);
  }
  attempt([&] { replace_summary(summary_of(json, info_)); });
  if (first) std::rethrow_exception(first);
}

// The partial summary stays until the whole one is there: without either, the folder would be a stranger's.
void RunWriter::replace_summary(const std::string& text) {
  const std::filesystem::path target = dir_ / "summary.json", written = dir_ / "summary.json.new";
  std::error_code ignored;
  try {
    write_text_file(written, text);
    std::error_code error;
    std::filesystem::rename(written, target, error);
    if (error) throw MachineError("cannot rename " + written.string() + ": " + error.message());
    std::filesystem::remove(partial_name(target), ignored);
  } catch (const MachineError&) {
    for (const auto& file : {target, written, partial_name(written)}) std::filesystem::remove(file, ignored);
    throw;
  }
}

void RunWriter::finish_fields() {
  std::error_code ignored;  // those of an earlier run would not fit this one
  try {
    if (fields_) return fields_->commit();
  } catch (const MachineError&) {
    std::filesystem::remove(dir_ / "fields.h5", ignored);
    std::filesystem::remove(dir_ / "fields.xdmf", ignored);
    throw;
  }
  std::filesystem::remove(dir_ / "fields.h5", ignored);
  std::filesystem::remove(dir_ / "fields.xdmf", ignored);
}

}  // namespace backroll
