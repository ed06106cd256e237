// Ctrl-C and SIGTERM: noted, so that a run can end its step and leave a readable folder. A second one
// ends the program at once, with exit code 130.
#pragma once

namespace backroll {

void watch_interrupts();
bool interrupted();

}  // namespace backroll
