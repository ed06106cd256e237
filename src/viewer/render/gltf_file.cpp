#include "viewer/render/gltf_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

namespace backroll {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFloat = 5126, kUnsignedInt = 5125, kVertices = 34962, kIndices = 34963;  // glTF's constants
constexpr std::array<const char*, kLayers> kNames = {"skin", "muscle",  "bone",  "foam",
                                                     "core", "section", "floor", "person"};

// glTF's vertex colours are linear, a scene's sRGB (IEC 61966-2-1).
float linear(float s) {
  return s <= 0.04045f ? s / 12.92f : std::pow((s + 0.055f) / 1.055f, 2.4f);
}

glm::vec3 shown_colour(const SceneVertex& vertex, const ViewOptions& options) {
  if (std::isnan(vertex.value)) return vertex.colour;
  const float t = (vertex.value - options.range_min) / (options.range_max - options.range_min);
  const float weight = colour_weight(options.colour_map, t);
  return glm::mix(vertex.colour, colour_at(options.colour_map, t), weight);
}

struct Writer {
  std::string bytes;
  Json json;

  int view(const void* data, std::size_t size, int target) {
    while (bytes.size() % 4) bytes += '\0';
    json["bufferViews"].push_back(
        {{"buffer", 0}, {"byteOffset", bytes.size()}, {"byteLength", size}, {"target", target}});
    bytes.append(static_cast<const char*>(data), size);
    return static_cast<int>(json["bufferViews"].size()) - 1;
  }

  int vectors(const std::vector<glm::vec3>& values, bool bounds) {
    Json accessor = {{"bufferView", view(values.data(), values.size() * sizeof(glm::vec3), kVertices)},
                     {"componentType", kFloat},
                     {"count", values.size()},
                     {"type", "VEC3"}};
    if (bounds) {
      glm::vec3 low = values.front(), high = values.front();
      for (const glm::vec3& v : values) low = glm::min(low, v), high = glm::max(high, v);
      accessor["min"] = {low.x, low.y, low.z};
      accessor["max"] = {high.x, high.y, high.z};
    }
    json["accessors"].push_back(accessor);
    return static_cast<int>(json["accessors"].size()) - 1;
  }

  int indices(const std::vector<std::uint32_t>& values) {
    json["accessors"].push_back({{"bufferView", view(values.data(), 4 * values.size(), kIndices)},
                                 {"componentType", kUnsignedInt},
                                 {"count", values.size()},
                                 {"type", "SCALAR"}});
    return static_cast<int>(json["accessors"].size()) - 1;
  }

  void add(const ScenePart& part, const ViewOptions& options) {
    std::vector<glm::vec3> position, normal, colour;
    for (const SceneVertex& v : part.vertices) {
      position.push_back(v.position);
      const float length = glm::length(v.normal);
      normal.push_back(length > 0 ? v.normal / length : glm::vec3(0, 1, 0));
      const glm::vec3 shown = shown_colour(v, options);
      colour.emplace_back(linear(shown.x), linear(shown.y), linear(shown.z));
    }
    const auto layer = static_cast<std::size_t>(part.layer);
    const int p = vectors(position, true), n = vectors(normal, false), c = vectors(colour, false);
    const std::string name = std::string(kNames[layer]) + " " + std::to_string(part.index);
    json["meshes"].push_back({{"name", name},
                              {"primitives",
                               {{{"attributes", {{"POSITION", p}, {"NORMAL", n}, {"COLOR_0", c}}},
                                 {"indices", indices(part.triangles)},
                                 {"material", layer}}}}});
    json["nodes"].push_back({{"name", name}, {"mesh", json["meshes"].size() - 1}});
    json["scenes"][0]["nodes"].push_back(json["nodes"].size() - 1);
  }
};

void append_word(std::string& out, std::size_t value) {
  const auto word = static_cast<std::uint32_t>(value);
  char raw[4];
  std::memcpy(raw, &word, 4);
  out.append(raw, 4);
}

}  // namespace

std::string gltf_binary(const Scene& scene, const ViewOptions& options) {
  Writer writer;
  writer.json = {{"asset", {{"version", "2.0"}, {"generator", "Backroll"}}},
                 {"scene", 0},
                 {"scenes", {{{"nodes", Json::array()}}}}};
  for (std::size_t l = 0; l < kLayers; ++l) {
    const float opacity = options.layers[l].opacity;
    writer.json["materials"].push_back(
        {{"name", kNames[l]},
         {"doubleSided", true},
         {"alphaMode", opacity < 1 ? "BLEND" : "OPAQUE"},
         {"pbrMetallicRoughness",
          {{"baseColorFactor", {1, 1, 1, opacity}}, {"metallicFactor", 0}, {"roughnessFactor", 0.8}}}});
  }
  for (const ScenePart& part : scene.parts)
    if (options.layer(part.layer).visible && !part.triangles.empty()) writer.add(part, options);
  while (writer.bytes.size() % 4) writer.bytes += '\0';
  writer.json["buffers"] = {{{"byteLength", writer.bytes.size()}}};
  std::string text = writer.json.dump();
  while (text.size() % 4) text += ' ';
  std::string out = "glTF";
  append_word(out, 2);
  append_word(out, 12 + 8 + text.size() + 8 + writer.bytes.size());
  append_word(out, text.size());
  out += "JSON" + text;
  append_word(out, writer.bytes.size());
  out += std::string("BIN\0", 4) + writer.bytes;
  return out;
}

}  // namespace backroll
