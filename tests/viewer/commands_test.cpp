// backroll render and backroll run --replay, as programs.
#include <doctest/doctest.h>

#include <array>
#include <fstream>

#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "scenario/temp_folder.hpp"
#include "scenario/write.hpp"
#include "viewer/app_driver.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

namespace fs = std::filesystem;

// Width and height of a PNG file, from its head; 0 0 if it is none.
std::array<int, 2> png_size(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::array<unsigned char, 24> head{};
  stream.read(reinterpret_cast<char*>(head.data()), head.size());
  if (!stream || head[1] != 'P') return {0, 0};
  const auto number = [&](int at) {
    return head[at] << 24 | head[at + 1] << 16 | head[at + 2] << 8 | head[at + 3];
  };
  return {number(16), number(20)};
}

Scenario tiny() {
  Scenario s = first_scenario();
  s.name = "tiny";
  s.protocol.resize(1);
  s.protocol[0].duration_s = 0.2;
  return s;
}

}  // namespace

TEST_CASE("render saves one picture, several, and says what is wrong") {
  const TempFolder folder;
  folder.write("tiny.toml", write_scenario(tiny()));
  const ProgramResult one = run_program(folder.path(), {"render", "tiny.toml", "--view", "back", "--width",
                                                        "320", "--height", "200", "-o", "a.png"});
  if (one.code == kExitMachine) {
    MESSAGE("skipped: " << one.err);
    return;
  }
  REQUIRE(one.code == kExitOk);
  CHECK(one.out == "a.png\n");
  CHECK(png_size(folder.path() / "a.png") == std::array<int, 2>{320, 200});
  REQUIRE(run_program(folder.path(), {"run", "tiny.toml", "-o", "run", "-q"}).code == kExitOk);
  const ProgramResult several = run_program(
      folder.path(),
      {"render", "run", "--time", "0.1", "0.2", "--width", "160", "--height", "100", "-o", "b.png"});
  CHECK(several.out == "b-0000.png\nb-0001.png\n");
  const ProgramResult view =
      run_program(folder.path(), {"render", "tiny.toml", "--view", "bak", "-o", "c.png"});
  CHECK(view.code == kExitInput);
  CHECK(view.err.find("did you mean 'back'") != std::string::npos);
  const ProgramResult ending = run_program(folder.path(), {"render", "tiny.toml", "-o", "c.bmp"});
  CHECK(ending.code == kExitInput);
  CHECK(ending.err.find(".png") != std::string::npos);
  const ProgramResult late = run_program(folder.path(), {"render", "run", "--time", "9", "-o", "c.png"});
  CHECK(late.code == kExitInput);
  CHECK_FALSE(fs::exists(folder.path() / "c.png"));
}

TEST_CASE("run --replay writes the live run's tables again, byte for byte") {
  const TempFolder folder;
  {
    AppDriver d;
    d.start(tiny());
    REQUIRE(d.computed(0.1));
    d.play("click preset.Firm\n");
    REQUIRE(d.until([&] { return d.slot().state == LiveState::finished; }));
    d.frame();
    save_run(d.run(), folder.path() / "live", "test");
  }
  const ProgramResult again = run_program(folder.path(), {"run", "--replay", "live", "-o", "again", "-q"});
  CAPTURE(again.err);
  REQUIRE(again.code == kExitOk);
  for (const char* table : {"forces.csv", "regions.csv", "events.json"})
    CHECK(file_text(folder.path() / "again" / table) == file_text(folder.path() / "live" / table));
  CHECK(file_text(folder.path() / "live" / "events.json").find("roller firm-epp") != std::string::npos);
  CHECK(run_program(folder.path(), {"run", "--replay", "again/charts", "-q"}).code == kExitInput);
}
