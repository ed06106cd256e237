#include "cli/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace backroll {

namespace {

constexpr int kBarWidth = 30;  // characters
constexpr auto kRedraw = std::chrono::milliseconds(100);

}  // namespace

std::string clock_text(double seconds) {
  const long all = std::lround(std::max(0.0, seconds));
  char text[48];
  if (all >= 3600)
    std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", all / 3600, all / 60 % 60, all % 60);
  else
    std::snprintf(text, sizeof text, "%ld:%02ld", all / 60, all % 60);
  return text;
}

Progress::Progress(std::string label, int total, bool quiet)
    : label_(std::move(label)),
      total_(std::max(total, 1)),
      quiet_(quiet),
      terminal_(isatty(STDERR_FILENO) != 0) {
  if (!quiet_ && terminal_) draw_bar(0, 0);
}

Progress::~Progress() {
  if (open_line_) std::fputc('\n', stderr);
}

void Progress::update(int done) {
  if (quiet_) return;
  const Clock::time_point now = Clock::now();
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  if (terminal_) {
    if (done < total_ && now - drawn_ < kRedraw) return;
    drawn_ = now;
    draw_bar(done, elapsed);
    return;
  }
  const int tenth = static_cast<int>(10LL * done / total_);
  if (tenth <= tenth_) return;
  tenth_ = tenth;
  const double left = elapsed * (total_ - done) / done;
  if (done < total_)
    std::fprintf(stderr, "%s: %d %%, %s left\n", label_.c_str(), 10 * tenth, clock_text(left).c_str());
  else
    std::fprintf(stderr, "%s: 100 %%, %s\n", label_.c_str(), clock_text(elapsed).c_str());
}

void Progress::draw_bar(int done, double elapsed_s) {
  const int filled = static_cast<int>(static_cast<long long>(kBarWidth) * done / total_);
  const std::string bar = std::string(filled, '#') + std::string(kBarWidth - filled, '.');
  std::string time = "starting";
  if (done >= total_)
    time = "in " + clock_text(elapsed_s);
  else if (done > 0)
    time = clock_text(elapsed_s * (total_ - done) / done) + " left";
  std::fprintf(stderr, "\r%s [%s] %3d %%  %s\033[K", label_.c_str(), bar.c_str(),
               static_cast<int>(100LL * done / total_), time.c_str());
  std::fflush(stderr);
  open_line_ = true;
}

}  // namespace backroll
