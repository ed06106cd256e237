// A session from its frames: what each phase did, how long and how hard each place was pressed, what the
// response models felt, where it would hurt.
#pragma once

#include <string>
#include <vector>

#include "analysis/findings.hpp"

namespace backroll {

// A run the rule against sharp pain ended has a message that begins so (RunStatus::stopped).
inline constexpr const char* kSharpPain = "sharp pain";
inline constexpr const char* kSharpPainAdvice = "Sharp pain: stop, seek medical advice.";

// Empty without frames.
SessionFindings find_session(const RunInfo& info, const std::vector<Frame>& frames,
                             const RunOutcome& outcome);

// "name: why" of each of the subject's conditions; one that the catalogue lacks by its id.
std::vector<std::string> condition_warnings(const RunInfo& info);

// Lines of the answer; "" where there is nothing to say.
std::string session_line(const SessionFindings& session);  // of a session with a hold or several phases
std::string pain_line(const SessionFindings& session);
std::string responses_line(const SessionFindings& session);
std::string warnings_line(const Findings& findings);

}  // namespace backroll
