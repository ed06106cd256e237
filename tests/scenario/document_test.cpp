#include "scenario/document.hpp"
#include "scenario/input_error.hpp"
#include "scenario/pieces.hpp"
#include "scenario/read.hpp"
#include "scenario/temp_folder.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

namespace backroll {
namespace {

std::string read_message(const std::filesystem::path& file) {
  try {
    read_scenario(file);
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("byte order mark and Windows line ends are read") {
  CHECK(parse_scenario("\xEF\xBB\xBF" + kSmall, "x").name == "small");
  std::string windows;
  for (const char c : kSmall) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(parse_scenario(windows, "x").name == "small");
}

TEST_CASE("files that cannot be read say why") {
  const TempFolder folder;
  const auto missing = folder.path() / "missing.toml";
  CHECK(read_message(missing) == missing.string() + ": no such file");
  CHECK(read_message(folder.path()) == folder.path().string() + ": is a folder, not a file");
  CHECK(read_message(folder.path() / "x" / "y.toml") ==
        (folder.path() / "x" / "y.toml").string() + ": no such file");
  const auto empty = folder.write("empty.toml", "");
  CHECK(read_message(empty) ==
        empty.string() + ":1: schema: missing, the file is empty; a scenario begins with schema = 1");
  const auto large = folder.write("large.toml", std::string(5u << 20, '#'));
  CHECK(read_message(large) == large.string() + ": larger than 4 MB: not a scenario");
  CHECK(read_message("/dev/null") == "/dev/null: is not a regular file");
  if (::geteuid() != 0) {  // root may read everything
    const auto closed = folder.write("closed.toml", kSmall);
    std::filesystem::permissions(closed, std::filesystem::perms::none);
    CHECK(read_message(closed).starts_with(closed.string() + ": cannot be read: "));
  }
}

TEST_CASE("numbers are written as short as they read back exactly") {
  CHECK(shortest(0.5) == "0.5");
  CHECK(shortest(300) == "300");
  CHECK(shortest(1000000) == "1000000");
  CHECK(shortest(-0.0005) == "-0.0005");
  CHECK(shortest(1.0 / 60) == "0.016666666666666666");
  CHECK(shortest(1e-8) == "1e-08");
  CHECK(shortest(1e300) == "1e+300");
  for (const double value : {0.1, 1.0 / 3, 5000.119242955311, 6.02e23, 1e-5, 123456.789})
    CHECK(parse_document("x = " + shortest(value), "t").find("x")->value.number == value);
}

TEST_CASE("texts survive quoting") {
  const std::string text = "a \"quoted\" \\ path\twith\nlines, \xC3\xA4 and \x01";
  CHECK(parse_document("x = " + toml_text(text), "t").find("x")->value.text == text);
}

TEST_CASE("a long value is cut in messages, never inside a character") {
  Node node;
  node.kind = NodeKind::text;
  for (int i = 0; i < 60; ++i) node.text += "\xC3\xA4";
  const std::string shown = node.shown();
  CHECK(shown.size() <= 60);
  CHECK_NOTHROW(parse_document("x = " + toml_text(shown), "t"));
}

}  // namespace backroll
