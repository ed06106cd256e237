#include <algorithm>

#include "analysis/answer.hpp"
#include "analysis/sides.hpp"
#include "analysis/text.hpp"

namespace backroll {
namespace {

using Row = std::vector<std::string>;

Row row_of(const Ratio& r, const std::string& label) {
  Row row = {label};
  for (const double value : r.values) row.push_back(number_text(value));
  row.push_back(r.ratio > 0 ? number_text(r.ratio) : "-");
  return row;
}

// First column to the left, the others to the right.
std::string aligned(const std::vector<Row>& rows) {
  std::vector<std::size_t> width;
  for (const Row& row : rows) {
    width.resize(std::max(width.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) width[c] = std::max(width[c], row[c].size());
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string pad(width[c] - row[c].size(), ' ');
      line += c == 0 ? row[c] + pad : "  " + pad + row[c];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace

std::string comparison_table(const Comparison& c) {
  const RunInfo& info = c.runs.front().info;
  Row head = {info.specimen || info.press ? "quantity" : "mean over roll and hold (peaks: largest)"};
  for (const Findings& run : c.runs) head.push_back(run.info.roller);
  head.push_back("firm/soft");
  std::vector<Row> rows = {head};
  std::string view;
  for (const Ratio& r : c.quantities) {
    if (r.view != view && r.view != "contact") rows.push_back({r.view});
    view = r.view;
    rows.push_back(row_of(r, (r.view == "contact" ? "" : "  ") + r.label + ", " + r.unit));
  }
  if (!c.muscles.empty()) rows.push_back({"mean compressive stress of each muscle, kPa"});
  for (const Ratio& r : sides_merged(c.muscles)) rows.push_back(row_of(r, "  " + r.label));
  for (const LevelComparison& level : c.levels) {
    rows.push_back({"at " + level.level});
    for (const Ratio& r : level.quantities)
      if (r.key == "mean_pressure_paraspinal_kpa" || r.key == "peak_1cm2_bone_kpa" ||
          r.key == "thoracic_opening_deg")
        rows.push_back(row_of(r, "  " + r.label + ", " + r.unit));
  }
  return aligned(rows);
}

}  // namespace backroll
