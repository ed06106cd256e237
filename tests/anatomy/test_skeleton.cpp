#include <doctest/doctest.h>

#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "anatomy/bone_shapes.hpp"
#include "anatomy/skeleton.hpp"
#include "anatomy/skeleton_masses.hpp"
#include "anatomy/skeleton_table.hpp"
#include "scenario/assets.hpp"
#include "scenario/input_error.hpp"
#include "subjects.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

struct Body {
  Subject subject;
  BackModel back;
  Skeleton skeleton;
};

Body body(const Subject& subject, Resolution resolution = Resolution::live) {
  Body b{subject, build_back(subject, resolution, kBoneDepth), {}};
  b.skeleton = build_skeleton(subject, b.back);
  return b;
}

// An average, a small slight and a large heavy body.
const std::vector<Body>& bodies() {
  static const std::vector<Body> all = {body(average_man()), body(subject(Sex::woman, 1.50, 18 * 1.5 * 1.5)),
                                        body(subject(Sex::man, 2.00, 36 * 2.0 * 2.0))};
  return all;
}

int mirrored(int number) {
  return number < bone::count ? bone::mirrored(number) : number;
}

int count(const Skeleton& skeleton, JointKind kind) {
  return static_cast<int>(std::count_if(skeleton.joints.begin(), skeleton.joints.end(),
                                        [kind](const SkeletonJoint& joint) { return joint.kind == kind; }));
}

// A copy of the table with one piece of text replaced; what reading it complains about.
std::string complaint(const std::string& from, const std::string& to) {
  std::stringstream text;
  text << std::ifstream(assets_dir() / "skeleton.toml").rdbuf();
  std::string content = text.str();
  const auto at = content.find(from);
  REQUIRE(at != std::string::npos);
  content.replace(at, from.size(), to);
  const std::filesystem::path file = std::filesystem::temp_directory_path() / "backroll_edited_skeleton.toml";
  std::ofstream(file) << content;
  std::string message;
  try {
    read_skeleton_table(file);
  } catch (const InputError& error) {
    message = error.what();
  }
  std::filesystem::remove(file);
  return message;
}

}  // namespace

TEST_CASE("a skeleton has the lattice's bones, a sternum, an abdomen and the joints between them") {
  for (const Body& b : bodies()) {
    const Skeleton& s = b.skeleton;
    REQUIRE(s.bodies.size() == 47);
    for (std::size_t n = 0; n < b.back.bones.size(); ++n) {
      CHECK(s.bodies[n].name == b.back.bones[n].name);
      CHECK(s.bodies[n].centre == b.back.bones[n].centre);
    }
    CHECK(s.bodies[s.sternum].name == "sternum");
    CHECK(s.bodies[s.abdomen].name == "abdomen");
    CHECK(count(s, JointKind::spinal_unit) == 18);
    CHECK(count(s, JointKind::costovertebral) == 24);
    CHECK(count(s, JointKind::costal) == 20);
    CHECK(count(s, JointKind::scapulothoracic) == 4);
    CHECK(count(s, JointKind::clavicular) == 2);
    CHECK(count(s, JointKind::abdominal) == 2);
    CHECK(s.joints.front().name == "C7/T1");
    CHECK(s.joints[17].name == "L5/S1");
    CHECK(s.joints[17].proximal == bone::pelvis);
  }
}

TEST_CASE("every body hangs together with the pelvis through joints of valid bodies") {
  for (const Body& b : bodies()) {
    const int bodies_count = static_cast<int>(b.skeleton.bodies.size());
    std::set<int> reached = {bone::pelvis};
    for (int round = 0; round < bodies_count; ++round)
      for (const SkeletonJoint& joint : b.skeleton.joints) {
        REQUIRE(joint.proximal >= 0);
        REQUIRE(joint.proximal < bodies_count);
        REQUIRE(joint.distal >= 0);
        REQUIRE(joint.distal < bodies_count);
        REQUIRE(joint.proximal != joint.distal);
        if (reached.count(joint.proximal) || reached.count(joint.distal))
          reached.insert({joint.proximal, joint.distal});
      }
    CHECK(static_cast<int>(reached.size()) == bodies_count);
  }
}

TEST_CASE("the skeleton's left mirrors its right bit for bit") {
  for (const Body& b : bodies()) {
    const Skeleton& s = b.skeleton;
    for (std::size_t n = 0; n < s.bodies.size(); ++n) {
      const SkeletonBody &here = s.bodies[n], &there = s.bodies[mirrored(static_cast<int>(n))];
      CHECK(here.mass == there.mass);
      CHECK(here.centre == Vec3(there.centre.x(), there.centre.y(), -there.centre.z()));
      CHECK(here.mass_centre == Vec3(there.mass_centre.x(), there.mass_centre.y(), -there.mass_centre.z()));
    }
    for (const SkeletonJoint& joint : s.joints) {
      const auto other = std::find_if(s.joints.begin(), s.joints.end(), [&](const SkeletonJoint& j) {
        return j.proximal == mirrored(joint.proximal) && j.distal == mirrored(joint.distal) &&
               j.kind == joint.kind;
      });
      REQUIRE(other != s.joints.end());
      CHECK(joint.place == Vec3(other->place.x(), other->place.y(), -other->place.z()));
      CHECK(joint.law.stiffness == other->law.stiffness);
      for (int axis = 0; axis < 3; ++axis) {  // mirrored, or mirrored and turned round
        const Vec3 a = joint.axes.col(axis),
                   m(other->axes(0, axis), other->axes(1, axis), -other->axes(2, axis));
        CHECK((a == m || a == -m));
      }
    }
  }
}

TEST_CASE("masses and the lattice's tissue add up to head, trunk and arms") {
  const double man = 0.0694 + 0.1596 + 0.1633 + 0.1117 + 2 * (0.0271 + 0.0162 + 0.0061);
  const double woman = 0.0668 + 0.1545 + 0.1465 + 0.1247 + 2 * (0.0255 + 0.0138 + 0.0056);
  std::vector<Body> all = bodies();
  all.push_back(body(average_man(), Resolution::standard));
  for (const Body& b : all) {
    double sum = b.skeleton.lattice_mass;
    for (const SkeletonBody& part : b.skeleton.bodies) {
      CAPTURE(part.name);
      CHECK(part.mass >= 0);
      sum += part.mass;
    }
    const double share = b.subject.sex == Sex::man ? man : woman;
    CHECK(std::abs(sum / b.subject.mass_kg - share) < 0.01 * share);
  }
}

TEST_CASE("the average lattice holds some eleven kilograms of tissue") {
  // 10.67 l without bone (anatomical specification, fine lattice) of 920-1100 kg/m3.
  const double mass = body(average_man(), Resolution::fine).skeleton.lattice_mass;
  CHECK(mass > 10.67 * 0.95);
  CHECK(mass < 10.67 * 1.08);
}

TEST_CASE("tissue is weighed where it lies") {
  Lattice brick{2, 2, 2, std::vector<Vec3>(8)};
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j)
      for (int k = 0; k < 2; ++k) brick.position[brick.node(i, j, k)] = Vec3(0.03 * k, 0.02 * j, 0.01 * i);
  BackModel back;
  back.lattice = brick;
  back.hex_tissue = {Tissue::fat};
  const auto whole = weigh_tissue(back, {-1, -2});
  CHECK(std::abs(whole[0].mass - 920 * 6e-6) < 1e-12);
  CHECK((whole[0].moment - whole[0].mass * Vec3(0.015, 0.01, 0.005)).norm() < 1e-12);
  const auto halved = weigh_tissue(back, {0.01, -1});
  CHECK(std::abs(halved[0].mass - halved[1].mass) < 1e-12);
  CHECK(halved[2].mass == 0);
}

TEST_CASE(
    "what weighs lies in the trunk: before the vertebrae, behind the skin of the chest; the head above C7") {
  for (const Body& b : bodies()) {
    const Skeleton& s = b.skeleton;
    const double chest = s.bodies[s.sternum].centre.x() + 0.07;
    for (const SkeletonBody& part : s.bodies) {
      if (part.mass == 0) continue;
      CAPTURE(part.name);
      CHECK(part.mass_centre.x() > part.centre.x());
      CHECK(part.mass_centre.x() < chest);
    }
    const SkeletonBody& head = s.bodies[bone::of_level(level::C7)];
    const double above = head.mass_centre.y() - head.centre.y();
    CHECK(above > 0.060 * b.subject.stature_m);
    CHECK(above < 0.085 * b.subject.stature_m);
    CHECK(s.bodies[s.abdomen].mass > s.bodies[bone::of_level(level::L3)].mass);
  }
}

TEST_CASE("spinal units lie between their vertebrae, in a straight order") {
  for (const Subject& subject : {average_man(), woman(), heavy_man()}) {
    const BackShape shape(subject);
    const Body b = body(subject);
    for (int unit = 0; unit < 18; ++unit) {
      const SkeletonJoint& joint = b.skeleton.joints[unit];
      CAPTURE(joint.name);
      REQUIRE(joint.kind == JointKind::spinal_unit);
      const int upper = level::C7 - unit;
      CHECK(joint.distal == bone::of_level(upper));
      CHECK(joint.proximal == bone::of_level(upper - 1));
      const Vec2 up(joint.axes(0, 1), joint.axes(1, 1)), place = 1e3 * joint.place.head<2>();
      const double half = 0.5 * shape.scaling.skeleton * shape.tables.spine.vertebra[upper].body_height_mm;
      CHECK((shape.spine.centre[upper] - place).dot(up) > half * 0.98);
      if (is_vertebra(upper - 1)) {
        CHECK((place - shape.spine.centre[upper - 1]).dot(up) > 0);
      } else {
        CHECK(joint.place == Vec3::Zero());
      }
    }
  }
}

TEST_CASE("joint axes are right-handed and orthonormal; a unit's x looks forward, y up, z right") {
  for (const Body& b : bodies())
    for (const SkeletonJoint& joint : b.skeleton.joints) {
      CAPTURE(joint.name);
      CHECK((joint.axes.transpose() * joint.axes - Mat3::Identity()).norm() < 1e-12);
      CHECK(joint.axes.determinant() > 0);
      if (joint.kind != JointKind::spinal_unit) continue;
      CHECK(joint.axes(0, 0) > 0.7);
      CHECK(joint.axes(1, 1) > 0.7);
      CHECK(joint.axes.col(2) == Vec3::UnitZ());
    }
}

TEST_CASE("laws are symmetric and positive definite, and each has a source") {
  for (const SkeletonJoint& joint : bodies().front().skeleton.joints) {
    CAPTURE(joint.name);
    CHECK(joint.law.stiffness == joint.law.stiffness.transpose());
    CHECK(Eigen::LLT<Mat6>(joint.law.stiffness).info() == Eigen::Success);
    CHECK(joint.law.positive_ratio.minCoeff() > 0);
    CHECK(joint.law.range.minCoeff() >= 0);
    CHECK(joint.law.preload_dependent == (joint.kind == JointKind::spinal_unit));
    CHECK(joint.source.size() > 20);
  }
}

TEST_CASE(
    "a lumbar unit yields 1.8 N m per degree forward and 2.4 backward, three times as stiff at its range") {
  const double degree = std::acos(-1) / 180;
  const SkeletonJoint& unit = bodies().front().skeleton.joints[15];
  REQUIRE(unit.name == "L3/L4");
  Vec6 x = Vec6::Zero();
  const auto moment = [&](double angle) {
    x[5] = angle * degree;
    return joint_forces(unit.law, x, 1).force[5];
  };
  CHECK(std::abs(moment(-0.1) + 0.18) < 1e-3);
  CHECK(std::abs(moment(0.1) - 0.24) < 1e-3);
  moment(-7.5);
  CHECK(std::abs(joint_forces(unit.law, x, 1).tangent(5, 5) / unit.law.stiffness(5, 5) - 3) < 1e-9);
}

TEST_CASE("ribs begin beside their vertebra and end in front; lower ends lie lower") {
  for (const Body& b : bodies()) {
    double last = 1;
    for (const SkeletonJoint& joint : b.skeleton.joints) {
      CAPTURE(joint.name);
      const SkeletonBody& rib = b.skeleton.bodies[joint.distal];
      if (joint.kind == JointKind::costovertebral) {
        CHECK(joint.axes(2, 1) * joint.place.z() > 0);  // y runs outward along the neck
        CHECK(std::abs(joint.place.z()) < std::abs(rib.centre.z()));
      } else if (joint.kind == JointKind::costal) {
        CHECK(joint.place.x() > rib.centre.x() + 0.05);
        CHECK(joint.place.y() < rib.centre.y());
        CHECK(joint.place.y() <= last);
        last = joint.place.y();
      }
    }
  }
}

TEST_CASE("a wrong table is refused with file, line and key") {
  const auto contains = [](const std::string& text, const std::string& part) {
    CAPTURE(text);
    CHECK(text.find(part) != std::string::npos);
  };
  contains(complaint("sternum = 0.20", "sternum = 1.20"), "carried.sternum");
  contains(complaint("T4-T5 = [1250", "T4-T5 = [-1250"), "spinal_units.T4-T5");
  contains(complaint("L2-L3 = ", "L2-L9 = "), "spinal_units.L2-L3");
  contains(complaint("translation_n_mm = [18, 26, 20]", "translation_n_mm = [18, 26]"),
           "costovertebral.translation_n_mm");
  const std::string message = complaint("stature_mm = 1741", "stature_mm = 0");
  contains(message, "backroll_edited_skeleton.toml:");
  contains(message, "man.stature_mm");
}
