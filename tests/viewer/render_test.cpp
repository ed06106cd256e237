#include <doctest/doctest.h>
#include <png.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <glm/gtc/constants.hpp>
#include <limits>
#include <memory>
#include <string>

#include "scenario/input_error.hpp"
#include "viewer/render/camera.hpp"
#include "viewer/render/colour_map.hpp"
#include "viewer/render/gl_context.hpp"
#include "viewer/render/image.hpp"
#include "viewer/render/loose_meshes.hpp"
#include "viewer/render/renderer.hpp"
#include "viewer/render/shader_sources.hpp"
#include "viewer/render/triangle_order.hpp"
#include "viewer/render/video_writer.hpp"

using namespace backroll;

namespace {

constexpr float kNoValue = std::numeric_limits<float>::quiet_NaN();
constexpr glm::vec3 kRed = {0.8f, 0.1f, 0.1f}, kGreen = {0.1f, 0.8f, 0.1f}, kBlue = {0.1f, 0.1f, 0.8f};
constexpr int kSize = 120;  // of test pictures [pixels]

// A closed sphere about the origin.
ScenePart ball(Layer layer, float radius, const glm::vec3& colour, float value = kNoValue) {
  constexpr int kRings = 24, kSides = 48;
  ScenePart part{layer, 0, true, 0, {}, {}};
  for (int ring = 0; ring <= kRings; ++ring)
    for (int side = 0; side <= kSides; ++side) {
      const float rise = glm::pi<float>() * (static_cast<float>(ring) / kRings - 0.5f);
      const float turn = glm::two_pi<float>() * static_cast<float>(side) / kSides;
      const glm::vec3 n = {std::cos(rise) * std::cos(turn), std::cos(rise) * std::sin(turn), std::sin(rise)};
      part.vertices.push_back({radius * n, n, colour, value});
    }
  for (std::uint32_t ring = 0; ring < kRings; ++ring)
    for (std::uint32_t side = 0; side < kSides; ++side) {
      const std::uint32_t a = ring * (kSides + 1) + side, b = a + 1, c = a + kSides + 2, d = a + kSides + 1;
      part.triangles.insert(part.triangles.end(), {a, b, c, a, c, d});
    }
  return part;
}

// A square across x, seen from behind (-x) as from the front.
ScenePart square(Layer layer, float x, float half, const glm::vec3& colour, float value = kNoValue) {
  const glm::vec3 n = {-1, 0, 0};
  return {layer,
          0,
          false,
          0,
          {{{x, -half, -half}, n, colour, value},
           {{x, -half, half}, n, colour, value},
           {{x, half, half}, n, colour, value},
           {{x, half, -half}, n, colour, value}},
          {0, 1, 2, 0, 2, 3}};
}

// Draws with plain colours from behind (-x, left is left) or from the front, 0.5 m away.
struct Studio {
  HeadlessContext context;
  Renderer renderer;
  ViewOptions options;
  Camera camera;
  Studio() {
    options.data_view = true;
    camera.distance = 0.5f;
    look_from(camera, ViewPreset::back);
  }
  Image picture(const Scene& scene) {
    GpuScene gpu;
    renderer.draw(scene, gpu, camera, options, kSize, kSize);
    return renderer.read();
  }
  glm::vec3 middle(const Scene& scene) { return at(picture(scene), kSize / 2, kSize / 2); }
  static glm::vec3 at(const Image& image, int x, int y) {
    const std::uint8_t* p = image.pixel(x, y);
    return glm::vec3(p[0], p[1], p[2]) / 255.0f;
  }
};

// None where this machine cannot draw; the test then says so and ends.
std::unique_ptr<Studio> studio() {
  try {
    return std::make_unique<Studio>();
  } catch (const MachineError& error) {
    MESSAGE("skipped: " << error.what());
    return nullptr;
  }
}

bool same_colour(const glm::vec3& a, const glm::vec3& b) {
  return glm::length(a - b) < 0.012f;  // two levels of 256 in each channel
}

float lightness(const glm::vec3& srgb) {
  float luminance = 0;
  for (int c = 0; c < 3; ++c)
    luminance += std::array{0.2126f, 0.7152f, 0.0722f}[static_cast<std::size_t>(c)] *
                 (srgb[c] <= 0.04045f ? srgb[c] / 12.92f : std::pow((srgb[c] + 0.055f) / 1.055f, 2.4f));
  return luminance;
}

std::filesystem::path scratch(const char* name) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "backroll_render_test";
  std::filesystem::create_directories(folder);
  return folder / name;
}

Image chequers(int width, int height) {
  Image image{width, height, {}};
  for (int n = 0; n < width * height; ++n)
    for (int c = 0; c < 3; ++c) image.rgb.push_back(static_cast<std::uint8_t>((n * 7 + c * 31) & 255));
  return image;
}

}  // namespace

TEST_CASE("a coloured value shows the map's colour, no value the base colour") {
  const auto s = studio();
  if (!s) return;
  s->options.range_min = 10, s->options.range_max = 50;
  for (const ColourMap map : {ColourMap::viridis, ColourMap::inferno, ColourMap::turbo, ColourMap::diverging})
    for (const float value : {15.0f, 24.0f, 41.0f, 50.0f}) {
      s->options.colour_map = map;
      CHECK(same_colour(s->middle({{square(Layer::skin, 0, 0.1f, kRed, value)}, {}, {}}),
                        colour_at(map, (value - 10) / 40)));
    }
  CHECK(same_colour(s->middle({{square(Layer::skin, 0, 0.1f, kRed)}, {}, {}}), kRed));
}

TEST_CASE("small values fade to the base colour as colour_weight says") {
  const auto s = studio();
  if (!s) return;
  const float t = 0.03f, weight = colour_weight(ColourMap::inferno, t);
  CHECK(weight > 0.1f);
  CHECK(weight < 0.9f);
  CHECK(same_colour(s->middle({{square(Layer::skin, 0, 0.1f, kGreen, t)}, {}, {}}),
                    glm::mix(kGreen, colour_at(ColourMap::inferno, t), weight)));
}

TEST_CASE("a value above the range has a colour of its own") {
  const auto s = studio();
  if (!s) return;
  for (const ColourMap map :
       {ColourMap::viridis, ColourMap::inferno, ColourMap::turbo, ColourMap::diverging}) {
    s->options.colour_map = map;
    CHECK(same_colour(s->middle({{square(Layer::skin, 0, 0.1f, kRed, 1.01f)}, {}, {}}),
                      over_range_colour(map)));
    for (const glm::vec3& colour : colour_table(map))
      CHECK(glm::length(colour - over_range_colour(map)) > 0.2f);
  }
}

TEST_CASE("a section cuts the layers it is told to and fills closed parts") {
  const auto s = studio();
  if (!s) return;
  s->options.section = Plane{{-1, 0, 0}, 0};  // keeps the front half
  s->options.clip_bone = true;
  s->options.clip_muscle = false;
  // behind the cut bone's face, in its hollow inside, stands a plate that the face must hide
  const Scene scene = {{ball(Layer::bone, 0.05f, kGreen), square(Layer::skin, -0.06f, 0.1f, kRed),
                        square(Layer::muscle, 0.02f, 0.02f, kBlue)},
                       {},
                       {}};
  CHECK(same_colour(s->middle(scene), kGreen));
  s->options.layer(Layer::bone).visible = false;
  CHECK(same_colour(s->middle(scene), kBlue));
  s->options.clip_skin = false;
  CHECK(same_colour(s->middle(scene), kRed));
}

TEST_CASE("the bones' cut face lies over the section's mesh, with a darker rim") {
  const auto s = studio();
  if (!s) return;
  s->options.section = Plane{{-1, 0, 0}, 0};
  s->options.clip_bone = true;
  const Scene scene = {{ball(Layer::bone, 0.04f, kGreen), square(Layer::section, 0, 0.08f, kGreen)}, {}, {}};
  CHECK(same_colour(s->middle({{scene.parts[0], square(Layer::section, 0, 0.08f, kBlue)}, {}, {}}), kGreen));
  s->options.data_view = false;
  s->options.ambient_occlusion = false;
  const Image image = s->picture(scene);
  float darkest = 1;
  const glm::vec2 rim = *project(s->camera, {0, 0, 0.04f}, {kSize, kSize});
  for (int x = -3; x <= 3; ++x)
    darkest = std::min(darkest, Studio::at(image, static_cast<int>(rim.x) + x, kSize / 2).g);
  CHECK(darkest < 0.6f * Studio::at(image, kSize / 2, kSize / 2).g);
}

TEST_CASE("the section's own mesh is not cut and lies before what is") {
  const auto s = studio();
  if (!s) return;
  s->options.section = Plane{{-1, 0, 0}, 0};
  CHECK(same_colour(
      s->middle({{ball(Layer::muscle, 0.05f, kRed), square(Layer::section, 0, 0.05f, kBlue)}, {}, {}}),
      kBlue));
}

TEST_CASE("translucent spheres inside one another blend in the right order from both sides") {
  const auto s = studio();
  if (!s) return;
  s->options.layer(Layer::skin).opacity = 0.5f;
  s->options.layer(Layer::muscle).opacity = 0.5f;
  const Scene scene = {{ball(Layer::muscle, 0.03f, kBlue), ball(Layer::skin, 0.06f, kRed)}, {}, {}};
  glm::vec3 expected = background_colour(false);
  for (const glm::vec3& colour : {kRed, kBlue, kBlue, kRed}) expected = glm::mix(expected, colour, 0.5f);
  for (const ViewPreset from : {ViewPreset::back, ViewPreset::front, ViewPreset::side, ViewPreset::top}) {
    look_from(s->camera, from);
    CHECK(same_colour(s->middle(scene), expected));
  }
}

TEST_CASE(
    "a translucent roller that touches the skin is blended over it from its side, under it from the other") {
  const auto s = studio();
  if (!s) return;
  s->options.data_view = false;
  s->options.ambient_occlusion = false;
  s->options.layer(Layer::skin).opacity = s->options.layer(Layer::foam).opacity = 0.6f;
  Scene scene = {{square(Layer::skin, 0.0002f, 0.1f, kRed), square(Layer::foam, 0, 0.1f, kBlue)}, {}, {}};
  scene.parts.push_back(square(Layer::foam, -0.1f, 0.001f, kBlue));  // the roller's other side
  const auto off_middle = [&] { return Studio::at(s->picture(scene), kSize / 2 + 9, kSize / 2 + 4); };
  glm::vec3 colour = off_middle();
  CHECK(colour.b > colour.r);
  look_from(s->camera, ViewPreset::front);
  colour = off_middle();
  CHECK(colour.r > colour.b);
}

TEST_CASE("of a translucent person only the nearest surface is seen, and it hides nothing") {
  const auto s = studio();
  if (!s) return;
  s->options.data_view = false;
  s->options.ambient_occlusion = false;
  s->options.layer(Layer::person).opacity = 0.5f;
  const ScenePart near = square(Layer::person, -0.1f, 0.1f, kBlue),
                  far = square(Layer::person, -0.05f, 0.1f, kRed), skin = square(Layer::skin, 0, 0.1f, kRed);
  const glm::vec3 one = s->middle({{skin, near}, {}, {}});
  CHECK(one.r > 0.2f);
  CHECK(one.b > 0.2f);
  CHECK(same_colour(s->middle({{skin, near, far}, {}, {}}), one));
  CHECK(same_colour(s->middle({{far, near, skin}, {}, {}}), one));
  const glm::vec3 bare = s->middle({{skin}, {}, {}});
  s->options.layer(Layer::skin).opacity = 0.6f;  // drawn after the person, at its full share
  CHECK(s->middle({{skin, near}, {}, {}}).r > 0.5f * bare.r);
  s->options.section = Plane{{-1, 0, 0}, 1};
  s->options.layer(Layer::skin).opacity = 1;
  CHECK(same_colour(s->middle({{skin, near}, {}, {}}), bare));
}

TEST_CASE("an invisible layer leaves no pixel, data view hides roller and floor") {
  const auto s = studio();
  if (!s) return;
  const Scene scene = {{square(Layer::foam, -0.1f, 0.1f, kRed), ball(Layer::muscle, 0.05f, kBlue)}, {}, {}};
  CHECK(same_colour(s->middle(scene), kBlue));
  s->options.layer(Layer::muscle).visible = false;
  CHECK(same_colour(s->middle(scene), background_colour(false)));
}

TEST_CASE("vertices are sent again when the revision changes, and only then") {
  const auto s = studio();
  if (!s) return;
  Scene scene = {{square(Layer::skin, 0, 0.1f, kRed)}, {}, {}};
  GpuScene gpu;
  const auto colour = [&] {
    s->renderer.draw(scene, gpu, s->camera, s->options, kSize, kSize);
    return Studio::at(s->renderer.read(), kSize / 2, kSize / 2);
  };
  CHECK(same_colour(colour(), kRed));
  for (SceneVertex& vertex : scene.parts[0].vertices) vertex.colour = kBlue;
  CHECK(same_colour(colour(), kRed));
  ++scene.parts[0].revision;
  CHECK(same_colour(colour(), kBlue));
}

TEST_CASE("arrows and dots are seen through everything at any supersampling") {
  const auto s = studio();
  if (!s) return;
  s->options.data_view = false;
  Scene scene = {
      {square(Layer::skin, -0.05f, 0.2f, kRed, 0.5f)}, {{{0, -0.05f, 0}, {0, 0.05f, 0}, kBlue}}, {}};
  scene.markers.push_back({{0.06f, 0.03f, 0.06f}, kGreen});
  const glm::vec2 dot = *project(s->camera, scene.markers[0].position, {kSize, kSize});
  for (const int supersample : {1, 2, 3}) {
    s->options.supersample = supersample;
    const Image image = s->picture(scene);
    CHECK(Studio::at(image, kSize / 2, kSize / 2).b > 0.4f);
    CHECK(same_colour(Studio::at(image, static_cast<int>(dot.x), static_cast<int>(dot.y)), kGreen));
  }
}

TEST_CASE("contact darkens: a ball on a plate is darker beside it than far from it") {
  const auto s = studio();
  if (!s) return;
  s->options.data_view = false;
  const Scene scene = {
      {square(Layer::core, 0, 0.2f, {0.7f, 0.7f, 0.7f}), ball(Layer::bone, 0.03f, kRed)}, {}, {}};
  const glm::vec2 beside = *project(s->camera, {0, 0, 0.037f}, {kSize, kSize});
  const auto brightness = [&](const Image& image, float x) {
    return Studio::at(image, static_cast<int>(x), kSize / 2).g;
  };
  const Image dark = s->picture(scene);
  s->options.ambient_occlusion = false;
  const Image plain = s->picture(scene);
  CHECK(brightness(dark, beside.x) < 0.93f * brightness(plain, beside.x));
  CHECK(brightness(dark, 5) == doctest::Approx(brightness(plain, 5)).epsilon(0.02));
}

TEST_CASE("a pixel's ray leads back to the pixel in every preset and with both axes up") {
  const glm::vec2 size = {640, 360};
  for (const UpAxis up : {UpAxis::cranial, UpAxis::anterior})
    for (int preset = 0; preset < 8; ++preset) {
      Camera camera{{0.02f, 0.3f, -0.05f}, 1.3f, 0, 0, up};
      look_from(camera, static_cast<ViewPreset>(preset));
      const Ray ray = pixel_ray(camera, {500, 77}, size);
      const auto pixel = project(camera, ray.origin + 1.1f * ray.direction, size);
      REQUIRE(pixel);
      CHECK(pixel->x == doctest::Approx(500).epsilon(1e-4));
      CHECK(pixel->y == doctest::Approx(77).epsilon(1e-4));
      CHECK_FALSE(project(camera, ray.origin - ray.direction, size));
    }
}

TEST_CASE("presets look from where they say, with the head or the chest up") {
  for (const UpAxis up : {UpAxis::cranial, UpAxis::anterior}) {
    Camera camera;
    camera.up = up;
    const auto check = [&](ViewPreset preset, const glm::vec3& from, const glm::vec3& picture_up) {
      look_from(camera, preset);
      const ViewBasis basis = view_basis(camera);
      CHECK(glm::distance(basis.back, from) < 1e-5f);
      CHECK(glm::distance(basis.up, picture_up) < 1e-5f);
      CHECK(glm::distance(basis.right, glm::cross(basis.up, basis.back)) < 1e-5f);
    };
    const glm::vec3 head = {0, 1, 0}, chest = {1, 0, 0};
    check(ViewPreset::back, {-1, 0, 0}, head);
    check(ViewPreset::front, {1, 0, 0}, head);
    check(ViewPreset::side, {0, 0, 1}, up == UpAxis::cranial ? head : chest);
    check(ViewPreset::axial, {0, 1, 0}, chest);
  }
}

TEST_CASE("a fitted box is seen whole and fills the picture") {
  const Box box = {{-0.2f, -0.1f, -0.25f}, {0.1f, 0.6f, 0.2f}};
  for (const float aspect : {0.6f, 1.9f}) {
    Camera camera;
    look_from(camera, ViewPreset::oblique);
    fit(camera, box, aspect);
    const glm::vec2 size = {1000 * aspect, 1000};
    glm::vec2 low = size, high = {0, 0};
    for (int c = 0; c < 8; ++c) {
      const auto pixel = project(
          camera,
          {c & 1 ? box.high.x : box.low.x, c & 2 ? box.high.y : box.low.y, c & 4 ? box.high.z : box.low.z},
          size);
      REQUIRE(pixel);
      low = glm::min(low, *pixel), high = glm::max(high, *pixel);
    }
    CHECK(low.x >= 0);
    CHECK(low.y >= 0);
    CHECK(high.x <= size.x);
    CHECK(high.y <= size.y);
    CHECK(glm::max((high.x - low.x) / size.x, (high.y - low.y) / size.y) > 0.85f);
  }
}

TEST_CASE("zooming keeps what lies under the pointer, panning follows it") {
  Camera camera;
  look_from(camera, ViewPreset::oblique);
  const glm::vec2 size = {800, 500}, pointer = {620, 130};
  const Ray ray = pixel_ray(camera, pointer, size);
  const ViewBasis basis = view_basis(camera);
  const float reach = camera.distance / -glm::dot(ray.direction, basis.back);
  const glm::vec3 under = ray.origin + reach * ray.direction;  // in the target's depth
  zoom_at(camera, 0.4f, pointer, size);
  CHECK(glm::distance(*project(camera, under, size), pointer) < 0.05f);
  pan(camera, {-50, 20}, size.y);
  CHECK(glm::distance(*project(camera, under, size), pointer + glm::vec2(-50, 20)) < 0.05f);
}

TEST_CASE("viridis and inferno grow lighter all the way, diverging is lightest in its middle") {
  for (const ColourMap map : {ColourMap::viridis, ColourMap::inferno})
    for (std::size_t n = 1; n < 256; ++n)
      CHECK(lightness(colour_table(map)[n]) > lightness(colour_table(map)[n - 1]));
  for (std::size_t n = 1; n < 256; ++n) {
    const float rise = lightness(colour_table(ColourMap::diverging)[n]) -
                       lightness(colour_table(ColourMap::diverging)[n - 1]);
    if (n < 126 || n > 130) CHECK((n < 128 ? rise > 0 : rise < 0));
  }
}

TEST_CASE("triangles are sorted from far to near") {
  const std::vector<std::uint32_t> triangles = {0, 0, 0, 1, 1, 1, 2, 2, 2, 1, 2, 2};
  CHECK(back_to_front(triangles, {0.5f, -1.0f, 2.0f}) ==
        std::vector<std::uint32_t>{1, 1, 1, 0, 0, 0, 1, 2, 2, 2, 2, 2});
  CHECK(back_to_front({}, {}).empty());
}

TEST_CASE("the plane's lines through a sphere make its circle") {
  const std::vector<glm::vec3> lines = cut_lines(ball(Layer::bone, 0.05f, kRed), Plane{{0, 1, 0}, 0.03f});
  float length = 0;
  for (std::size_t l = 0; l + 1 < lines.size(); l += 2) length += glm::distance(lines[l], lines[l + 1]);
  CHECK(length == doctest::Approx(glm::two_pi<float>() * 0.04f).epsilon(0.01));
}

TEST_CASE("a PNG holds the picture's bytes") {
  const Image image = chequers(13, 7);
  const std::filesystem::path path = scratch("round_trip.png");
  write_png(path, image);
  png_image png = {};
  png.version = PNG_IMAGE_VERSION;
  REQUIRE(png_image_begin_read_from_file(&png, path.c_str()));
  png.format = PNG_FORMAT_RGB;
  std::vector<std::uint8_t> bytes(PNG_IMAGE_SIZE(png));
  REQUIRE(png_image_finish_read(&png, nullptr, bytes.data(), 0, nullptr));
  CHECK(png.width == 13);
  CHECK(bytes == image.rgb);
  CHECK_THROWS_AS(write_png("/nonexistent/folder/a.png", image), MachineError);
}

TEST_CASE("a video is written through ffmpeg, or as pictures with a note where there is none") {
  const std::filesystem::path path = scratch("film.mp4");
  const std::string search_path = std::getenv("PATH");
  std::filesystem::remove(path);
  if (std::system("ffmpeg -version >/dev/null 2>&1") == 0) {
    VideoWriter writer(path, 65, 33, 30);  // odd: the last column and row go
    for (int n = 0; n < 5; ++n) writer.add(chequers(65, 33));
    CHECK_THROWS_AS(writer.add(chequers(64, 32)), std::runtime_error);
    CHECK(writer.finish().empty());
    CHECK(std::filesystem::file_size(path) > 500);
  }
  setenv("PATH", "/nonexistent", 1);
  VideoWriter writer(path, 64, 32, 30);
  writer.add(chequers(64, 32));
  const std::string note = writer.finish();
  setenv("PATH", search_path.c_str(), 1);
  CHECK(note.find("ffmpeg is not installed") == 0);
  CHECK(std::filesystem::exists(path.parent_path() / "film_frames" / "frame_000001.png"));
  CHECK_THROWS_AS(VideoWriter("film.avi", 64, 32, 30), std::runtime_error);
}

TEST_CASE("an ffmpeg that fails is reported with its own words") {
  if (std::system("ffmpeg -version >/dev/null 2>&1") != 0) {
    MESSAGE("skipped: ffmpeg is not installed");
    return;
  }
  const std::filesystem::path path = scratch("blocked.mp4");
  std::filesystem::create_directories(path.string() + ".partial");  // ffmpeg cannot write there
  VideoWriter writer(path, 64, 32, 30);
  const auto write_all = [&] {
    for (int n = 0; n < 200; ++n) writer.add(chequers(64, 32));
    writer.finish();
  };
  CHECK_THROWS_WITH_AS(write_all(), doctest::Contains("blocked.mp4"), MachineError);
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("the embedded shaders are the files, and a missing one is named") {
  const std::filesystem::path folder = std::filesystem::path(BACKROLL_SOURCE_DIR) / "shaders";
  for (const EmbeddedShader& shader : embedded_shaders())
    CHECK(shader_source(shader.name, folder) == shader_source(shader.name, {}));
  CHECK(embedded_shaders().size() >= 12);
  CHECK_THROWS_WITH_AS(shader_source("nothing.glsl", folder), doctest::Contains("nothing.glsl"),
                       std::runtime_error);
}
