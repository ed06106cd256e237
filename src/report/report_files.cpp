#include "recording/output_file.hpp"
#include "report/report.hpp"

namespace backroll {

void write_charts(const std::filesystem::path& dir, const std::vector<Chart>& charts) {
  make_folder(dir / "charts");
  for (const Chart& chart : charts) write_text_file(dir / "charts" / chart.file, chart.svg);
}

void write_report(const std::filesystem::path& dir, const std::string& html) {
  make_folder(dir);
  write_text_file(dir / "report.html", html);
}

}  // namespace backroll
