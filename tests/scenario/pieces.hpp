// Pieces that the scenarios of the tests are put together from.
#pragma once

#include <string>

namespace backroll {

inline const std::string kHead = "schema = 1\nname = \"x\"\n";  // lines 1-2
inline const std::string kRoller = "[[roller]]\nid = \"firm-epp\"\n";
inline const std::string kPhase = "[[phase]]\nkind = \"approach\"\nlevel = \"T8\"\n";
inline const std::string kRolling = kRoller + kPhase;
inline const std::string kSmall = "schema = 1\nname = \"small\"\n" + kRolling;

}  // namespace backroll
