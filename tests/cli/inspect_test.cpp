#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {

TEST_CASE("inspect prints measures beside targets and draws the sections") {
  const TempFolder folder;
  const ProgramResult result = run_program(folder.path(), {"inspect", "average-man", "--resolution", "live"});
  CHECK(result.err.empty());
  CHECK(result.code == kExitOk);
  CHECK(result.out.starts_with("average man (man, 1.78 m, 80 kg, BMI 25.2"));
  CHECK(result.out.find("skin to spinous tip L3") != std::string::npos);
  CHECK(result.out.find("19.0 to 21.0") != std::string::npos);
  CHECK(result.out.find("miss: area of latissimus T8: ") != std::string::npos);
  CHECK(result.out.find("Pictures: results/inspect-average-man") != std::string::npos);
  for (const char* name : {"midline", "section_T4", "section_T8", "section_T12", "section_L3", "section_L5"})
    for (const char* kind : {".svg", ".png"}) {
      const auto file = folder.path() / "results" / "inspect-average-man" / (std::string(name) + kind);
      CAPTURE(file.string());
      CHECK(std::filesystem::file_size(file) > 5000);
    }
  const std::string l3 = file_text(folder.path() / "results" / "inspect-average-man" / "section_L3.svg");
  for (const char* word :
       {">multifidus<", ">longissimus<", ">psoas<", ">quadratus lumborum<", ">L3<", ">50 mm<"})
    CHECK(l3.find(word) != std::string::npos);
}

TEST_CASE("inspect as JSON holds every check with its verdict") {
  const TempFolder folder;
  const ProgramResult result = run_program(
      folder.path(), {"inspect", "heavier-man", "--json", "--no-pictures", "--resolution", "live"});
  CHECK(result.code == kExitOk);
  const auto json = nlohmann::json::parse(result.out);
  CHECK(json["subject"]["id"] == "heavier-man");
  CHECK(json["resolution"] == "live");
  CHECK(json["pictures"].empty());
  bool met = false;
  for (const auto& check : json["checks"])
    if (check["name"] == "skin to spinous tip L3") {
      met = true;
      CHECK(check["verdict"] == "pass");
      CHECK(check["low"] == 27.4);
      CHECK(check["high"].is_null());
      CHECK(check["unit"] == "mm");
    }
  CHECK(met);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "results"));
}

TEST_CASE("inspect takes a scenario's subject and resolution, and another folder") {
  const TempFolder folder;
  folder.write(
      "slim.toml",
      "schema = 1\nname = \"slim man\"\n[mesh]\nresolution = \"live\"\n[subject]\nid = \"average-man\"\n"
      "stature_m = 1.80\nmass_kg = 70\n[[roller]]\nid = \"medium-epp\"\n[[phase]]\nkind = \"approach\"\n"
      "level = \"T8\"\n");
  const ProgramResult result = run_program(folder.path(), {"inspect", "slim.toml", "--out", "here"});
  CAPTURE(result.err);
  CHECK(result.code == kExitOk);
  CHECK(result.out.find("1.80 m, 70 kg") != std::string::npos);
  CHECK(result.out.find("lattice 'live'") != std::string::npos);
  CHECK(std::filesystem::exists(folder.path() / "here" / "midline.png"));
}

TEST_CASE("inspect refuses what has no back with exit code 2") {
  const TempFolder folder;
  const auto complaint = [&folder](const std::vector<std::string>& arguments) {
    const ProgramResult result = run_program(folder.path(), arguments);
    CHECK(result.code == kExitInput);
    CHECK(result.out.empty());
    return result.err;
  };
  CHECK(complaint({"inspect", "avrage-man"}) ==
        "backroll: no such subject and no such scenario 'avrage-man'; allowed: average-man, average-woman, "
        "lean-man, lean-woman, heavier-man, or a scenario's file; did you mean 'average-man'?\n");
  CHECK(complaint({"inspect", "none.toml"}).starts_with("backroll: none.toml: no such file"));
  CHECK(complaint({"inspect"}).starts_with("backroll: SUBJECT_OR_SCENARIO is required"));
  CHECK(complaint({"inspect", "lean-man", "--resolution", "finest"}).find("finest") != std::string::npos);
  const std::string slab = std::string(BACKROLL_SOURCE_DIR) + "/scenarios/specimens/slab_cylinder.toml";
  CHECK(complaint({"inspect", slab}).find("a specimen has no back") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "results"));
}

}  // namespace backroll
