#include "response/perfusion.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "response/published_runs.hpp"
#include "response/rolling.hpp"

namespace backroll {
namespace {

Responses flow_only() {
  Responses on;
  on.perfusion = true;
  return on;
}

}  // namespace

TEST_CASE("pressed muscle keeps its flow up to one pressure and has none from another") {
  const PerfusionParameters& p = response_parameters().perfusion;
  CHECK(pressed_flow(0.99 * p.free_pa, p.arterial_pa, p.free_pa) == 1);
  CHECK(pressed_flow(1.01 * p.free_pa, p.arterial_pa, p.free_pa) < 1);
  CHECK(pressed_flow(0.99 * p.arterial_pa, p.arterial_pa, p.free_pa) > 0);
  CHECK(pressed_flow(1.01 * p.arterial_pa, p.arterial_pa, p.free_pa) == 0);
  // Nielsen 1983, leg hanging, 60 mmHg: -19 %
  CHECK(std::abs(pressed_flow(60 * kMmHg, p.dependent_arterial_pa, p.dependent_free_pa) - 0.81) < 0.03);
}

TEST_CASE("a hold ends in a flush that is gone in minutes, as published") {
  const PerfusionParameters& p = response_parameters().perfusion;
  CHECK(std::abs(flush(p, 180) / flush(p, 60) - 2.09) < 0.21);  // Tee 2004
  CHECK(std::abs(flush(p, 300) - 9) < 0.1);
  ResponseState state = one_spot_at_rest();
  ResponseInput held = rolling(1);
  held.moves = false;
  advance(flow_only(), held, 60, state);
  CHECK(state.flow_pressed == 0);
  CHECK(state.flow_after == 1);  // not before it is let go
  advance(flow_only(), off_roller(1e-3), 1, state);
  CHECK(std::abs(state.flow_after - 1 - flush(p, 60)) < 1e-3);
  CHECK(state.flow_pressed == 1);
  advance(flow_only(), off_roller(30), 1, state);  // Imms 1988: half-life 14 to 45 s
  CHECK(std::abs(state.flow_after - 1 - 0.5 * flush(p, 60)) < 0.05);
  advance(flow_only(), off_roller(60), 10, state);
  CHECK(state.flow_after - 1 < 1e-4);
}

TEST_CASE("rolling over a place presses it for a pass only, and leaves a held place") {
  const PerfusionParameters& p = response_parameters().perfusion;
  ResponseState state = one_spot_at_rest();
  advance(flow_only(), rolling(0.25), 400, state);
  CHECK(std::abs(state.flow_after - 1 - flush(p, p.pass_s)) < 1e-9);
  ResponseInput held = rolling(0.25);
  held.moves = false;
  advance(flow_only(), held, 240, state);
  advance(flow_only(), rolling(0.25), 1, state);
  CHECK(state.flow_after - 1 > 0.99 * flush(p, 60));
}

TEST_CASE("flow that falls to just above the debt's threshold leaves no debt") {
  const PerfusionParameters& p = response_parameters().perfusion;
  ResponseInput held = rolling(1);
  held.moves = false;
  for (const double share : {1.02, 0.98}) {
    ResponseState state = one_spot_at_rest();
    held.muscle_pressure = p.arterial_pa - share * p.debt_below * (p.arterial_pa - p.free_pa);
    advance(flow_only(), held, 60, state);
    CHECK((state.flow_debt_s > 0) == (share < 1));
  }
}

TEST_CASE("nothing lasts by default; with Hotfiel's share it falls as there") {
  const PerfusionParameters& p = response_parameters().perfusion;
  CHECK(lasting_flow(p.lasting, 135, 0) == 0);
  const double at_once = lasting_flow(p.lasting_hotfiel, 135, 0);
  CHECK(std::abs(at_once - 0.736) < 0.05);
  CHECK(std::abs(lasting_flow(p.lasting_hotfiel, 135, 1800) / at_once - 52.7 / 73.6) < 0.01);
}

}  // namespace backroll
