#include "recording/storage_file.hpp"

#include <functional>
#include <utility>

#include "recording/csv.hpp"

namespace backroll {
namespace {

using Value = std::function<double(const Frame&)>;

// A column's name: letters, digits and '_' only.
std::string plain(const std::string& name) {
  std::string out;
  for (const char c : name) {
    const bool keep = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    out += keep ? c : '_';
  }
  return out;
}

std::vector<std::pair<std::string, Value>> columns_of(const RunInfo& info) {
  std::vector<std::pair<std::string, Value>> columns;
  constexpr const char* kAxes[] = {"_fx", "_fy", "_fz"};
  for (int c = 0; c < 3; ++c)
    columns.emplace_back(std::string("roller") + kAxes[c],
                         [c](const Frame& f) { return f.contact_force * f.load_direction[c]; });
  if (!bones_move(info)) return columns;
  for (std::size_t b = 0; b < info.bones.size(); ++b)
    for (int c = 0; c < 3; ++c)
      columns.emplace_back(plain(info.bones[b].name) + kAxes[c],
                           [b, c](const Frame& f) { return f.bone_force[b][c]; });
  for (std::size_t u = 0; u < info.units.size(); ++u) {
    const std::string name = plain(info.units[u]);
    columns.emplace_back(name + "_compression", [u](const Frame& f) { return -f.unit[u].force.y(); });
    columns.emplace_back(name + "_shear", [u](const Frame& f) { return f.unit[u].force.x(); });
    columns.emplace_back(name + "_side_shear", [u](const Frame& f) { return f.unit[u].force.z(); });
    columns.emplace_back(name + "_moment", [u](const Frame& f) { return f.unit[u].moment.z(); });
  }
  return columns;
}

}  // namespace

std::string storage_text(const RunInfo& info, const std::vector<Frame>& frames) {
  const auto columns = columns_of(info);
  std::string text = plain(info.scenario) + "\nversion=1\nnRows=" + std::to_string(frames.size()) +
                     "\nnColumns=" + std::to_string(columns.size() + 1) + "\ninDegrees=no\nendheader\ntime";
  for (const auto& [name, value] : columns) text += "\t" + name;
  text += "\n";
  for (const Frame& frame : frames) {
    text += csv_number(frame.time_s);
    for (const auto& [name, value] : columns) text += "\t" + csv_number(value(frame));
    text += "\n";
  }
  return text;
}

}  // namespace backroll
