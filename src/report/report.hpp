// report.html and charts/: one self-contained page and its pictures, from findings and frames.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/findings.hpp"
#include "scenario/input_sources.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

struct PagePicture {
  std::string title, caption;
  std::string png;  // the file's bytes; the page holds them
};

// What was run, in words: filled by describe_run() from a scenario, or by hand.
struct ReportContext {
  std::string title;
  std::string description;
  std::vector<std::pair<std::string, std::string>> facts;  // "Subject" -> "man, 1.78 m, 80 kg"
  std::vector<std::vector<std::string>> protocol;          // rows: phase, where, how
  std::string command;                                     // how to reproduce
  std::vector<InputSource> sources;                        // of the numbers behind it
  std::string identity;               // text that decides what was run; the page shows its hash
  std::vector<PagePicture> pictures;  // 3-D
  std::string no_pictures;            // why there are none; empty: nothing is said
  // Comparison: the folder of each run as a relative path, in the order handed to compare(); may be empty.
  std::vector<std::string> run_folders;
};
// `roller`: index into scenario.rollers, or -1 for all of them (a comparison). `command`: e.g. "backroll run
// x.toml".
ReportContext describe_run(const Scenario& scenario, int roller, const std::string& command);

struct Chart {
  std::string file;  // "forces.svg"
  std::string title;
  std::string caption;  // what is seen, and which view
  std::string svg;
  bool story = false;  // shown in the story of a session, not among the charts
};

std::vector<Chart> run_charts(const Findings& findings, const std::vector<Frame>& frames);
// `frames`: in the order the runs were handed to compare().
std::vector<Chart> comparison_charts(const Comparison& comparison,
                                     const std::vector<const std::vector<Frame>*>& frames);

std::string report_html(const Findings& findings, const std::vector<Chart>& charts,
                        const ReportContext& context);
std::string report_html(const Comparison& comparison, const std::vector<Chart>& charts,
                        const ReportContext& context);

// Writes DIR/charts/*.svg and, unless `html` is empty, DIR/report.html. Throws MachineError.
void write_charts(const std::filesystem::path& dir, const std::vector<Chart>& charts);
void write_report(const std::filesystem::path& dir, const std::string& html);

}  // namespace backroll
