// Where the load on the roller comes from: given, or from the body on the floor - by Bullet, or by the closed
// form alone (docs/body.md). One Loading per step of the tissue.
#pragma once

#include <memory>
#include <string>

#include "body/body_statics.hpp"

namespace backroll {

// What the protocol and the panel ask for by the end of the step.
struct BodyCommand {
  double load_n = 0;             // given: [N]; else not used
  double arc = 0, velocity = 0;  // [m], [m/s] of the roller along the skin's midline
  double support_share = 0;      // of the body's weight, see Lying
  double lean = 0;               // [rad]
  double sinking = -1;           // [m] that the tissue found under its full load; negative: none yet
};

enum class BodyStop { none, feet_slip, roller_out, tipped, lifted, ball_lost, out_of_reach, diverged };

struct Loading {
  double force_n = 0;  // [N] of the roller on the back
  // Unless the load is given (then posture is false and the rest stands at zero):
  bool posture = false;
  double arc = 0;                          // [m] where the roller is
  Vec3 push = Vec3::UnitX();               // unit, body frame: direction of the force on the back
  Vec3 up = Vec3::UnitX();                 // unit, body frame: against gravity
  Vec3 roller_axis = Vec3::UnitZ();        // unit, body frame
  double trunk_pitch = 0, trunk_roll = 0;  // [rad] head down; onto the right side
  BodyForces forces;                       // of the source
  BodyForces closed;                       // closed form with inertia, on the same plan
  Vec3 push_floor = Vec3::UnitX();         // push in the floor frame
  double statics_n = 0;                    // [N] closed form with inertia, on the same plan
  double balance = 0;                      // largest gap of the vertical balance in the step, over the weight
  double left_n = 0, right_n = 0;          // Bullet's halves of force_n
  double sinking = 0;                      // [m] of the roller's middle against the skin's midline
  double roller_y = 0, roller_z = 0;       // [m] on the floor
  double roller_off = 0;                   // [m] arc less the one asked for
  double foot_margin = 0, roller_margin = 0;  // [-] friction left
  BodyStop stop = BodyStop::none;
  std::string reason;    // with the margin that was lacking
  SegmentPlaces places;  // rest to floor frame
};

class LoadSource {
 public:
  virtual ~LoadSource() = default;
  virtual Loading step(double dt, const BodyCommand& command) = 0;
};

// How a scenario's person lies on this roller, which starts at one place of the back; the feet are placed
// with it at `middle`.
BodySetup body_setup(const BodyModel& body, const Scenario& scenario, const Roller& roller, double start,
                     double middle);

std::unique_ptr<LoadSource> given_load();
// `start`: place, support and lean it begins with, settled.
std::unique_ptr<LoadSource> statics_load(const BodyModel& body, const BodySetup& setup,
                                         const BodyCommand& start);
std::unique_ptr<LoadSource> bullet_load(const BodyModel& body, const BodySetup& setup, const Roller& roller,
                                        const BodyCommand& start);

// Largest acceleration of the roller along the back [m/s2] between two places that the feet hold with the
// share kFrictionReserve of their friction, without support; never below kLeastAcceleration, so that a plan
// exists and says where it fails.
inline constexpr double kFrictionReserve = 0.8, kLeastAcceleration = 0.05;
double travel_acceleration(const BodyModel& body, const BodySetup& setup, double from, double to);

}  // namespace backroll
