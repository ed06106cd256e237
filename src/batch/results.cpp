#include "batch/results.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/findings.hpp"
#include "analysis/sides.hpp"
#include "analysis/sweep_effects.hpp"
#include "batch/case_record.hpp"
#include "recording/csv.hpp"
#include "recording/output_file.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

constexpr double kAlike = 0.01;  // twins
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

std::vector<RegionSpread> region_spreads(const SweepResults& results, const std::string& kind,
                                         const std::string& column) {
  const std::vector<OutputColumn>& columns = region_columns();
  const auto at =
      std::find_if(columns.begin(), columns.end(), [&](const OutputColumn& c) { return c.name == column; }) -
      columns.begin();
  std::map<std::string, std::vector<double>> values;  // by name, in the order of the cases
  for (const std::vector<RegionRow>& rows : results.regions)
    for (const RegionRow& row : rows)
      if (row.kind == kind && std::isfinite(row.values[static_cast<std::size_t>(at)]))
        values[row.name].push_back(row.values[static_cast<std::size_t>(at)]);
  std::vector<RegionSpread> spreads;
  while (!values.empty()) {
    std::string name = values.begin()->first;
    const std::vector<double> list = std::move(values.begin()->second);
    values.erase(values.begin());
    const auto twin = values.find(other_side(name));
    if (twin != values.end() && std::equal(list.begin(), list.end(), twin->second.begin(), twin->second.end(),
                                           [](double a, double b) {
                                             return std::abs(a - b) <=
                                                    kAlike * std::max(std::abs(a), std::abs(b));
                                           })) {
      values.erase(twin);
      name = name.substr(0, name.rfind(' ')) + ", each side";
    }
    double sum = 0;
    for (const double value : list) sum += value;
    spreads.push_back({name, static_cast<int>(list.size()), sum / static_cast<double>(list.size()),
                       percentile(list, kSpreadLow), percentile(list, kSpreadHigh)});
  }
  std::stable_sort(spreads.begin(), spreads.end(),
                   [](const RegionSpread& a, const RegionSpread& b) { return a.mean > b.mean; });
  return spreads;
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
