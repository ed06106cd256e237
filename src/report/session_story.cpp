#include "report/session_story.hpp"

#include <algorithm>

#include "analysis/session_findings.hpp"
#include "analysis/text.hpp"
#include "report/session_charts.hpp"
#include "response/response_parameters.hpp"
#include "units.hpp"

namespace backroll {
namespace {

// The model's title and grade, from its table.
std::pair<std::string, std::string> model_words(const std::string& id) {
  for (const ResponseModel& model : response_parameters().models)
    if (model.id == id) return {model.title, model.grade};
  return {id, ""};
}

HtmlTable graded_response_table(const Findings& f) {
  HtmlTable table{
      "Response models that were on (docs/response-models.md). Grades: A measured on people; B few people or "
      "an assumption; C direction only.",
      {"state", "before", "farthest from that", "at", "at the end", "grade"},
      {},
      true};
  const double duration = f.session.phases.back().to_s;
  std::string model;
  for (const WatchedResponse& watched : watched_responses(f.info))
    for (const ResponseFindings& r : f.session.responses) {
      if (r.key != watched.key) continue;
      const auto [title, grade] = model_words(watched.model);
      const std::string unit = r.unit.empty() ? "" : " " + r.unit;
      table.rows.push_back({r.name, number_text(r.before) + unit, number_text(r.extreme) + unit,
                            changed(r) ? session_time(r.extreme_time_s, duration) : "no change",
                            number_text(r.after) + unit,
                            watched.model == model ? "as above" : title + ": " + grade});
      model = watched.model;
    }
  return table;
}

std::vector<Chart> charts_named(const std::vector<Chart>& charts, const std::string& beginning) {
  std::vector<Chart> found;
  std::copy_if(charts.begin(), charts.end(), std::back_inserter(found),
               [&](const Chart& chart) { return chart.story && chart.file.starts_with(beginning); });
  return found;
}

}  // namespace

HtmlTable phase_table(const SessionFindings& session) {
  HtmlTable table{
      "Phase by phase. Load: mean contact force. Holds: local compressive stress in the muscle at the start "
      "and at the end, by how much it fell from its largest, and how far the roller sank.",
      {"phase", "where", "from", "to", "load N", "stress kPa", "fall", "sank mm", "ended by"},
      {},
      false,
      true};
  const double duration = session.phases.empty() ? 0 : session.phases.back().to_s;
  for (const PhaseFindings& p : session.phases) {
    const bool hold = p.kind == "hold";
    const std::string where = p.from_level == p.to_level ? p.to_level : p.from_level + " to " + p.to_level;
    table.rows.push_back(
        {std::to_string(p.number) + " " + (p.kind == "warm_up" ? "warm-up" : p.kind), where,
         session_time(p.from_s, duration), session_time(p.to_s, duration), number_text(p.force),
         hold ? number_text(p.stress_first * kKpa) + " to " + number_text(p.stress_last * kKpa) : "",
         hold ? percent_text(p.fall) : "",
         !hold            ? ""
         : p.keeps_height ? "height kept"
                          : number_text(p.sinking * kMm, 2),
         p.ended_by});
  }
  return table;
}

std::string session_html(const Findings& f, const std::vector<Chart>& charts) {
  if (!is_session(f)) return {};
  std::string html = heading_html("The session") + figures_html(charts_named(charts, "session.svg")) +
                     table_html(phase_table(f.session)) + figures_html(charts_named(charts, "session_back")) +
                     figures_html(charts_named(charts, "session_hold_"));
  if (!f.session.responses.empty())
    html += figures_html(charts_named(charts, "session_responses")) + table_html(graded_response_table(f));
  return html + paragraph_html(
                    "Pain, holds and doses stand against their limits among the tables below. Comparison "
                    "bands, not medical advice.");
}

}  // namespace backroll
