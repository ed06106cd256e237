#include <doctest/doctest.h>

#include <algorithm>

#include "scenario/input_sources.hpp"
#include "scenario/read.hpp"
#include "scenario/temp_folder.hpp"
#include "scenario/write.hpp"

namespace backroll {
namespace {

const char* const kBack =
    "schema = 1\nname = \"b\"\n[subject]\nid = \"average-man\"\nmass_kg = 85\n[[roller]]\nid = \"firm-epp\"\n"
    "[load]\nforce_n = 300\n[[phase]]\nkind = \"approach\"\nlevel = \"T8\"\nduration_s = 1\n";

const InputSource* find_source(const std::vector<InputSource>& all, const std::string& of,
                               const std::string& key) {
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const InputSource& s) { return s.of == of && s.key == key; });
  return at == all.end() ? nullptr : &*at;
}

}  // namespace

TEST_CASE(
    "every number of subject, roller, foam and tissues has its source; what the scenario sets says so") {
  const TempFolder folder;
  folder.write("b.toml", kBack);
  const auto sources = input_sources(read_scenario(folder.path() / "b.toml"), 0);
  for (const InputSource& s : sources) {
    CAPTURE(s.of + " " + s.key);
    CHECK_FALSE(s.value.empty());
    const std::string tag = s.source.substr(0, s.source.find(':'));
    CHECK((tag == "found" || tag == "recalled" || tag == "derived" || tag == "proposed" ||
           s.source.starts_with("set by the scenario; ")));
  }
  const InputSource* mass = find_source(sources, "subject average-man", "mass_kg");
  REQUIRE(mass);
  CHECK(mass->value == "85");
  CHECK(mass->source == "set by the scenario; the catalogue has 80");
  const InputSource* density = find_source(sources, "roller firm-epp", "density_kg_m3");
  REQUIRE(density);
  CHECK(density->value == "60");
  CHECK(density->source.starts_with("proposed: "));
  for (const char* of : {"foam EPP", "tissue skin", "tissue fat", "tissue muscle"})
    CHECK(std::any_of(sources.begin(), sources.end(), [&](const InputSource& s) { return s.of == of; }));
  CHECK_FALSE(find_source(sources, "roller soft-epe", "density_kg_m3"));
}

TEST_CASE("the hash of a text is FNV-1a") {
  CHECK(hash_text("") == "cbf29ce484222325");
  CHECK(hash_text("a") == "af63dc4c8601ec8c");
  CHECK(hash_text("foobar") == "85944171f73967e8");
}

}  // namespace backroll
