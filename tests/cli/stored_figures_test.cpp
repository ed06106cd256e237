// The whole program, from a scenario file to its tables, against figures stored beside the scenario.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "cli/schema_check.hpp"
#include "recording/csv.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

// The solver stops at a residual of 5e-4 of the load; compilers and instruction sets sum in another order and
// may stop an iteration earlier or later (with 2e-5 these figures move by 0.006 %). Ten times the residual
// leaves room for that and none for a change of the model.
constexpr double kTolerance = 5e-3;  // of the load for forces, else of the figure
// The area counts whole Gauss points of up to 0.5 cm2, left and right at once.
constexpr double kAreaTolerance = 1e-2;

const fs::path kHere = fs::path(BACKROLL_SOURCE_DIR) / "tests" / "cli";

struct Figure {
  std::string column;
  double value = 0;
};

// "column value" a line; '#' begins a comment.
std::vector<Figure> stored_figures(const fs::path& file) {
  std::ifstream stream(file);
  REQUIRE(stream.good());
  std::vector<Figure> figures;
  for (std::string line; std::getline(stream, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    Figure figure;
    if (words >> figure.column >> figure.value) figures.push_back(figure);
  }
  return figures;
}

void check_last_row(const fs::path& forces, const fs::path& stored, std::size_t rows) {
  const CsvTable table = read_csv(forces.string());
  REQUIRE(table.rows.size() == rows);
  const int last = static_cast<int>(rows) - 1;
  const double load = csv_value(table, last, table.column("load_n"));
  const std::vector<Figure> figures = stored_figures(stored);
  CHECK(figures.size() >= 5);
  for (const Figure& figure : figures) {
    CAPTURE(figure.column);
    const int column = table.column(figure.column);
    REQUIRE(column >= 0);
    const double scale = figure.column.ends_with("_n") ? load : std::abs(figure.value);
    const double value = csv_value(table, last, column);
    CAPTURE(value);
    CAPTURE(figure.value);
    const double tolerance = figure.column == "contact_area_cm2" ? kAreaTolerance : kTolerance;
    CHECK(std::abs(value - figure.value) <= tolerance * scale);
  }
}

// One thread, two threads and two threads again give the same bytes; the last row is as stored.
void check_runs(const std::string& name, std::size_t rows) {
  const TempFolder folder;
  const std::string scenario = (kHere / (name + ".toml")).string();
  const auto run = [&](const char* dir, const char* threads) {
    const ProgramResult result =
        run_program(folder.path(), {"run", scenario, "-o", dir, "--threads", threads, "-q"});
    CAPTURE(result.err);
    REQUIRE(result.code == kExitOk);
    return folder.path() / dir;
  };
  const fs::path one = run("one", "1"), two = run("two", "2"), again = run("again", "2");
  for (const char* file : {"forces.csv", "regions.csv"}) {
    CAPTURE(file);
    const std::string bytes = file_text(one / file);
    CHECK(std::count(bytes.begin(), bytes.end(), '\n') >= 1);
    CHECK(file_text(two / file) == bytes);
    CHECK(file_text(again / file) == bytes);
  }
  CHECK(schema_misfit(file_text(one / "summary.json")) == "");
  check_last_row(one / "forces.csv", kHere / (name + ".figures"), rows);
}

}  // namespace

TEST_CASE("a tiny run on the back gives the stored figures, bit by bit alike on any number of threads" *
          doctest::test_suite("long")) {
  check_runs("tiny_back", 3);
}

TEST_CASE("a tiny run on a specimen gives the stored figures, bit by bit alike on any number of threads" *
          doctest::test_suite("long")) {
  check_runs("tiny_specimen", 6);
}

}  // namespace backroll
