// doctest::Approx takes its epsilon against 1 + the value: for metres and newtons below one that is hardly a
// tolerance. relative() takes it against the value alone.
#pragma once

#include <doctest/doctest.h>

namespace backroll::test {

inline doctest::Approx relative(double value) {
  return doctest::Approx(value).scale(1e-200);
}

}  // namespace backroll::test
