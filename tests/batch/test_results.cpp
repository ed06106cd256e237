#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "batch/case_record.hpp"
#include "batch/results.hpp"
#include "recording/csv.hpp"
#include "recording/output_file.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

std::string summary(double spine, double muscle) {
  return R"({"loaded": {"spine_force_n": {"mean": )" + std::to_string(spine) +
         R"(}, "mean_pressure_paraspinal_kpa": {"mean": )" + std::to_string(muscle) +
         R"(}}, "muscles": [{"muscle": "longissimus left", "force_n": 12.5, "skin_share": 0.25}],
         "bones": [{"bone": "T8", "path_force_n": {"mean": 3, "peak": 4}}],
         "levels": [{"level": "T8", "contact_force_n": 300, "skin_share": {"muscle": 0.9, "spine": 0.1}}]})";
}

// Three cases with results, one that failed, one not run.
struct Done {
  TempFolder folder;
  SweepFolder sweep;
  Done() {
    sweep.version = "1";
    sweep.sweep.name = "s";
    sweep.sweep.more = "mean_pressure_paraspinal_kpa";
    sweep.sweep.less = "spine_force_n";
    sweep.plan.columns = {{"density", true, false}, {"level, of the back", false, false}};
    const double values[3][2] = {{10, 30}, {20, 40}, {30, 35}};
    for (int n = 0; n < 5; ++n) {
      SweepCase one;
      one.number = n + 1;
      one.id = "id" + std::to_string(n);
      one.values = {std::to_string(20 + 10 * n), "T8"};
      sweep.plan.cases.push_back(one);
      if (n == 4) continue;
      make_folder(case_folder(folder.path(), one.id));
      if (n < 3)
        write_text_file(case_folder(folder.path(), one.id) / "summary.json",
                        summary(values[n][0], values[n][1]));
      write_case_record(folder.path(), {one.id, n < 3 ? CaseStatus::complete : CaseStatus::failed,
                                        n < 3 ? "" : "no \"equilibrium\", alas", 1.5, 1.25, "1"});
    }
    write_results(folder.path(), sweep, collect_results(folder.path(), sweep));
  }
};

// Rows of a query, cells joined by '|'.
std::vector<std::string> query(const fs::path& file, const std::string& sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  std::vector<std::string> rows;
  const auto collect = [](void* to, int count, char** cells, char**) {
    std::string row;
    for (int c = 0; c < count; ++c) row += (c ? "|" : "") + std::string(cells[c] ? cells[c] : "null");
    static_cast<std::vector<std::string>*>(to)->push_back(row);
    return 0;
  };
  char* error = nullptr;
  const int code = sqlite3_exec(db, sql.c_str(), collect, &rows, &error);
  CHECK_MESSAGE(code == SQLITE_OK, (error ? error : ""));
  sqlite3_free(error);
  sqlite3_close(db);
  return rows;
}

std::string bytes(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("results.csv has a row a case, empty where there is no result") {
  const Done done;
  const CsvTable table = read_csv((done.folder.path() / "results.csv").string());
  REQUIRE(table.rows.size() == 5);
  const auto spine = static_cast<std::size_t>(table.column("spine_force_n"));
  CHECK(table.rows[1][spine] == "20");
  CHECK(table.rows[3][spine].empty());
  CHECK(table.rows[3][static_cast<std::size_t>(table.column("reason"))] == "no \"equilibrium\", alas");
  CHECK(table.rows[4][static_cast<std::size_t>(table.column("status"))] == "not run");
  CHECK(table.column("level, of the back") > 0);
  CHECK(table.column("rib_force_n") == -1);  // no case has it
}

TEST_CASE("regions.csv has a row for every muscle, bone and level of a case") {
  const Done done;
  const CsvTable table = read_csv((done.folder.path() / "regions.csv").string());
  REQUIRE(table.rows.size() == 9);
  CHECK(table.rows[0][2] == "longissimus left");
  CHECK(table.rows[0][static_cast<std::size_t>(table.column("contact_force_n"))] == "12.5");
  CHECK(table.rows[1][static_cast<std::size_t>(table.column("path_force_peak_n"))] == "4");
  CHECK(table.rows[2][static_cast<std::size_t>(table.column("skin_share"))] == "0.9");
}

TEST_CASE("the spread of a region is over the cases that have it; twins that agree are one") {
  SweepResults results;
  const auto stress_at = [] {
    const auto& columns = region_columns();
    std::size_t at = 0;
    while (columns[at].name != "stress_kpa") ++at;
    return at;
  }();
  const auto row = [&](const char* name, double stress) {
    RegionRow one{"muscle", name, std::vector<double>(region_columns().size(), std::nan(""))};
    one.values[stress_at] = stress;
    return one;
  };
  for (int n = 1; n <= 21; ++n) {
    results.regions.push_back({row("longissimus left", n), row("longissimus right", n * 1.001),
                               row("psoas left", 0.1), row("psoas right", 0.2)});
    if (n % 2) results.regions.back().push_back(row("rhomboidei left", 100));
  }
  const auto spreads = region_spreads(results, "muscle", "stress_kpa");
  REQUIRE(spreads.size() == 4);
  CHECK(spreads[0].name == "rhomboidei left");
  CHECK(spreads[0].cases == 11);
  CHECK(spreads[1].name == "longissimus, each side");
  CHECK(spreads[1].mean == doctest::Approx(11));
  CHECK(spreads[1].low == doctest::Approx(2));
  CHECK(spreads[1].high == doctest::Approx(20));
  CHECK(spreads[2].name == "psoas right");
  CHECK(region_spreads(results, "bone", "path_force_n").empty());
}

TEST_CASE("the database holds the tables, units, and three views that answer") {
  const Done done;
  const fs::path file = done.folder.path() / "results.db";
  CHECK(
      query(file,
            "SELECT \"case\", density, spine_force_n FROM cases WHERE density > 25 AND spine_force_n > 0") ==
      std::vector<std::string>{"2|30.0|20.0", "3|40.0|30.0"});
  CHECK(query(file, "SELECT unit FROM columns WHERE name = 'spine_force_n'") ==
        std::vector<std::string>{"N"});
  CHECK(query(file, "SELECT \"case\" FROM pareto_front") == std::vector<std::string>{"1", "2"});
  CHECK(query(file, "SELECT \"case\", reason FROM failed_cases").size() == 2);
  CHECK(query(file, "SELECT muscle, mean_force_n, cases FROM muscle_ranking") ==
        std::vector<std::string>{"longissimus left|12.5|3"});
}

TEST_CASE("tables made again are the same bytes, whatever the wall times were") {
  const Done a;
  const std::string csv = bytes(a.folder.path() / "results.csv"), db = bytes(a.folder.path() / "results.db");
  write_case_record(a.folder.path(), {"id0", CaseStatus::complete, "", 99, 98, "1"});
  write_results(a.folder.path(), a.sweep, collect_results(a.folder.path(), a.sweep));
  CHECK(bytes(a.folder.path() / "results.csv") == csv);
  CHECK(bytes(a.folder.path() / "results.db") == db);
}

TEST_CASE("a plan read back is the plan that was written") {
  const Done done;
  SweepFolder given = done.sweep;
  SampledParameter p;
  p.key = {"load", {"load.force_n"}};
  p.distribution = {Spread::log_normal, -HUGE_VAL, HUGE_VAL, 10, 2};
  p.source = "found";
  given.sweep.parameters = {p};
  given.sweep.method = SampleMethod::saltelli;
  write_plan(done.folder.path(), given.sweep, given.plan, "7");
  const SweepFolder read = read_plan(done.folder.path());
  CHECK(read.version == "7");
  CHECK(read.plan.cases.size() == 5);
  CHECK(read.plan.cases[2].values == given.plan.cases[2].values);
  CHECK(read.sweep.method == SampleMethod::saltelli);
  CHECK(read.sweep.parameters[0].distribution.at(0.3) == p.distribution.at(0.3));
}

}  // namespace backroll
