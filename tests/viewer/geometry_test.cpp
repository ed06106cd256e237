// The geometry of the viewer: bones, skin, muscles, roller, section, picking.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "anatomy/bone_shapes.hpp"
#include "scenario/catalogue.hpp"
#include "solver/roller_distance.hpp"
#include "viewer/bent_spine.hpp"
#include "viewer/geometry/back_geometry.hpp"
#include "viewer/geometry/bone_meshes.hpp"
#include "viewer/geometry/colours.hpp"
#include "viewer/geometry/pick.hpp"
#include "viewer/geometry/roller_surface.hpp"
#include "viewer/geometry/section_cap.hpp"

using namespace backroll;

namespace {

const std::vector<ScenePart>& bones() {
  static const std::vector<ScenePart> parts = bone_meshes(Subject{});
  return parts;
}
const BackModel& live_back() {
  static const BackModel back = build_back(Subject{}, Resolution::live, 0.012);
  return back;
}
BackGeometry& live_geometry() {
  static BackGeometry geometry(live_back(), Subject{});
  return geometry;
}

// Edges that are not passed equally often in both directions.
int open_edges(const ScenePart& part) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> passed;
  for (std::size_t t = 0; t < part.triangles.size(); t += 3)
    for (int c = 0; c < 3; ++c) {
      const std::uint32_t a = part.triangles[t + c], b = part.triangles[t + (c + 1) % 3];
      passed[{std::min(a, b), std::max(a, b)}] += a < b ? 1 : -1;
    }
  return static_cast<int>(
      std::count_if(passed.begin(), passed.end(), [](const auto& e) { return e.second; }));
}

int most_used_edge(const ScenePart& part) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> used;
  int most = 0;
  for (std::size_t t = 0; t < part.triangles.size(); t += 3)
    for (int c = 0; c < 3; ++c) {
      const std::uint32_t a = part.triangles[t + c], b = part.triangles[t + (c + 1) % 3];
      most = std::max(most, ++used[{std::min(a, b), std::max(a, b)}]);
    }
  return most;
}

double volume(const ScenePart& part) {
  double sum = 0;
  for (std::size_t t = 0; t < part.triangles.size(); t += 3) {
    const auto at = [&](int c) { return glm::dvec3(part.vertices[part.triangles[t + c]].position); };
    sum += glm::dot(at(0), glm::cross(at(1), at(2))) / 6;
  }
  return sum;
}

// Area of the triangles whose first vertex has the colour.
double area(const ScenePart& part, const glm::vec3& colour) {
  double sum = 0;
  for (std::size_t t = 0; t < part.triangles.size(); t += 3) {
    const auto at = [&](int c) { return part.vertices[part.triangles[t + c]]; };
    if (at(0).colour == colour)
      sum += 0.5 * glm::length(glm::cross(at(1).position - at(0).position, at(2).position - at(0).position));
  }
  return sum;
}

// 6 x 5 x 4 hexes of 10 x 20 x 5 mm (z, y, x), from (x, y, z) = 0; the outer layer fat, the inner ones
// longissimus, left up to i = 2.
BackModel block() {
  BackModel back;
  Lattice& lattice = back.lattice;
  lattice.ni = 7;
  lattice.nj = 6;
  lattice.nk = 5;
  lattice.position.resize(lattice.nodes());
  for (int j = 0; j < lattice.nj; ++j)
    for (int i = 0; i < lattice.ni; ++i)
      for (int k = 0; k < lattice.nk; ++k)
        lattice.position[lattice.node(i, j, k)] = Vec3(5e-3 * k, 20e-3 * j, 10e-3 * i);
  back.hex_tissue.resize(lattice.hexes());
  back.hex_side.resize(lattice.hexes());
  for (int h = 0; h < lattice.hexes(); ++h) {
    back.hex_tissue[h] = h % 4 == 0 ? Tissue::fat : Tissue::longissimus;
    back.hex_side[h] = h / 4 % 6 < 3 ? -1 : 1;
  }
  back.skin_region.assign(6 * 5 * 9, 0);
  for (int j = 0; j <= 10; ++j) back.midline.push_back({0.01 * j, 0, 0.01 * j});
  back.levels = {{"T8", 0.08}, {"T9", 0.02}};
  return back;
}

// A roller whose foam reaches `depth` into the unloaded skin at T8.
Moment pressed_roller(double depth) {
  const MidlineFrame at = midline_at(live_back(), level_arc(live_back(), "T8"), 0.075);
  Moment moment;
  moment.roller_present = true;
  moment.roller_radius = 0.075;
  moment.roller_core_radius = 0.025;
  moment.roller_length = 0.3;
  moment.spin = 0.1;
  moment.load_direction = -at.normal;
  moment.axis_point = at.point + (0.075 - depth) * at.normal;
  return moment;
}

const ScenePart& part_of(const Scene& scene, Layer layer) {
  return *std::find_if(scene.parts.begin(), scene.parts.end(),
                       [layer](const ScenePart& p) { return p.layer == layer; });
}

}  // namespace

TEST_CASE("every bone is a closed surface that faces outward") {
  const std::vector<Bone> names = named_bones();
  REQUIRE(bones().size() == names.size());
  std::size_t triangles = 0;
  for (std::size_t n = 0; n < names.size(); ++n) {
    INFO(names[n].name);
    CHECK(bones()[n].index == static_cast<int>(n));
    CHECK(open_edges(bones()[n]) == 0);
    CHECK(most_used_edge(bones()[n]) == 2);
    CHECK(volume(bones()[n]) > 2e-6);  // 2 ml
    triangles += bones()[n].triangles.size() / 3;
  }
  CHECK(triangles < 120000);
}

TEST_CASE("a left bone mirrors the right one") {
  for (int n = bone::rib_1_left; n < bone::count; ++n) {
    const int other = bone::mirrored(n);
    if (other < n) continue;
    const ScenePart &left = bones()[n], &right = bones()[other];
    REQUIRE(left.vertices.size() == right.vertices.size());
    for (std::size_t v = 0; v < left.vertices.size(); ++v)
      REQUIRE(left.vertices[v].position * glm::vec3(1, 1, -1) == right.vertices[v].position);
    CHECK(left.vertices[0].position.z < 0);
  }
}

TEST_CASE("the bones lie where the lattice has them") {
  for (const Bone& bone : live_back().bones) {
    const ScenePart& part = bones()[&bone - live_back().bones.data()];
    float nearest = 1;
    for (const SceneVertex& v : part.vertices)
      nearest = std::min(nearest, glm::distance(v.position, to_glm(bone.centre)));
    INFO(bone.name);
    CHECK(nearest < (bone.kind == BoneKind::pelvis ? 0.03f : 0.02f));
  }
}

TEST_CASE("the skin passes through the displaced nodes, with their pressure, and faces backward") {
  const Lattice& lattice = live_back().lattice;
  std::vector<float> displacement(3 * lattice.nodes()), pressure(lattice.nodes());
  for (std::size_t n = 0; n < displacement.size(); ++n) displacement[n] = 2e-3f * std::sin(0.1f * n);
  for (std::size_t n = 0; n < pressure.size(); ++n) pressure[n] = n % 7 == 0 ? 1000.0f : 0.0f;
  Moment moment;
  moment.displacement = displacement.data();
  moment.pressure = pressure.data();
  Scene scene;
  live_geometry().update(scene, moment, {Colouring::Field::pressure});
  const ScenePart& skin = scene.parts[BackGeometry::kSkin];
  const int parts = live_geometry().skin_subdivision(), across = (lattice.ni - 1) * parts + 1;
  for (int j = 0; j < lattice.nj; ++j)
    for (int i = 0; i < lattice.ni; ++i) {
      const int node = lattice.node(i, j, 0);
      const SceneVertex& v = skin.vertices[parts * i + across * parts * j];
      const glm::vec3 moved(displacement[3 * node], displacement[3 * node + 1], displacement[3 * node + 2]);
      REQUIRE(glm::distance(v.position, to_glm(lattice.position[node]) + moved) < 1e-6f);
      REQUIRE(v.value == doctest::Approx(pressure[node]));
    }
  for (const SceneVertex& v : skin.vertices) REQUIRE(v.value >= 0);
  const glm::vec3 middle = skin.vertices[across / 2 + across * 80].normal;
  CHECK(middle.x < -0.8f);
}

TEST_CASE("the foam is dented exactly to the skin and keeps its radius elsewhere") {
  const Moment moment = pressed_roller(0.012);
  Scene scene;
  live_geometry().update(scene, moment, {});
  const ScenePart &skin = scene.parts[BackGeometry::kSkin], &foam = part_of(scene, Layer::foam);
  const glm::vec3 centre = to_glm(moment.axis_point);
  int dented = 0;
  float deepest = 0;
  for (std::size_t n = 0; n < 128 * 97; ++n) {
    const glm::vec3 from(centre.x, centre.y, foam.vertices[n].position.z);
    const float radius = glm::distance(from, foam.vertices[n].position);
    REQUIRE(radius < 0.075f + 1e-6f);
    if (radius > 0.074f) continue;
    const auto hit = pick_skin(skin, from, (foam.vertices[n].position - from) / radius);
    REQUIRE(hit);
    REQUIRE(radius < hit->distance - kFoamGap + 5e-5f);
    if (hit->distance - kFoamGap < 0.0749f) REQUIRE(radius > hit->distance - kFoamGap - 5e-5f);
    deepest = std::max(deepest, 0.075f - radius);
    ++dented;
  }
  CHECK(dented > 200);
  CHECK(deepest > 0.010f);
}

TEST_CASE("the foam of every roller lies where the solver's surface is, its ribs turned with the spin") {
  for (const RollerRow& row : roller_catalogue()) {
    CAPTURE(row.roller.id);
    Moment moment = pressed_roller(-0.3);  // far from the skin
    moment.roller = row.roller;
    moment.roller_radius = 0.5 * row.roller.diameter_m;
    moment.roller_core_radius = 0.5 * row.roller.core_diameter_m;
    moment.roller_length = row.roller.length_m;
    Scene scene;
    live_geometry().update(scene, moment, {});
    double error = 0;
    for (std::size_t n = 0; n < 128 * 97; ++n) {
      const glm::vec3 place = part_of(scene, Layer::foam).vertices[n].position - to_glm(moment.axis_point);
      const double surface =
          roller_surface_radius(row.roller, std::atan2(place.y, place.x) - moment.spin, place.z);
      if (surface > 5e-3)  // a ball's poles are cut off
        error = std::max(error, std::abs(std::hypot(place.x, place.y) - surface));
    }
    CHECK(error < 2e-5);  // single precision on steep walls
  }
}

TEST_CASE("the floor touches the roller on the far side, and both turn together") {
  Moment moment = pressed_roller(0.005);
  Scene scene;
  live_geometry().update(scene, moment, {});
  const glm::vec3 out = to_glm(moment.load_direction), axis = to_glm(moment.axis_point);
  const glm::vec3 mark = part_of(scene, Layer::foam).vertices[0].position,
                  tile = part_of(scene, Layer::floor).vertices[0].position;
  for (const SceneVertex& v : part_of(scene, Layer::floor).vertices) {
    REQUIRE(glm::dot(out, v.position - axis) == doctest::Approx(-0.075));
    REQUIRE(glm::dot(out, v.normal) == doctest::Approx(1));
  }
  moment.spin += 0.2;  // +z: the side away from the body moves caudally in the roller's frame
  live_geometry().update(scene, moment, {});
  const glm::vec3 step = part_of(scene, Layer::floor).vertices[0].position - tile;
  CHECK(step.y == doctest::Approx(-0.2 * 0.075 * out.x).epsilon(1e-3));
  CHECK(part_of(scene, Layer::foam).vertices[0].position.y > mark.y);
}

TEST_CASE("muscles are closed, face outward and come in the order of the run") {
  Scene scene;
  live_geometry().update(scene, {}, {});
  const std::vector<MuscleHexes> muscles = muscle_hexes(live_back());
  REQUIRE(live_geometry().muscles() == muscles.size());
  for (std::size_t m = 0; m < muscles.size(); ++m) {
    const ScenePart& part = scene.parts[1 + m];
    INFO(spoken_name(muscles[m].tissue));
    CHECK(part.index == static_cast<int>(m));
    CHECK(open_edges(part) == 0);
    CHECK(volume(part) > 0);
    CHECK(part.vertices[0].colour == tissue_colour(muscles[m].tissue));
  }
}

TEST_CASE("an update counts up what moves, leaves the bones and shows the roller only where there is one") {
  Scene scene;
  live_geometry().update(scene, {}, {});
  CHECK(part_of(scene, Layer::foam).triangles.empty());
  const std::uint64_t skin = scene.parts[0].revision, bone = part_of(scene, Layer::bone).revision;
  live_geometry().update(scene, pressed_roller(0), {Colouring::Field::muscle});
  CHECK(scene.parts[0].revision == skin + 1);
  CHECK(part_of(scene, Layer::bone).revision == bone);
  CHECK(!part_of(scene, Layer::foam).triangles.empty());
  CHECK(!part_of(scene, Layer::core).triangles.empty());
  CHECK(std::isnan(scene.parts[1].vertices[0].value));
}

TEST_CASE("a bone moves and turns as its pose says, the others stay, and at rest it is back to the bit") {
  std::vector<BonePose> poses(bone::count);
  poses[8] = {Vec3(-0.01, 0.02, 0.005), Vec3(0.1, -0.2, 0.3)};
  Moment moment;
  moment.bone_pose = poses.data();
  Scene scene;
  live_geometry().update(scene, {}, {});
  const std::size_t first = live_geometry().first_bone();
  const ScenePart before = scene.parts[first + 8];
  const std::uint64_t neighbour = scene.parts[first + 9].revision;
  live_geometry().update(scene, moment, {});
  const ScenePart& part = scene.parts[first + 8];
  CHECK(part.revision == before.revision + 1);
  CHECK(scene.parts[first + 9].revision == neighbour);
  for (std::size_t v = 0; v < part.vertices.size(); v += 7) {
    const glm::vec3 &rest = before.vertices[v].position, &normal = before.vertices[v].normal;
    const Vec3 wanted = test::moved(live_back().bones[8], poses[8], Vec3(rest.x, rest.y, rest.z));
    REQUIRE(glm::distance(part.vertices[v].position, to_glm(wanted)) < 1e-6f);
    const Vec3 turned = Eigen::AngleAxisd(poses[8].turn.norm(), poses[8].turn.normalized()) *
                        Vec3(normal.x, normal.y, normal.z);
    REQUIRE(glm::distance(part.vertices[v].normal, to_glm(turned)) < 1e-6f);
  }
  live_geometry().update(scene, {}, {});
  for (std::size_t v = 0; v < part.vertices.size(); ++v)
    REQUIRE(part.vertices[v].position == before.vertices[v].position);
}

// From a lattice node to the nearest vertex of the bone's surface.
float gap(const ScenePart& part, const glm::vec3& node) {
  float nearest = 1;
  for (const SceneVertex& v : part.vertices) nearest = std::min(nearest, glm::distance(v.position, node));
  return nearest;
}

TEST_CASE("in a bent spine the bones' surfaces stay with the bones' nodes") {
  const BackModel& back = *test::average_back();
  const FieldSnapshot fields = test::fields_at(back, 1, test::bent_poses(back), true);
  Moment moment;
  moment.displacement = fields.displacement.data();
  moment.bone_pose = fields.bone_pose.data();
  Scene rest, now;
  live_geometry().update(rest, {}, {});
  live_geometry().update(now, moment, {});
  float farthest = 0;
  for (int n = 0; n < back.lattice.nodes(); n += 5) {
    if (back.node_bone[n] < 0) continue;
    const std::size_t part = live_geometry().first_bone() + back.node_bone[n];
    const glm::vec3 before = to_glm(back.lattice.position[n]);
    const glm::vec3 after = before + glm::vec3(fields.displacement[3 * n], fields.displacement[3 * n + 1],
                                               fields.displacement[3 * n + 2]);
    REQUIRE(std::abs(gap(now.parts[part], after) - gap(rest.parts[part], before)) < 2e-6f);
    farthest = std::max(farthest, glm::distance(before, after));
  }
  CHECK(farthest > 0.05f);
}

TEST_CASE("a ray meets a moved bone where it stands and not where it was") {
  std::vector<BonePose> poses(bone::count);
  poses[8].shift = Vec3(-0.2, 0, 0);
  Moment moment;
  moment.bone_pose = poses.data();
  Scene scene;
  std::array<bool, kLayers> layers{};
  layers[static_cast<std::size_t>(Layer::bone)] = true;
  const glm::vec3 from = to_glm(live_back().bones[8].centre) + glm::vec3(-0.2f, 0, 0.3f);
  live_geometry().update(scene, {}, {});
  CHECK(!pick_part(scene, layers, from, {0, 0, -1}));
  live_geometry().update(scene, moment, {});
  const auto hit = pick_part(scene, layers, from, {0, 0, -1});
  REQUIRE(hit);
  CHECK(scene.parts[hit->part].index == 8);
  const auto cut = pick_part(scene, layers, from, {0, 0, -1}, Plane{{1, 0, 0}, from.x - 0.1f});
  CHECK(!cut);
}

TEST_CASE("the section of a block has the areas of its tissues, displaced with it") {
  const BackModel back = block();
  std::vector<float> displacement(3 * back.lattice.nodes(), 0.0f);
  Moment moment;
  moment.displacement = displacement.data();
  for (int n = 0; n < back.lattice.nodes(); ++n)  // 20 % shorter along x
    displacement[3 * n] = static_cast<float>(-0.2 * back.lattice.position[n].x());
  ScenePart cap;
  section_cap(cap, back, moment, {{0, 1, 0}, 0.033f}, {Colouring::Field::strain});
  CHECK(area(cap, tissue_colour(Tissue::fat)) == doctest::Approx(0.8 * 5e-3 * 60e-3));
  CHECK(area(cap, tissue_colour(Tissue::longissimus)) == doctest::Approx(0.8 * 15e-3 * 60e-3));
  CHECK(area(cap, kOutlineColour) > 0);
  for (const SceneVertex& v : cap.vertices)
    if (v.colour != kOutlineColour) {
      REQUIRE(v.value == doctest::Approx(0.2));
      REQUIRE(v.position.y == doctest::Approx(0.033));
    }
  const glm::vec3 face =
      glm::cross(cap.vertices[cap.triangles[1]].position - cap.vertices[cap.triangles[0]].position,
                 cap.vertices[cap.triangles[2]].position - cap.vertices[cap.triangles[0]].position);
  CHECK(face.y > 0);

  const glm::vec3 oblique = glm::normalize(glm::vec3(0, 1, 1));
  section_cap(cap, back, {}, {oblique, 0.05f}, {});
  CHECK(area(cap, tissue_colour(Tissue::fat)) == doctest::Approx(5e-3 * 60e-3 * std::sqrt(2.0)));
}

TEST_CASE("bone hexes are ivory in a section, or left open") {
  BackModel back = block();
  back.hex_tissue[back.lattice.hex(2, 1, 2)] = Tissue::bone;
  ScenePart cap;
  section_cap(cap, back, {}, {{0, 1, 0}, 0.033f}, {});
  CHECK(area(cap, kBoneColour) == doctest::Approx(50e-6));
  section_cap(cap, back, {}, {{0, 1, 0}, 0.033f}, {}, false);
  CHECK(area(cap, kBoneColour) == 0);
}

TEST_CASE("a ray finds the skin, its face, region and level; a section plane hides it") {
  BackModel back = block();
  back.regions = {{"other", RegionKind::other}, {"T8", RegionKind::spine}};
  back.skin_region[(1 + 6 * 3) * 9 + 2 + 3 * 1] = 1;  // face (1, 3), last point along i, middle along j
  BackGeometry geometry(back, Subject{});
  Scene scene;
  geometry.update(scene, {}, {});
  const glm::vec3 from(-1, 0.0704f, 0.0185f), ahead(1, 0, 0);
  const auto hit = pick_skin(scene.parts[0], from, ahead);
  REQUIRE(hit);
  CHECK(glm::distance(hit->position, glm::vec3(0, 0.0704f, 0.0185f)) < 1e-6f);
  CHECK(hit->distance == doctest::Approx(1));
  CHECK(hit->normal.x == doctest::Approx(-1));
  const SkinPlace place = skin_place(back, geometry.skin_subdivision(), *hit);
  CHECK(place.i == 1);
  CHECK(place.j == 3);
  CHECK(place.u == doctest::Approx(0.85));
  CHECK(place.v == doctest::Approx(0.52));
  CHECK(back.regions[place.region].name == "T8");
  CHECK((place.reference - Vec3(0, 0.0704, 0.0185)).norm() < 1e-6);
  CHECK(place.level == "T8");
  CHECK(!pick_skin(scene.parts[0], from, ahead, Plane{{0, 1, 0}, 0.05f}));

  std::array<bool, kLayers> layers{};
  layers[static_cast<std::size_t>(Layer::muscle)] = true;
  const auto muscle = pick_part(scene, layers, from, ahead);
  REQUIRE(muscle);
  CHECK(scene.parts[muscle->part].index == 0);  // longissimus left
  CHECK(muscle->place.position.x == doctest::Approx(0.005).epsilon(0.15));
}
