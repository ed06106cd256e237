#include "cli/interrupt.hpp"

#include <unistd.h>

#include <csignal>

#include "cli/commands.hpp"

namespace backroll {

namespace {

volatile std::sig_atomic_t g_interrupted = 0;
volatile std::sig_atomic_t g_terminal = 0;

constexpr char kFinishing[] = "\nbackroll: finishing this step; Ctrl-C again ends at once\n";
constexpr char kEnded[] = "\nbackroll: ended at once; files not finished carry the ending .partial\n";

template <std::size_t N>
void say(const char (&text)[N]) {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, N - 1);
}

// Calls only what may be called in a signal handler.
void note(int) {
  if (g_interrupted) {
    say(kEnded);
    _exit(kExitInterrupted);
  }
  g_interrupted = 1;
  if (g_terminal) say(kFinishing);
}

}  // namespace

void watch_interrupts() {
  g_terminal = isatty(STDERR_FILENO);
  struct sigaction action = {};
  action.sa_handler = note;
  sigfillset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit then fails the write, like a full disk
}

bool interrupted() {
  return g_interrupted != 0;
}

}  // namespace backroll
