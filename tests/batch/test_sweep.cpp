#include <doctest/doctest.h>

#include "batch/sweep.hpp"
#include "scenario/input_error.hpp"
#include "scenario/temp_folder.hpp"

namespace backroll {
namespace {

const char* const kSweptBase =
    "schema = 1\nname = \"base\"\n[[roller]]\nid = \"medium-epp\"\n[load]\nforce_n = 300\n"
    "[[phase]]\nkind = \"approach\"\nlevel = \"T8\"\n[[phase]]\nkind = \"hold\"\nduration_s = 1\n";

struct SweptFolder {
  TempFolder folder;
  SweptFolder() { folder.write("base.toml", kSweptBase); }
  Sweep parse(const std::string& rest) const {
    return parse_sweep("schema = 1\nname = \"s\"\nscenario = \"base.toml\"\n" + rest,
                       (folder.path() / "s.toml").string());
  }
  std::string error(const std::string& rest) const {
    try {
      parse(rest);
    } catch (const InputError& wrong) {
      return wrong.what();
    }
    return "";
  }
};

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("axes are lists, linear and logarithmic ranges, and lists that go together") {
  const SweptFolder f;
  const Sweep sweep = f.parse(
      "[[axis]]\nkey = \"roller.density_kg_m3\"\nvalues = [30, 60]\n"
      "[[axis]]\nkey = \"load.force_n\"\nfrom = 100\nto = 400\ncount = 4\n"
      "[[axis]]\nkey = \"roller.diameter_mm\"\nfrom = 100\nto = 400\ncount = 3\nscale = \"log\"\n"
      "[[axis]]\nkeys = [\"phase[1].level\", \"phase[2].duration_s\"]\nnames = [\"level\", \"held\"]\nvalues "
      "= "
      "[[\"T8\", 1], [\"L3\", 2]]\n");
  REQUIRE(sweep.axes.size() == 4);
  CHECK(sweep.axes[0].keys[0].name == "density_kg_m3");
  CHECK(sweep.axes[1].values[1][0].number == 200);
  CHECK(sweep.axes[2].values[1][0].number == 200);
  CHECK(sweep.axes[3].keys[1].name == "held");
  CHECK(sweep.axes[3].values[1][0].text == "L3");
}

TEST_CASE("what a sweep's file gets wrong is named with line, key and nearest word") {
  const SweptFolder f;
  CHECK(says(f.error("[[axis]]\nkey = \"roller.densty_kg_m3\"\nvalues = [1]\n"), "density_kg_m3"));
  CHECK(says(f.error("[[axis]]\nkey = \"rollr.density_kg_m3\"\nvalues = [1]\n"), "no such section"));
  CHECK(says(f.error("[[axis]]\nkye = \"load.force_n\"\nvalues = [1]\n"), "s.toml:5"));
  CHECK(says(f.error("[[axis]]\nkey = \"load.force_n\"\nvalues = []\n"), "not empty"));
  CHECK(says(f.error("[[axis]]\nkey = \"load.force_n\"\nfrom = 0\nto = 1\ncount = 3\nscale = \"log\"\n"),
             "above 0"));
  CHECK(says(f.error("[[parameter]]\nkey = \"load.force_n\"\nfrom = 1\nto = 2\n"), "[sample]"));
  CHECK(says(f.error("[[parameter]]\nkey = \"phase[1].level\"\nfrom = 1\nto = 2\n[sample]\ncount = 2\n"),
             "only numbers"));
  CHECK(says(f.error("[[axis]]\nkey = \"load.force_n\"\nvalues = [1]\n[[skip]]\nwhen = { forc = 1 }\n"),
             "no axis or parameter"));
  CHECK(says(f.error("[analysis]\nless = \"spine_forse_n\"\n"), "spine_force_n"));
  CHECK(says(f.error("[[axis]]\nkey = \"load.force_n\"\nname = \"spine_force_n\"\nvalues = [1]\n"),
             "another column"));
}

TEST_CASE("a base that is not there or wrong is an error of the sweep") {
  const TempFolder folder;
  try {
    parse_sweep("schema = 1\nname = \"s\"\nscenario = \"none.toml\"\n", (folder.path() / "s.toml").string());
    FAIL("read");
  } catch (const InputError& wrong) {
    CHECK(says(wrong.what(), "s.toml:3"));
    CHECK(says(wrong.what(), "none.toml"));
  }
}

}  // namespace backroll
