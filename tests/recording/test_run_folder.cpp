#include <doctest/doctest.h>
#include <hdf5.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>

#include "recording/columns.hpp"
#include "recording/csv.hpp"
#include "recording/fields_reader.hpp"
#include "recording/run_reader.hpp"
#include "recording/run_writer.hpp"
#include "recording/synthetic.hpp"
#include "scenario/input_error.hpp"

using namespace backroll;
namespace fs = std::filesystem;

namespace {

const std::vector<std::uint8_t> kLabels = {0, 2};
const std::vector<std::string> kNames = {"bone", "skin", "longissimus & co"};
const char* kSummary =
    R"({"kind": "run", "status": "complete", "scenario": "soft against firm", "version": "9"})";

FieldSnapshot snapshot(double time, float value) {
  FieldSnapshot s;
  s.time_s = time;
  s.displacement.assign(36, value);
  s.pressure.assign(12, 1000 * value);
  s.compressive_stress = {1, 2000 * value};
  return s;
}

void write_run(const fs::path& dir, const RunInfo& info, const std::vector<Frame>& frames,
               bool fields = true) {
  RunWriter writer(dir, info, "schema = 1\n", synthetic::small_lattice(), kLabels, kNames, fields);
  for (const Frame& frame : frames) writer.add(frame);
  writer.add(snapshot(0.5, 0.25f));
  writer.finish(kSummary);
}

}  // namespace

TEST_CASE("a run read back equals what was written") {
  const synthetic::TemporaryFolder folder("roundtrip");
  const RunInfo info = synthetic::back_info();
  const auto frames = synthetic::back_run(info, 1.5, 0.1);
  write_run(folder.path / "deep" / "run", info, frames);
  const RecordedRun run = read_run(folder.path / "deep" / "run");
  CHECK(run.status == "complete");
  CHECK(run.version == "9");
  CHECK(run.info.scenario == info.scenario);
  CHECK(run.info.roller_stress_25 == doctest::Approx(info.roller_stress_25));
  CHECK(run.info.levels == info.levels);
  CHECK(run.info.bones[4].centre == info.bones[4].centre);
  CHECK(run.info.regions[7].kind == RegionKind::other);
  REQUIRE(run.frames.size() == frames.size());
  for (const std::size_t i : {std::size_t{0}, std::size_t{12}, frames.size() - 2}) {
    const Frame &a = frames[i], &b = run.frames[i];
    CHECK(a.phase == b.phase);
    CHECK(a.level == b.level);
    CHECK(a.position == doctest::Approx(b.position).epsilon(1e-7));
    CHECK(a.contact_force == doctest::Approx(b.contact_force).epsilon(1e-7));
    CHECK(a.iterations == b.iterations);
    for (std::size_t r = 0; r < info.regions.size(); ++r) {
      CHECK(a.region_force[r] == doctest::Approx(b.region_force[r]).epsilon(1e-7));
      CHECK(a.region_area[r] == doctest::Approx(b.region_area[r]).epsilon(1e-7));
    }
    for (std::size_t n = 0; n < info.bones.size(); ++n)
      CHECK(a.bone_force[n].dot(a.load_direction) ==
            doctest::Approx(b.bone_force[n].dot(b.load_direction)).epsilon(1e-7));
    for (std::size_t m = 0; m < info.muscles.size(); ++m)
      CHECK(a.muscle[m].compressive_strain_p95 ==
            doctest::Approx(b.muscle[m].compressive_strain_p95).epsilon(1e-7));
  }
  CHECK(synthetic::text_of(folder.path / "deep" / "run" / "scenario.toml") == "schema = 1\n");
}

TEST_CASE("a run whose bones move is read back with its units, bones and the load's direction") {
  const synthetic::TemporaryFolder folder("moving");
  const RunInfo info = synthetic::moving_info();
  const auto frames = synthetic::moving_run(info, 1, 0.1);
  write_run(folder.path, info, frames);
  const RecordedRun run = read_run(folder.path);
  CHECK(run.info.units == info.units);
  CHECK(run.info.rest_kyphosis == doctest::Approx(info.rest_kyphosis));
  CHECK(run.info.rest_lordosis == doctest::Approx(info.rest_lordosis));
  REQUIRE(run.frames.size() == frames.size());
  const auto near = [](const Vec3& a, const Vec3& b) { return (a - b).norm() <= 1e-6 * b.norm(); };
  for (const std::size_t i : {std::size_t{3}, frames.size() - 2}) {
    const Frame &a = run.frames[i], &b = frames[i];
    CHECK(a.kyphosis == doctest::Approx(b.kyphosis).epsilon(1e-7));
    CHECK(std::abs(a.asymmetry - b.asymmetry) < 1e-8);
    CHECK(a.support_pelvis == doctest::Approx(b.support_pelvis));
    CHECK(near(a.load_direction, b.load_direction));
    REQUIRE(a.unit.size() == 4);
    CHECK(near(a.unit[1].angle, b.unit[1].angle));
    CHECK(near(a.unit[1].force, b.unit[1].force));
    CHECK(near(a.unit[1].moment, b.unit[1].moment));
    CHECK(near(a.unit[1].shift, b.unit[1].shift));
    REQUIRE(a.bone_pose.size() == info.bones.size());
    CHECK(near(a.bone_pose[4].shift, b.bone_pose[4].shift));
    CHECK(near(a.bone_pose[4].turn, b.bone_pose[4].turn));
    CHECK(near(a.bone_force[3], b.bone_force[3]));
  }
}

TEST_CASE("a session is read back with its phases, tight spots and responses") {
  const synthetic::TemporaryFolder folder("session");
  RunInfo info = synthetic::back_info();
  info.spots = {"knot, left"};
  info.response.warm_up = true;
  info.sharp_pain_score = 7;
  info.conditions = {"osteoporosis"};
  std::vector<Frame> frames = synthetic::back_run(info);
  for (Frame& f : frames) {
    f.phase_number = 2;
    f.breath = 0.25;
    f.local_stress = 12e3;
    f.pain_score = 1.5;
    f.pain_region = 1;
    f.response.warming = 0.5;
    f.response.dose_left_pa_s = 3e4;
    f.spot = {{15e3, 1.9, 0.1, 0.05}};
  }
  frames.back().ended_by = "sinking slowed to 0.050 mm/s";
  write_run(folder.path, info, frames);
  const RecordedRun run = read_run(folder.path);
  CHECK(run.info.spots == info.spots);
  CHECK(run.info.response == info.response);
  CHECK(run.info.sharp_pain_score == 7);
  CHECK(run.info.conditions == info.conditions);
  const Frame& last = run.frames.back();
  CHECK(last.phase_number == 2);
  CHECK(last.ended_by == "sinking slowed to 0.050 mm/s");
  CHECK(run.frames.front().ended_by.empty());
  CHECK(last.breath == 0.25);
  CHECK(last.local_stress == doctest::Approx(12e3));
  CHECK(last.pain_region == 1);
  CHECK(last.response.warming == 0.5);
  CHECK(last.response.dose_left_pa_s == doctest::Approx(3e4));
  REQUIRE(last.spot.size() == 1);
  CHECK(last.spot[0].stress == doctest::Approx(15e3));
  CHECK(last.spot[0].ratio == 1.9);
  CHECK(last.spot[0].relief == 0.05);
}

TEST_CASE("a run with a person on the floor is read back with its segments and margins") {
  const synthetic::TemporaryFolder folder("person");
  RunInfo info = synthetic::moving_info();
  info.load_source = "bullet";
  info.person = {{"pelvis", Vec3(0.01, -0.1, 0), Vec3(0.01, 0.02, 0), 0.1},
                 {"thigh left", Vec3(0.02, -0.11, -0.085), Vec3(0.02, -0.53, -0.085), 0.075}};
  auto frames = synthetic::moving_run(info, 1, 0.1);
  for (Frame& f : frames) {
    f.person.full_load = 0.7 * info.body_weight_n;
    f.person.statics_load = 0.69 * info.body_weight_n;
    f.person.tip_margin = 0.125;
    f.segment.assign(2, {Vec3(0.25, 0.5, 0), {0.5, 0.5, -0.5, 0.5}});
  }
  write_run(folder.path, info, frames);
  const RecordedRun run = read_run(folder.path);
  CHECK(run.info.load_source == "bullet");
  REQUIRE(run.info.person.size() == 2);
  CHECK(run.info.person[1].name == "thigh left");
  CHECK(run.info.person[1].end == info.person[1].end);
  const Frame& last = run.frames.back();
  CHECK(load_difference(run.info, last) == doctest::Approx(0.01));
  CHECK(last.person.tip_margin == doctest::Approx(0.125));
  CHECK(std::isnan(last.person.balance));
  REQUIRE(last.segment.size() == 2);
  CHECK(last.segment[1].place == Vec3(0.25, 0.5, 0));
  CHECK(last.segment[1].turn == std::array<double, 4>{0.5, 0.5, -0.5, 0.5});
  // without a person there is no such file, also where an earlier run had one
  write_run(folder.path, synthetic::moving_info(), synthetic::moving_run(synthetic::moving_info(), 1, 0.1));
  CHECK_FALSE(std::filesystem::exists(folder.path / "person.csv"));
  CHECK(std::isnan(read_run(folder.path).frames.back().person.full_load));
}

TEST_CASE("held bones leave spine.csv and bones.csv out, also where an earlier run had them") {
  const synthetic::TemporaryFolder folder("held");
  const RunInfo moving = synthetic::moving_info(), held = synthetic::back_info();
  write_run(folder.path, moving, synthetic::moving_run(moving, 1, 0.1));
  CHECK(fs::exists(folder.path / "spine.csv"));
  CHECK(fs::exists(folder.path / "bones.csv"));
  write_run(folder.path, held, synthetic::back_run(held, 1, 0.1));
  CHECK_FALSE(fs::exists(folder.path / "spine.csv"));
  CHECK_FALSE(fs::exists(folder.path / "bones.csv"));
  const RecordedRun run = read_run(folder.path);
  CHECK_FALSE(bones_move(run.info));
  CHECK(run.frames[3].unit.empty());
  CHECK(run.frames[3].bone_pose.empty());
}

TEST_CASE("a folder older than the moving bones is read as one whose bones are held") {
  const synthetic::TemporaryFolder folder("older");
  const RunInfo info = synthetic::back_info();
  const auto frames = synthetic::back_run(info, 1, 0.1);
  write_run(folder.path, info, frames);
  auto json = nlohmann::ordered_json::parse(synthetic::text_of(folder.path / "summary.json"));
  for (const char* key : {"units", "rest_kyphosis_deg", "rest_lordosis_deg"}) json["run"].erase(key);
  std::ofstream(folder.path / "summary.json") << json;
  CsvTable table = read_csv((folder.path / "forces.csv").string());  // without the columns that came later
  const int first = table.column("kyphosis_deg"), last = table.column("load_direction_z");
  const int depth = table.column("depth_mm");
  std::string text;
  table.rows.insert(table.rows.begin(), table.header);
  for (const auto& row : table.rows) {
    std::string line;
    for (int c = 0; c < static_cast<int>(row.size()); ++c)
      if (c != depth && (c < first || c > last)) line += (line.empty() ? "" : ",") + row[c];
    text += line + "\n";
  }
  std::ofstream(folder.path / "forces.csv") << text;
  const RecordedRun run = read_run(folder.path);
  CHECK_FALSE(bones_move(run.info));
  CHECK_FALSE(run.info.press);
  CHECK(run.frames[9].contact_force == doctest::Approx(frames[9].contact_force));
  CHECK(std::isnan(run.frames[9].asymmetry));
  CHECK(std::isnan(run.frames[9].support_pelvis));
  CHECK(run.frames[9].load_direction == Vec3(1, 0, 0));
  CHECK(run.frames[9].depth == 0);
}

TEST_CASE("rows of spine.csv that fit no step or no unit are refused with file and line") {
  const synthetic::TemporaryFolder folder("units");
  const RunInfo info = synthetic::moving_info();
  write_run(folder.path, info, synthetic::moving_run(info, 1, 0.1));
  const std::string header = spine_header();
  const auto put = [&](const std::string& row) { std::ofstream(folder.path / "spine.csv") << header << row; };
  put("0.1,T99/T100,0,0,0,0,0,0,0,0,0,0,0,0\n");
  CHECK_THROWS_WITH_AS(read_run(folder.path),
                       doctest::Contains("spine.csv:2: unit 'T99/T100' is not in summary.json"), InputError);
  put("0.05,T7/T8,0,0,0,0,0,0,0,0,0,0,0,0\n");
  CHECK_THROWS_WITH_AS(read_run(folder.path), doctest::Contains("spine.csv:2: time_s = 0.05"), InputError);
  fs::remove(folder.path / "spine.csv");
  CHECK_THROWS_WITH_AS(read_run(folder.path), doctest::Contains("spine.csv: cannot be read"), InputError);
}

TEST_CASE("a press is read back as one, with its band and the travel of the head") {
  const synthetic::TemporaryFolder folder("press");
  const RunInfo info = synthetic::press_info();
  const auto frames = synthetic::press_run(info, 10);
  write_run(folder.path, info, frames);
  const RecordedRun run = read_run(folder.path);
  CHECK(run.info.press);
  CHECK(run.info.press_band_n == info.press_band_n);
  CHECK(run.frames[7].depth == doctest::Approx(frames[7].depth));
}

TEST_CASE("bone poses of a snapshot come back from the fields file") {
  const synthetic::TemporaryFolder folder("poses");
  FieldSnapshot posed = snapshot(0.25, 0.5f);
  posed.bone_pose.resize(3);
  posed.bone_pose[2] = {Vec3(1e-3, 2e-3, 3e-3), Vec3(0.1, 0.2, 0.3)};
  {
    RunWriter writer(folder.path, synthetic::moving_info(), "", synthetic::small_lattice(), kLabels, kNames,
                     true);
    writer.add(posed);
    posed.bone_pose.pop_back();
    CHECK_THROWS_AS(writer.add(posed), std::invalid_argument);
    writer.finish(kSummary);
  }
  const FieldSnapshot back = FieldsReader(folder.path, synthetic::small_lattice(), kLabels).read(0);
  REQUIRE(back.bone_pose.size() == 3);
  CHECK(back.bone_pose[2].shift == Vec3(1e-3, 2e-3, 3e-3));
  CHECK(back.bone_pose[2].turn == Vec3(0.1, 0.2, 0.3));
  CHECK(back.bone_pose[0].turn == Vec3(0, 0, 0));
  const std::string xdmf = synthetic::text_of(folder.path / "fields.xdmf");
  CHECK(xdmf.find("fields.h5:/step_00000/bone_pose") != std::string::npos);
  CHECK(xdmf.find("Dimensions=\"3 6\"") != std::string::npos);
  const synthetic::TemporaryFolder held("no-poses");
  write_run(held.path, synthetic::back_info(), {});
  CHECK(FieldsReader(held.path, synthetic::small_lattice(), kLabels).read(0).bone_pose.empty());
  CHECK(synthetic::text_of(held.path / "fields.xdmf").find("bone_pose") == std::string::npos);
}

TEST_CASE("the same frames give the same bytes") {
  const synthetic::TemporaryFolder folder("bytes");
  const RunInfo info = synthetic::back_info();
  const auto frames = synthetic::back_run(info, 1, 0.05);
  write_run(folder.path / "a", info, frames);
  write_run(folder.path / "b", info, frames);
  for (const char* file : {"forces.csv", "regions.csv", "summary.json", "fields.xdmf"})
    CHECK(synthetic::text_of(folder.path / "a" / file) == synthetic::text_of(folder.path / "b" / file));
}

TEST_CASE("the fields file holds kept hexahedra in VTK's order and the snapshots") {
  const synthetic::TemporaryFolder folder("fields");
  {
    RunWriter writer(folder.path, synthetic::back_info(), "", synthetic::small_lattice(), kLabels, kNames,
                     true);
    writer.add(snapshot(0.25, 0.5f));
    writer.add(snapshot(0.5, 0.75f));
    writer.finish(kSummary);
  }
  const hid_t file = H5Fopen((folder.path / "fields.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  REQUIRE(file >= 0);
  const auto read = [&](const char* name, hid_t type, auto* to) {
    const hid_t set = H5Dopen2(file, name, H5P_DEFAULT);
    REQUIRE(set >= 0);
    REQUIRE(H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, to) >= 0);
    H5Dclose(set);
  };
  std::int32_t hex[8];
  read("/mesh/hexes", H5T_NATIVE_INT32, hex);
  // Hex i = 1: node(i, j, k) = k + 2 (i + 3 j); round the face j = 0 (i, k): (1,0) (2,0) (2,1) (1,1), then j
  // = 1.
  const std::int32_t expected[8] = {2, 4, 5, 3, 8, 10, 11, 9};
  for (int c = 0; c < 8; ++c) CHECK(hex[c] == expected[c]);
  std::uint8_t label = 0;
  read("/mesh/label", H5T_NATIVE_UINT8, &label);
  CHECK(label == 2);
  double nodes[36];
  read("/mesh/nodes", H5T_NATIVE_DOUBLE, nodes);
  CHECK(nodes[3 * 11 + 2] == doctest::Approx(0.06));
  float values[36];
  read("/step_00001/displacement", H5T_NATIVE_FLOAT, values);
  CHECK(values[35] == 0.75f);
  read("/step_00000/pressure_kpa", H5T_NATIVE_FLOAT, values);
  CHECK(values[0] == doctest::Approx(0.5));
  read("/step_00001/compressive_stress_kpa", H5T_NATIVE_FLOAT, values);
  CHECK(values[0] == doctest::Approx(1.5));
  H5Fclose(file);
  const std::string xdmf = synthetic::text_of(folder.path / "fields.xdmf");
  CHECK(xdmf.find("<Time Value=\"0.25\"/>") != std::string::npos);
  CHECK(xdmf.find("fields.h5:/step_00001/displacement") != std::string::npos);
  CHECK(xdmf.find("2 longissimus &amp; co") != std::string::npos);
  CHECK(xdmf.find("NumberOfElements=\"1\"") != std::string::npos);
}

TEST_CASE("a writer that is dropped leaves a folder that can be read") {
  const synthetic::TemporaryFolder folder("dropped");
  const RunInfo info = synthetic::back_info();
  const auto frames = synthetic::back_run(info, 1, 0.1);
  {
    RunWriter writer(folder.path, info, "", synthetic::small_lattice(), kLabels, kNames, true);
    for (int f = 0; f < 7; ++f) writer.add(frames[f]);
    writer.add(snapshot(0.1, 1));
    CHECK(inspect_folder(folder.path).kind == FolderKind::run);  // while it is written
    CHECK_THROWS_AS(read_run(folder.path), InputError);
  }
  const RecordedRun run = read_run(folder.path);
  CHECK(run.status == "failed");
  CHECK(run.frames.size() == 7);
  for (const auto& entry : fs::directory_iterator(folder.path)) CHECK(entry.path().extension() != ".partial");
  CHECK(H5Fis_hdf5((folder.path / "fields.h5").c_str()) > 0);
}

TEST_CASE("a second run replaces the first, fields and all") {
  const synthetic::TemporaryFolder folder("again");
  const RunInfo info = synthetic::back_info();
  write_run(folder.path, info, synthetic::back_run(info, 1, 0.1));
  CHECK(fs::exists(folder.path / "fields.h5"));
  write_run(folder.path, info, {synthetic::back_frame(info, 1, "roll", 0.3, 1)}, false);
  CHECK(read_run(folder.path).frames.size() == 1);
  CHECK_FALSE(fs::exists(folder.path / "fields.h5"));
}

TEST_CASE("a specimen's run is read back") {
  const synthetic::TemporaryFolder folder("specimen");
  write_run(folder.path, synthetic::specimen_info(), synthetic::specimen_run(), false);
  const RecordedRun run = read_run(folder.path);
  CHECK(run.info.specimen);
  CHECK(run.frames[49].depth == doctest::Approx(0.0125));
  CHECK_FALSE(run.frames[49].load_controlled);
}

TEST_CASE("foreign, damaged and unfinished folders are refused with their place") {
  const synthetic::TemporaryFolder folder("foreign");
  const RunInfo info = synthetic::back_info();
  CHECK_THROWS_WITH_AS(read_run(folder.path / "none"), doctest::Contains("no such folder"), InputError);
  CHECK_THROWS_WITH_AS(read_run(folder.path), doctest::Contains("holds no run"), InputError);
  CHECK(inspect_folder(folder.path / "none").kind == FolderKind::absent);
  CHECK(inspect_folder(folder.path).kind == FolderKind::empty);
  std::ofstream(folder.path / "notes.txt") << "mine";
  CHECK(inspect_folder(folder.path).kind == FolderKind::foreign);
  std::ofstream(folder.path / "summary.json") << "{ broken";
  CHECK(inspect_folder(folder.path).kind == FolderKind::foreign);
  CHECK_THROWS_WITH_AS(read_run(folder.path), doctest::Contains("summary.json: damaged"), InputError);
  std::ofstream(folder.path / "summary.json") << "{\"x\": 1}";
  CHECK_THROWS_WITH_AS(read_run(folder.path), doctest::Contains("not the summary of a run"), InputError);

  const fs::path run = folder.path / "soft";
  write_run(run, info, synthetic::back_run(info, 1, 0.1));
  CHECK(inspect_folder(run).scenario == "soft against firm");
  const FolderState above = inspect_folder(folder.path);
  CHECK(above.kind == FolderKind::foreign);  // its own summary.json is not ours
  fs::remove(folder.path / "summary.json");
  CHECK(inspect_folder(folder.path).kind == FolderKind::comparison);
  CHECK(inspect_folder(folder.path).runs == std::vector<std::string>{"soft"});

  std::ofstream(run / "regions.csv") << "time_s,view,region,force_n,pressure_kpa,area_cm2,stress_p95_kpa,"
                                        "strain,strain_p95,volume_above_limit_cm3\n"
                                        "0.1,skin,T99,1,1,1,,,,\n";
  CHECK_THROWS_WITH_AS(read_run(run), doctest::Contains("regions.csv:2: skin 'T99'"), InputError);
  std::ofstream(run / "forces.csv") << "time_s,phase\n1,roll\n";
  CHECK_THROWS_WITH_AS(read_run(run), doctest::Contains("column 'roller_level' is missing"), InputError);
}

TEST_CASE("a full disk is a MachineError that names the file") {
  const synthetic::TemporaryFolder folder("full");
  const RunInfo info = synthetic::back_info();
  const auto frames = synthetic::back_run(info);
  fs::create_symlink("/dev/full", folder.path / "regions.csv.partial");
  CHECK_THROWS_WITH_AS(write_run(folder.path, info, frames),
                       doctest::Contains("regions.csv.partial: No space left"), MachineError);
  CHECK_THROWS_WITH_AS(OutputFile(folder.path / "no" / "such" / "x.csv"), doctest::Contains("x.csv.partial"),
                       MachineError);
}

TEST_CASE("a fields file that cannot grow is a MachineError, and the rest is written") {
  const synthetic::TemporaryFolder folder("limit");
  const RunInfo info = synthetic::back_info();
  Lattice lattice;
  lattice.ni = lattice.nj = lattice.nk = 30;
  for (int n = 0; n < lattice.nodes(); ++n) lattice.position.emplace_back(std::sin(n), std::cos(3. * n), n);
  FieldSnapshot s;
  for (int n = 0; n < 3 * lattice.nodes(); ++n)
    s.displacement.push_back(static_cast<float>(std::sin(7. * n)));
  s.pressure.assign(lattice.nodes(), 1);
  s.compressive_stress.assign(lattice.hexes(), 1);

  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto old = std::signal(SIGXFSZ, SIG_IGN);
  {
    RunWriter writer(folder.path, info, "", lattice, std::vector<std::uint8_t>(lattice.hexes(), 1), kNames,
                     true);
    const rlimit small = {fs::file_size(folder.path / "fields.h5.partial") + 1000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    CHECK_THROWS_WITH_AS(writer.add(s), doctest::Contains("fields.h5.partial"), MachineError);
    setrlimit(RLIMIT_FSIZE, &before);
    CHECK_THROWS_AS(writer.finish(kSummary), MachineError);
  }
  std::signal(SIGXFSZ, old);
  const RecordedRun run = read_run(folder.path);
  CHECK(run.status == "failed");
  CHECK(run.message.find("fields.h5.partial") != std::string::npos);
}

TEST_CASE("region rows of no step, and steps of one time, are refused with file and line") {
  const synthetic::TemporaryFolder folder("times");
  const RunInfo info = synthetic::back_info();
  write_run(folder.path, info, synthetic::back_run(info, 1, 0.1));
  const std::string regions = synthetic::text_of(folder.path / "regions.csv");
  const std::string forces = synthetic::text_of(folder.path / "forces.csv");
  const auto put = [&](const char* file, const std::string& text) {
    std::ofstream(folder.path / file, std::ios::binary) << text;
  };
  const auto end = [](const std::string& text, int lines) {  // of the first lines
    std::size_t at = 0;
    for (int n = 0; n < lines; ++n) at = text.find('\n', at) + 1;
    return at;
  };

  std::string wrong = regions;  // between the steps, before many good rows
  wrong.insert(end(regions, 1), "0.05,skin,T8,1,1,1,,,,\n");
  put("regions.csv", wrong);
  CHECK_THROWS_WITH_AS(read_run(folder.path),
                       doctest::Contains("regions.csv:2: time_s = 0.05 is not a step of forces.csv"),
                       InputError);
  const auto lines = std::count(regions.begin(), regions.end(), '\n');
  put("regions.csv", regions + "99,skin,T8,1,1,1,,,,\n");  // behind the last step
  CHECK_THROWS_WITH_AS(read_run(folder.path),
                       doctest::Contains(("regions.csv:" + std::to_string(lines + 1) + ": ").c_str()),
                       InputError);
  put("regions.csv", regions + "0.1,skin,T8,1,1,1,,,,\n");  // a step gone by
  CHECK_THROWS_WITH_AS(read_run(folder.path), doctest::Contains("out of order"), InputError);
  put("regions.csv", regions);
  CHECK_NOTHROW(read_run(folder.path));

  wrong = forces;
  wrong.insert(end(forces, 2), forces.substr(end(forces, 1), end(forces, 2) - end(forces, 1)));
  put("forces.csv", wrong);
  CHECK_THROWS_WITH_AS(read_run(folder.path),
                       doctest::Contains("forces.csv:3: time_s = 0.1 does not follow 0.1"), InputError);
}

TEST_CASE("a disk that fills up while a run is written leaves its whole steps readable") {
  const synthetic::TemporaryFolder folder("filling");
  const RunInfo info = synthetic::moving_info();
  const auto frames = synthetic::moving_run(info, 1, 0.1);
  write_run(folder.path, info, frames);  // an earlier run, to be replaced
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto old = std::signal(SIGXFSZ, SIG_IGN);
  std::string message;
  {
    RunWriter writer(folder.path, info, "schema = 1\n", synthetic::small_lattice(), kLabels, kNames, false);
    for (int f = 0; f < 30; ++f) writer.add(frames[f]);
    const rlimit full = {fs::file_size(folder.path / "regions.csv.partial") + 50, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &full);
    CHECK_THROWS_WITH_AS(writer.add(frames[30]), doctest::Contains("regions.csv.partial"), MachineError);
  }
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old);
  const RecordedRun run = read_run(folder.path);
  CHECK(run.status == "failed");
  CHECK(run.message.find("cannot write") == 0);
  REQUIRE(run.frames.size() == 30);
  for (const Frame& frame : run.frames)
    CHECK(skin_force(run.info, frame, RegionKind::muscle) + skin_force(run.info, frame, RegionKind::spine) +
              skin_force(run.info, frame, RegionKind::rib) + skin_force(run.info, frame, RegionKind::other) ==
          doctest::Approx(frame.contact_force).epsilon(1e-6));
  CHECK_FALSE(fs::exists(folder.path / "fields.h5"));
  for (const auto& entry : fs::directory_iterator(folder.path)) CHECK(entry.path().extension() != ".partial");
}

TEST_CASE("tables that cannot be renamed do not keep the summary from being written") {
  const synthetic::TemporaryFolder folder("blocked");
  const RunInfo info = synthetic::back_info();
  fs::create_directories(folder.path / "forces.csv" / "in the way");
  CHECK_THROWS_WITH_AS(write_run(folder.path, info, synthetic::back_run(info, 1, 0.1)),
                       doctest::Contains("forces.csv.partial"), MachineError);
  const std::string summary = synthetic::text_of(folder.path / "summary.json");
  CHECK(summary.find("\"status\": \"failed\"") != std::string::npos);
  CHECK(fs::exists(folder.path / "regions.csv"));
  CHECK(inspect_folder(folder.path).kind == FolderKind::run);
}

TEST_CASE("a summary that cannot be written leaves a folder known as an unfinished run") {
  const synthetic::TemporaryFolder folder("no-summary");
  const RunInfo info = synthetic::back_info();
  fs::create_symlink("/dev/full", folder.path / "summary.json.new.partial");
  CHECK_THROWS_WITH_AS(write_run(folder.path, info, synthetic::back_run(info, 1, 0.1)),
                       doctest::Contains("summary.json.new"), MachineError);
  CHECK(inspect_folder(folder.path).kind == FolderKind::run);
  CHECK(inspect_folder(folder.path).scenario == "soft against firm");
  CHECK_THROWS_WITH_AS(read_run(folder.path), doctest::Contains("not finished"), InputError);
}
