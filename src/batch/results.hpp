// The tables of a sweep out of its cases' records and summaries.
#pragma once

#include <filesystem>
#include <vector>

#include "analysis/sweep_table.hpp"
#include "batch/plan_file.hpp"
#include "batch/result_columns.hpp"

namespace backroll {

struct SweepResults {
  SweepTable table;                             // a row a case; outputs that no case has are left out
  std::vector<std::vector<RegionRow>> regions;  // per row
  std::vector<double> wall_s, cpu_s;            // per row; nan: not run
  int done = 0, with_results = 0;               // cases
};

SweepResults collect_results(const std::filesystem::path& out, const SweepFolder& folder);

// Muscles or bones over the cases, the largest mean first; twins that agree within 1 % in every case are one,
// "longissimus, each side". `kind`, `column`: as in regions.csv; cases that do not have a region do not
// count.
std::vector<RegionSpread> region_spreads(const SweepResults& results, const std::string& kind,
                                         const std::string& column);

// results.csv, regions.csv, timings.csv and results.db; the first two and the last depend on the cases'
// results only. Throws MachineError.
void write_results(const std::filesystem::path& out, const SweepFolder& folder, const SweepResults& results);

// results.db: SQLite. Tables cases, regions, columns and sweep, views pareto_front, failed_cases and
// muscle_ranking.
void write_database(const std::filesystem::path& file, const SweepFolder& folder,
                    const SweepResults& results);

}  // namespace backroll
