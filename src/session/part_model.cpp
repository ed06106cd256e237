#include "scenario/input_error.hpp"
#include "session/part.hpp"

namespace backroll {

namespace {

// Which bodies of the skeleton take part, and which of them are held.
enum class Role { out, free, held };

bool is_rib(const std::string& name) {
  return name.starts_with("rib ");
}

bool is_thoracic(const std::string& name) {
  return name.size() > 1 && name[0] == 'T' && name.find_first_not_of("0123456789", 1) == std::string::npos;
}

[[noreturn]] void lacks(const std::string& what) {
  throw InputError("part: the skeleton has no " + what);
}

int body_named(const Skeleton& skeleton, const std::string& name) {
  for (std::size_t b = 0; b < skeleton.bodies.size(); ++b)
    if (skeleton.bodies[b].name == name) return static_cast<int>(b);
  lacks("'" + name + "'");
}

// The spinal unit whose distal body, or proximal one, is `body`.
const SkeletonJoint& unit_at(const Skeleton& skeleton, int SkeletonJoint::*end, int body) {
  for (const SkeletonJoint& joint : skeleton.joints)
    if (joint.kind == JointKind::spinal_unit && joint.*end == body) return joint;
  lacks(std::string(end == &SkeletonJoint::distal ? "disc below " : "disc above ") +
        skeleton.bodies[body].name);
}

// The unit between a vertebra and its caudal neighbour.
const SkeletonJoint& unit_below(const Skeleton& skeleton, int vertebra) {
  return unit_at(skeleton, &SkeletonJoint::distal, vertebra);
}

// Half way between the discs above and below.
Vec3 middle_of(const Skeleton& skeleton, int vertebra) {
  const Vec3& above = unit_at(skeleton, &SkeletonJoint::proximal, vertebra).place;
  return 0.5 * (above + unit_below(skeleton, vertebra).place);
}

struct Choice {
  std::string title;
  std::vector<Role> roles;  // per body of the skeleton
  int loaded = -1;
  Vec3 point = Vec3::Zero();
};

Choice choose_pair(const Skeleton& skeleton, const std::string& title, const SkeletonJoint& joint, int held) {
  Choice choice;
  choice.roles.assign(skeleton.bodies.size(), Role::out);
  choice.loaded = joint.proximal == held ? joint.distal : joint.proximal;
  choice.roles[held] = Role::held;
  choice.roles[choice.loaded] = Role::free;
  choice.title = title + " " + joint.name;
  choice.point = joint.place;
  return choice;
}

const SkeletonJoint& right_rib_joint(const Skeleton& skeleton, int vertebra) {
  for (const SkeletonJoint& joint : skeleton.joints)
    if (joint.kind == JointKind::costovertebral && joint.proximal == vertebra &&
        skeleton.bodies[joint.distal].name.ends_with(" right"))
      return joint;
  lacks("rib at " + skeleton.bodies[vertebra].name);
}

Choice choose_thorax(const Skeleton& skeleton, PartKind kind) {
  Choice choice;
  choice.roles.assign(skeleton.bodies.size(), Role::out);
  for (std::size_t b = 0; b < skeleton.bodies.size(); ++b) {
    const std::string& name = skeleton.bodies[b].name;
    if (is_thoracic(name)) choice.roles[b] = kind == PartKind::cage ? Role::held : Role::free;
    if (is_rib(name) && kind != PartKind::bare_column) choice.roles[b] = Role::free;
  }
  if (kind != PartKind::bare_column) choice.roles.at(static_cast<std::size_t>(skeleton.sternum)) = Role::free;
  if (kind == PartKind::cage) {
    choice.title = "cage, loaded at the sternum";
    choice.loaded = skeleton.sternum;
    choice.point = skeleton.bodies[skeleton.sternum].centre;
    return choice;
  }
  choice.title = kind == PartKind::bare_column ? "thoracic column without ribs" : "thoracic column with ribs";
  choice.roles[body_named(skeleton, "T12")] = Role::held;
  choice.loaded = body_named(skeleton, "T1");
  choice.point = middle_of(skeleton, choice.loaded);
  return choice;
}

Choice choose(const Part& part, const Skeleton& skeleton) {
  switch (part.kind) {
    case PartKind::spinal_unit: {
      const SkeletonJoint& joint = unit_below(skeleton, body_named(skeleton, part.level));
      return choose_pair(skeleton, "spinal unit", joint, joint.proximal);
    }
    case PartKind::costovertebral: {
      const int vertebra = body_named(skeleton, part.level);
      return choose_pair(skeleton, "costovertebral joint", right_rib_joint(skeleton, vertebra), vertebra);
    }
    default:
      return choose_thorax(skeleton, part.kind);
  }
}

}  // namespace

PartModel part_model(const Part& part, const Skeleton& skeleton) {
  const Choice choice = choose(part, skeleton);
  PartModel model;
  model.title = choice.title;
  model.point = choice.point;
  std::vector<int> index(skeleton.bodies.size(), -1);
  for (std::size_t b = 0; b < skeleton.bodies.size(); ++b) {
    if (choice.roles[b] == Role::out) continue;
    index[b] = static_cast<int>(model.rigid.bodies.size());
    model.rigid.bodies.push_back(
        {skeleton.bodies[b].name, skeleton.bodies[b].centre, choice.roles[b] == Role::held});
  }
  model.loaded = index[choice.loaded];

  // joints between bodies that take part, one of them free
  for (const SkeletonJoint& joint : skeleton.joints) {
    const int proximal = index[joint.proximal], distal = index[joint.distal];
    if (proximal < 0 || distal < 0) continue;
    if (model.rigid.bodies[proximal].held && model.rigid.bodies[distal].held) continue;
    const int number = static_cast<int>(model.rigid.joints.size());
    if (joint.kind == JointKind::spinal_unit) model.units.push_back(number);
    model.rigid.joints.push_back({proximal, distal, joint.place, joint.axes, joint.law});
    model.joint_names.push_back(joint.name);
  }
  model.chain = model.units;
  return model;
}

}  // namespace backroll
