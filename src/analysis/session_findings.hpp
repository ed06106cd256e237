// A session from its frames: what each phase did, how long and how hard each place was pressed, what the
// response models felt, where it would hurt.
#pragma once

#include <functional>
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

// Does the run have a story beyond an approach, one roll, one hold and a lift? Also one with tight spots,
// breathing, response models or the stop rule.
bool is_session(const Findings& findings);

// A state of a response model that ran, as findings and charts show it.
struct WatchedResponse {
  std::string model;  // ResponseModel::id
  std::string key, name, unit;
  double scale = 1;  // of `unit` per SI
  std::function<double(const Frame&)> value;
};
std::vector<WatchedResponse> watched_responses(const RunInfo& info);

// "name: why" of each of the subject's conditions; one that the catalogue lacks by its id.
std::vector<std::string> condition_warnings(const RunInfo& info);

// Lines of the answer; "" where there is nothing to say.
std::string session_line(const SessionFindings& session);  // of a session with a hold or several phases
std::string pain_line(const SessionFindings& session);
std::string responses_line(const SessionFindings& session);
std::string warnings_line(const Findings& findings);

}  // namespace backroll
