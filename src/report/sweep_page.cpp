#include "report/sweep_page.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/text.hpp"
#include "report/page.hpp"
#include "report/svg.hpp"

namespace backroll {
namespace {

constexpr std::size_t kMostRows = 500;  // of the table on the page

void add_inputs(const SweepTable& table, const SweepRow& row, std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < table.inputs.size(); ++i) cells.push_back(input_words(table, row, i));
}

// Every combination of the grid, its outputs as means over the sample.
HtmlTable means_table(const SweepPage& page) {
  const SweepTable& means = page.answer.means;
  HtmlTable html{"Means over the sample of each combination; results.csv has every case.", {}, {}, true};
  for (const SweepInput& input : means.inputs) html.head.push_back(input.name);
  for (const std::string& name : page.answer.question.outputs) html.head.push_back(name);
  for (const SweepRow& row : means.rows) {
    std::vector<std::string> cells;
    add_inputs(means, row, cells);
    for (const std::string& name : page.answer.question.outputs)
      cells.push_back(number_text(row.outputs[static_cast<std::size_t>(means.output(name))]));
    html.rows.push_back(std::move(cells));
  }
  return html;
}

HtmlTable case_table(const SweepPage& page) {
  const SweepTable& table = page.table;
  HtmlTable html{"Every case; all outputs are in results.csv and results.db.", {"case"}, {}};
  for (const SweepInput& input : table.inputs) html.head.push_back(input.name);
  std::vector<std::size_t> outputs;
  for (const std::string& name : page.answer.question.outputs) {
    outputs.push_back(static_cast<std::size_t>(table.output(name)));
    html.head.push_back(name);
  }
  html.head.emplace_back("status");
  for (const SweepRow& row : table.rows) {
    if (html.rows.size() == kMostRows) {
      html.caption += " The first " + std::to_string(kMostRows) + " are shown.";
      break;
    }
    std::vector<std::string> cells = {std::to_string(row.number)};
    add_inputs(table, row, cells);
    for (const std::size_t o : outputs) cells.push_back(number_text(row.outputs[o]));
    cells.push_back(row.status);
    html.rows.push_back(std::move(cells));
  }
  return html;
}

HtmlTable failed_table(const SweepTable& table) {
  HtmlTable html{"Cases without results", {"case", "inputs", "status", "reason"}, {}, true};
  for (const SweepRow& row : table.rows)
    if (row.status != "complete" && row.status != "stopped")
      html.rows.push_back({std::to_string(row.number), case_words(table, row), row.status, row.reason});
  return html;
}

HtmlTable front_table(const SweepPage& page) {
  const SweepTable& table = page.table;
  const auto& question = page.answer.question;
  HtmlTable html{
      "More " + question.more + " for less " + question.less + ": the cases no other beats", {"case"}, {}};
  for (const SweepInput& input : table.inputs) html.head.push_back(input.name);
  html.head.push_back(question.more);
  html.head.push_back(question.less);
  for (const int n : page.answer.front) {
    const SweepRow& row = table.rows[static_cast<std::size_t>(n)];
    std::vector<std::string> cells = {std::to_string(row.number)};
    add_inputs(table, row, cells);
    cells.push_back(number_text(row.outputs[static_cast<std::size_t>(table.output(question.more))]));
    cells.push_back(number_text(row.outputs[static_cast<std::size_t>(table.output(question.less))]));
    html.rows.push_back(std::move(cells));
  }
  return html;
}

std::string quality_words(const SweepTable& table) {
  const int closure = table.output("closure_error"), residual = table.output("residual");
  double worst = 0, left = 0;
  for (const SweepRow& row : table.rows) {
    if (closure >= 0 && std::isfinite(row.outputs[static_cast<std::size_t>(closure)]))
      worst = std::max(worst, row.outputs[static_cast<std::size_t>(closure)]);
    if (residual >= 0 && std::isfinite(row.outputs[static_cast<std::size_t>(residual)]))
      left = std::max(left, row.outputs[static_cast<std::size_t>(residual)]);
  }
  return "In every step of every case with results the forces add up to within " +
         number_text(100 * worst, 2) + " %; residual at most " + scientific_text(left) + ".";
}

}  // namespace

std::string sweep_html(const SweepPage& page, const std::vector<Chart>& charts) {
  std::string body = header_html("Sweep", page.name, page.description);
  body += list_html(page.answer.lines, "answer");
  body += figures_html(charts);
  if (!page.answer.means.rows.empty())
    body += heading_html("Means over the sample") + table_html(means_table(page));
  if (!page.answer.front.empty()) body += heading_html("Pareto front") + table_html(front_table(page));
  body += heading_html("Cases") + table_html(failed_table(page.table)) + table_html(case_table(page));
  if (!page.sources.empty())
    body += heading_html("Where the sampled spreads come from") + list_html(page.sources);
  body +=
      heading_html("How far to trust it") + paragraph_html(quality_words(page.table)) + evidence_html(false);
  body += heading_html("How to make it again") + "<pre>" + escape_markup(page.command) + "</pre>\n" +
          paragraph_html(
              "results.csv has a row a case with its identity (hash of its resolved scenario and the "
              "version), regions.csv one a muscle, bone or level of it, results.db both "
              "for SQL; timings.csv the wall times. cases/ holds a folder a case. Written by Backroll " +
              page.version + ".");
  return page_html(page.name, body);
}

}  // namespace backroll
