#include "body/rolling_roller.hpp"

#include <btBulletDynamicsCommon.h>

#include <cmath>
#include <stdexcept>

#include "body/bullet_vectors.hpp"
#include "body/roller_shape.hpp"
#include "units.hpp"

namespace backroll {

namespace {

// A body with what Bullet would quietly take away or add switched off: damping, sleeping, bouncing, rolling
// resistance.
btRigidBody make_body(double mass, btCollisionShape& shape, const btVector3& inertia,
                      const btVector3& position, double friction) {
  btRigidBody::btRigidBodyConstructionInfo info(mass, nullptr, &shape, inertia);
  info.m_startWorldTransform = btTransform(btQuaternion::getIdentity(), position);
  info.m_linearDamping = info.m_angularDamping = 0;
  info.m_restitution = 0;
  info.m_rollingFriction = info.m_spinningFriction = 0;
  info.m_friction = friction;
  btRigidBody body(info);
  body.setActivationState(DISABLE_DEACTIVATION);
  return body;
}

// Normal force between the two bodies over the last step.
double normal_force(btDispatcher& dispatcher, const btRigidBody& a, const btRigidBody& b, double dt) {
  double impulse = 0;
  for (int m = 0; m < dispatcher.getNumManifolds(); ++m) {
    const btPersistentManifold& manifold = *dispatcher.getManifoldByIndexInternal(m);
    const btCollisionObject *first = manifold.getBody0(), *second = manifold.getBody1();
    if (!((first == &a && second == &b) || (first == &b && second == &a))) continue;
    for (int p = 0; p < manifold.getNumContacts(); ++p)
      impulse += manifold.getContactPoint(p).getAppliedImpulse();
  }
  return impulse / dt;
}

}  // namespace

std::vector<RollingState> roll_in_bullet(const Roller& roller, const RollingCase& c) {
  btDefaultCollisionConfiguration configuration;
  btCollisionDispatcher dispatcher(&configuration);
  btDbvtBroadphase broadphase;
  btSequentialImpulseConstraintSolver solver;
  btDiscreteDynamicsWorld world(&dispatcher, &broadphase, &solver, &configuration);
  world.setGravity(btVector3(-kStandardGravity, 0, 0));
  world.getSolverInfo().m_numIterations = c.iterations;

  const double radius = 0.5 * roller.diameter_m, bore = 0.5 * roller.core_diameter_m,
               length = roller.length_m;
  const double travel = std::abs(c.speed_m_s) * c.duration_s, thickness = 0.05;

  const RollerCollision collision = roller_shape(roller);
  btStaticPlaneShape ground(btVector3(1, 0, 0), -radius);
  btBoxShape board(btVector3(0.5 * thickness, 0.5 + travel, length));
  board.setMargin(0);

  // Foam from the bore outwards; Bullet's own calculateLocalInertia would take a solid cylinder.
  const double mass = roller.mass_kg, squares = radius * radius + bore * bore;
  const double across = mass * (3 * squares + length * length) / 12;
  btRigidBody roll = make_body(mass, *collision.shape(), btVector3(across, across, 0.5 * mass * squares),
                               btVector3(0, 0, 0), 1);
  // In the plane of rolling: one fresh point on the line of contact may lie anywhere along it and must not
  // yaw the roller.
  roll.setLinearFactor(btVector3(1, 1, 0));
  roll.setAngularFactor(btVector3(0, 0, 1));
  // Bullet multiplies the friction of the two bodies: the roller's is 1, the others carry the coefficient.
  btRigidBody floor = make_body(0, ground, btVector3(0, 0, 0), btVector3(0, 0, 0), c.floor_friction);
  btRigidBody plank = make_body(c.load_n / kStandardGravity, board, btVector3(1, 1, 1),
                                btVector3(radius + 0.5 * thickness, 0, 0), c.plank_friction);
  // The plank may only rise and sink; its speed along y is given, which no impulse changes because that
  // direction's inverse mass is zero.
  plank.setLinearFactor(btVector3(1, 0, 0));
  plank.setAngularFactor(btVector3(0, 0, 0));
  plank.setLinearVelocity(btVector3(0, c.speed_m_s, 0));

  for (btRigidBody* body : {&floor, &roll, &plank}) world.addRigidBody(body);

  std::vector<RollingState> states;
  const int steps = static_cast<int>(std::lround(c.duration_s / c.time_step_s));
  states.reserve(steps);
  for (int s = 1; s <= steps; ++s) {
    // Bullet keeps contact points from step to step in the bodies' own frames. On a turning cylinder they
    // travel away from the true line of contact and drive it (it gains energy until it flies off), so each
    // step finds its contacts afresh.
    for (int m = 0; m < dispatcher.getNumManifolds(); ++m)
      dispatcher.clearManifold(dispatcher.getManifoldByIndexInternal(m));
    world.stepSimulation(c.time_step_s, 0);  // no sub-steps: exactly one step of this length
    RollingState state;
    state.time_s = s * c.time_step_s;
    state.position = from_bullet(roll.getCenterOfMassPosition());
    state.velocity = from_bullet(roll.getLinearVelocity());
    state.spin = from_bullet(roll.getAngularVelocity());
    state.plank_y = plank.getCenterOfMassPosition().y();
    state.plank_load = normal_force(dispatcher, roll, plank, c.time_step_s);
    if (!state.position.allFinite() || !state.velocity.allFinite() || !state.spin.allFinite())
      throw std::runtime_error(
          "the rolling world left finite numbers at t = " + std::to_string(state.time_s) + " s");
    states.push_back(state);
  }
  for (btRigidBody* body : {&floor, &roll, &plank}) world.removeRigidBody(body);
  return states;
}

}  // namespace backroll
