#include "recording/run_json.hpp"

#include <array>
#include <string_view>

#include "units.hpp"

namespace backroll {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, 4> kRegionKinds = {"muscle", "spine", "rib", "other"};
constexpr std::array<const char*, 4> kBoneKinds = {"spine", "rib", "scapula", "pelvis"};

template <class Kind>
Kind kind_from(const std::array<const char*, 4>& names, const std::string& word) {
  for (std::size_t k = 0; k < names.size(); ++k)
    if (word == names[k]) return static_cast<Kind>(k);
  throw Json::other_error::create(501, "kind '" + word + "' is not known", nullptr);
}

}  // namespace

Json run_info_to_json(const RunInfo& info) {
  Json json;
  json["scenario"] = info.scenario;
  json["roller"] = info.roller;
  json["roller_name"] = info.roller_name;
  json["engine"] = info.engine;
  json["specimen"] = info.specimen;
  json["resolution"] = info.resolution;
  if (info.press) json["press"] = {{"band_n", info.press_band_n}};
  json["nodes"] = info.nodes;
  json["hexes"] = info.hexes;
  json["body_weight_n"] = info.body_weight_n;
  json["roller_stress_25_kpa"] = info.roller_stress_25 * 1e-3;
  json["regions"] = Json::array();
  for (const SkinRegion& region : info.regions)
    json["regions"].push_back({{"name", region.name}, {"kind", kRegionKinds[static_cast<int>(region.kind)]}});
  json["bones"] = Json::array();
  for (const Bone& bone : info.bones)
    json["bones"].push_back({{"name", bone.name},
                             {"kind", kBoneKinds[static_cast<int>(bone.kind)]},
                             {"centre_m", {bone.centre.x(), bone.centre.y(), bone.centre.z()}}});
  json["muscles"] = info.muscles;
  json["levels"] = Json::array();
  for (std::size_t l = 0; l < info.levels.size(); ++l)
    json["levels"].push_back({{"name", info.levels[l]}, {"position_mm", info.level_position.at(l) * 1e3}});
  json["units"] = info.units;
  json["load_source"] = info.load_source;
  if (person_lies(info)) json["person"] = Json::array();
  for (const PersonSegment& s : info.person)
    json["person"].push_back({{"name", s.name},
                              {"joint_m", {s.joint.x(), s.joint.y(), s.joint.z()}},
                              {"end_m", {s.end.x(), s.end.y(), s.end.z()}},
                              {"radius_m", s.radius}});
  json["tight_spots"] = info.spots;
  const Responses& r = info.response;
  json["responses"] = {{"stress_relaxation", r.stress_relaxation},
                       {"warm_up", r.warm_up},
                       {"spot_softening", r.spot_softening},
                       {"perfusion", r.perfusion},
                       {"range_of_motion", r.range_of_motion},
                       {"posture", r.posture},
                       {"relaxation", r.relaxation}};
  json["sharp_pain_score"] = info.sharp_pain_score;
  json["breaths_per_min"] = info.breaths_per_min;
  json["conditions"] = info.conditions;
  json["rest_kyphosis_deg"] = info.rest_kyphosis * kDegree;
  json["rest_lordosis_deg"] = info.rest_lordosis * kDegree;
  return json;
}

RunInfo run_info_from_json(const Json& json) {
  RunInfo info;
  json.at("scenario").get_to(info.scenario);
  json.at("roller").get_to(info.roller);
  json.at("roller_name").get_to(info.roller_name);
  json.at("specimen").get_to(info.specimen);
  json.at("resolution").get_to(info.resolution);
  json.at("nodes").get_to(info.nodes);
  json.at("hexes").get_to(info.hexes);
  json.at("body_weight_n").get_to(info.body_weight_n);
  info.roller_stress_25 = json.at("roller_stress_25_kpa").get<double>() * 1e3;
  for (const Json& region : json.at("regions"))
    info.regions.push_back({region.at("name"), kind_from<RegionKind>(kRegionKinds, region.at("kind"))});
  for (const Json& bone : json.at("bones")) {
    const auto centre = bone.at("centre_m").get<std::array<double, 3>>();
    info.bones.push_back({bone.at("name"), kind_from<BoneKind>(kBoneKinds, bone.at("kind")),
                          Vec3(centre[0], centre[1], centre[2])});
  }
  json.at("muscles").get_to(info.muscles);
  for (const Json& level : json.at("levels")) {
    info.levels.push_back(level.at("name"));
    info.level_position.push_back(level.at("position_mm").get<double>() * 1e-3);
  }
  info.engine = json.value("engine", "own");
  // Not in older folders: a roller on a back whose bones are held.
  info.press = json.contains("press");
  if (info.press) json.at("press").at("band_n").get_to(info.press_band_n);
  info.load_source = json.value("load_source", "given");
  if (json.contains("person"))
    for (const Json& s : json.at("person")) {
      const auto joint = s.at("joint_m").get<std::array<double, 3>>(),
                 end = s.at("end_m").get<std::array<double, 3>>();
      info.person.push_back({s.at("name"), Vec3(joint[0], joint[1], joint[2]), Vec3(end[0], end[1], end[2]),
                             s.at("radius_m").get<double>()});
    }
  if (json.contains("units")) json.at("units").get_to(info.units);
  if (json.contains("tight_spots")) json.at("tight_spots").get_to(info.spots);
  if (json.contains("conditions")) json.at("conditions").get_to(info.conditions);
  info.sharp_pain_score = json.value("sharp_pain_score", 0.0);
  info.breaths_per_min = json.value("breaths_per_min", 0.0);
  if (json.contains("responses")) {
    const Json& on = json.at("responses");
    info.response = {on.at("stress_relaxation"), on.at("warm_up"),         on.at("spot_softening"),
                     on.at("perfusion"),         on.at("range_of_motion"), on.at("posture"),
                     on.at("relaxation")};
  }
  info.rest_kyphosis = json.value("rest_kyphosis_deg", 0.0) / kDegree;
  info.rest_lordosis = json.value("rest_lordosis_deg", 0.0) / kDegree;
  return info;
}

std::string json_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace backroll
