#include "recording/run_writer.hpp"

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

}  // namespace

RunWriter::RunWriter(std::filesystem::path dir, RunInfo info, std::string scenario_toml,
                     const Lattice& lattice, const std::vector<std::uint8_t>& labels,
                     const std::vector<std::string>& label_names, bool fields)
    : dir_(made(std::move(dir))),
      info_(std::move(info)),
      scenario_toml_(std::move(scenario_toml)),
      forces_(dir_ / "forces.csv"),
      regions_(dir_ / "regions.csv") {
  // Says what this folder is becoming, should the process be killed.
  OutputFile summary(dir_ / "summary.json");
  summary.write(summary_of({{"status", "running"}, {"kind", "run"}, {"scenario", info_.scenario}}, info_));
  summary.flush();
  forces_.write(forces_header(info_.specimen));
  forces_.flush();
  regions_.write(regions_header());
  regions_.flush();
  if (fields) fields_ = std::make_unique<FieldsFile>(dir_, lattice, labels, label_names);
}

RunWriter::~RunWriter() {
  if (finished_) return;
  try {
    finish(json_text({{"status", "failed"},
                      {"message", "the program ended before the run did"},
                      {"kind", "run"},
                      {"scenario", info_.scenario}}));
  } catch (...) {
  }
}

void RunWriter::add(const Frame& frame) {
  forces_.write(forces_row(info_, frame));
  regions_.write(regions_rows(info_, frame));
  forces_.flush();
  regions_.flush();
}

void RunWriter::add(const FieldSnapshot& snapshot) {
  if (fields_) fields_->add(snapshot);
}

void RunWriter::finish(const std::string& summary) {
  finished_ = true;
  forces_.commit();
  regions_.commit();
  write_text_file(dir_ / "scenario.toml", scenario_toml_);
  std::exception_ptr fields_error;  // the other files are written all the same
  try {
    finish_fields();
  } catch (const MachineError&) {
    fields_error = std::current_exception();
  }
  write_text_file(dir_ / "summary.json", summary_of(Json::parse(summary), info_));
  if (fields_error) std::rethrow_exception(fields_error);
}

void RunWriter::finish_fields() {
  if (fields_) {
    fields_->commit();
    return;
  }
  std::error_code ignored;  // those of an earlier run would not fit this one
  std::filesystem::remove(dir_ / "fields.h5", ignored);
  std::filesystem::remove(dir_ / "fields.xdmf", ignored);
}

}  // namespace backroll
