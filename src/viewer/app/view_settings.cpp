#include "viewer/app/view_settings.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "recording/output_file.hpp"

namespace backroll {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<FieldWords, kShownFields> kFields = {{
    {"Pressure", "pressure", "kPa", 1e-3,
     "What the roller presses on the skin with, averaged at the lattice's nodes"},
    {"Stress", "stress", "kPa", 1e-3, "Largest compression in the tissue (smallest principal Cauchy stress)"},
    {"Strain", "strain", "%", 100, "How far the tissue is squeezed: 1 - smallest principal stretch"},
    {"Dose", "dose", "kPa s", 1e-3,
     "Pressure on the skin times the time it acted, from the start to the time shown"},
    {"Bone forces", "force", "N", 1,
     "What each bone takes along the load's direction; hide skin and muscles to see them"},
    {"Muscles", "muscle", "", 1, "Every muscle in its own colour"},
    {"No colours", "none", "", 1, "Skin, muscles and bones as they are"},
}};
constexpr std::array<const char*, kLayers> kLayerWords = {"skin", "muscle",  "bone",  "foam",
                                                          "core", "section", "floor", "person"};
constexpr std::array<const char*, 3> kMaps = {"inferno", "viridis", "turbo"};
constexpr std::array<ColourMap, 3> kMapValues = {ColourMap::inferno, ColourMap::viridis, ColourMap::turbo};

// The key's value where it is there, of the right type and within its range.
template <class T>
void take(const Json& json, const char* key, T& to, T least, T most) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_number()) return;
  const T value = found->template get<T>();
  if (value >= least && value <= most) to = value;
}

void take(const Json& json, const char* key, bool& to) {
  const auto found = json.find(key);
  if (found != json.end() && found->is_boolean()) to = found->get<bool>();
}

// The choice whose word the key holds.
template <class Choice, std::size_t count>
void take(const Json& json, const char* key, const std::array<const char*, count>& words, Choice& to) {
  for (std::size_t n = 0; n < count; ++n)
    if (json.value(key, Json()) == words[n]) to = static_cast<Choice>(n);
}

}  // namespace

const FieldWords& field_words(ShownField field) {
  return kFields[static_cast<std::size_t>(field)];
}

ViewSettings read_settings(const std::filesystem::path& file) {
  ViewSettings s;
  std::ifstream stream(file, std::ios::binary);
  const Json json = stream ? Json::parse(stream, nullptr, false) : Json::object();
  if (!json.is_object()) return s;
  for (int layer = 0; layer < kLayers; ++layer) {
    const auto found = json.find(kLayerWords[layer]);
    if (found == json.end() || !found->is_object()) continue;
    take(*found, "visible", s.layers[layer].visible);
    take(*found, "opacity", s.layers[layer].opacity, 0.0f, 1.0f);
  }
  for (int f = 0; f < kShownFields; ++f)
    if (json.value("field", Json()) == kFields[f].word) s.field = static_cast<ShownField>(f);
  for (std::size_t m = 0; m < kMaps.size(); ++m)
    if (json.value("colours", Json()) == kMaps[m]) s.map = kMapValues[m];
  take(json, "bars", kBarsWords, s.bars);
  take(json, "chart", kChartWords, s.chart);
  take(json, "mesh_lines", s.mesh_lines);
  take(json, "arrows", s.arrows);
  take(json, "light", s.light);
  take(json, "linked", s.linked);
  take(json, "tips", s.tips);
  take(json, "ui_scale", s.ui_scale, 0.0f, 4.0f);
  take(json, "width", s.width, 320, 16384);
  take(json, "height", s.height, 240, 16384);
  return s;
}

void write_settings(const std::filesystem::path& file, const ViewSettings& s) {
  Json json;
  for (int layer = 0; layer < kLayers; ++layer)
    json[kLayerWords[layer]] = {{"visible", s.layers[layer].visible}, {"opacity", s.layers[layer].opacity}};
  json["field"] = field_words(s.field).word;
  for (std::size_t m = 0; m < kMaps.size(); ++m)
    if (kMapValues[m] == s.map) json["colours"] = kMaps[m];
  json["bars"] = kBarsWords[static_cast<std::size_t>(s.bars)];
  json["chart"] = kChartWords[static_cast<std::size_t>(s.chart)];
  json["mesh_lines"] = s.mesh_lines;
  json["arrows"] = s.arrows;
  json["light"] = s.light;
  json["linked"] = s.linked;
  json["tips"] = s.tips;
  json["ui_scale"] = s.ui_scale;
  json["width"] = s.width;
  json["height"] = s.height;
  make_folder(file.parent_path());
  write_text_file(file, json.dump(2) + "\n");
}

std::filesystem::path usual_settings_file() {
  if (const char* config = std::getenv("XDG_CONFIG_HOME"); config && *config)
    return std::filesystem::path(config) / "backroll" / "viewer.json";
  if (const char* home = std::getenv("HOME"); home && *home)
    return std::filesystem::path(home) / ".config" / "backroll" / "viewer.json";
  return {};
}

}  // namespace backroll
