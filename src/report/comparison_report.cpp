#include "analysis/answer.hpp"
#include "analysis/bands.hpp"
#include "analysis/sides.hpp"
#include "analysis/text.hpp"
#include "report/page.hpp"
#include "report/report.hpp"
#include "report/svg.hpp"

namespace backroll {
namespace {

std::vector<std::string> head_of(const Comparison& c, const char* first) {
  std::vector<std::string> head = {first};
  head.insert(head.end(), c.names.begin(), c.names.end());
  head.push_back("firm / soft");
  return head;
}

std::vector<std::string> row_of(const Ratio& r, const std::string& label) {
  std::vector<std::string> row = {label};
  for (const double value : r.values) row.push_back(number_text(value));
  row.push_back(r.ratio > 0 ? number_text(r.ratio) : "-");
  return row;
}

HtmlTable quantity_table(const Comparison& c) {
  const RunInfo& info = c.runs.front().info;
  HtmlTable table{info.specimen || info.press ? "" : "Time means while loaded; peaks are the largest.",
                  head_of(c, "quantity"),
                  {}};
  std::string view;
  for (const Ratio& r : c.quantities) {
    if (r.view != view) table.rows.push_back({r.view});
    view = r.view;
    table.rows.push_back(row_of(r, r.label + ", " + r.unit));
  }
  return table;
}

HtmlTable level_table(const Comparison& c) {
  HtmlTable table{"As the roller passes each level.", head_of(c, "quantity"), {}};
  for (const LevelComparison& level : c.levels) {
    table.rows.push_back({level.level});
    for (const Ratio& r : level.quantities)
      table.rows.push_back(
          row_of(r, r.label + ", " + r.unit + (r.view == "contact" ? "" : " (" + r.view + ")")));
  }
  return table;
}

HtmlTable muscle_table(const Comparison& c) {
  HtmlTable table{"Mean compressive stress while loaded, kPa (tissue state).", head_of(c, "muscle"), {}};
  for (const Ratio& r : sides_merged(c.muscles)) table.rows.push_back(row_of(r, r.label));
  return table;
}

HtmlTable band_table(const Comparison& c) {
  HtmlTable table{
      "Comparison bands, to set rollers side by side; not medical limits.", {"quantity"}, {}, true};
  table.head.insert(table.head.end(), c.names.begin(), c.names.end());
  table.head.push_back("scale");
  std::vector<std::vector<BandFinding>> bands;
  for (const Findings& run : c.runs) bands.push_back(comparison_bands(run));
  for (std::size_t b = 0; b < bands.front().size(); ++b) {
    const BandFinding& first = bands.front()[b];
    std::vector<std::string> row = {first.quantity + ", " + first.unit};
    for (const auto& run : bands) row.push_back(number_text(run[b].value) + " " + band_name(run[b].band));
    row.push_back(first.scale);
    table.rows.push_back(row);
  }
  return table;
}

HtmlTable check_table(const Comparison& c) {
  HtmlTable table{"", {"run", "status", "steps", "not converged", "worst closure", "worst residual"}, {}};
  for (std::size_t r = 0; r < c.runs.size(); ++r) {
    const Quality& q = c.runs[r].quality;
    table.rows.push_back({c.names[r], status_name(c.runs[r].status), std::to_string(q.frames),
                          std::to_string(q.unconverged), scientific_text(q.closure),
                          scientific_text(q.residual)});
  }
  return table;
}

// A path as a relative link: what would end or change it is written as %XX.
std::string url_path(const std::string& path) {
  constexpr const char* kHex = "0123456789ABCDEF";
  std::string url;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f && std::string_view("%?#:\"<>\\").find(c) == std::string_view::npos)
      url += c;
    else
      url.append(1, '%').append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
  }
  return url;
}

std::string links_html(const Comparison& c, const ReportContext& context) {
  if (context.run_folders.size() != c.runs.size()) return {};
  std::string html = "<p>The runs one by one: ";
  for (std::size_t r = 0; r < c.runs.size(); ++r)
    html.append(r ? ", " : "")
        .append("<a href=\"")
        .append(escape_markup(url_path(context.run_folders[c.order[r]])))
        .append("/report.html\">")
        .append(pretty_markup(c.names[r]))
        .append("</a>");
  return html + ".</p>\n";
}

}  // namespace

std::string report_html(const Comparison& c, const std::vector<Chart>& charts, const ReportContext& context) {
  const bool specimen = c.runs.front().info.specimen;
  const std::string title = context.title.empty() ? c.runs.front().info.scenario : context.title;
  std::string body =
      header_html("Comparison of " + std::to_string(c.runs.size()) + " runs", title, context.description);
  body += list_html(answer_lines(c), "answer") + links_html(c, context) + setup_html(context);
  body += pictures_html(context) + heading_html("Charts") + figures_html(charts);
  body += heading_html("Tables") + table_html(quantity_table(c)) + table_html(level_table(c)) +
          table_html(muscle_table(c));
  const bool press = c.runs.front().info.press;
  if (!specimen && !press) body += table_html(band_table(c));
  body += heading_html("Check") + table_html(check_table(c));
  if (!specimen) body += views_html(!c.runs.front().spine.units.empty());
  body += evidence_html(specimen) + sources_html(context) + reproduce_html(context, c.runs.front().version);
  return page_html(title + ", comparison", body);
}

}  // namespace backroll
