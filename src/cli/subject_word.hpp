// A person as named on the command line.
#pragma once

#include <string>

#include "scenario/scenario.hpp"

namespace backroll {

struct SubjectChoice {
  Subject subject;
  std::string id;  // to name a folder by
  Resolution resolution = Resolution::standard;
};

// A subject of the catalogue by id, or the one of a scenario's file. Throws InputError.
SubjectChoice subject_of(const std::string& word);

}  // namespace backroll
