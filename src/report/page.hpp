// The parts of a report page: one HTML file with its style inside and nothing from outside.
#pragma once

#include <string>
#include <vector>

#include "analysis/bands.hpp"
#include "report/report.hpp"

namespace backroll {

struct HtmlTable {
  std::string caption;
  std::vector<std::string> head;
  std::vector<std::vector<std::string>>
      rows;               // plain text; the first column reads as words, the rest as figures
  bool words = false;     // every column reads as words
  bool one_line = false;  // the first column is not broken
};

std::string page_html(const std::string& title, const std::string& body);
std::string heading_html(const std::string& words);
std::string paragraph_html(const std::string& words);
std::string list_html(const std::vector<std::string>& lines, const char* css_class = "");
std::string table_html(const HtmlTable& table);
// Caption, then a row a band.
HtmlTable band_table(const std::string& caption, const std::vector<BandFinding>& bands);
std::string figures_html(const std::vector<Chart>& charts);
// 3-D pictures, or why there are none.
std::string pictures_html(const ReportContext& context);
std::string header_html(const std::string& kicker, const std::string& title, const std::string& line);
std::string note_html(const std::string& words);  // set off, for warnings

// What was run, from the context; how to run it again; what the views mean; limits and evidence.
std::string setup_html(const ReportContext& context);
std::string sources_html(const ReportContext& context);
std::string reproduce_html(const ReportContext& context, const std::string& version);
std::string views_html(bool bones_move);
std::string evidence_html(bool specimen);

}  // namespace backroll
