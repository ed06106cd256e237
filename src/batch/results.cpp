#include "batch/results.hpp"

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "batch/case_record.hpp"
#include "recording/csv.hpp"
#include "recording/output_file.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::string cell(double value) {
  return std::isnan(value) ? "" : csv_number(value);
}

}  // namespace

SweepResults collect_results(const fs::path& out, const SweepFolder& folder) {
  SweepResults results;
  for (const SweepColumn& c : folder.plan.columns)
    results.table.inputs.push_back({c.name, c.number, c.sampled});
  const std::vector<OutputColumn>& columns = output_columns();
  std::vector<bool> used(columns.size(), false);
  for (const SweepCase& one : folder.plan.cases) {
    SweepRow row{one.number, one.id, "not run", "", one.values, {}, one.point};
    row.outputs.assign(columns.size(), kNone);
    std::vector<RegionRow> regions;
    double wall = kNone, cpu = kNone;
    if (const auto record = read_case_record(out, one.id)) {
      ++results.done;
      row.status = case_status_name(record->status);
      row.reason = record->reason;
      wall = record->wall_s;
      cpu = record->cpu_s;
      std::ifstream file(case_folder(out, one.id) / "summary.json");
      const nlohmann::json summary = nlohmann::json::parse(file, nullptr, false);
      if (record->has_results() && summary.is_object()) {
        ++results.with_results;
        for (std::size_t c = 0; c < columns.size(); ++c) {
          row.outputs[c] = output_of(summary, columns[c]);
          if (!std::isnan(row.outputs[c])) used[c] = true;
        }
        regions = regions_of(summary);
      }
    }
    results.table.rows.push_back(std::move(row));
    results.regions.push_back(std::move(regions));
    results.wall_s.push_back(wall);
    results.cpu_s.push_back(cpu);
  }
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (used[c]) results.table.outputs.push_back({columns[c].name, columns[c].unit, columns[c].meaning});
  for (SweepRow& row : results.table.rows) {
    std::vector<double> kept;
    for (std::size_t c = 0; c < columns.size(); ++c)
      if (used[c]) kept.push_back(row.outputs[c]);
    row.outputs = std::move(kept);
  }
  return results;
}

void write_results(const fs::path& out, const SweepFolder& folder, const SweepResults& results) {
  const SweepTable& table = results.table;
  std::string text = "case,id,status,reason", inputs;
  for (const SweepInput& input : table.inputs) inputs += "," + csv_text(input.name);
  text += inputs;
  for (const SweepOutput& output : table.outputs) text += "," + output.name;
  text += ",version\n";
  for (const SweepRow& row : table.rows) {
    text += std::to_string(row.number) + "," + row.id + "," + row.status + "," + csv_text(row.reason);
    for (const std::string& value : row.inputs) text += "," + csv_text(value);
    for (const double value : row.outputs) text += "," + cell(value);
    text += "," + csv_text(folder.version) + "\n";
  }
  write_text_file(out / "results.csv", text);

  text = "case,kind,region";
  for (const OutputColumn& column : region_columns()) text += "," + column.name;
  text += "\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    for (const RegionRow& region : results.regions[r]) {
      text += std::to_string(table.rows[r].number) + "," + region.kind + "," + csv_text(region.name);
      for (const double value : region.values) text += "," + cell(value);
      text += "\n";
    }
  write_text_file(out / "regions.csv", text);

  text = "case,id,wall_s,cpu_s\n";
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    text += std::to_string(table.rows[r].number) + "," + table.rows[r].id + "," + cell(results.wall_s[r]) +
            "," + cell(results.cpu_s[r]) + "\n";
  write_text_file(out / "timings.csv", text);
  write_database(out / "results.db", folder, results);
}

}  // namespace backroll
