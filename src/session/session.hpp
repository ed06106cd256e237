// Session: one scenario with one roller (or one specimen), built and advanced step by step. The command line
// and the viewer both drive it; it knows neither files nor a screen.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "protocol/controls.hpp"
#include "recording/frame.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

// The solver could not find equilibrium: exit code 3. The frames before it stand.
struct SolverError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Session {
 public:
  // `roller`: index into scenario.rollers; ignored for a specimen with a rigid indenter. Throws InputError.
  Session(const Scenario& scenario, int roller);
  ~Session();
  Session(Session&&) noexcept;

  const RunInfo& info() const;
  const Lattice& lattice() const;
  // Per hex, lattice order: tissue label for the fields file (index into label_names(), 0 = bone / no
  // element).
  const std::vector<std::uint8_t>& labels() const;
  const std::vector<std::string>& label_names() const;

  // Of the whole protocol or table; where holds end by what is felt: at most.
  double duration() const;  // [s]
  int total_steps() const;
  bool done() const;
  // Why the person on the floor could not go on, with time, place and margin; empty: did not stop. Nothing
  // follows.
  const std::string& stopped() const;
  Frame step();  // one time step; throws SolverError with time, place and residual
  FieldSnapshot snapshot() const;
  std::vector<float> skin_pressure() const;  // [Pa] that of snapshot(), without the rest

  // Live: what is changed takes effect with the next step and is kept as an event. Throws InputError for a
  // level that is none. Not for a specimen. With free controls the run has no end.
  const Controls& controls() const;
  void set_controls(const Controls& controls);
  const std::vector<ControlEvent>& events() const;
  // [s] of the wall clock a step may take; its frame then says which residual was reached: at most
  // kBudgetResidual, for which it may take longer. 0: as the tolerance says.
  void set_budget(double seconds);
  static constexpr double kBudgetResidual = 1e-2;
  std::shared_ptr<const BackModel> back() const;  // null for a specimen

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Axis of the roller [m], body frame: over the midline at `arc` [m], its surface `height` [m] above the
// unloaded skin. `normal`: from the body outward there, against the load's direction.
struct RollerPlace {
  Vec3 centre, normal;
};
RollerPlace roller_place(const BackModel& back, double arc, double height, double radius);

}  // namespace backroll
