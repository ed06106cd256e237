#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>

#include "anatomy/lattice_measures.hpp"
#include "scenario/assets.hpp"
#include "subjects.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

std::map<std::string, int> nodes_of_bones(const BackModel& back) {
  std::map<std::string, int> named;
  const std::vector<int> count = bone_nodes(back);
  for (std::size_t b = 0; b < count.size(); ++b) named[back.bones[b].name] = count[b];
  return named;
}

// Woman, lean and heavy man, and the corners of curvature.
const std::vector<Subject>& unlike_subjects() {
  static const std::vector<Subject> all = {average_man(),
                                           woman(),
                                           lean_man(),
                                           heavy_man(),
                                           subject(Sex::man, 1.78, 80, 60, 50),
                                           subject(Sex::man, 1.78, 80, 20, 15)};
  return all;
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

TEST_CASE("a tip of its true width is felt at every resolution") {
  for (const Subject& s : unlike_subjects())
    for (const Resolution resolution : kResolutions) {
      const BackShape shape(s);
      const BodyLattice body = lay_lattice(shape, resolution);
      BackModel back;
      back.lattice = body.lattice;
      back.node_bone = bones_of_nodes(shape, body);
      CHECK(unfelt_tips(back, shape, body).empty());
    }
}

TEST_CASE("a tip that is blunt, shifted or gone is named") {
  const BackShape shape(average_man());
  const BodyLattice body = lay_lattice(shape, Resolution::live);
  BackModel back;
  const auto node_at = [&](const char* level, int side) {
    return body.lattice.node(body.middle + side, body.tip_plane[level_index(level)], body.roof_layer);
  };
  back.lattice = body.lattice;
  back.node_bone = bones_of_nodes(shape, body);
  back.lattice.position[node_at("T8", 1)].z() += 0.5e-3;
  back.lattice.position[node_at("L3", 0)].x() += 1e-3;
  back.node_bone[node_at("C7", -1)] = -1;
  CHECK(unfelt_tips(back, shape, body) == std::vector<std::string>{"L3", "T8", "C7"});
}

TEST_CASE("left mirrors right bit for bit") {
  for (const Resolution resolution : kResolutions) CHECK(mirror_differences(average_back(resolution)) == 0);
}

TEST_CASE("one thing out of place is a mirror difference") {
  const BackModel& sound = average_back(Resolution::live);
  BackModel back = sound;
  back.lattice.position[77].x() = std::nextafter(back.lattice.position[77].x(), 1.0);
  CHECK(mirror_differences(back) == 2);  // seen from either side
  back = sound;
  back.bones[30].centre.y() += 1e-9;
  CHECK(mirror_differences(back) == 2);
  back = sound;
  back.hex_tissue[back.lattice.hex(0, 20, 2)] = Tissue::collum;
  CHECK(mirror_differences(back) == 2);
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
  for (const Subject& s : unlike_subjects())
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
      CHECK(worst == hex_quality(back).worst);
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

TEST_CASE("subjects from all over the allowed range can be meshed" * doctest::test_suite("long")) {
  const AnatomyTables tables = read_anatomy_tables(assets_dir());
  CHECK(tables.spine.bmi_kg_m2.from == 17);
  CHECK(tables.spine.bmi_kg_m2.to == 40);
  std::mt19937 random(7);
  const auto within = [&random](const Interval& range) {
    return range.from + (range.to - range.from) * (random() % 1001) / 1000.0;
  };
  for (int n = 0; n < 24; ++n) {
    Subject s = subject(n % 2 ? Sex::woman : Sex::man, within(tables.spine.stature_m), 0,
                        within(tables.spine.kyphosis_deg), within(tables.spine.lordosis_deg));
    s.mass_kg = std::clamp(within(tables.spine.bmi_kg_m2), 17.001, 39.999) * s.stature_m * s.stature_m;
    s.muscle_bulk = within(tables.spine.muscle_bulk);
    s.fat = within(tables.spine.fat);
    const BackModel back = build_back(s, n % 3 ? Resolution::live : Resolution::standard, kBoneDepth);
    CAPTURE(s.stature_m);
    CAPTURE(s.bmi());
    CHECK(back.min_scaled_jacobian > 0.2);
    const std::vector<int> nodes = bone_nodes(back);
    CHECK(*std::min_element(nodes.begin(), nodes.end()) >= 3);
  }
}

TEST_CASE("a rib that the planes miss takes the nodes nearest to it") {
  Subject s = subject(Sex::woman, 1.70, 17.4 * 1.7 * 1.7, 33, 33);
  s.muscle_bulk = 1.02;
  s.fat = 1.37;
  const BackModel back = build_back(s, Resolution::live, kBoneDepth);
  const auto nodes = nodes_of_bones(back);
  CHECK(nodes.at("rib 1 left") >= 3);
  CHECK(nodes.at("rib 1 left") == nodes.at("rib 1 right"));
  CHECK(mirror_differences(back) == 0);
  for (int n = 0; n < back.lattice.nodes(); ++n)
    if (back.node_bone[n] >= 0 && back.bones[back.node_bone[n]].name.starts_with("rib 1 "))
      CHECK((back.lattice.position[n] - back.bones[back.node_bone[n]].centre).norm() < 0.07);
}
