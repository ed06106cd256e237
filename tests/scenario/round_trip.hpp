// Written and read back, a scenario is the same, and so is its text.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "scenario/read.hpp"
#include "scenario/same_scenario.hpp"
#include "scenario/write.hpp"

namespace backroll {

inline void check_round_trip(const Scenario& scenario) {
  const std::string text = write_scenario(scenario);
  const Scenario again = parse_scenario(text, "again.toml");
  CHECK(difference(scenario, again) == "");
  CHECK(write_scenario(again) == text);
}

}  // namespace backroll
