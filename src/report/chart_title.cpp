#include "report/chart_title.hpp"

#include <vector>

#include "report/axis.hpp"

namespace backroll {
namespace {

constexpr double kLine = 18, kLarger = 1.25;  // [px]; size and weight of the title against text_width()'s

std::vector<std::string> lines_of(const std::string& title) {
  const double room = chart_width() - 2 * kTitle;
  std::vector<std::string> lines = {""};
  for (std::size_t at = 0; at < title.size();) {
    const std::size_t end = std::min(title.find(' ', at), title.size());
    const std::string word = title.substr(at, end - at);
    std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (!lines.back().empty() && kLarger * text_width(longer) > room)
      lines.push_back(word);
    else
      lines.back() = std::move(longer);
    at = end + 1;
  }
  return lines;
}

}  // namespace

void draw_title(Svg& svg, const std::string& title) {
  double y = 24;
  for (const std::string& line : lines_of(title)) {
    svg.text(kTitle, y, line, Anchor::start, "br-text br-t");
    y += kLine;
  }
}

double below_title(const std::string& title) {
  return 48 + kLine * static_cast<double>(lines_of(title).size() - 1);
}

}  // namespace backroll
