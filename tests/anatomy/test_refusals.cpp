#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "anatomy/tables.hpp"
#include "scenario/assets.hpp"
#include "scenario/input_error.hpp"
#include "subjects.hpp"

using namespace backroll;
using namespace backroll::test;
namespace fs = std::filesystem;

namespace {

// A copy of the tables with one piece of text replaced.
class EditedTables {
 public:
  EditedTables(const std::string& file, const std::string& from, const std::string& to)
      : folder_(fs::temp_directory_path() / "backroll_edited_tables") {
    fs::create_directories(folder_);
    for (const char* name : {"spine.toml", "back_profiles.toml", "muscles.toml", "ribs.toml"})
      fs::copy_file(assets_dir() / name, folder_ / name, fs::copy_options::overwrite_existing);
    std::stringstream text;
    text << std::ifstream(folder_ / file).rdbuf();
    std::string content = text.str();
    const auto at = content.find(from);
    REQUIRE(at != std::string::npos);
    content.replace(at, from.size(), to);
    std::ofstream(folder_ / file) << content;
  }
  ~EditedTables() { fs::remove_all(folder_); }

  std::string complaint() const {
    try {
      read_anatomy_tables(folder_);
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  }

 private:
  fs::path folder_;
};

std::string complaint(const Subject& s) {
  try {
    build_back(s, Resolution::live, kBoneDepth);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a subject outside the tables is refused by name") {
  Subject s;
  s.stature_m = 2.2;
  CHECK(contains(complaint(s), "subject.stature_m = 2.2"));
  CHECK(contains(complaint(s), "1.45 to 2.05"));
  s = Subject();
  s.mass_kg = 150;
  CHECK(contains(complaint(s), "subject.mass_kg = 150"));
  s = Subject();
  s.muscle_bulk = 0.5;
  CHECK(contains(complaint(s), "subject.muscle_bulk_ratio"));
  s = Subject();
  s.fat = 2;
  CHECK(contains(complaint(s), "subject.fat_ratio"));
  s = Subject();
  s.kyphosis_deg = 70;
  CHECK(contains(complaint(s), "subject.kyphosis_deg"));
  s = Subject();
  s.lordosis_deg = 5;
  CHECK(contains(complaint(s), "subject.lordosis_deg"));
}

TEST_CASE("a back that cannot be meshed is refused with the inputs to blame") {
  const Subject small = subject(Sex::man, 1.45, 38, 20, 60);
  try {
    build_back(small, Resolution::fine, kBoneDepth);
    FAIL("was meshed");
  } catch (const InputError& error) {
    CHECK(contains(error.what(), "subject.lordosis_deg = 60"));
    CHECK(contains(error.what(), "scaled Jacobian"));
  }
}

TEST_CASE("broken tables are refused with file and key") {
  const std::string missing = EditedTables("spine.toml", "t1_x_mm = -27.6", "").complaint();
  CHECK(contains(missing, "spine.toml"));
  CHECK(contains(missing, "curve.t1_x_mm"));
  const std::string text =
      EditedTables("ribs.toml", "half_height_mm = 6.2", "half_height_mm = \"6.2\"").complaint();
  CHECK(contains(text, "ribs.toml:"));
  CHECK(contains(text, "ribs.half_height_mm"));
  const std::string level = EditedTables("back_profiles.toml", "C7 = 90", "C8 = 90").complaint();
  CHECK(contains(level, "half_width_mm.C8"));
  const std::string muscle = EditedTables("muscles.toml", "\"rhomboidei\"", "\"rhomboids\"").complaint();
  CHECK(contains(muscle, "rhomboids"));
  const std::string place = EditedTables("muscles.toml", "[4, \"tip T3\"]", "[4, \"point T3\"]").complaint();
  CHECK(contains(place, "sheet.outline"));
  const std::string order = EditedTables("back_profiles.toml", "[12, -24]", "[-1, -24]").complaint();
  CHECK(contains(order, "floor_mm.C7"));
  CHECK(contains(EditedTables("ribs.toml", "[ribs]", "[ribs").complaint(), "ribs.toml:"));
  CHECK(contains(
      EditedTables("spine.toml", "source = \"proposed; x of T1", "note = \"proposed; x of T1").complaint(),
      "source is missing"));
}
