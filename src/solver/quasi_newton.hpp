// Limited-memory BFGS (Nocedal 1980): the last few changes of position and gradient correct a preconditioner
// that stands still.
#pragma once

#include <deque>
#include <functional>

#include "solver/linear_solver.hpp"

namespace backroll {

class QuasiNewton {
 public:
  explicit QuasiNewton(std::size_t memory) : memory_(memory) {}
  void clear() { pairs_.clear(); }
  std::size_t size() const { return pairs_.size(); }
  // `step`: change of position, `change`: of the gradient. Kept only if the curvature along the step is
  // positive.
  void add(const Bordered& step, const Bordered& change);
  // d = -H g; `precondition(r, z)` sets z = P^-1 r.
  void direction(const Bordered& gradient,
                 const std::function<void(const Bordered&, Bordered&)>& precondition, Bordered& d) const;

 private:
  struct Pair {
    Bordered step, change;
    double curvature;
  };
  std::size_t memory_;
  std::deque<Pair> pairs_;
};

}  // namespace backroll
