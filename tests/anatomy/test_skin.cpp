#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "scenario/input_error.hpp"
#include "subjects.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

constexpr int kPoints = kFacePoints * kFacePoints;

const std::string& region_at(const BackModel& back, int i, int j, int a, int b) {
  return back.regions[back.skin_region[(i + (back.lattice.ni - 1) * j) * kPoints + a + kFacePoints * b]].name;
}

std::string other_side(std::string name) {
  if (name.ends_with(" left")) return name.replace(name.size() - 5, 5, " right");
  if (name.ends_with(" right")) return name.replace(name.size() - 6, 6, " left");
  return name;
}

}  // namespace

TEST_CASE("skin regions are symmetric") {
  for (const Resolution resolution : kResolutions) {
    const BackModel& back = average_back(resolution);
    const int across = back.lattice.ni - 1;
    int wrong = 0;
    for (int j = 0; j + 1 < back.lattice.nj; ++j)
      for (int i = 0; i < across; ++i)
        for (int p = 0; p < kPoints; ++p) {
          const int a = p % kFacePoints, b = p / kFacePoints;
          wrong += other_side(region_at(back, i, j, a, b)) !=
                   region_at(back, across - 1 - i, j, kFacePoints - 1 - a, b);
        }
    CHECK(wrong == 0);
  }
}

TEST_CASE("the skin over a spinous tip belongs to its vertebra") {
  const BackModel& back = average_back(Resolution::fine);
  const int middle = back.lattice.ni / 2;
  for (const char* name : {"C7", "T2", "T5", "T8", "T12", "L1", "L3", "L5"}) {
    const double y = midline_at(back, level_arc(back, name), 0).point.y();
    int j = 0;
    while (back.lattice.position[back.lattice.node(middle, j + 1, 0)].y() < y - 1e-6) ++j;
    CAPTURE(name);
    CHECK(region_at(back, middle, j, 0, 2) == name);      // just below the tip, just right of the midline
    CHECK(region_at(back, middle - 1, j, 2, 2) == name);  // and left
  }
}

TEST_CASE("the skin over the loin belongs to muscle and over the sacrum to the pelvis") {
  const BackModel& back = average_back(Resolution::fine);
  std::map<RegionKind, int> paraspinal, sacral;
  for (int j = 0; j + 1 < back.lattice.nj; ++j)
    for (int i = back.lattice.ni / 2; i + 1 < back.lattice.ni; ++i) {
      const Vec3& p = back.lattice.position[back.lattice.node(i, j, 0)];
      const int region = back.skin_region[(i + (back.lattice.ni - 1) * j) * kPoints + 4];
      if (p.y() > 0.03 && p.y() < 0.15 && p.z() > 0.015 && p.z() < 0.06)
        ++paraspinal[back.regions[region].kind];
      if (p.y() > -0.07 && p.y() < -0.05 && p.z() < 0.02) {
        CHECK(back.regions[region].name == "pelvis");
        ++sacral[back.regions[region].kind];
      }
    }
  CHECK(paraspinal.size() == 1);
  CHECK(paraspinal[RegionKind::muscle] > 100);
  CHECK(sacral[RegionKind::other] > 5);
}

TEST_CASE("the skin belongs to muscle that can be felt through it, not to what lies deeper") {
  for (const Subject& who : {average_man(), woman(), lean_man(), heavy_man()}) {
    const BackModel back = build_back(who, Resolution::standard, kBoneDepth);
    std::map<std::string, int> points;
    int lumbar = 0;  // beside the midline at L3 to L5, where psoas lies deepest under the most
    for (int j = 0; j + 1 < back.lattice.nj; ++j)
      for (int i = 0; i + 1 < back.lattice.ni; ++i)
        for (int p = 0; p < kPoints; ++p) {
          const std::string& name = region_at(back, i, j, p % kFacePoints, p / kFacePoints);
          ++points[name];
          const Vec3& at = back.lattice.position[back.lattice.node(i, j, 0)];
          lumbar += at.y() > 0.02 && at.y() < 0.11 && std::abs(at.z()) < 0.05 &&
                    (name.starts_with("multifidus") || name.starts_with("longissimus") ||
                     name.starts_with("iliocostalis"));
        }
    CHECK(points["psoas right"] == 0);  // under the whole erector group
    CHECK(points["intercostal right"] < points["rhomboidei right"] + points["trapezius right"]);
    for (const char* felt : {"trapezius right", "rhomboidei right", "infraspinatus right", "latissimus right",
                             "longissimus right", "multifidus right", "gluteus maximus right"})
      CHECK_MESSAGE(points[felt] > 0, felt);
    CHECK(lumbar > 500);
  }
}

TEST_CASE("a greater bone depth gives more skin to the bones") {
  const auto bony = [](double depth) {
    const BackModel back = build_back(average_man(), Resolution::live, depth);
    int count = 0;
    for (const int region : back.skin_region)
      count += back.regions[region].kind == RegionKind::spine || back.regions[region].kind == RegionKind::rib;
    return count;
  };
  const int shallow = bony(0.004), usual = bony(0.012), deep = bony(0.025);
  CHECK(shallow < usual);
  CHECK(usual < deep);
}

TEST_CASE("regions name every muscle on both sides and the bones") {
  const BackModel& back = average_back(Resolution::live);
  std::map<std::string, RegionKind> kind;
  for (const SkinRegion& region : back.regions) kind[region.name] = region.kind;
  CHECK(kind.size() == back.regions.size());
  CHECK(kind.at("longissimus left") == RegionKind::muscle);
  CHECK(kind.at("quadratus lumborum right") == RegionKind::muscle);
  CHECK(kind.at("T8") == RegionKind::spine);
  CHECK(kind.at("rib 5 left") == RegionKind::rib);
  CHECK(kind.at("scapula left") == RegionKind::other);
  CHECK(kind.at("pelvis") == RegionKind::other);
  CHECK(kind.at("other") == RegionKind::other);
}

TEST_CASE("the abdomen bears on lumbar faces only, alike on both sides") {
  for (const Resolution resolution : kResolutions) {
    const BackModel& back = average_back(resolution);
    const Lattice& l = back.lattice;
    int faces = 0;
    for (int j = 0; j + 1 < l.nj; ++j)
      for (int i = 0; i + 1 < l.ni; ++i) {
        const int face = i + (l.ni - 1) * j;
        CHECK(back.deep_face[face] == back.deep_face[l.ni - 2 - i + (l.ni - 1) * j]);
        if (!back.deep_face[face]) continue;
        ++faces;
        const Vec3& p = l.position[l.node(i, j, l.nk - 1)];
        CHECK(p.y() > -0.02);
        CHECK(p.y() < 0.19);
      }
    CHECK(faces > 80);
  }
}

TEST_CASE("levels run down the midline in order") {
  const BackModel& back = average_back(Resolution::live);
  REQUIRE(back.levels.size() == 19);
  CHECK(back.levels.front().name == "C7");
  CHECK(back.levels.back().name == "S1");
  for (std::size_t n = 1; n < back.levels.size(); ++n) CHECK(back.levels[n].arc < back.levels[n - 1].arc);
  for (const Level& level : back.levels) CHECK(level_at(back, level.arc + 0.002) == level.name);
  CHECK(level_arc(back, "T8") == doctest::Approx(0.2554).epsilon(0.01));
}

TEST_CASE("the midline runs along the skin with even steps and starts at L5/S1") {
  const BackModel& back = average_back(Resolution::standard);
  const Lattice& l = back.lattice;
  CHECK(back.midline.front().y == doctest::Approx(l.position[l.node(l.ni / 2, 0, 0)].y()));
  CHECK(back.midline.back().y == doctest::Approx(l.position[l.node(l.ni / 2, l.nj - 1, 0)].y()));
  for (std::size_t n = 1; n < back.midline.size(); ++n) {
    const double step = back.midline[n].arc - back.midline[n - 1].arc;
    CHECK(step > 0.001);
    CHECK(step < 0.0035);
  }
  CHECK(std::abs(midline_at(back, 0, 0).point.y()) < 1e-9);
  for (int j = 0; j < l.nj; ++j) {
    const Vec3& node = l.position[l.node(l.ni / 2, j, 0)];
    double nearest = 1;
    for (const MidlinePoint& p : back.midline)
      nearest = std::min(nearest, std::hypot(p.x - node.x(), p.y - node.y()));
    CHECK(nearest < 0.002);
  }
}

TEST_CASE("the midline's normal points backwards and is clamped at the ends") {
  const BackModel& back = average_back(Resolution::live);
  for (const Level& level : back.levels) {
    const MidlineFrame frame = midline_at(back, level.arc, 0.02);
    CHECK(frame.normal.norm() == doctest::Approx(1));
    CHECK(frame.normal.x() < -0.8);
    CHECK(frame.normal.z() == 0);
    CHECK(frame.point.z() == 0);
  }
  CHECK(midline_at(back, 10, 0.02).point.y() == doctest::Approx(back.midline.back().y));
  CHECK(midline_at(back, -10, 0.02).point.y() == doctest::Approx(back.midline.front().y));
  CHECK(midline_at(back, 10, 0.02).normal.norm() == doctest::Approx(1));
}

TEST_CASE("an unknown level is refused with the nearest name") {
  const BackModel& back = average_back(Resolution::live);
  CHECK_THROWS_WITH_AS(level_arc(back, "T13"), doctest::Contains("did you mean 'T1"), InputError);
}
