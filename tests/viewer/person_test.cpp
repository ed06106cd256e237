// The person on the floor in the viewer: the mannequin, the floor, the panel, a run that stops.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "body/load_source.hpp"
#include "viewer/app_driver.hpp"
#include "viewer/bent_spine.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

Scenario lying_scenario() {
  Scenario s = first_scenario();
  s.name = "lying";
  s.load.source = LoadKind::statics;
  s.protocol.resize(1);
  s.protocol[0].duration_s = 0.2;
  Phase hold;
  hold.kind = PhaseKind::hold;
  hold.duration_s = 30;
  s.protocol.push_back(hold);
  return s;
}

Vec3 at(const SegmentPlace& place, const Vec3& rest) {
  return place.turn * rest + place.shift;
}

// The average man, hips up, the roller under T8: one frame without a solver.
RunData lying_run() {
  RunData run = bent_run();
  auto model = std::make_shared<LiveModel>(*run.model);
  model->scenario = lying_scenario();
  const BackModel& back = *model->back;
  const BodyModel body = build_body(Subject{}, back);
  const double arc = level_arc(back, "T8");
  const BodySetup setup = body_setup(body, model->scenario, model->scenario.rollers[0], arc, arc);
  const BodyPose pose = body_pose(body, setup, arc, 0.02, 0);
  const SegmentPlaces places = place_segments(body, setup, pose);
  run.frames.resize(1);
  Frame& frame = run.frames[0];
  frame.position = arc;
  frame.height = -0.015;  // 5 mm less than in the person's own world, as while the load comes
  frame.load = frame.person.full_load = 450;
  frame.person.statics_load = 440;
  frame.person.feet = 300;
  frame.person.roller_y = frame.person.roller_z = 0;
  const Vec3 push(pose.force_direction.x(), pose.force_direction.y(), 0);
  frame.load_direction = places[segment::upper_trunk].turn.transpose() * push;
  for (int s = 0; s < segment::count; ++s) {
    const BodySegment& part = body.segments[s];
    model->info.person.push_back({part.name, part.joint, part.end, part.radius});
    const Eigen::Quaterniond turn(places[s].turn);
    frame.segment.push_back({at(places[s], part.joint), {turn.w(), turn.x(), turn.y(), turn.z()}});
  }
  model->info.load_source = "statics";
  model->info.body_weight_n = body.weight;
  run.model = model;
  return run;
}

void show(App& app, RunData run) {
  auto slot = std::make_unique<Slot>();
  slot->name = "lying";
  slot->run = std::move(run);
  app.slots.clear();
  app.slots.push_back(std::move(slot));
  app.follow = app.playing = false;
  app.time = 0;
}

std::vector<SceneVertex> placed(const RunData& run, const Moment& moment, const PersonMesh& mesh) {
  std::vector<SceneVertex> vertices = mesh.part().vertices;
  mesh.place(moment.segment, displaced_nodes(run.model->back->lattice, nullptr), vertices);
  return vertices;
}

}  // namespace

TEST_CASE("every limb of the mannequin reaches from its joint to its end, wherever its segment lies") {
  const RunData run = lying_run();
  const RunInfo& info = run.model->info;
  const Moment moment = moment_at(run, 0, nullptr);
  const PersonMesh mesh(info.person, run.model->back->lattice);
  const std::vector<SceneVertex> vertices = placed(run, moment, mesh);
  int limbs = 0;
  for (const PersonMesh::Rod& rod : mesh.rods()) {
    const PersonSegment& segment = info.person[rod.segment];
    if (rod.segment <= segment::head || rod.segment >= segment::foot_left) continue;
    ++limbs;
    const glm::mat4& now = moment.segment[rod.segment];
    const glm::vec3 joint(now * glm::vec4(to_glm(segment.joint), 1)),
        end(now * glm::vec4(to_glm(segment.end), 1)), along = glm::normalize(end - joint);
    float first = 1, last = -1;  // of the rod along the limb
    for (std::size_t v = rod.first; v < rod.first + rod.count; ++v) {
      first = std::min(first, glm::dot(along, vertices[v].position - joint));
      last = std::max(last, glm::dot(along, vertices[v].position - joint));
    }
    // round ends about the joints
    const auto radius = static_cast<float>(segment.radius);
    CHECK_MESSAGE(std::abs(first + radius) < 0.5f * radius, segment.name);
    CHECK_MESSAGE(std::abs(last - glm::distance(joint, end) - 0.7f * radius) < 0.4f * radius, segment.name);
  }
  CHECK(limbs == 8);
}

TEST_CASE("the tissue stays the back: the mannequin's trunk begins at its flanks and lies before them") {
  const RunData run = lying_run();
  const Lattice& lattice = run.model->back->lattice;
  const PersonMesh mesh(run.model->info.person, lattice);
  const std::vector<SceneVertex> vertices = placed(run, moment_at(run, 0, nullptr), mesh);
  const std::size_t trunk = mesh.rods().back().first + mesh.rods().back().count;
  const int across = 21;  // front's vertices a row
  for (int j = 0; j < lattice.nj; ++j) {
    const SceneVertex* row = &vertices[trunk + static_cast<std::size_t>(across) * j];
    const glm::vec3 left = to_glm(lattice.position[lattice.node(0, j, 0)]),
                    right = to_glm(lattice.position[lattice.node(lattice.ni - 1, j, 0)]);
    CHECK(glm::distance(row[0].position, left) < 1e-6f);
    CHECK(glm::distance(row[across - 1].position, right) < 1e-6f);
    CHECK(row[across / 2].position.x > std::max(left.x, right.x) + 0.02f);
    CHECK(row[across / 2].normal.x > 0.5f);
  }
}

TEST_CASE("the floor touches the roller, the feet stand on it and nothing lies below it") {
  const RunData run = lying_run();
  const Moment moment = moment_at(run, 0, nullptr);
  REQUIRE(moment.segment.size() == static_cast<std::size_t>(segment::count));
  const glm::vec3 up(moment.from_floor[0]), floor(moment.from_floor[3]);
  const auto over_floor = [&](const glm::vec3& place) { return glm::dot(up, place - floor); };
  CHECK(over_floor(to_glm(moment.axis_point)) == doctest::Approx(moment.roller_radius).epsilon(1e-4));
  const PersonMesh mesh(run.model->info.person, run.model->back->lattice);
  const std::vector<SceneVertex> vertices = placed(run, moment, mesh);
  float lowest = 1, lowest_foot = 1;
  for (const SceneVertex& v : vertices) lowest = std::min(lowest, over_floor(v.position));
  for (const PersonMesh::Rod& rod : mesh.rods())
    for (std::size_t v = rod.first; rod.segment >= segment::foot_left && v < rod.first + rod.count; ++v)
      lowest_foot = std::min(lowest_foot, over_floor(vertices[v].position));
  CHECK(std::abs(lowest_foot) < 0.01f);
  CHECK(lowest > -0.01f);
  // the tissue's own frame is that of the trunk's part on the roller
  const glm::mat4& carrier = moment.segment[segment::upper_trunk];
  for (int column = 0; column < 4; ++column)
    CHECK(glm::length(carrier[column] - glm::mat4(1.0f)[column]) < 0.01f);
}

TEST_CASE("where the load is given the floor lies under the roller and nobody on it") {
  const RunData run = bent_run();
  CHECK(moment_at(run, 0, nullptr).segment.empty());
  AppDriver d;
  show_bent_run(d.app);
  d.frame();
  for (const ScenePart& part : d.slot().scene.parts) CHECK(part.layer != Layer::person);
  CHECK(d.app.ui.marks.rectangles.count("layer.person") == 0);
  CHECK(d.app.ui.marks.rectangles.count("group.person") == 0);
}

TEST_CASE("a run with a person shows it, its numbers, and a key hides it") {
  AppDriver d;
  show(d.app, lying_run());
  d.frame();
  const ScenePart& part = d.slot().scene.parts.at(d.slot().geometry->first_bone() + 45 + 3);
  CHECK(part.layer == Layer::person);
  CHECK(!part.triangles.empty());
  CHECK(d.app.ui.marks.rectangles.count("layer.person") == 1);
  CHECK(d.app.ui.marks.rectangles.count("group.person") == 1);
  CHECK(person_words(d.run(), 0).find("Feet 300 N") != std::string::npos);
  CHECK(person_words(d.run(), 0).find("against the closed form") != std::string::npos);
  const float far = d.slot().camera.distance;
  d.play("key N\n");
  CHECK(!view_options(d.app, 0).layer(Layer::person).visible);
  d.play("key F\n");
  CHECK(d.slot().camera.distance < 0.8f * far);  // the back alone is nearer
  d.play("key N\n");
  CHECK(view_options(d.app, 0).layer(Layer::person).visible);
}

TEST_CASE("where the load follows from the person the panel offers support and lean in its place") {
  AppDriver d;
  Scenario s = lying_scenario();
  s.lying.arms = Arms::supporting;
  d.start(s);
  REQUIRE(d.computed(0.3));
  const float whole = d.slot().camera.distance;
  d.play("key F\n");
  CHECK(d.slot().camera.distance == doctest::Approx(whole).epsilon(0.1));  // it had the person in sight
  d.play("type body.support_share.number 20\n");
  CHECK(d.app.ui.marks.rectangles.count("body.lean_deg") == 1);
  CHECK(d.app.ui.marks.rectangles.count("load.force_n") == 0);
  CHECK(d.app.desired.controls.support_share == doctest::Approx(0.2));
  const double before = d.last().load;
  REQUIRE(d.computed(d.run().end_s() + 1));
  CHECK(d.last().load < 0.95 * before);
  CHECK(d.last().person.arms == doctest::Approx(0.2 * d.run().model->info.body_weight_n).epsilon(0.01));
}

TEST_CASE("a person who slips ends the live run, and the words say why") {
  AppDriver d;
  Scenario s = lying_scenario();
  s.protocol[0].level = "T4";  // the feet need 0.07 there
  s.lying.foot_friction = 0.05;
  d.start(s);
  REQUIRE(d.until([&] { return d.slot().state == LiveState::finished; }));
  d.frame();
  CHECK(d.run().status == "stopped");
  CHECK(d.run().message.find("feet") != std::string::npos);
  CHECK(d.app.message.find(d.run().message) != std::string::npos);
  CHECK(title(d.app).find("stopped") != std::string::npos);
  CHECK(d.run().frames.size() > 0);
  d.play("click preset.Firm\n");  // begins again
  CHECK(d.run().status.empty());
  CHECK(d.slot().asked.rollers[0].id == "firm-epp");
}
