#include <doctest/doctest.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "viewer/render/gltf_file.hpp"

namespace backroll {
namespace {

std::uint32_t word_at(const std::string& bytes, std::size_t at) {
  std::uint32_t word = 0;
  std::memcpy(&word, bytes.data() + at, 4);
  return word;
}

// A triangle whose values run over the range.
ScenePart triangle(Layer layer) {
  const glm::vec3 n = {0, 0, 1}, grey = {0.5f, 0.5f, 0.5f};
  return {layer,
          3,
          false,
          0,
          {{{0, 0, 0}, n, grey, kNoValue}, {{1, 0, 0}, n, grey, 0}, {{0, 2, 0}, n, grey, 50}},
          {0, 1, 2}};
}

}  // namespace

TEST_CASE("a scene becomes a binary glTF whose pieces fit together") {
  Scene scene;
  scene.parts = {triangle(Layer::skin), triangle(Layer::floor), triangle(Layer::foam)};
  ViewOptions options;
  options.layer(Layer::floor).visible = false;
  options.layer(Layer::skin).opacity = 0.4f;
  options.range_max = 50;
  const std::string bytes = gltf_binary(scene, options);
  REQUIRE(bytes.size() > 40);
  CHECK(bytes.substr(0, 4) == "glTF");
  CHECK(word_at(bytes, 4) == 2);
  CHECK(word_at(bytes, 8) == bytes.size());
  const std::size_t json_size = word_at(bytes, 12);
  CHECK(bytes.substr(16, 4) == "JSON");
  const auto json = nlohmann::json::parse(bytes.substr(20, json_size));
  const std::size_t data = 20 + json_size + 8;
  CHECK(bytes.size() == data + word_at(bytes, data - 8));
  CHECK(json["buffers"][0]["byteLength"] == bytes.size() - data);

  REQUIRE(json["meshes"].size() == 2);  // the floor is hidden
  CHECK(json["scenes"][0]["nodes"].size() == 2);
  const auto& primitive = json["meshes"][0]["primitives"][0];
  CHECK(json["materials"][primitive["material"].get<std::size_t>()]["alphaMode"] == "BLEND");
  const auto& position = json["accessors"][primitive["attributes"]["POSITION"].get<std::size_t>()];
  CHECK(position["count"] == 3);
  CHECK(position["max"][1] == 2);
  const auto& view =
      json["bufferViews"]
          [json["accessors"][primitive["attributes"]["COLOR_0"].get<std::size_t>()]["bufferView"]
               .get<std::size_t>()];
  float colour[9];
  std::memcpy(colour, bytes.data() + data + view["byteOffset"].get<std::size_t>(), sizeof colour);
  CHECK(colour[0] == doctest::Approx(0.2140).epsilon(1e-3));  // sRGB 0.5 in linear light
  const glm::vec3 top = colour_at(options.colour_map, 1);
  CHECK(colour[6] == doctest::Approx(std::pow((top.x + 0.055) / 1.055, 2.4)).epsilon(1e-3));
}

}  // namespace backroll
