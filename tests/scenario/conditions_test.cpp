#include "scenario/conditions.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace backroll;

TEST_CASE("the consensus on foam rolling is named beside the six conditions it named, and no other") {
  std::set<std::string> named;
  for (const Condition& c : condition_catalogue())
    if (c.source.find("Delphi") != std::string::npos) named.insert(c.id);
  CHECK(named == std::set<std::string>{"fracture", "open-wound", "thrombosis", "inflammation",
                                       "bone-infection", "myositis-ossificans"});
}

TEST_CASE("every condition has an id of its own, one sentence and a graded source") {
  std::set<std::string> ids;
  for (const Condition& c : condition_catalogue()) {
    CAPTURE(c.id);
    CHECK(ids.insert(c.id).second);
    CHECK_FALSE(c.why.empty());
    CHECK(c.why.find('.') == std::string::npos);
    CHECK(c.source.find("; grade ") != std::string::npos);
  }
  CHECK(ids.size() >= 25);
}

TEST_CASE("a condition that warns refuses nothing; one that refuses also warns") {
  CHECK(refusal({}).empty());
  CHECK(refusal({"over-65"}).empty());
  CHECK(warnings({"over-65"}).size() == 1);
  const std::string message = refusal({"over-65", "osteoporosis", "thrombosis"});
  CHECK(message.find("over 65") == std::string::npos);
  CHECK(message.find("osteoporosis") != std::string::npos);
  CHECK(message.find("thrombosis") != std::string::npos);
  CHECK(warnings({"over-65", "osteoporosis"}).size() == 2);
}
