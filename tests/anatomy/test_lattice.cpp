#include <doctest/doctest.h>

#include <map>

#include "anatomy/body_lattice.hpp"
#include "subjects.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

std::map<std::string, int> nodes_of_bones(const BackModel& back) {
  std::map<std::string, int> count;
  for (const Bone& bone : back.bones) count[bone.name] = 0;
  for (const int bone : back.node_bone)
    if (bone >= 0) ++count[back.bones[bone].name];
  return count;
}

// A different number on the two sides, but the same thing.
std::string mirrored_name(std::string name) {
  if (const auto at = name.rfind(" left"); at != std::string::npos) return name.replace(at, 5, " right");
  if (const auto at = name.rfind(" right"); at != std::string::npos) return name.replace(at, 6, " left");
  return name;
}

}  // namespace

TEST_CASE("each resolution has its number of nodes") {
  const int expected[][4] = {{25, 45, 9, 10125}, {33, 73, 13, 31317}, {57, 97, 17, 93993}};
  for (const Resolution resolution : kResolutions) {
    const Lattice& lattice = average_back(resolution).lattice;
    const int* e = expected[static_cast<int>(resolution)];
    CHECK(lattice.ni == e[0]);
    CHECK(lattice.nj == e[1]);
    CHECK(lattice.nk == e[2]);
    CHECK(lattice.nodes() == e[3]);
    CHECK(lattice.position.size() == std::size_t(e[3]));
  }
}

TEST_CASE("the three nodes at every spinous tip belong to their bone") {
  for (const Resolution resolution : kResolutions) {
    const BackShape shape(average_man());
    const BodyLattice body = lay_lattice(shape, resolution);
    const BackModel& back = average_back(resolution);
    for (int n = 0; n < kLevels; ++n)
      for (int i = body.middle - 1; i <= body.middle + 1; ++i) {
        const int node = back.lattice.node(i, body.tip_plane[n], body.roof_layer);
        REQUIRE(back.node_bone[node] >= 0);
        const std::string name(is_vertebra(n) ? kLevelNames[n] : "pelvis");
        CHECK(back.bones[back.node_bone[node]].name == name);
        CHECK(back.lattice.position[node].y() == doctest::Approx(1e-3 * shape.spine.tip[n].y()));
        const double width = 1e3 * std::abs(back.lattice.position[node].z());
        CHECK(width == doctest::Approx(i == body.middle ? 0 : shape.spine.tip_half_width[n]).epsilon(0.02));
      }
  }
}

TEST_CASE("left mirrors right bit for bit") {
  for (const Resolution resolution : kResolutions) {
    const BackModel& back = average_back(resolution);
    const Lattice& l = back.lattice;
    int different = 0;
    for (int j = 0; j < l.nj; ++j)
      for (int i = 0; i < l.ni; ++i)
        for (int k = 0; k < l.nk; ++k) {
          const int here = l.node(i, j, k), there = l.node(l.ni - 1 - i, j, k);
          const Vec3 &p = l.position[here], &q = l.position[there];
          different += p.x() != q.x() || p.y() != q.y() || p.z() != -q.z();
          const int bone = back.node_bone[here], other = back.node_bone[there];
          different += (bone < 0) != (other < 0);
          if (bone >= 0 && other >= 0)
            different += mirrored_name(back.bones[bone].name) != back.bones[other].name;
        }
    for (int j = 0; j + 1 < l.nj; ++j)
      for (int i = 0; i + 1 < l.ni; ++i)
        for (int k = 0; k + 1 < l.nk; ++k) {
          const int here = l.hex(i, j, k), there = l.hex(l.ni - 2 - i, j, k);
          different += back.hex_tissue[here] != back.hex_tissue[there];
          different += back.hex_side[here] != -back.hex_side[there];
          const Vec3 &f = back.hex_fibre[here], &g = back.hex_fibre[there];
          different += f.x() != g.x() || f.y() != g.y() || f.z() != -g.z();
        }
    CHECK(different == 0);
    for (const Bone& bone : back.bones)
      for (const Bone& other : back.bones)
        if (other.name == mirrored_name(bone.name)) {
          CHECK(bone.centre.x() == other.centre.x());
          CHECK(bone.centre.z() == -other.centre.z());
        }
  }
}

TEST_CASE("every bone has at least three nodes") {
  for (const Resolution resolution : kResolutions) {
    const auto count = nodes_of_bones(average_back(resolution));
    CHECK(count.size() == 45);
    for (const auto& [name, nodes] : count) {
      CAPTURE(name);
      CHECK(nodes >= 3);
    }
  }
}

TEST_CASE("bones have the number of nodes of the specification") {
  // Within 3 %, small bones within one node on each side.
  const std::map<std::string, std::array<int, 3>> expected = {
      {"T4", {34, 62, 164}},          {"T8", {37, 80, 199}},
      {"T12", {46, 93, 275}},         {"L1", {60, 142, 355}},
      {"L3", {56, 146, 356}},         {"L5", {57, 166, 420}},
      {"rib 5 left", {21, 38, 149}},  {"rib 8 left", {23, 40, 147}},
      {"rib 12 left", {16, 24, 102}}, {"scapula left", {52, 136, 408}},
      {"pelvis", {508, 1392, 4833}}};
  const int all[] = {1784, 4218, 13364}, dropped[] = {354, 1108, 5378};
  for (const Resolution resolution : kResolutions) {
    const int r = static_cast<int>(resolution);
    const BackModel& back = average_back(resolution);
    int total = 0, rigid = 0;
    for (const auto& [name, nodes] : nodes_of_bones(back)) {
      total += nodes;
      if (const auto e = expected.find(name); e != expected.end()) {
        CAPTURE(name);
        CHECK(std::abs(nodes - e->second[r]) <= std::max(2.0, 0.03 * e->second[r]));
      }
    }
    for (const Tissue tissue : back.hex_tissue) rigid += tissue == Tissue::bone;
    CHECK(total == doctest::Approx(all[r]).epsilon(0.03));
    CHECK(rigid == doctest::Approx(dropped[r]).epsilon(0.03));
  }
}

TEST_CASE("hexes are well shaped for unlike subjects") {
  const Subject subjects[] = {average_man(),
                              woman(),
                              lean_man(),
                              heavy_man(),
                              subject(Sex::man, 1.78, 80, 60, 50),
                              subject(Sex::man, 1.78, 80, 20, 15)};
  for (const Subject& s : subjects)
    for (const Resolution resolution : kResolutions) {
      const BackModel back = build_back(s, resolution, kBoneDepth);
      CHECK(back.min_scaled_jacobian > 0.35);
      const Lattice& l = back.lattice;
      double worst = 1;  // every hex counts here, bone too
      for (int j = 0; j + 1 < l.nj; ++j)
        for (int i = 0; i + 1 < l.ni; ++i)
          for (int k = 0; k + 1 < l.nk; ++k)
            if (back.hex_tissue[l.hex(i, j, k)] != Tissue::bone)
              worst = std::min(worst, scaled_jacobian(l, i, j, k));
      CHECK(worst == back.min_scaled_jacobian);
    }
}

TEST_CASE("a brick has scaled Jacobian one and a mirrored one minus one") {
  Lattice brick{2, 2, 2, std::vector<Vec3>(8)};
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j)
      for (int k = 0; k < 2; ++k) brick.position[brick.node(i, j, k)] = Vec3(3.0 * k, 2.0 * j, 1.0 * i);
  CHECK(scaled_jacobian(brick, 0, 0, 0) == doctest::Approx(1));
  for (Vec3& p : brick.position) p.z() = -p.z();
  CHECK(scaled_jacobian(brick, 0, 0, 0) == doctest::Approx(-1));
}
