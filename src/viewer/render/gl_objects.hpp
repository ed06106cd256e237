// Owners of OpenGL objects. They need the context they were made in to be current when they are made and when
// they go.
#pragma once

#include <filesystem>
#include <glm/glm.hpp>
#include <string>
#include <utility>
#include <vector>

namespace backroll {

enum class GlKind { buffer, vertex_array, texture, framebuffer, program };

unsigned create_gl_object(GlKind kind);
void delete_gl_object(GlKind kind, unsigned id);

template <GlKind kind>
class GlObject {
 public:
  GlObject() : id_(create_gl_object(kind)) {}
  ~GlObject() {
    if (id_) delete_gl_object(kind, id_);
  }
  GlObject(GlObject&& other) noexcept : id_(std::exchange(other.id_, 0)) {}
  GlObject& operator=(GlObject&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  unsigned id() const { return id_; }

 private:
  unsigned id_ = 0;
};

using GlBuffer = GlObject<GlKind::buffer>;
using GlVertexArray = GlObject<GlKind::vertex_array>;
using GlTexture = GlObject<GlKind::texture>;
using GlFramebuffer = GlObject<GlKind::framebuffer>;

// A linked program of the named shaders (shader_sources.hpp); NAME.vert.glsl, NAME.geom.glsl and
// NAME.frag.glsl say what they are. `defines`: macros they are compiled with. Throws std::runtime_error with
// the file and the driver's log.
class Program {
 public:
  Program(const std::vector<std::string>& shaders, const std::filesystem::path& shader_dir,
          const std::vector<std::string>& defines = {});
  void use() const;
  // For the program in use; a name the linker dropped is ignored.
  void set(const char* name, int value) const;
  void set(const char* name, float value) const;
  void set(const char* name, glm::vec2 value) const;
  void set(const char* name, glm::ivec2 value) const;
  void set(const char* name, const glm::vec3& value) const;
  void set(const char* name, const glm::vec4& value) const;
  void set(const char* name, const glm::mat4& value) const;
  void set(const char* name, const std::vector<glm::vec2>& values) const;
  void set(const char* name, const std::vector<glm::vec4>& values) const;

 private:
  int location(const char* name) const;
  GlObject<GlKind::program> program_;
};

void bind_texture(int unit, const GlTexture& texture);  // as a 2-D texture

// For shaders that cover the whole picture (picture.vert.glsl).
class PicturePass {
 public:
  void draw() const;

 private:
  GlVertexArray array_;  // without attributes
};

}  // namespace backroll
