#include "body/deformable_tissue.hpp"

#include "body/bullet_vectors.hpp"

#include <BulletSoftBody/btDeformableBodySolver.h>
#include <BulletSoftBody/btDeformableMultiBodyConstraintSolver.h>
#include <BulletSoftBody/btDeformableMultiBodyDynamicsWorld.h>
#include <BulletSoftBody/btSoftBody.h>
#include <BulletSoftBody/btSoftBodyHelpers.h>
#include <BulletSoftBody/btSoftBodyRigidBodyCollisionConfiguration.h>
#include <btBulletDynamicsCommon.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>
#include <utility>

namespace backroll {

namespace {

constexpr double kStep = 1e-3;           // [s] any value: the masses follow it
constexpr double kMassFactor = 1.5;      // over the stable minimum
constexpr int kMassEvery = 10;           // [steps] masses follow the stiffness
constexpr int kRamp = 200;               // [steps] over which a load comes on
constexpr double kTissueMargin = 2e-4;   // [m] of Bullet's shapes
constexpr double kRollerShare = 0.04;    // (frequency of roller on tissue x dt)^2
constexpr double kVoxel = 2e-3;          // [m] of Bullet's table of distances
constexpr double kLargestDamping = 0.3;  // c dt
constexpr double kFarthest = 0.2;        // [m] no node moves so far in a state that means anything

// What the nodes feel in a step, computed before it.
class NodalForce final : public btDeformableLagrangianForce {
 public:
  std::vector<Vec3> force;  // [N] in Bullet's node order

  void addScaledForces(btScalar scale, TVStack& out) override { add(scale, out); }
  void addScaledExplicitForce(btScalar scale, TVStack& out) override { add(scale, out); }
  void addScaledDampingForce(btScalar, TVStack&) override {}
  void addScaledDampingForceDifferential(btScalar, const TVStack&, TVStack&) override {}
  void buildDampingForceDifferentialDiagonal(btScalar, TVStack&) override {}
  void addScaledElasticForceDifferential(btScalar, const TVStack&, TVStack&) override {}
  // Bullet: forces of one type are merged and all but the first dropped; 7 is nobody's, and the enum holds
  // it.
  btDeformableLagrangianForceType getForceType() override {
    return static_cast<btDeformableLagrangianForceType>(7);
  }

 private:
  void add(btScalar scale, TVStack& out) const {
    for (std::size_t n = 0; n < force.size(); ++n) out[static_cast<int>(n)] += scale * to_bullet(force[n]);
  }
};

// Held nodes behind the free ones, as Bullet wants them.
DeformableModel held_last(DeformableModel model, std::vector<int>& old_of) {
  const int nodes = static_cast<int>(model.node.size());
  old_of.resize(nodes);
  for (int n = 0; n < nodes; ++n) old_of[n] = n;
  std::stable_sort(old_of.begin(), old_of.end(), [&](int a, int b) { return model.held[a] < model.held[b]; });
  std::vector<int> new_of(nodes);
  for (int n = 0; n < nodes; ++n) new_of[old_of[n]] = n;
  DeformableModel sorted = model;
  for (int n = 0; n < nodes; ++n) {
    sorted.node[n] = model.node[old_of[n]];
    sorted.held[n] = model.held[old_of[n]];
    if (!model.load.empty()) sorted.load[n] = model.load[old_of[n]];
  }
  const auto renumber = [&](auto& list) {
    for (int& n : list) n = new_of[n];
  };
  for (DeformableTet& t : sorted.tets) renumber(t.node);
  for (DeformableTriangle& t : sorted.triangles) renumber(t.node);
  for (DeformableSkinPoint& p : sorted.skin) renumber(p.node);
  for (DeformableSpring& s : sorted.springs) s.node = new_of[s.node];
  return sorted;
}

// Bullet's contact only looks at tets, links and faces for what is near; they carry no force here.
btSoftBody* make_soft_body(btSoftBodyWorldInfo& info, const DeformableModel& model,
                           const std::vector<double>& mass) {
  const int nodes = static_cast<int>(model.node.size());
  std::vector<btVector3> place;
  std::vector<btScalar> weight(mass.begin(), mass.end());
  place.reserve(nodes);
  for (const Vec3& x : model.node) place.push_back(to_bullet(x));
  auto* body = new btSoftBody(&info, nodes, place.data(), weight.data());
  std::set<std::pair<int, int>> edges;
  for (const DeformableTet& tet : model.tets) {
    const auto& n = tet.node;
    body->appendTetra(n[0], n[1], n[2], n[3]);
    for (std::size_t a = 0; a < 4; ++a)
      for (std::size_t b = a + 1; b < 4; ++b) edges.insert(std::minmax(n[a], n[b]));
  }
  // Bullet: hangs in the first step when a body of tets has no links.
  for (const auto& [a, b] : edges) body->appendLink(a, b);
  btSoftBodyHelpers::generateBoundaryFaces(body);
  body->initializeDmInverse();
  body->m_tetraScratches.resize(body->m_tetras.size());
  body->m_tetraScratchesTn.resize(body->m_tetras.size());
  // Bullet: nodes meet rigid bodies only with both flags.
  body->m_cfg.collisions = btSoftBody::fCollision::SDF_RD | btSoftBody::fCollision::SDF_RDN;
  body->m_cfg.kDF = 0;
  body->setSelfCollision(false);
  body->getCollisionShape()->setMargin(kTissueMargin);
  body->setActivationState(DISABLE_DEACTIVATION);
  return body;
}

std::unique_ptr<btCollisionShape> make_shape(const Presser& p, double length) {
  std::unique_ptr<btCollisionShape> shape;
  if (p.shape == PresserShape::sphere) {
    shape = std::make_unique<btSphereShape>(p.radius);
  } else {
    shape = std::make_unique<btCylinderShapeZ>(btVector3(p.radius, p.radius, length));
    shape->setMargin(kTissueMargin);
  }
  return shape;
}

}  // namespace

FoamTouch foam_touch(const Presser& presser, double height, const Vec3& place, double area) {
  FoamTouch touch;
  const PresserFoam& foam = *presser.foam;
  Vec3 ray = place - (presser.base + presser.direction * (presser.radius + height));
  ray.z() = 0;
  const double distance = std::max(ray.norm(), 1e-9), eps = foam.touch_smoothing;
  double sinking = presser.radius - distance, slope = 1;
  if (sinking <= -eps || area <= 0) return touch;
  if (sinking < eps) {
    slope = (sinking + eps) / (2 * eps);
    sinking = (sinking + eps) * slope / 2;
  }
  const FoamPressure p = foam_loading(foam.law, sinking / foam.thickness);
  touch.pressure = p.p;
  touch.stiffness = p.dp_de * slope / foam.thickness * area;
  touch.force = p.p * area / distance * ray;
  return touch;
}

struct DeformableWorld::Impl {
  std::vector<int> old_of;  // before `law`, whose model it sorts
  DeformableLaw law;
  Presser presser;
  Relaxation relaxation;
  std::vector<double> skin_area;

  btSoftBodyRigidBodyCollisionConfiguration configuration;
  btCollisionDispatcher dispatcher{&configuration};
  btDbvtBroadphase broadphase;
  btDeformableBodySolver body_solver;
  btDeformableMultiBodyConstraintSolver solver;
  btDeformableMultiBodyDynamicsWorld world{&dispatcher, &broadphase, &solver, &configuration, &body_solver};
  NodalForce nodal;
  btSoftBody* tissue = nullptr;
  std::unique_ptr<btCollisionShape> shape;
  std::unique_ptr<btRigidBody> roller;

  double first_touch = 0, load = 0;
  double roller_mass = 1, damping = 0;
  long step_count = 0;
  std::vector<Vec3> place, velocity, before;  // [m], [m/s] now and a step ago
  std::vector<Vec3> inner, contact;           // [N] tissue with its loads; foam
  std::vector<Vec3> last_force, moved;        // of the step before, for the damping
  std::vector<double> mass, foam_stiffness, pressure;
  std::vector<Vec3> point_force;  // [N] per skin point
  Vec3 foam_reaction = Vec3::Zero();

  // Of one step.
  struct Reading {
    double height = 0, roller = 0, base = 0, tissue = 0, residual = 0;
    std::vector<Vec3> contact_force;
  };

  Impl(DeformableModel model, const Presser& p, const Relaxation& r);
  ~Impl();
  bool rigid() const { return !presser.foam; }
  // [m] from the surface that touches first to the rigid body's centre.
  double offset() const { return presser.radius + (rigid() ? kTissueMargin : 0); }
  double height() const {
    return (from_bullet(roller->getWorldTransform().getOrigin()) - presser.base).dot(presser.direction) -
           offset();
  }
  double touching_height() const;
  void take_places();
  void evaluate();
  void set_masses(double wanted_load);
  void choose_damping();
  Reading step(double now_load);
  void check(double depth) const;
  [[noreturn]] void fail(const std::string& what, double depth) const;
  DeformableRest rest(const std::vector<Reading>& window) const;
};

DeformableWorld::Impl::Impl(DeformableModel model, const Presser& p, const Relaxation& r)
    : law(held_last(std::move(model), old_of)), presser(p), relaxation(r), skin_area(law.skin_area()) {
  if (p.foam && p.shape != PresserShape::cylinder)
    throw std::invalid_argument("a foam presser is a cylinder");
  if (!p.foam && p.direction != -Vec3::UnitX())
    throw std::invalid_argument("a rigid presser presses along x");
  const DeformableModel& m = law.model();
  place = m.node;
  velocity.assign(place.size(), Vec3::Zero());
  first_touch = touching_height();
  solver.setDeformableSolver(&body_solver);
  world.setGravity(btVector3(0, 0, 0));
  world.setImplicit(false);
  world.setUseProjection(true);
  // Bullet: softens contact by default, the more the lighter the nodes.
  world.getSolverInfo().m_deformable_cfm = 0;
  world.getSolverInfo().m_deformable_erp = 0.2;
  btSoftBodyWorldInfo& info = world.getWorldInfo();
  info.m_gravity.setZero();
  info.m_sparsesdf.setDefaultVoxelsz(kVoxel);
  info.m_sparsesdf.Reset();

  mass.assign(place.size(), 0.0);
  for (std::size_t n = 0; n < mass.size(); ++n) mass[n] = m.held[n] ? 0 : 1;
  tissue = make_soft_body(info, m, mass);
  world.addSoftBody(tissue);
  world.addForce(tissue, &nodal);
  double length = 0;
  for (const Vec3& x : m.node) length = std::max(length, 2 * std::abs(x.z()));
  shape = make_shape(presser, length);
  roller = std::make_unique<btRigidBody>(1.0, nullptr, shape.get(), btVector3(0, 0, 0));
  roller->setFlags(BT_DISABLE_WORLD_GRAVITY);
  const Vec3 start = presser.base + presser.direction * (offset() + first_touch);
  roller->translate(to_bullet(start));
  if (rigid())
    world.addRigidBody(roller.get());
  else
    world.addRigidBody(roller.get(), btBroadphaseProxy::SensorTrigger, 0);  // touches nothing
  if (rigid()) roller->setLinearFactor(btVector3(1, 0, 0));
  roller->setAngularFactor(0);
  roller->setDamping(0, 0);
  roller->setFriction(0);
  roller->setActivationState(DISABLE_DEACTIVATION);
}

DeformableWorld::Impl::~Impl() {
  world.removeRigidBody(roller.get());
  world.removeSoftBody(tissue);
  delete tissue;
}

double DeformableWorld::Impl::touching_height() const {
  double highest = -1e9;
  for (const DeformableSkinPoint& p : law.model().skin) {
    if (p.area <= 0) continue;
    Vec3 r = -presser.base;
    for (int a = 0; a < 4; ++a) r += p.shape[a] * place[p.node[a]];
    const double along = presser.direction.dot(r);
    Vec3 across = r - along * presser.direction;
    if (presser.shape == PresserShape::cylinder) across.z() = 0;
    const double q = across.norm();
    if (q >= presser.radius) continue;
    const double fall = presser.radius - std::sqrt(presser.radius * presser.radius - q * q);
    highest = std::max(highest, along - fall);
  }
  if (highest < -1e8) throw std::invalid_argument("no skin lies under the presser");
  return highest;
}

void DeformableWorld::Impl::take_places() {
  for (std::size_t n = 0; n < place.size(); ++n) {
    const btSoftBody::Node& node = tissue->m_nodes[static_cast<int>(n)];
    place[n] = from_bullet(node.m_x);
    velocity[n] = from_bullet(node.m_v);
  }
}

// Forces at the present places.
void DeformableWorld::Impl::evaluate() {
  const DeformableModel& m = law.model();
  inner.assign(place.size(), Vec3::Zero());
  law.add_forces(place, inner);
  for (std::size_t n = 0; n < m.load.size(); ++n) inner[n] += m.load[n];
  contact.assign(place.size(), Vec3::Zero());
  pressure.assign(m.skin.size(), 0.0);
  point_force.assign(m.skin.size(), Vec3::Zero());
  foam_stiffness.assign(place.size(), 0.0);
  foam_reaction.setZero();
  if (rigid()) return;
  const double h = height();
  for (std::size_t s = 0; s < m.skin.size(); ++s) {
    const DeformableSkinPoint& p = m.skin[s];
    Vec3 x = Vec3::Zero();
    for (int a = 0; a < 4; ++a) x += p.shape[a] * place[p.node[a]];
    const FoamTouch touch = foam_touch(presser, h, x, p.area);
    pressure[s] = touch.pressure;
    point_force[s] = touch.force;
    foam_reaction -= touch.force;
    for (int a = 0; a < 4; ++a) {
      contact[p.node[a]] += p.shape[a] * touch.force;
      foam_stiffness[p.node[a]] += p.shape[a] * touch.stiffness;
    }
  }
}

void DeformableWorld::Impl::set_masses(double wanted_load) {
  const std::vector<double> row = law.row_stiffness(place);
  double foam = 0;
  for (std::size_t n = 0; n < mass.size(); ++n) {
    foam += foam_stiffness[n];
    if (law.model().held[n]) continue;
    mass[n] = kMassFactor * kStep * kStep / 4 * (row[n] + 2 * foam_stiffness[n]);
    tissue->setMass(static_cast<int>(n), mass[n]);
  }
  // about the load over a tenth of the radius
  const double stiffness = wanted_load / (0.1 * presser.radius);
  roller_mass = std::max(kStep * kStep * stiffness / kRollerShare, kMassFactor * kStep * kStep / 2 * foam);
  roller->setMassProps(roller_mass, btVector3(0, 0, 0));
}

void DeformableWorld::Impl::choose_damping() {
  if (!last_force.empty()) {
    double work = 0, inertia = 0;
    for (std::size_t n = 0; n < mass.size(); ++n) {
      work += moved[n].dot(last_force[n] - inner[n] - contact[n]);
      inertia += mass[n] * moved[n].squaredNorm();
    }
    const double rate = inertia > 0 && work > 0 ? 2 * std::sqrt(work / inertia) : 0;
    damping = std::min(rate, kLargestDamping / kStep);
  }
  last_force.resize(inner.size());
  for (std::size_t n = 0; n < inner.size(); ++n) last_force[n] = inner[n] + contact[n];
}

DeformableWorld::Impl::Reading DeformableWorld::Impl::step(double now_load) {
  const Vec3 inward = -presser.direction;
  if (step_count % kMassEvery == 0) {
    evaluate();
    set_masses(load);
  }
  evaluate();
  choose_damping();
  nodal.force.assign(place.size(), Vec3::Zero());
  for (std::size_t n = 0; n < place.size(); ++n)
    if (!law.model().held[n]) nodal.force[n] = inner[n] + contact[n] - damping * mass[n] * velocity[n];
  // Bullet: a force on a rigid body acts twice in this world, a gravity of its own acts once.
  const double speed = from_bullet(roller->getLinearVelocity()).dot(inward);
  const double drive = now_load + foam_reaction.dot(inward) - damping * roller_mass * speed;
  roller->setGravity(to_bullet(drive / roller_mass * inward));
  before = velocity;
  const std::vector<Vec3> from = place;
  world.stepSimulation(kStep, 0);
  ++step_count;
  take_places();
  moved.resize(place.size());

  Reading reading;
  reading.contact_force.assign(place.size(), Vec3::Zero());
  double imbalance = 0;
  for (std::size_t n = 0; n < place.size(); ++n) {
    moved[n] = place[n] - from[n];
    if (law.model().held[n]) {
      reading.base += (inner[n] + contact[n]).dot(inward);
      continue;
    }
    const Vec3 inertia = mass[n] * (velocity[n] - before[n]) / kStep;
    const Vec3 viscous = damping * mass[n] * before[n];
    reading.contact_force[n] = inertia - inner[n] + viscous;
    reading.tissue += reading.contact_force[n].dot(inward);
    imbalance += (inertia + viscous).squaredNorm();
  }
  for (const DeformableSpring& s : law.model().springs)
    reading.base += (s.stiffness * (from[s.node] - law.model().node[s.node])).dot(inward);
  for (std::size_t n = 0; n < law.model().load.size(); ++n) reading.base -= law.model().load[n].dot(inward);
  const double after = from_bullet(roller->getLinearVelocity()).dot(inward);
  reading.roller = now_load - damping * roller_mass * speed - roller_mass * (after - speed) / kStep;
  reading.residual = std::sqrt(imbalance);
  reading.height = height();
  return reading;
}

void DeformableWorld::Impl::fail(const std::string& what, double depth) const {
  char text[200];
  std::snprintf(text, sizeof text, "Bullet's deformable world: %s after %ld steps, %.1f mm deep",
                what.c_str(), step_count, 1e3 * depth);
  throw DeformableFailure(text);
}

// Bullet says nothing when it diverges, and the step after may crash.
void DeformableWorld::Impl::check(double depth) const {
  if (!std::isfinite(depth) || std::abs(depth) > kFarthest) fail("the roller ran away", depth);
  for (std::size_t n = 0; n < place.size(); ++n) {
    const double way = (place[n] - law.model().node[n]).norm();
    if (!(way < kFarthest)) fail("the tissue ran away", depth);
  }
}

DeformableRest DeformableWorld::Impl::rest(const std::vector<Reading>& window) const {
  DeformableRest out;
  const double share = 1.0 / static_cast<double>(window.size());
  std::vector<Vec3> force(place.size(), Vec3::Zero());
  for (const Reading& r : window) {
    out.height += share * r.height;
    out.roller_force += share * r.roller;
    out.base_force += share * r.base;
    out.tissue_force += share * r.tissue;
    out.residual += share * r.residual;
    for (std::size_t n = 0; n < force.size(); ++n) force[n] += share * r.contact_force[n];
  }
  out.first_touch = first_touch;
  out.steps = static_cast<int>(step_count);
  out.place.resize(place.size());
  out.contact_force.resize(place.size());
  out.support_force.assign(place.size(), Vec3::Zero());
  for (std::size_t n = 0; n < place.size(); ++n) {
    out.place[old_of[n]] = place[n];
    out.contact_force[old_of[n]] = force[n];
    if (law.model().held[n]) out.support_force[old_of[n]] = inner[n] + contact[n];
  }
  const std::vector<DeformableSkinPoint>& skin = law.model().skin;
  out.point_pressure = pressure;
  out.point_force = point_force;
  if (!rigid()) {
    for (std::size_t s = 0; s < skin.size(); ++s) out.area += pressure[s] > 0 ? skin[s].area : 0;
    return out;
  }
  std::vector<double> nodal_pressure(place.size(), 0.0);
  for (std::size_t n = 0; n < place.size(); ++n) {
    const double f = -force[n].dot(presser.direction);
    if (skin_area[n] <= 0 || f < 1e-3 * load * skin_area[n] / (presser.radius * presser.radius)) continue;
    nodal_pressure[n] = f / skin_area[n];
    out.area += skin_area[n];
  }
  for (std::size_t s = 0; s < skin.size(); ++s)
    for (int a = 0; a < 4; ++a) {
      const int n = skin[s].node[a];
      if (nodal_pressure[n] <= 0) continue;
      out.point_pressure[s] += skin[s].shape[a] * nodal_pressure[n];
      out.point_force[s] += skin[s].shape[a] * skin[s].area / skin_area[n] * force[n];
    }
  return out;
}

DeformableWorld::DeformableWorld(DeformableModel model, const Presser& presser, const Relaxation& relaxation)
    : impl_(std::make_unique<Impl>(std::move(model), presser, relaxation)) {}
DeformableWorld::~DeformableWorld() = default;
DeformableWorld::DeformableWorld(DeformableWorld&&) noexcept = default;

DeformableRest DeformableWorld::press(double load) {
  Impl& w = *impl_;
  if (!(load > 0)) throw std::invalid_argument("a load above 0 N is needed");
  const double start = w.load;
  w.load = load;
  const Relaxation& r = w.relaxation;
  std::vector<Impl::Reading> window;
  double last_height = 1e9;
  DeformableRest out;
  for (int n = 1; n <= r.most_steps; ++n) {
    const double share = std::min(1.0, static_cast<double>(n) / kRamp);
    window.push_back(w.step(start + (load - start) * share));
    const double depth = w.first_touch - w.height();
    w.check(depth);
    if (n < kRamp) window.clear();
    if (static_cast<int>(window.size()) < r.window) continue;
    out = w.rest(window);
    window.clear();
    const bool still = std::abs(out.height - last_height) <= r.height_tolerance * std::max(depth, 1e-3);
    last_height = out.height;
    const auto off = [&](double force) { return std::abs(force - load) > r.force_tolerance * load; };
    if (still && !off(out.roller_force) && !off(out.base_force) &&
        out.residual <= 3 * r.force_tolerance * load)
      return out;
  }
  char what[160];
  std::snprintf(what, sizeof what, "no rest (roller %.1f N, base %.1f N, residual %.2f N under %.1f N)",
                out.roller_force, out.base_force, out.residual, load);
  w.fail(what, w.first_touch - w.height());
}

}  // namespace backroll
