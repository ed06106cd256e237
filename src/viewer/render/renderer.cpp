#include "viewer/render/renderer.hpp"

#include <epoxy/gl.h>

#include <algorithm>
#include <glm/gtc/constants.hpp>

#include "viewer/render/loose_meshes.hpp"
#include "viewer/render/parts_in_sight.hpp"

namespace backroll {
namespace {

constexpr int kColours = 1024;          // texels of the colour map
constexpr unsigned kNoLayer = kLayers;  // arrows, caps, rims
constexpr float kOpaque = 0.995f;
constexpr float kCapRise = 0.0003f;                  // [m] of the cut faces of closed parts
constexpr float kMarkerSize = 13, kRimWidth = 1.8f;  // [pixels]

// gloss and flatness (share of even light) of the layers, and of what is none
constexpr std::array<std::array<float, 2>, kLayers + 1> kFinish = {{{0.05f, 0},
                                                                    {0.10f, 0},
                                                                    {0.16f, 0},
                                                                    {0.03f, 0},
                                                                    {0.10f, 0},
                                                                    {0, 0.75f},
                                                                    {0, 0.35f},
                                                                    {0, 0.1f},
                                                                    {0.08f, 0}}};

// Over the section's mesh and its lines.
Plane raised(const Plane& plane) {
  return {plane.normal, plane.offset + kCapRise};
}

void reset_state() {
  for (const GLenum what :
       {GL_BLEND, GL_DEPTH_TEST, GL_STENCIL_TEST, GL_CULL_FACE, GL_SCISSOR_TEST, GL_CLIP_DISTANCE0,
        GL_POLYGON_OFFSET_FILL, GL_FRAMEBUFFER_SRGB, GL_PROGRAM_POINT_SIZE})
    glDisable(what);
  glDepthMask(GL_TRUE);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glStencilMask(~0U);
  glDepthFunc(GL_LESS);
  glDepthRange(0, 1);
  glFrontFace(GL_CCW);
  glCullFace(GL_BACK);
  glPolygonMode(GL_FRONT_AND_BACK, GL_FILL);
  glBlendEquation(GL_FUNC_ADD);
  // the picture's alpha stays: it carries how much occlusion a pixel takes
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
}

}  // namespace

glm::vec3 background_colour(bool light) {
  return (light ? glm::vec3(0xf4, 0xf5, 0xf7) : glm::vec3(0x1a, 0x1d, 0x22)) / 255.0f;
}

// What one call of draw() works with.
struct Renderer::Frame {
  const Scene& scene;
  GpuScene& gpu;
  const Camera& camera;
  const ViewOptions& options;
  float width, height;  // of the scene's picture, supersampled [pixels]
  DepthRange range;
  bool occlusion;
  std::vector<std::size_t> floors = {}, opaque = {};  // parts in sight; opaque: near ones first
  std::vector<std::size_t> shell = {};                // the person, translucent
  std::vector<std::size_t> body_translucent = {}, roller_translucent = {};
};

// Parts by the way they are drawn. Near opaque ones first hide others before those are shaded.
void Renderer::sort_parts(Frame& frame) {
  const Scene& scene = frame.scene;
  const ViewOptions& options = frame.options;
  for (std::size_t p = 0; p < scene.parts.size(); ++p) {
    const Layer layer = scene.parts[p].layer;
    if (!shown(options, layer) || scene.parts[p].triangles.empty()) continue;
    if (layer == Layer::floor)
      frame.floors.push_back(p);
    else if (options.layer(layer).opacity >= kOpaque)
      frame.opaque.push_back(p);
    else if (layer == Layer::person)
      frame.shell.push_back(p);
    else
      (is_roller(layer) ? frame.roller_translucent : frame.body_translucent).push_back(p);
  }
  const glm::vec3 back = view_basis(frame.camera).back;
  const auto nearness = [&](std::size_t p) {
    const Box& box = frame.gpu.part_bounds(p);
    return glm::dot(back, box.centre()) + 0.5f * glm::dot(glm::abs(back), box.high - box.low);
  };
  std::stable_sort(frame.opaque.begin(), frame.opaque.end(),
                   [&](std::size_t a, std::size_t b) { return nearness(a) > nearness(b); });
}

namespace {

Program surface_program(const std::filesystem::path& shader_dir, const std::vector<std::string>& defines) {
  std::vector<std::string> shaders = {"surface.vert.glsl", "surface.frag.glsl"};
  if (!defines.empty() && defines.back() == "EDGES")
    shaders.insert(shaders.begin() + 1, "surface_edges.geom.glsl");
  return {shaders, shader_dir, defines};
}

}  // namespace

Renderer::Renderer(const std::filesystem::path& shader_dir)
    : data_view_(surface_program(shader_dir, {"DATA_VIEW"})),
      floor_(surface_program(shader_dir, {"FLOOR"})),
      plain_(surface_program(shader_dir, {})),
      plain_edges_(surface_program(shader_dir, {"EDGES"})),
      translucent_(surface_program(shader_dir, {"TRANSLUCENT"})),
      translucent_edges_(surface_program(shader_dir, {"TRANSLUCENT", "EDGES"})),
      marker_({"marker.vert.glsl", "marker.frag.glsl"}, shader_dir),
      background_({"picture.vert.glsl", "background.frag.glsl"}, shader_dir),
      resolve_({"picture.vert.glsl", "resolve.frag.glsl"}, shader_dir),
      shadow_(shader_dir) {
  glBindVertexArray(loose_array_.id());
  glBindBuffer(GL_ARRAY_BUFFER, loose_.id());
  describe_scene_vertices();
  glBindVertexArray(0);
}

void Renderer::draw(const Scene& scene, GpuScene& gpu, const Camera& camera, const ViewOptions& options,
                    int width, int height) {
  targets_.resize(std::max(width, 1), std::max(height, 1), std::clamp(options.supersample, 1, 3));
  reset_state();
  gpu.upload(scene);
  const float scale = static_cast<float>(targets_.supersample);
  const Box body = gpu.bounds();
  const Box box = box_in_sight(scene, gpu, camera, options);
  Frame frame{scene,
              gpu,
              camera,
              options,
              static_cast<float>(targets_.width) * scale,
              static_cast<float>(targets_.height) * scale,
              depth_range(camera, box),
              options.ambient_occlusion && !options.data_view};
  sort_parts(frame);

  glViewport(0, 0, static_cast<GLsizei>(frame.width), static_cast<GLsizei>(frame.height));
  glBindFramebuffer(GL_FRAMEBUFFER, targets_.scene_view.id());
  shown_ = targets_.scene_view.id(), shown_texture_ = targets_.picture.id();
  draw_background(frame);
  draw_opaque(frame);
  draw_cut(frame);
  if (frame.occlusion && !body.empty()) {
    shadow_.darken(targets_, camera, frame.range, body);
    bind_texture(0, colours_);
  }
  draw_shell(frame);
  draw_translucent(frame);
  if (!options.data_view) draw_overlay(frame);
  reset_state();
  if (targets_.supersample > 1) resolve();
  glBindVertexArray(0);
  glUseProgram(0);
  bind_texture(0, colours_);
  glBindTexture(GL_TEXTURE_2D, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

const Program& Renderer::surface(const ViewOptions& options, bool translucent) const {
  if (options.data_view) return data_view_;
  if (translucent) return options.mesh_lines ? translucent_edges_ : translucent_;
  return options.mesh_lines ? plain_edges_ : plain_;
}

void Renderer::draw_background(const Frame& frame) {
  glClearDepth(1);
  glClearStencil(0);
  glClear(GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT);
  const bool even = frame.options.data_view || !frame.options.background_gradient;
  background_.use();
  background_.set("colour", background_colour(frame.options.light_background));
  background_.set("gradient", even ? 0.0f : frame.options.light_background ? 0.035f : 0.055f);
  pass_.draw();
}

// All the surface shader needs to know, and the colour map's table.
void Renderer::use_surface(const Frame& frame, const Program& program) {
  const ViewOptions& options = frame.options;
  const ViewBasis basis = view_basis(frame.camera);
  program.use();
  program.set("clip_from_body",
              projection_matrix(frame.width / frame.height, frame.range) * view_matrix(frame.camera));
  const Plane plane = options.section.value_or(Plane{});
  program.set("section", glm::vec4(plane.normal, plane.offset));
  std::vector<glm::vec4> layers;
  for (int l = 0; l < kLayers; ++l) {
    const Layer layer = static_cast<Layer>(l);
    const float opacity = options.layer(layer).opacity;
    layers.emplace_back(opacity < kOpaque ? opacity : 1.0f, clips(options, layer) ? 1 : 0, kFinish[l][0],
                        kFinish[l][1]);
  }
  layers.emplace_back(1, 0, kFinish[kNoLayer][0], kFinish[kNoLayer][1]);
  program.set("layers", layers);
  program.set("up", up_direction(frame.camera));
  const glm::vec3 key = glm::normalize(0.75f * basis.back + 0.62f * basis.up - 0.42f * basis.right);
  program.set("to_eye", basis.back);
  program.set("key_light", key);
  program.set("half_way", glm::normalize(key + basis.back));
  program.set("fill_light", glm::normalize(0.5f * basis.back - 0.25f * basis.up + 0.8f * basis.right));
  const float span = options.range_max - options.range_min;
  program.set("range", glm::vec2(options.range_min, span > 0 ? 1 / span : 0));
  program.set("diverging", options.colour_map == ColourMap::diverging);
  program.set("faded_part", kFadedPart);
  program.set("over_colour", over_range_colour(options.colour_map));
  program.set("keep_field", frame.occlusion);
  const int identity =
      options.highlight ? static_cast<int>(options.highlight->layer) + 256 * options.highlight->index : -1;
  program.set("highlight", identity);
  program.set("colours", 0);
  load_colours(options.colour_map);
}

void Renderer::load_colours(ColourMap map) {
  bind_texture(0, colours_);
  if (loaded_ == map) return;
  loaded_ = map;
  std::vector<glm::vec4> row;
  for (int n = 0; n < kColours; ++n)
    row.emplace_back(colour_at(map, static_cast<float>(n) / (kColours - 1)), 1);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, kColours, 1, 0, GL_RGBA, GL_FLOAT, row.data());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
}

// The floor fades into what is there already, so it comes first; it is not seen from below.
void Renderer::draw_opaque(Frame& frame) {
  glEnable(GL_DEPTH_TEST);
  if (frame.options.section) glEnable(GL_CLIP_DISTANCE0);
  glEnable(GL_CULL_FACE);
  glEnable(GL_BLEND);
  if (!frame.floors.empty()) use_surface(frame, floor_);
  for (const std::size_t p : frame.floors) {
    const Box& box = frame.gpu.part_bounds(p);
    const glm::vec3 half = 0.5f * (box.high - box.low);
    const float reach = glm::length(half) * glm::one_over_root_two<float>();
    floor_.set("floor_disc", glm::vec4(box.centre(), reach));
    frame.gpu.draw_part(p);
  }
  glDisable(GL_BLEND);
  use_surface(frame, surface(frame.options, false));
  for (const std::size_t p : frame.opaque) {
    const ScenePart& part = frame.scene.parts[p];
    const bool see_inside = !part.closed || clips(frame.options, part.layer);
    see_inside ? glDisable(GL_CULL_FACE) : glEnable(GL_CULL_FACE);
    frame.gpu.draw_part(p);
  }
  glDisable(GL_CULL_FACE);
}

// Where the section cuts closed parts it shows their inside, and a darker rim round every cut. Muscles and
// skin are filled by the section's own mesh where the scene has one.
void Renderer::draw_cut(Frame& frame) {
  if (!frame.options.section) return;
  const bool has_mesh =
      std::any_of(frame.scene.parts.begin(), frame.scene.parts.end(), [&](const ScenePart& p) {
        return p.layer == Layer::section && !p.triangles.empty() && shown(frame.options, Layer::section);
      });
  LooseTriangles rims;
  const float rim = kRimWidth * static_cast<float>(targets_.supersample);
  glDepthFunc(GL_LEQUAL);
  glEnable(GL_POLYGON_OFFSET_FILL);
  for (std::size_t p = 0; p < frame.scene.parts.size(); ++p) {
    const ScenePart& part = frame.scene.parts[p];
    if (!shown(frame.options, part.layer) || !clips(frame.options, part.layer)) continue;
    if (has_mesh && (part.layer == Layer::muscle || part.layer == Layer::skin)) continue;
    const std::vector<glm::vec3>& lines = frame.gpu.cut(frame.scene, p, *frame.options.section);
    if (lines.empty()) continue;
    if (part.closed) fill_cut(frame, p);
    add_strips(rims, lines, raised(*frame.options.section), 0.42f * mean_colour(part), frame.camera, rim,
               frame.height);
  }
  glPolygonOffset(-2, -4);
  if (!frame.options.data_view) draw_loose(rims, GL_TRIANGLES);
  glDisable(GL_POLYGON_OFFSET_FILL);
  glDepthFunc(GL_LESS);
}

// Counts the part's faces behind the plane in the stencil; where more face away than towards the eye, its
// inside is cut.
void Renderer::fill_cut(Frame& frame, std::size_t part) {
  glEnable(GL_STENCIL_TEST);
  glStencilFunc(GL_ALWAYS, 0, ~0U);
  glStencilOpSeparate(GL_FRONT, GL_KEEP, GL_KEEP, GL_DECR_WRAP);
  glStencilOpSeparate(GL_BACK, GL_KEEP, GL_KEEP, GL_INCR_WRAP);
  glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
  glDepthMask(GL_FALSE);
  glDisable(GL_DEPTH_TEST);
  frame.gpu.draw_part(part);
  glEnable(GL_DEPTH_TEST);
  glDepthMask(GL_TRUE);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glStencilFunc(GL_NOTEQUAL, 0, ~0U);
  glStencilOp(GL_ZERO, GL_ZERO, GL_ZERO);
  glPolygonOffset(-1, -2);
  LooseTriangles cap;
  add_cap(cap, frame.gpu.part_bounds(part), raised(*frame.options.section),
          mean_colour(frame.scene.parts[part]));
  draw_loose(cap, GL_TRIANGLES);
  glDisable(GL_STENCIL_TEST);
}

// Of the person only the surface nearest to the eye, so that limbs do not show through each other. Afterwards
// the depth is that of the opaque things again: the shell hides nothing.
void Renderer::draw_shell(Frame& frame) {
  if (frame.shell.empty()) return;
  use_surface(frame, surface(frame.options, true));
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_LEQUAL);
  for (const bool colours : {false, true}) {
    glColorMask(colours, colours, colours, colours);
    if (colours) glEnable(GL_BLEND);
    for (const std::size_t p : frame.shell) frame.gpu.draw_part(p);
  }
  glDepthFunc(GL_LESS);
  glClear(GL_DEPTH_BUFFER_BIT);
  glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
  draw_opaque(frame);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

void Renderer::draw_translucent(Frame& frame) {
  if (frame.body_translucent.empty() && frame.roller_translucent.empty()) return;
  use_surface(frame, surface(frame.options, true));
  glEnable(GL_DEPTH_TEST);
  glEnable(GL_BLEND);
  glDepthMask(GL_FALSE);
  const bool roller_last = roller_is_nearer(frame.scene, frame.gpu, eye(frame.camera));
  const PartGroups groups = roller_last ? PartGroups{frame.body_translucent, frame.roller_translucent}
                                        : PartGroups{frame.roller_translucent, frame.body_translucent};
  frame.gpu.draw_sorted(frame.scene, groups, view_basis(frame.camera).back);
  glDepthMask(GL_TRUE);
  glDisable(GL_BLEND);
}

// Arrows in a thin slice of depth before everything else, then dots.
void Renderer::draw_overlay(const Frame& frame) {
  LooseTriangles arrows;
  for (const SceneArrow& arrow : frame.scene.arrows) add_arrow(arrows, arrow);
  if (!arrows.empty()) {
    use_surface(frame, plain_);
    glEnable(GL_DEPTH_TEST);
    glDepthRange(0, 0.01);
    draw_loose(arrows, GL_TRIANGLES);
    glDepthRange(0, 1);
  }
  LooseTriangles dots;
  for (const SceneMarker& marker : frame.scene.markers)
    dots.push_back({marker.position, glm::vec3(0), marker.colour, 0});
  if (dots.empty()) return;
  const float size = kMarkerSize * static_cast<float>(targets_.supersample);
  marker_.use();
  marker_.set("clip_from_body",
              projection_matrix(frame.width / frame.height, frame.range) * view_matrix(frame.camera));
  marker_.set("size", size);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_CLIP_DISTANCE0);
  glEnable(GL_BLEND);
  glEnable(GL_PROGRAM_POINT_SIZE);
  draw_loose(dots, GL_POINTS);
}

void Renderer::draw_loose(const LooseTriangles& triangles, unsigned primitive) {
  if (triangles.empty()) return;
  glBindVertexArray(loose_array_.id());
  glVertexAttribI4ui(kIdentityAttribute, kNoLayer, 0, 0, 0);
  glBindBuffer(GL_ARRAY_BUFFER, loose_.id());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(triangles.size() * sizeof(SceneVertex)),
               triangles.data(), GL_STREAM_DRAW);
  glDrawArrays(primitive, 0, static_cast<GLsizei>(triangles.size()));
}

void Renderer::resolve() {
  glBindFramebuffer(GL_FRAMEBUFFER, targets_.result_view.id());
  glViewport(0, 0, targets_.width, targets_.height);
  resolve_.use();
  resolve_.set("factor", targets_.supersample);
  bind_texture(0, targets_.picture);
  pass_.draw();
  shown_ = targets_.result_view.id(), shown_texture_ = targets_.result.id();
}

unsigned Renderer::texture() const {
  return shown_texture_;
}

Image Renderer::read() const {
  return read_pixels(shown_, targets_.width, targets_.height);
}

Image read_pixels(unsigned framebuffer, int width, int height) {
  Image image{width, height, {}};
  const std::size_t row = 3 * static_cast<std::size_t>(image.width);
  std::vector<std::uint8_t> bottom_up(row * static_cast<std::size_t>(image.height));
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, image.width, image.height, GL_RGB, GL_UNSIGNED_BYTE, bottom_up.data());
  glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
  image.rgb.reserve(bottom_up.size());
  for (std::size_t y = bottom_up.size(); y > 0; y -= row)
    image.rgb.insert(image.rgb.end(), bottom_up.begin() + static_cast<std::ptrdiff_t>(y - row),
                     bottom_up.begin() + static_cast<std::ptrdiff_t>(y));
  return image;
}

}  // namespace backroll
