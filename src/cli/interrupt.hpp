// Ctrl-C and SIGTERM: noted, so that a run can end its step and leave a readable folder. A second one kills.
#pragma once

namespace backroll {

void watch_interrupts();
bool interrupted();

}  // namespace backroll
