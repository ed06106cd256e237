#include "recording/events_file.hpp"

#include <array>
#include <fstream>

#include "recording/output_file.hpp"
#include "recording/run_json.hpp"
#include "scenario/hull.hpp"
#include "scenario/input_error.hpp"
#include "scenario/words.hpp"

namespace backroll {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFile = "events.json";
constexpr std::array<const char*, 3> kDrives = {"free", "driven", "locked"};
constexpr std::array<const char*, 3> kMotions = {"roll", "hold", "lift"};

template <class Word, class Names>
Word word_from(const Names& names, const std::string& word) {
  for (std::size_t n = 0; n < names.size(); ++n)
    if (word == names[n]) return static_cast<Word>(n);
  throw Json::other_error::create(501, "word '" + word + "' is not known", nullptr);
}

Json to_json(const RollerPart& p) {
  return {{"shape", word_of(p.shape)}, {"centre_m", p.centre_m}, {"diameter_m", p.diameter_m},
          {"length_m", p.length_m},    {"size_m", p.size_m},     {"points_m", p.points_m}};
}

RollerPart part_from(const Json& json) {
  RollerPart p;
  p.shape = word_from<RollerPartShape>(words_of<RollerPartShape>(), json.at("shape"));
  json.at("centre_m").get_to(p.centre_m);
  json.at("diameter_m").get_to(p.diameter_m);
  json.at("length_m").get_to(p.length_m);
  json.at("size_m").get_to(p.size_m);
  json.at("points_m").get_to(p.points_m);
  if (p.shape == RollerPartShape::hull) p.faces = hull_faces(p.points_m);
  return p;
}

Json to_json(const Roller& r) {
  Json parts = Json::array();
  for (const RollerPart& part : r.parts) parts.push_back(to_json(part));
  return {{"id", r.id},
          {"base", r.base},
          {"name", r.name},
          {"foam", r.foam.polymer},
          {"density_kg_m3", r.foam.density_kg_m3},
          {"modulus_pa", r.foam.modulus_pa},
          {"collapse_pa", r.foam.collapse_pa},
          {"relative_density", r.foam.relative_density},
          {"gas_pa", r.foam.gas_pa},
          {"loss_share", r.foam.loss},
          {"shape", word_of(r.shape)},
          {"groove_width_m", r.groove_width_m},
          {"groove_depth_m", r.groove_depth_m},
          {"ball_spacing_m", r.ball_spacing_m},
          {"waist_diameter_m", r.waist_diameter_m},
          {"ridge_count", r.ridge_count},
          {"ridge_width_m", r.ridge_width_m},
          {"ridge_height_m", r.ridge_height_m},
          {"parts", parts},
          {"diameter_m", r.diameter_m},
          {"core_diameter_m", r.core_diameter_m},
          {"length_m", r.length_m},
          {"mass_kg", r.mass_kg},
          {"friction", r.friction},
          {"drive", kDrives[static_cast<int>(r.drive)]}};
}

Roller roller_from(const Json& json) {
  Roller r;
  json.at("id").get_to(r.id);
  json.at("base").get_to(r.base);
  json.at("name").get_to(r.name);
  json.at("foam").get_to(r.foam.polymer);
  json.at("density_kg_m3").get_to(r.foam.density_kg_m3);
  json.at("modulus_pa").get_to(r.foam.modulus_pa);
  json.at("collapse_pa").get_to(r.foam.collapse_pa);
  json.at("relative_density").get_to(r.foam.relative_density);
  json.at("gas_pa").get_to(r.foam.gas_pa);
  json.at("loss_share").get_to(r.foam.loss);
  if (json.contains("shape")) {  // absent in runs recorded when every roller was a cylinder
    r.shape = word_from<RollerShape>(words_of<RollerShape>(), json.at("shape"));
    json.at("groove_width_m").get_to(r.groove_width_m);
    json.at("groove_depth_m").get_to(r.groove_depth_m);
    json.at("ball_spacing_m").get_to(r.ball_spacing_m);
    json.at("waist_diameter_m").get_to(r.waist_diameter_m);
    json.at("ridge_count").get_to(r.ridge_count);
    json.at("ridge_width_m").get_to(r.ridge_width_m);
    json.at("ridge_height_m").get_to(r.ridge_height_m);
    for (const Json& part : json.at("parts")) r.parts.push_back(part_from(part));
  }
  json.at("diameter_m").get_to(r.diameter_m);
  json.at("core_diameter_m").get_to(r.core_diameter_m);
  json.at("length_m").get_to(r.length_m);
  json.at("mass_kg").get_to(r.mass_kg);
  json.at("friction").get_to(r.friction);
  r.drive = word_from<RollerDrive>(kDrives, json.at("drive"));
  return r;
}

Json to_json(const Controls& c) {
  return {{"load_n", c.load_n},
          {"support_share", c.support_share},
          {"lean_deg", c.lean_deg},
          {"free", c.free},
          {"motion", kMotions[static_cast<int>(c.motion)]},
          {"speed_m_s", c.speed_m_s},
          {"from_level", c.from_level},
          {"to_level", c.to_level},
          {"reversals", c.reversals},
          {"roller", to_json(c.roller)}};
}

Controls controls_from(const Json& json) {
  Controls c;
  json.at("load_n").get_to(c.load_n);
  c.support_share = json.value("support_share", 0.0);  // absent in older runs
  c.lean_deg = json.value("lean_deg", 0.0);
  json.at("free").get_to(c.free);
  c.motion = word_from<Motion>(kMotions, json.at("motion"));
  json.at("speed_m_s").get_to(c.speed_m_s);
  json.at("from_level").get_to(c.from_level);
  json.at("to_level").get_to(c.to_level);
  json.at("reversals").get_to(c.reversals);
  c.roller = roller_from(json.at("roller"));
  return c;
}

}  // namespace

void write_events(const std::filesystem::path& dir, const LiveRecord& record) {
  Json json = {{"schema", 1}, {"steps", record.steps}, {"events", Json::array()}};
  for (const ControlEvent& event : record.events)
    json["events"].push_back({{"step", event.step},
                              {"time_s", event.time_s},
                              {"what", event.what},
                              {"controls", to_json(event.controls)}});
  write_text_file(dir / kFile, json_text(json));
}

bool has_events(const std::filesystem::path& dir) {
  std::error_code error;
  return std::filesystem::exists(dir / kFile, error);
}

LiveRecord read_events(const std::filesystem::path& dir) {
  const std::filesystem::path path = dir / kFile;
  std::ifstream stream(path, std::ios::binary);
  if (!stream)
    throw InputError(dir.string() + ": holds no events.json, so it is not the folder of a live run");
  LiveRecord record;
  try {
    const Json json = Json::parse(stream);
    json.at("steps").get_to(record.steps);
    for (const Json& event : json.at("events"))
      record.events.push_back(
          {event.at("step"), event.at("time_s"), event.at("what"), controls_from(event.at("controls"))});
  } catch (const Json::exception& error) {
    throw InputError(path.string() + ": damaged (" + error.what() + ")");
  }
  return record;
}

}  // namespace backroll
