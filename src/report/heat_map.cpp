#include "report/heat_map.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/text.hpp"
#include "report/axis.hpp"
#include "report/chart_title.hpp"
#include "report/svg.hpp"

namespace backroll {
namespace {

constexpr double kRowHeight = 26;

}  // namespace

std::string heat_map_svg(const HeatMap& map) {
  const double top = below_title(map.title) - 4;
  double low = HUGE_VAL, high = -HUGE_VAL, label = 0;
  for (const auto& row : map.values)
    for (const double value : row)
      if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
  for (const std::string& row : map.rows) label = std::max(label, text_width(row));
  const double left = 36 + label + 10, right = chart_width() - 24;
  const double width = (right - left) / static_cast<double>(std::max<std::size_t>(map.columns.size(), 1));
  const double bottom = top + kRowHeight * static_cast<double>(map.rows.size());
  Svg svg(chart_width(), bottom + 44, map.title, map.description);
  draw_title(svg, map.title);
  svg.turned_text(16, 0.5 * (top + bottom), map.y_label);
  for (std::size_t r = 0; r < map.rows.size(); ++r) {
    const double y = top + kRowHeight * static_cast<double>(r);
    svg.text(left - 8, y + 17, map.rows[r], Anchor::end);
    for (std::size_t c = 0; c < map.columns.size(); ++c) {
      const double value = map.values[r][c], x = left + width * static_cast<double>(c);
      if (!std::isfinite(value)) continue;
      const double share = high > low ? (value - low) / (high - low) : 0;
      const int shade = std::min(kShades - 1, static_cast<int>(share * kShades));
      svg.box(x + 1, y + 1, width - 2, kRowHeight - 2, shade_class(shade));
      if (width > 30)
        svg.text(x + 0.5 * width, y + 17, number_text(value), Anchor::middle,
                 shade <= kShades / 2 ? "br-ink br-s" : "br-paper br-s");
    }
  }
  for (std::size_t c = 0; c < map.columns.size(); ++c)
    svg.text(left + width * (static_cast<double>(c) + 0.5), bottom + 16, map.columns[c], Anchor::middle,
             "br-muted");
  svg.text(0.5 * (left + right), bottom + 36, map.x_label, Anchor::middle, "br-muted");
  return svg.finish();
}

}  // namespace backroll
