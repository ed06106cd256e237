#include "report/advice_page.hpp"

#include "report/bar_chart.hpp"
#include "report/page.hpp"
#include "report/svg.hpp"
#include "units.hpp"

namespace backroll {

namespace {

std::string spine_bars(const std::vector<AdviceRun>& runs) {
  LyingBars bars;
  bars.title = "Force over the spine, mean while loaded";
  bars.description = "Skin view, one bar a way of rolling";
  bars.x_label = "N";
  BarSeries force{"over the spine", Colour::spine, {}};
  for (const AdviceRun& run : runs) {
    bars.rows.push_back(run.what);
    force.values.push_back(advice_figures(run.findings).spine_force);
  }
  bars.series = {force};
  return lying_bars_svg(bars);
}

std::string links(const std::vector<AdviceRun>& runs) {
  std::string out = "<p>Reports of the runs: ";
  for (std::size_t n = 0; n < runs.size(); ++n)
    out += (n ? ", " : "") + std::string("<a href=\"") + escape_markup(runs[n].id) + "/report.html\">" +
           escape_markup(runs[n].what) + "</a>";
  return out + "</p>\n";
}

}  // namespace

std::string advice_html(const std::string& title, const std::string& technique,
                        const std::vector<AdviceRun>& runs, const std::string& command,
                        const std::string& version) {
  std::string body = header_html("Advice", title, technique);
  body += list_html(advice_lines(runs));
  body += heading_html("The ways tried");
  body +=
      table_html({"Mean while loaded; one process, bone pressure (1 cm2) and pain: the largest. Skin view, "
                  "but for path.",
                  advice_head(), advice_rows(runs)});
  body += figures_html(
      {{"advice.svg", "Force over the spine", "Mean while loaded, skin view.", spine_bars(runs)}});
  body += links(runs);
  body += heading_html("Limits of this");
  body += paragraph_html(
      "Comparison of loads, not medical advice. Lower is not shown to be better: trials found no difference "
      "in "
      "outcome between soft and hard rollers (Cheatham and Stull 2018) or between levels of pain (Grabow "
      "2018).");
  body += paragraph_html("Made by: " + command + " (backroll " + version + ")");
  return page_html(title, body);
}

}  // namespace backroll
