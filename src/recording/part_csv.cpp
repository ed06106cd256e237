#include "recording/part_csv.hpp"

#include <cctype>

#include "recording/csv.hpp"
#include "units.hpp"

namespace backroll {

namespace {

// "L3/L4" as the beginning of a column's name.
std::string key_of(const std::string& unit) {
  std::string key;
  for (const char c : unit) {
    const auto byte = static_cast<unsigned char>(c);
    key += std::isalnum(byte) ? static_cast<char>(std::tolower(byte)) : '_';
  }
  return key;
}

}  // namespace

std::vector<PartColumn> part_columns(const std::vector<std::string>& units) {
  std::vector<PartColumn> columns = {
      {"time_s", "s", "time", [](const PartStep& s) { return s.time_s; }},
      {"force_n", "N", "force applied along the direction", [](const PartStep& s) { return s.force; }},
      {"moment_nm", "N m", "moment applied about the direction", [](const PartStep& s) { return s.moment; }},
  };
  const auto axis = [&](const std::string& name, const std::string& meaning, const char* unit,
                        Vec3 PartStep::*member, int component, double scale) {
    columns.push_back(
        {name, unit, meaning, [=](const PartStep& s) { return (s.*member)[component] * scale; }});
  };
  const char* const words[3] = {"x", "y", "z"};
  const char* const ways[3] = {"forward", "up", "to the right"};
  const char* const turns[3] = {"lean to the right", "turn to the left", "lean backward"};
  for (int c = 0; c < 3; ++c)
    axis(std::string("shift_") + words[c] + "_mm",
         std::string("shift of the loaded point since the preload, ") + ways[c], "mm", &PartStep::shift, c,
         kMm);
  for (int c = 0; c < 3; ++c)
    axis(
        std::string("turn_") + words[c] + "_deg",
        std::string("rotation vector of the loaded body against the held one since the preload, ") + turns[c],
        "deg", &PartStep::turn, c, kDegree);
  columns.push_back({"residual_n", "N", "force left out of balance, moments over 0.1 m",
                     [](const PartStep& s) { return s.residual; }});
  columns.push_back({"iterations", "-", "iterations of Newton's method",
                     [](const PartStep& s) { return static_cast<double>(s.iterations); }});
  const std::pair<const char*, const char*> angles[3] = {
      {"_lean_right_deg", "cranial vertebra against the caudal one: lean to the right"},
      {"_turn_left_deg", "the same: turn to the left"},
      {"_extension_deg", "the same: extension"}};
  for (std::size_t unit = 0; unit < units.size(); ++unit)
    for (int c = 2; c >= 0; --c)
      columns.push_back({key_of(units[unit]) + angles[c].first, "deg", units[unit] + ", " + angles[c].second,
                         [=](const PartStep& s) { return s.unit_angle[unit][c] * kDegree; }});
  return columns;
}

std::string part_csv(const PartRun& run) {
  const std::vector<PartColumn> columns = part_columns(run.units);
  std::string text;
  for (std::size_t c = 0; c < columns.size(); ++c) text += (c ? "," : "") + columns[c].name;
  text += '\n';
  for (const PartStep& step : run.steps) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      text += (c ? "," : "") + csv_number(columns[c].value(step));
    text += '\n';
  }
  return text;
}

}  // namespace backroll
