// [part]: a piece of the skeleton.
#include <algorithm>
#include <cmath>

#include "scenario/read_parts.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

constexpr double kUnitLength = 1e-12;  // so close to 1 a direction is taken as it is

void read_level(const Section& section, Part& part) {
  const std::string kind = word_of(part.kind);
  if (!part.has_level()) {
    section.refuse("level", "not used by kind = \"" + kind + "\"");
    return;
  }
  section.require("level");
  part.level = section.text("level");
  // the levels it can stand at, cranial to caudal
  const bool unit = part.kind == PartKind::spinal_unit;
  const std::string first = unit ? "C7" : "T1", last = unit ? "L5" : "T12";
  const std::vector<std::string>& names = level_names();
  const auto place = [&](const std::string& name) { return std::find(names.begin(), names.end(), name); };
  if (place(part.level) < place(first) || place(part.level) > place(last))
    section.fail("level", "there is no " + kind + " there", first + " to " + last);
}

std::array<double, 3> read_direction(const Section& section) {
  const std::vector<double> given = section.numbers("direction");
  if (given.size() != 3) section.fail("direction", "three numbers are expected: x anterior, y up, z right");
  const double length = std::hypot(given[0], given[1], given[2]);
  if (length == 0) section.fail("direction", "has no length");
  const double divisor = std::abs(length - 1) < kUnitLength ? 1 : length;
  return {given[0] / divisor, given[1] / divisor, given[2] / divisor};
}

}  // namespace

Part read_part(const Section& section) {
  Part part;
  section.require("kind");
  part.kind = from_word<PartKind>(section.text("kind"));
  read_level(section, part);
  if (!part.has_preload()) section.refuse("preload_n", "not used by kind = \"" + word_of(part.kind) + "\"");
  part.preload_n = section.number("preload_n");
  part.force_n = section.optional_table("force_n");
  part.moment_nm = section.optional_table("moment_nm");
  if (part.force_n && part.moment_nm) section.fail("moment_nm", "give either this or part.force_n");
  if (!part.force_n && !part.moment_nm)
    section.fail_here("missing: give force_n or moment_nm as [time_s, value] pairs");
  part.direction = read_direction(section);
  return part;
}

}  // namespace backroll
