#include "body/bullet_body.hpp"

#include <BulletCollision/CollisionDispatch/btActivatingCollisionAlgorithm.h>
#include <BulletCollision/CollisionDispatch/btCollisionCreateFunc.h>
#include <BulletDynamics/Featherstone/btMultiBody.h>
#include <BulletDynamics/Featherstone/btMultiBodyConstraintSolver.h>
#include <BulletDynamics/Featherstone/btMultiBodyDynamicsWorld.h>
#include <BulletDynamics/Featherstone/btMultiBodyJointMotor.h>
#include <BulletDynamics/Featherstone/btMultiBodyLinkCollider.h>
#include <BulletDynamics/Featherstone/btMultiBodyPoint2Point.h>
#include <btBulletDynamicsCommon.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "body/bullet_vectors.hpp"
#include "solver/roller_distance.hpp"
#include "units.hpp"

namespace backroll {

namespace {

constexpr double kPointSpacing = 4e-3;  // [m] of the skin's points along the back
constexpr double kPointWidth = 15e-3;   // ... and across
constexpr double kHalfWidth = 0.1275;   // [m] of the strip of skin that can touch
constexpr double kPointRadius = 0.01;
enum Group { kFloor = 1, kRoller = 2, kTrunk = 4 };

// Links of the multibody: the segments without the feet, each hip with a link of its own for abduction and
// the lower spine with one for torsion.
enum Link : int {
  kTorsion,
  kMidTrunk,
  kUpperTrunk,
  kHead,
  kUpperArmLeft,
  kUpperArmRight,
  kForearmLeft,
  kForearmRight,
  kHipLeft,
  kHipRight,
  kThighLeft,
  kThighRight,
  kShankLeft,
  kShankRight,
  kLinks
};
constexpr double kJointMass = 0.05, kJointInertia = 1e-3;  // of the links that are no segment

struct LinkPlan {
  int segment;  // -1: none of its own
  int parent;   // link, -1: pelvis
  Vec3 axis;
};
const std::array<LinkPlan, kLinks>& link_plan() {
  static const Vec3 kX = Vec3::UnitX(), kY = Vec3::UnitY(), kZ = Vec3::UnitZ();
  static const std::array<LinkPlan, kLinks> plan = {{{-1, -1, kY},
                                                     {segment::mid_trunk, kTorsion, kZ},
                                                     {segment::upper_trunk, kMidTrunk, kZ},
                                                     {segment::head, kUpperTrunk, kZ},
                                                     {segment::upper_arm_left, kUpperTrunk, kZ},
                                                     {segment::upper_arm_right, kUpperTrunk, kZ},
                                                     {segment::forearm_left, kUpperArmLeft, kZ},
                                                     {segment::forearm_right, kUpperArmRight, kZ},
                                                     {-1, -1, kX},
                                                     {-1, -1, kX},
                                                     {segment::thigh_left, kHipLeft, kZ},
                                                     {segment::thigh_right, kHipRight, kZ},
                                                     {segment::shank_left, kThighLeft, kZ},
                                                     {segment::shank_right, kThighRight, kZ}}};
  return plan;
}

struct SkinDot {
  Vec3 place;  // from the link's mass centre
  double arc, area;
};

struct Patch {
  double force = 0, stiffness = 0, arc = 0, depth = 0;
  Vec3 place = Vec3::Zero(), normal = Vec3::Zero();  // normal: from the roller to the back
  int owner = 0;                                     // index into trunk pieces
};

// What the collision algorithm needs, reached through the roller's user pointer.
struct BackContact {
  const Roller* roller = nullptr;
  const SkinProfile* profile = nullptr;
  double foundation = 1e6, damping = 0;  // [N/m3], [s]
  double hinge_arc = 0, lower_arc = 0;   // between the pieces
  std::array<std::vector<SkinDot>, 3> dots;
  std::array<const btCollisionObject*, 3> pieces{};
  std::array<Patch, 2> patch;  // left, right
  bool fresh = false;

  void evaluate(const btTransform& at) {
    const Mat3 turn = from_bullet(at.getBasis());
    const Vec3 centre = from_bullet(at.getOrigin());
    const double reach =
        0.5 * std::max(roller->diameter_m, roller->round_ends() ? roller->length_m : 0.0) + 0.02;
    for (Patch& p : patch) p = Patch{};
    for (int piece = 0; piece < 3; ++piece) {
      const btTransform& x = pieces[piece]->getWorldTransform();
      const Mat3 body_turn = from_bullet(x.getBasis());
      const Vec3 shift = from_bullet(x.getOrigin());
      const double level = (body_turn.transpose() * (centre - shift)).y();
      for (const SkinDot& dot : dots[piece]) {
        if (std::abs(dot.place.y() - level) > reach) continue;
        const Vec3 place = body_turn * dot.place + shift;
        const Vec3 away = turn.transpose() * (place - centre);
        if (std::abs(away.y()) > reach || std::abs(away.x()) > reach) continue;
        if (!roller->round_ends() && std::abs(away.z()) > 0.5 * roller->length_m) continue;
        const RollerDistance d = roller_distance(*roller, away);
        if (d.sinking <= 0) continue;
        Patch& p = patch[dot.place.z() > 0 ? 1 : 0];
        const double k = foundation * dot.area, f = k * d.sinking;
        p.force += f;
        p.stiffness += k;
        p.place += f * place;
        p.normal -= f * (turn * d.gradient);
        p.arc += f * dot.arc;
      }
    }
    for (Patch& p : patch) {
      if (p.force <= 0) continue;
      p.place /= p.force;
      p.arc /= p.force;
      p.depth = p.force / p.stiffness;
      p.normal.normalize();
      p.owner = p.arc > hinge_arc ? 2 : p.arc > lower_arc ? 1 : 0;
    }
    fresh = true;
  }
};

class BackAlgorithm : public btActivatingCollisionAlgorithm {
 public:
  BackAlgorithm(const btCollisionAlgorithmConstructionInfo& info, const btCollisionObjectWrapper* a,
                const btCollisionObjectWrapper* b, bool swapped)
      : btActivatingCollisionAlgorithm(info, a, b),
        manifold_(m_dispatcher->getNewManifold(a->getCollisionObject(), b->getCollisionObject())),
        swapped_(swapped) {}
  ~BackAlgorithm() override { m_dispatcher->releaseManifold(manifold_); }

  void processCollision(const btCollisionObjectWrapper* a, const btCollisionObjectWrapper* b,
                        const btDispatcherInfo&, btManifoldResult* out) override {
    const btCollisionObject *back = (swapped_ ? b : a)->getCollisionObject(),
                            *roller = (swapped_ ? a : b)->getCollisionObject();
    auto* contact = static_cast<BackContact*>(roller->getUserPointer());
    manifold_->clearManifold();
    if (!contact) return;
    if (!contact->fresh) contact->evaluate(roller->getWorldTransform());
    out->setPersistentManifold(manifold_);
    for (const Patch& p : contact->patch) {
      if (p.force <= 0 || contact->pieces[p.owner] != back) continue;
      // the normal that Bullet wants points to body 0 (a); a mean depth with the stiffness gives the exact
      // force
      const Vec3 normal = swapped_ ? Vec3(-p.normal) : p.normal;
      out->addContactPoint(to_bullet(normal), to_bullet(p.place), -p.depth);
      btManifoldPoint& point = manifold_->getContactPoint(manifold_->getNumContacts() - 1);
      point.m_combinedContactStiffness1 = p.stiffness;
      point.m_combinedContactDamping1 = contact->damping * p.stiffness;
      point.m_contactPointFlags |= BT_CONTACT_FLAG_CONTACT_STIFFNESS_DAMPING;
    }
  }
  btScalar calculateTimeOfImpact(btCollisionObject*, btCollisionObject*, const btDispatcherInfo&,
                                 btManifoldResult*) override {
    return 1;
  }
  void getAllContactManifolds(btManifoldArray& array) override { array.push_back(manifold_); }

  struct Create : btCollisionAlgorithmCreateFunc {
    explicit Create(bool swapped) { m_swapped = swapped; }
    btCollisionAlgorithm* CreateCollisionAlgorithm(btCollisionAlgorithmConstructionInfo& info,
                                                   const btCollisionObjectWrapper* a,
                                                   const btCollisionObjectWrapper* b) override {
      void* memory = info.m_dispatcher1->allocateCollisionAlgorithm(sizeof(BackAlgorithm));
      return new (memory) BackAlgorithm(info, a, b, m_swapped);
    }
  };

 private:
  btPersistentManifold* manifold_;
  bool swapped_;
};

// Force on body 0 of a manifold's point over the last step.
btVector3 point_force(const btManifoldPoint& p, double dt) {
  return (p.m_appliedImpulse * p.m_normalWorldOnB + p.m_appliedImpulseLateral1 * p.m_lateralFrictionDir1 +
          p.m_appliedImpulseLateral2 * p.m_lateralFrictionDir2) /
         dt;
}

}  // namespace

struct BulletBody::Impl {
  const BodyModel& body;
  BodySetup setup;
  Roller roller;

  btDefaultCollisionConfiguration configuration;
  btCollisionDispatcher dispatcher{&configuration};
  btDbvtBroadphase broadphase;
  btMultiBodyConstraintSolver solver;
  btMultiBodyDynamicsWorld world{&dispatcher, &broadphase, &solver, &configuration};
  BackAlgorithm::Create straight{false}, swapped{true};

  btStaticPlaneShape floor_shape{btVector3(1, 0, 0), 0};
  std::unique_ptr<btCollisionShape> roller_shape;
  std::unique_ptr<btRigidBody> floor, wheel;
  std::unique_ptr<btMultiBody> multibody;
  std::vector<std::unique_ptr<btCollisionShape>> shapes;
  std::vector<std::unique_ptr<btMultiBodyLinkCollider>> colliders;
  std::vector<std::unique_ptr<btMultiBodyConstraint>> constraints;
  std::array<btMultiBodyJointMotor*, kLinks> motor{};
  std::array<btMultiBodyPoint2Point*, 2> ankle{}, seat{};
  std::array<double, kLinks> angle{};  // wanted
  BackContact back;
  Vec3 momentum = Vec3::Zero();  // [N s] of the body before the step
  double body_mass = 0;          // without the feet

  Impl(const BodyModel& b, const BodySetup& s, const Roller& r, const BodyPose& start)
      : body(b), setup(s), roller(r) {
    for (const int shape : {CYLINDER_SHAPE_PROXYTYPE, SPHERE_SHAPE_PROXYTYPE}) {
      dispatcher.registerCollisionCreateFunc(CONVEX_HULL_SHAPE_PROXYTYPE, shape, &straight);
      dispatcher.registerCollisionCreateFunc(shape, CONVEX_HULL_SHAPE_PROXYTYPE, &swapped);
    }
    world.setGravity(btVector3(-kStandardGravity, 0, 0));
    btContactSolverInfo& info = world.getSolverInfo();
    info.m_numIterations = body.table.iterations;
    info.m_splitImpulse = 0;
    info.m_linearSlop = 0;
    info.m_solverMode |= SOLVER_USE_2_FRICTION_DIRECTIONS;
    info.m_leastSquaresResidualThreshold = 0;
    build_floor_and_roller(start);
    build_links(start);
    build_joints(start);
    momentum = total_momentum();
  }

  ~Impl() {
    for (const auto& constraint : constraints) world.removeMultiBodyConstraint(constraint.get());
    for (const auto& collider : colliders) world.removeCollisionObject(collider.get());
    world.removeMultiBody(multibody.get());
    world.removeRigidBody(wheel.get());
    world.removeRigidBody(floor.get());
  }

  void build_floor_and_roller(const BodyPose& start) {
    floor = std::make_unique<btRigidBody>(btRigidBody::btRigidBodyConstructionInfo(0, nullptr, &floor_shape));
    floor->setFriction(setup.floor_friction);
    world.addRigidBody(floor.get(), kFloor, kRoller);

    const double radius = setup.roller_radius, length = roller.length_m;
    const double mass = std::max(roller.mass_kg, body.table.least_roller_mass);
    const bool ball = roller.shape == RollerShape::ball;
    if (ball)
      roller_shape = std::make_unique<btSphereShape>(radius);
    else
      roller_shape = std::make_unique<btCylinderShapeZ>(btVector3(radius, radius, 0.5 * length));
    if (!ball) roller_shape->setMargin(0);
    const double across =
        ball ? 0.4 * mass * radius * radius : mass * (3 * radius * radius + length * length) / 12;
    const double along = (ball ? 0.4 : 0.5) * mass * radius * radius;
    btRigidBody::btRigidBodyConstructionInfo info(mass, nullptr, roller_shape.get(),
                                                  btVector3(across, across, along));
    info.m_startWorldTransform.setIdentity();
    info.m_startWorldTransform.setOrigin(btVector3(radius, start.roller.y(), setup.roller_offset));
    wheel = std::make_unique<btRigidBody>(info);
    wheel->setFriction(1);  // Bullet multiplies: floor and back carry the coefficients
    wheel->setDamping(0, 0);
    wheel->setActivationState(DISABLE_DEACTIVATION);
    // In its plane of rolling, else it creeps sideways; a ball may be let loose.
    if (!ball || setup.ball_guided) {
      wheel->setLinearFactor(btVector3(1, 1, 0));
      wheel->setAngularFactor(btVector3(0, 0, 1));
    }
    world.addRigidBody(wheel.get(), kRoller, kFloor | kTrunk);
    wheel->setUserPointer(&back);
  }

  const BodySegment& part(int link) const {
    const int s = link < 0 ? segment::pelvis : link_plan()[link].segment;
    return body.segments[s];
  }
  // Mass centre and joint of a link, rest; of a link without segment both are its joint.
  Vec3 centre(int link) const {
    if (link >= 0 && link_plan()[link].segment < 0) return joint(link);
    return part(link).mass_centre;
  }
  Vec3 joint(int link) const {
    if (link == kTorsion) return body.segments[segment::mid_trunk].joint;
    if (link == kHipLeft) return body.segments[segment::thigh_left].joint;
    if (link == kHipRight) return body.segments[segment::thigh_right].joint;
    return part(link).joint;
  }

  void build_links(const BodyPose& start) {
    const BodySegment& pelvis = body.segments[segment::pelvis];
    multibody = std::make_unique<btMultiBody>(kLinks, pelvis.mass, to_bullet(pelvis.inertia), false, false);
    multibody->setHasSelfCollision(false);
    multibody->setUseGyroTerm(true);
    multibody->setLinearDamping(0);
    multibody->setAngularDamping(0);
    multibody->setMaxCoordinateVelocity(1000);
    body_mass = pelvis.mass;
    for (int l = 0; l < kLinks; ++l) {
      const LinkPlan& plan = link_plan()[l];
      const bool joint_only = plan.segment < 0;
      const Mat3 turn = joint_only ? Mat3(Mat3::Identity()) : arm_turn(setup, plan.segment);
      // axis in the link's own frame; flexion comes on top of the turn, in the parent's
      const Vec3 axis = turn.transpose() * plan.axis;
      double mass = joint_only ? kJointMass : part(l).mass;
      // what the links without a segment weigh is taken from their neighbours
      if (l == kMidTrunk || l == kThighLeft || l == kThighRight) mass -= kJointMass;
      body_mass += mass;
      const Vec3 inertia = joint_only ? Vec3::Constant(kJointInertia) : part(l).inertia;
      multibody->setupRevolute(l, mass, to_bullet(inertia), plan.parent, turn_to_bullet(turn).inverse(),
                               to_bullet(axis), to_bullet(Vec3(joint(l) - centre(plan.parent))),
                               to_bullet(Vec3(centre(l) - joint(l))), true);
    }
    multibody->finalizeMultiDof();
    const SegmentPlaces places = place_segments(body, setup, start);
    multibody->setBasePos(to_bullet(places[segment::pelvis](pelvis.mass_centre)));
    multibody->setWorldToBaseRot(turn_to_bullet(places[segment::pelvis].turn).inverse());
    angle = angles_of(start, 0);
    for (int l = 0; l < kLinks; ++l) multibody->setJointPos(l, angle[l]);
    multibody->setBaseVel(btVector3(0, 0, 0));
    multibody->setBaseOmega(btVector3(0, 0, 0));
    world.addMultiBody(multibody.get());
    btAlignedObjectArray<btQuaternion> turns;
    btAlignedObjectArray<btVector3> origins;
    multibody->forwardKinematics(turns, origins);
    build_colliders();
    multibody->updateCollisionObjectWorldTransforms(turns, origins);
  }

  // A hull round the skin's points of a piece of the trunk: only its box counts. Bullet solves no motor of a
  // link that has no collider, so every link gets one.
  void build_colliders() {
    fill_dots();
    for (int l = -1; l < kLinks; ++l) {
      const int piece = l == -1 ? 0 : l == kMidTrunk ? 1 : l == kUpperTrunk ? 2 : -1;
      std::unique_ptr<btCollisionShape> shape;
      if (piece >= 0) {
        auto hull = std::make_unique<btConvexHullShape>();
        for (const SkinDot& dot : back.dots[piece]) {
          hull->addPoint(to_bullet(dot.place), false);
          hull->addPoint(to_bullet(Vec3(dot.place + Vec3(0.1, 0, 0))), false);
        }
        hull->setMargin(0.02);
        hull->recalcLocalAabb();
        shape = std::move(hull);
      } else {
        shape = std::make_unique<btSphereShape>(kPointRadius);
      }
      auto collider = std::make_unique<btMultiBodyLinkCollider>(multibody.get(), l);
      collider->setCollisionShape(shape.get());
      collider->setFriction(setup.back_friction);
      world.addCollisionObject(collider.get(), kTrunk, piece >= 0 ? kRoller : 0);
      if (l < 0)
        multibody->setBaseCollider(collider.get());
      else
        multibody->getLink(l).m_collider = collider.get();
      if (piece >= 0) back.pieces[piece] = collider.get();
      shapes.push_back(std::move(shape));
      colliders.push_back(std::move(collider));
    }
  }

  void fill_dots() {
    back.roller = &roller;
    back.profile = &body.profile;
    back.damping = body.table.contact_damping;
    back.hinge_arc = body.profile.arc_near(body.hinge, body.hinge.y());
    const Vec2 lower = body.segments[segment::mid_trunk].joint.head<2>();
    back.lower_arc = body.profile.arc_near(lower, lower.y());
    const int links[3] = {-1, kMidTrunk, kUpperTrunk};
    for (double arc = body.profile.first() + 0.5 * kPointSpacing; arc < body.profile.last();
         arc += kPointSpacing) {
      const SkinProfile::Point p = body.profile.at(arc);
      const int piece = arc > back.hinge_arc ? 2 : arc > back.lower_arc ? 1 : 0;
      for (double z = -kHalfWidth + 0.5 * kPointWidth; z < kHalfWidth; z += kPointWidth) {
        // a point on the midline is one half of either side's
        const bool middle = std::abs(z) < 1e-9;
        const Vec3 place(p.place.x() + body.lateral_drop * z * z * z * z, p.place.y(), z);
        const double area = kPointSpacing * p.stretch * kPointWidth * (middle ? 0.5 : 1);
        for (const double side : {-1.0, 1.0}) {
          if (!middle && side > 0) continue;
          SkinDot dot{place - centre(links[piece]), arc, area};
          if (middle) dot.place.z() = side * 1e-9;
          back.dots[piece].push_back(dot);
        }
      }
    }
  }

  void build_joints(const BodyPose& start) {
    const double dt = body.table.time_step;
    for (int l = 0; l < kLinks; ++l) {
      // hips down, the legs have torques and the pinned ankles settle their abduction
      if (setup.hips_down && l >= kHipLeft) continue;
      auto made =
          std::make_unique<btMultiBodyJointMotor>(multibody.get(), l, 0, body.table.motor_torque * dt);
      made->setPositionTarget(angle[l], body.table.motor_gain);
      made->setVelocityTarget(0, 1);
      motor[l] = made.get();
      add(std::move(made));
    }
    for (int side = 0; side < 2; ++side) {
      const int l = kShankLeft + side;
      const Vec3 rest = body.segments[segment::foot_left + side].joint;
      const Vec3 at(start.ankle.x(), start.ankle.y(), (side == 0 ? -0.5 : 0.5) * setup.stance);
      ankle[side] = pin(l, rest - centre(l), at);
    }
    if (!setup.hips_down) return;
    // both buttocks, so that the pelvis rolls over neither
    const SegmentPlace pelvis = place_segments(body, setup, start)[segment::pelvis];
    for (int side = 0; side < 2; ++side) {
      const Vec3 at(start.seat.x(), start.seat.y(), (side == 0 ? -1 : 1) * body.table.hips_half_width);
      seat[side] = pin(-1, pelvis.turn.transpose() * (at - pelvis.shift) - centre(-1), at);
    }
  }

  btMultiBodyPoint2Point* pin(int link, const Vec3& local, const Vec3& at) {
    auto made = std::make_unique<btMultiBodyPoint2Point>(
        multibody.get(), link, static_cast<btRigidBody*>(nullptr), to_bullet(local), to_bullet(at));
    btMultiBodyPoint2Point* out = made.get();
    add(std::move(made));
    return out;
  }

  void add(std::unique_ptr<btMultiBodyConstraint> constraint) {
    world.addMultiBodyConstraint(constraint.get());
    constraint->finalizeMultiDof();
    constraints.push_back(std::move(constraint));
  }

  std::array<double, kLinks> angles_of(const BodyPose& pose, double lean) const {
    std::array<double, kLinks> q{};
    q[kTorsion] = -lean;  // about the length, cranial: onto the left side
    q[kUpperTrunk] = setup.extension;
    q[kUpperArmLeft] = q[kUpperArmRight] = pose.upper_arm;
    q[kForearmLeft] = q[kForearmRight] = pose.forearm;
    q[kHipLeft] = pose.abduction;
    q[kHipRight] = -pose.abduction;
    q[kThighLeft] = q[kThighRight] = pose.thigh - pose.pitch;
    q[kShankLeft] = q[kShankRight] = pose.shank - pose.thigh;
    return q;
  }

  // Upward force at elbows or hands, as force and moment on the link that has them.
  void support(const BulletTarget& target) {
    if (target.support_n == 0) return;
    const bool elbows = setup.support_by == SupportBy::elbows;
    for (int side = 0; side < 2; ++side) {
      const int l = (elbows ? kUpperArmLeft : kForearmLeft) + side;
      const int upper = segment::upper_arm_left + side;
      const Vec3 elbow = body.segments[upper].end, wrist = elbow - Vec3(0, body.arm - body.upper_arm, 0);
      const btTransform at = multibody->getLink(l).m_cachedWorldTransform;
      const Vec3 arm = from_bullet(at.getBasis()) * ((elbows ? elbow : wrist) - centre(l));
      const Vec3 force(0.5 * target.support_n, 0, 0);
      multibody->addLinkForce(l, to_bullet(force));
      multibody->addLinkTorque(l, to_bullet(Vec3(arm.cross(force))));
    }
  }

  Vec3 total_momentum() const {
    Vec3 sum = from_bullet(multibody->getBaseVel()) * part(-1).mass;
    btAlignedObjectArray<btVector3> omega, velocity;
    omega.resize(kLinks + 1);
    velocity.resize(kLinks + 1);
    multibody->compTreeLinkVelocities(&omega[0], &velocity[0]);
    for (int l = 0; l < kLinks; ++l) {
      const btQuaternion to_world = multibody->getLink(l).m_cachedWorldTransform.getRotation();
      sum += multibody->getLinkMass(l) * from_bullet(quatRotate(to_world, velocity[l + 1]));
    }
    return sum;
  }

  BulletReading step(const BulletTarget& target) {
    const double dt = target.time_step;
    const std::array<double, kLinks> now = angles_of(target.pose, target.lean),
                                     next = angles_of(target.next, target.lean + target.lean_rate * dt);
    for (int l = 0; l < kLinks; ++l) {
      angle[l] = now[l];
      if (!motor[l]) continue;
      motor[l]->setPositionTarget(now[l], body.table.motor_gain);
      motor[l]->setVelocityTarget((next[l] - now[l]) / dt, 1);
    }
    if (setup.hips_down)
      for (int side = 0; side < 2; ++side) {
        multibody->addJointTorque(kThighLeft + side,
                                  0.5 * target.effort * target.hip_torque -
                                      kLegDamping * multibody->getJointVel(kThighLeft + side));
        multibody->addJointTorque(kShankLeft + side,
                                  0.5 * target.effort * target.knee_torque -
                                      kLegDamping * multibody->getJointVel(kShankLeft + side));
      }
    support(target);
    // fresh contacts in every step: kept ones travel with the turning roller and drive it
    for (int m = 0; m < dispatcher.getNumManifolds(); ++m)
      dispatcher.clearManifold(dispatcher.getManifoldByIndexInternal(m));
    back.fresh = false;
    for (Patch& p : back.patch) p = Patch{};
    world.stepSimulation(dt, 0, dt);
    return read(target, dt);
  }

  static constexpr double kLegDamping = 3;  // [N m s] hips down: of hips and knees

  Vec3 pin_force(btMultiBodyPoint2Point* pin, double dt) const {
    return Vec3(-pin->getAppliedImpulse(0), -pin->getAppliedImpulse(1), -pin->getAppliedImpulse(2)) / dt;
  }

  // The roller's middle against the midline of the part of the trunk that the plan puts on it.
  void find_level(const BulletTarget& target, BulletReading& r) const {
    const int link = target.pose.on_upper ? kUpperTrunk : kMidTrunk;
    const btTransform& at = multibody->getLink(link).m_cachedWorldTransform;
    r.carrier = from_bullet(at.getBasis());
    const Vec3 middle = r.carrier.transpose() * (r.roller - from_bullet(at.getOrigin())) + centre(link);
    r.arc = body.profile.arc_near(middle.head<2>(), target.pose.arc);
    r.sinking = setup.roller_radius - (middle.head<2>() - body.profile.at(r.arc).place).norm();
  }

  BulletReading read(const BulletTarget& target, double dt) {
    BulletReading r;
    Vec3 place = Vec3::Zero();
    double weight = 0;
    for (int m = 0; m < dispatcher.getNumManifolds(); ++m) {
      const btPersistentManifold& manifold = *dispatcher.getManifoldByIndexInternal(m);
      const btCollisionObject *a = manifold.getBody0(), *b = manifold.getBody1();
      const bool on_floor = a == floor.get() || b == floor.get();
      for (int p = 0; p < manifold.getNumContacts(); ++p) {
        const btManifoldPoint& point = manifold.getContactPoint(p);
        const btVector3 force = point_force(point, dt);
        if (on_floor) {
          r.floor_roller_n += (a == floor.get() ? -1 : 1) * force.x();
          continue;
        }
        const bool wheel_first = a == wheel.get();
        const Vec3 on_back = from_bullet(force) * (wheel_first ? -1 : 1);
        r.roller_force += on_back;
        const double share = point.getAppliedImpulse();
        const Vec3 where = from_bullet(point.getPositionWorldOnB());
        place += share * where;
        weight += share;
        (back.patch[1].force > 0 && (where - back.patch[1].place).norm() < 1e-6 ? r.right_n : r.left_n) +=
            on_back.norm();
      }
    }
    if (weight > 0) r.contact = place / weight;
    for (btMultiBodyPoint2Point* a : ankle) r.feet += pin_force(a, dt);
    if (setup.hips_down)
      for (btMultiBodyPoint2Point* s : seat) r.pelvis += pin_force(s, dt);
    const Vec3 after = total_momentum();
    const double rate = (after - momentum).x() / dt;
    momentum = after;
    r.balance = (r.roller_force.x() + r.feet.x() + r.pelvis.x() + target.support_n -
                 body_mass * kStandardGravity - rate) /
                body.weight;
    r.roller = from_bullet(wheel->getWorldTransform().getOrigin());
    find_level(target, r);
    if (weight > 0) r.rolling_radius = (r.contact - r.roller).dot(r.roller_force.normalized());
    r.finite = r.roller_force.allFinite() && r.roller.allFinite() && r.carrier.allFinite() &&
               r.feet.allFinite() && std::isfinite(r.balance);
    return r;
  }

  SegmentPlaces places() const {
    SegmentPlaces out;
    const auto put = [&](int s, const btTransform& at) {
      out[s].turn = from_bullet(at.getBasis());
      out[s].shift = from_bullet(at.getOrigin()) - out[s].turn * body.segments[s].mass_centre;
    };
    put(segment::pelvis, btTransform(multibody->getWorldToBaseRot().inverse(), multibody->getBasePos()));
    for (int l = 0; l < kLinks; ++l)
      if (link_plan()[l].segment >= 0)
        put(link_plan()[l].segment, multibody->getLink(l).m_cachedWorldTransform);
    for (int side = 0; side < 2; ++side) {
      const int foot = segment::foot_left + side;
      const BodySegment& f = body.segments[foot];
      out[foot].turn = Eigen::AngleAxisd(-0.5 * std::numbers::pi, Vec3::UnitZ()).toRotationMatrix();
      out[foot].shift = out[segment::shank_left + side](f.joint) - out[foot].turn * f.joint;
    }
    return out;
  }
};

BulletBody::BulletBody(const BodyModel& body, const BodySetup& setup, const Roller& roller,
                       const BodyPose& start)
    : impl_(std::make_unique<Impl>(body, setup, roller, start)) {}
BulletBody::~BulletBody() = default;

BulletReading BulletBody::step(const BulletTarget& target) {
  return impl_->step(target);
}
SegmentPlaces BulletBody::places() const {
  return impl_->places();
}
double BulletBody::foundation_force() {
  BackContact& back = impl_->back;
  back.evaluate(impl_->wheel->getWorldTransform());
  double up = 0;
  for (const Patch& p : back.patch) up += p.force * p.normal.x();
  return up;
}
void BulletBody::stiffen(double factor) {
  impl_->back.foundation *= factor;
}

}  // namespace backroll
