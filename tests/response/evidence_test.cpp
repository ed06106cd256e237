#include "response/evidence.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "response/response_parameters.hpp"

namespace backroll {

TEST_CASE("a check is inside up to its ends and outside beyond") {
  ResponseCheck check;
  CHECK(verdict_of(check) == Evidence::information);
  check.low = 1;
  check.high = 2;
  for (const double value : {1.0, 1.5, 2.0}) {
    check.ours = value;
    CHECK(verdict_of(check) == Evidence::inside);
  }
  for (const double value : {0.99, 2.01, std::nan("")}) {
    check.ours = value;
    CHECK(verdict_of(check) == Evidence::outside);
  }
  check.ours = 1.5;
  check.calibrated = true;
  CHECK(verdict_of(check) == Evidence::calibrated);
  check.ours = 3;
  CHECK(verdict_of(check) == Evidence::outside);
}

TEST_CASE("every published figure is met, or its miss is named with a cause") {
  for (const ResponseCheck& check : response_checks()) {
    CAPTURE(check.model);
    CAPTURE(check.study);
    CAPTURE(check.condition);
    CAPTURE(check.ours);
    CHECK((verdict_of(check) == Evidence::outside) == !check.why.empty());
  }
}

TEST_CASE("every model has checks, words and sources") {
  std::set<std::string> checked;
  for (const ResponseCheck& check : response_checks()) checked.insert(check.model);
  CHECK(response_parameters().models.size() == 9);
  for (const ResponseModel& model : response_parameters().models) {
    CAPTURE(model.id);
    CHECK(checked.count(model.id) == 1);
    CHECK(!model.equation.empty());
    CHECK(!model.contradicts.empty());
    CHECK((model.id == "breathing" || model.numbers.size() >= 3));
  }
}

TEST_CASE("plots hold finite curves, and points with as many places as values") {
  const std::vector<ResponsePlot> plots = response_plots();
  CHECK(plots.size() == 9);
  const auto finite = [](double value) { return std::isfinite(value); };
  for (const ResponsePlot& plot : plots) {
    CAPTURE(plot.file);
    CHECK(!plot.points.empty());
    for (const ResponsePlot::Line& line : plot.curves) {
      CHECK(line.x.size() == line.y.size());
      CHECK(std::all_of(line.y.begin(), line.y.end(), finite));
    }
    for (const ResponsePlot::Line& line : plot.points) {
      CHECK(line.x.size() == line.y.size());
      CHECK(line.x.size() == line.spread.size());
    }
  }
}

}  // namespace backroll
