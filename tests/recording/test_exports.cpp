#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "recording/fields_mesh.hpp"
#include "recording/run_writer.hpp"
#include "recording/storage_file.hpp"
#include "recording/synthetic.hpp"
#include "scenario/input_error.hpp"

namespace backroll {

TEST_CASE("a storage file has as many rows and columns as its head says, and the forces of the frames") {
  const RunInfo info = synthetic::moving_info();
  std::vector<Frame> frames = synthetic::back_run(info, 1, 0.25);
  for (Frame& frame : frames) {
    synthetic::bend(info, frame);
    frame.load_direction = Vec3(0.8, 0.6, 0);
  }
  std::istringstream text(storage_text(info, frames));
  std::string line;
  std::size_t rows = 0, columns = 0;
  while (std::getline(text, line) && line != "endheader") {
    if (line.starts_with("nRows=")) rows = std::stoul(line.substr(6));
    if (line.starts_with("nColumns=")) columns = std::stoul(line.substr(9));
  }
  CHECK(rows == frames.size());
  const auto cells = [](const std::string& row) {
    std::vector<std::string> all;
    std::istringstream stream(row);
    for (std::string cell; std::getline(stream, cell, '\t');) all.push_back(cell);
    return all;
  };
  std::getline(text, line);
  const std::vector<std::string> head = cells(line);
  REQUIRE(head.size() == columns);
  CHECK(head[0] == "time");
  CHECK(head[1] == "roller_fx");
  std::size_t n = 0;
  for (; std::getline(text, line); ++n) {
    const std::vector<std::string> row = cells(line);
    REQUIRE(row.size() == columns);
    CHECK(std::stod(row[2]) == doctest::Approx(0.6 * frames[n].contact_force));
  }
  CHECK(n == rows);
  CHECK(std::find(head.begin(), head.end(), "T7_T8_compression") != head.end());
  CHECK(std::find(head.begin(), head.end(), "rib_5_left_fz") != head.end());
}

TEST_CASE("the snapshot nearest to a time becomes a VTK grid of the file's hexahedra") {
  const synthetic::TemporaryFolder folder("vtu");
  const Lattice lattice = synthetic::small_lattice();
  std::vector<std::uint8_t> labels(static_cast<std::size_t>(lattice.hexes()), 1);
  labels[0] = 0;
  FieldSnapshot snapshot;
  snapshot.displacement.assign(3 * lattice.position.size(), 0.001f);
  snapshot.compressive_stress.assign(labels.size(), 2000.0f);
  {
    RunWriter writer(folder.path, synthetic::back_info(), "", lattice, labels, {"bone", "muscle"}, true);
    for (const double time : {0.5, 1.0, 1.5}) {
      snapshot.time_s = time;
      snapshot.pressure.assign(lattice.position.size(), static_cast<float>(1000 * time));
      writer.add(snapshot);
    }
    writer.finish("{\"schema\": 1, \"status\": \"complete\"}");
  }
  const FieldsMesh mesh = read_fields_mesh(folder.path, 1.1);
  CHECK(mesh.time_s == 1);
  CHECK(mesh.pressure_kpa.front() == 1);
  CHECK(mesh.label.size() == labels.size() - 1);
  CHECK(mesh.hexes.size() == 8 * mesh.label.size());
  CHECK(read_fields_mesh(folder.path, HUGE_VAL).time_s == 1.5);
  const std::string text = vtu_text(mesh);
  CHECK(text.find("NumberOfCells=\"" + std::to_string(mesh.label.size()) + "\"") != std::string::npos);
  CHECK(text.find("compressive_stress_kpa") != std::string::npos);
  CHECK_THROWS_AS(read_fields_mesh(folder.path / "none", 0), InputError);
}

}  // namespace backroll
