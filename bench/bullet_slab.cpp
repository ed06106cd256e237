// CPU time of a simulated second of docs/verification.md's slab in Bullet's deformable world: one JSON
// object.
//
//     bench_bullet_slab NODES SECONDS [mode=explicit|implicit] [dt=S] [damping=S] [friction=MU]
//
// A slab of 0.40 x 0.50 x 0.08 m, neo-Hookean (shear modulus 6 kPa, Poisson's ratio 0.45), bottom fixed,
// under a rigid cylinder of 75 mm radius and 5 kg: 300 N come on in 0.2 s, rest for 0.3 s, then the cylinder
// rolls at 0.05 m/s for SECONDS. Only that part is measured, by the process's CPU clock around
// stepSimulation. The defaults favour Bullet: explicit at 4 ms, with viscosity 10 ms times the stiffness.
#include <BulletSoftBody/btDeformableBodySolver.h>
#include <BulletSoftBody/btDeformableGravityForce.h>
#include <BulletSoftBody/btDeformableMultiBodyConstraintSolver.h>
#include <BulletSoftBody/btDeformableMultiBodyDynamicsWorld.h>
#include <BulletSoftBody/btDeformableNeoHookeanForce.h>
#include <BulletSoftBody/btSoftBodyRigidBodyCollisionConfiguration.h>
#include <btBulletDynamicsCommon.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <stdexcept>
#include <string>
#include <vector>

#include "bullet_slab_mesh.hpp"

namespace {

using namespace backroll_bench;

constexpr double kShear = 6e3;  // [Pa]
constexpr double kPoisson = 0.45;
constexpr double kLambda = 2 * kShear * kPoisson / (1 - 2 * kPoisson);  // [Pa]
constexpr double kRadius = 0.075, kRollerMass = 5;                      // [m], [kg]
constexpr double kLoad = 300, kSpeed = 0.05;                            // [N], [m/s]
constexpr double kRampTime = 0.2, kSettleTime = 0.5;                    // [s]
constexpr double kLongestRoll = 4;                                      // [s] 0.2 m, well within the slab

struct Options {
  int nodes = 0;
  double seconds = 0;
  bool implicit = false;
  double time_step = 4e-3;  // [s]
  double damping = 0.01;    // [s] viscosity over stiffness
  double friction = 0;
};

class SlabWorld {
 public:
  SlabWorld(const Options& o, double start)
      : options_(o), world_(&dispatcher_, &broadphase_, &solver_, &configuration_, &body_solver_) {
    solver_.setDeformableSolver(&body_solver_);
    world_.setGravity(btVector3(0, 0, 0));
    world_.setImplicit(o.implicit);
    world_.setUseProjection(true);  // Bullet: the implicit solver writes past its vectors without it
    btSoftBodyWorldInfo& info = world_.getWorldInfo();
    info.m_gravity.setZero();
    // Bullet: looks distances up in a grid of 0.25 m cells by default, coarser than the cylinder.
    info.m_sparsesdf.setDefaultVoxelsz(btScalar(0.005));
    info.m_sparsesdf.Reset();

    slab_ = make_slab(info, o.nodes, o.friction);
    world_.addSoftBody(slab_);
    world_.addForce(slab_, &elastic_);
    // Bullet: without a gravity force the implicit predictor uses an uninitialised one.
    world_.addForce(slab_, &gravity_);

    // Bullet: a force on a rigid body acts twice in this world, so the load is a gravity of its own. The
    // roller keeps its speed and its spin (no inverse inertia, one free direction).
    shape_.setMargin(btScalar(kMargin));
    roller_.setFlags(BT_DISABLE_WORLD_GRAVITY);
    world_.addRigidBody(&roller_);
    roller_.setLinearFactor(btVector3(0, 0, 1));
    roller_.setDamping(0, 0);
    roller_.setFriction(1);
    roller_.setActivationState(DISABLE_DEACTIVATION);
    roller_.translate(btVector3(0, btScalar(start), kTouch));
  }
  SlabWorld(SlabWorld&&) = delete;
  ~SlabWorld() {
    world_.removeRigidBody(&roller_);
    world_.removeSoftBody(slab_);
    delete slab_;
  }

  // One time step with this load and speed; adds what it took to cpu_seconds().
  void step(double load, double speed) {
    roller_.setGravity(btVector3(0, 0, btScalar(-load / kRollerMass)));
    roller_.setLinearVelocity(btVector3(0, btScalar(speed), roller_.getLinearVelocity().z()));
    roller_.setAngularVelocity(btVector3(btScalar(-speed / kRadius), 0, 0));
    const std::clock_t start = std::clock();
    world_.stepSimulation(btScalar(options_.time_step), 0);
    cpu_seconds_ += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    time_ += options_.time_step;
    check();
  }

  // [N] up, on the roller: the impulses of the contacts at the nodes.
  double contact_force() const {
    double impulse = 0;
    const auto& contacts = body_solver_.m_objective->m_projection.m_nodeRigidConstraints[0];
    for (int i = 0; i < contacts.size(); ++i) {
      const btVector3 dv = contacts[i].m_total_normal_dv + contacts[i].m_total_tangent_dv;
      impulse -= (contacts[i].m_contact->m_c5.inverse() * dv).z();
    }
    return impulse / options_.time_step;
  }

  // [N] down, on what holds the bottom: elastic and viscous forces of the tetrahedra. Differs from the
  // contact force where Bullet's implicit step breaks action = reaction.
  double base_force() {
    btSoftBody::tNodeArray& nodes = slab_->m_nodes;
    for (int i = 0; i < nodes.size(); ++i) {
      nodes[i].m_q = nodes[i].m_x;
    }
    slab_->updateDeformation();
    btAlignedObjectArray<btVector3> force;
    force.resize(nodes.size(), btVector3(0, 0, 0));
    elastic_.addScaledForces(1, force);
    double down = 0;
    for (int i = 0; i < nodes.size(); ++i) {
      down -= nodes[i].m_im == 0 ? force[nodes[i].index].z() : 0;
    }
    return down;
  }

  double sinking() const { return kTouch - roller_.getWorldTransform().getOrigin().z(); }
  double cpu_seconds() const { return cpu_seconds_; }
  double time() const { return time_; }
  int nodes() const { return slab_->m_nodes.size(); }
  int tets() const { return slab_->m_tetras.size(); }

 private:
  // Bullet: says nothing when it diverges, and the step after may crash.
  void check() const {
    bool sound = sinking() > -0.01 && sinking() < kSize[2];
    for (int i = 0; sound && i < nodes(); ++i) {
      sound = slab_->m_nodes[i].m_x.length() < kSize[1];  // at rest at most 0.33 m
    }
    if (!sound) {
      throw std::runtime_error("the simulation blew up after " + std::to_string(time_) +
                               " s, the cylinder at a depth of " + std::to_string(1e3 * sinking()) + " mm");
    }
  }

  static constexpr btScalar kTouch = btScalar(kSize[2] + kRadius + kMargin);  // [m] centre at first touch

  Options options_;
  btSoftBodyRigidBodyCollisionConfiguration configuration_;
  btCollisionDispatcher dispatcher_{&configuration_};
  btDbvtBroadphase broadphase_;
  btDeformableBodySolver body_solver_;
  btDeformableMultiBodyConstraintSolver solver_;
  btDeformableMultiBodyDynamicsWorld world_;
  // Bullet: the law is 25 % too soft with Lame's parameters; it takes 4/3 mu and lambda + 5/6 mu.
  btDeformableNeoHookeanForce elastic_{btScalar(kShear * 4 / 3), btScalar(kLambda + kShear * 5 / 6),
                                       btScalar(options_.damping)};
  btDeformableGravityForce gravity_{btVector3(0, 0, 0)};
  btSoftBody* slab_ = nullptr;
  btCylinderShapeX shape_{btVector3(btScalar(kSize[0]), btScalar(kRadius), btScalar(kRadius))};
  btRigidBody roller_{btScalar(kRollerMass), nullptr, &shape_, btVector3(0, 0, 0)};
  double cpu_seconds_ = 0, time_ = 0;
};

double number(const std::string& text, double least, double most) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(value >= least && value <= most)) {
    const std::string range = std::to_string(least) + " to " + std::to_string(most);
    throw std::invalid_argument("'" + text + "' is not a number from " + range);
  }
  return value;
}

Options parse(const std::vector<std::string>& words) {
  if (words.size() < 2) {
    throw std::invalid_argument("two numbers are needed");
  }
  Options o;
  o.nodes = static_cast<int>(number(words[0], 50, 200000));
  o.seconds = number(words[1], 0.01, kLongestRoll);
  for (std::size_t i = 2; i < words.size(); ++i) {
    const std::size_t equals = words[i].find('=');
    const std::string key = words[i].substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : words[i].substr(equals + 1);
    if (key == "mode" && (value == "implicit" || value == "explicit")) {
      o.implicit = value == "implicit";
    } else if (key == "dt") {
      o.time_step = number(value, 1e-5, 0.05);
    } else if (key == "damping") {
      o.damping = number(value, 0, 1);
    } else if (key == "friction") {
      o.friction = number(value, 0, 1);
    } else {
      throw std::invalid_argument("'" + words[i] + "' is not an option");
    }
  }
  return o;
}

void run(const Options& o) {
  SlabWorld world(o, -kSpeed * o.seconds / 2);
  while (world.time() < kSettleTime) {
    world.step(kLoad * std::min(1.0, world.time() / kRampTime), 0);
  }
  const double before = world.cpu_seconds();
  const long steps = std::max(1L, std::lround(o.seconds / o.time_step));
  double contact = 0, contact_squares = 0, base = 0, sinking = 0;
  for (long i = 0; i < steps; ++i) {
    world.step(kLoad, kSpeed);
    const double force = world.contact_force();
    contact += force / static_cast<double>(steps);
    contact_squares += force * force / static_cast<double>(steps);
    base += world.base_force() / static_cast<double>(steps);
    sinking += world.sinking() / static_cast<double>(steps);
  }
  const double simulated = static_cast<double>(steps) * o.time_step, cpu = world.cpu_seconds() - before;
  if (!(std::abs(contact / kLoad - 1) < 0.1)) {
    throw std::runtime_error("the simulation failed: the cylinder carries " + std::to_string(contact) + " N");
  }
  const double spread = std::sqrt(std::max(0.0, contact_squares - contact * contact));
  std::printf("{\"nodes\": %d, \"tets\": %d, \"mode\": \"%s\", \"precision\": \"%s\", ", world.nodes(),
              world.tets(), o.implicit ? "implicit" : "explicit",
              sizeof(btScalar) == 8 ? "double" : "single");
  std::printf("\"time_step_s\": %g, \"damping_s\": %g, ", o.time_step, o.damping);
  std::printf("\"simulated_s\": %g, \"cpu_s\": %.3f, \"cpu_s_per_simulated_s\": %.3f, ", simulated, cpu,
              cpu / simulated);
  std::printf("\"sinking_mm\": %.3f, \"contact_force_n\": %.2f, \"contact_force_std_n\": %.2f, ",
              1e3 * sinking, contact, spread);
  std::printf("\"friction\": %g, \"base_force_n\": %.2f}\n", o.friction, base);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run(parse({argv + 1, argv + argc}));
    return 0;
  } catch (const std::invalid_argument& e) {
    std::fprintf(stderr, "bench_bullet_slab: %s\nusage: bench_bullet_slab NODES SECONDS %s\n", e.what(),
                 "[mode=explicit|implicit] [dt=S] [damping=S] [friction=MU]");
    return 2;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "bench_bullet_slab: %s\n", e.what());
    return 1;
  }
}
