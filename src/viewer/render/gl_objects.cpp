#include "viewer/render/gl_objects.hpp"

#include <epoxy/gl.h>

#include <glm/gtc/type_ptr.hpp>
#include <stdexcept>

#include "viewer/render/shader_sources.hpp"

namespace backroll {
namespace {

GLenum stage_of(const std::string& name) {
  if (name.find(".vert") != std::string::npos) return GL_VERTEX_SHADER;
  return name.find(".geom") != std::string::npos ? GL_GEOMETRY_SHADER : GL_FRAGMENT_SHADER;
}

// Compiles one shader and attaches it; it lives as long as the program.
void attach(GLuint program, const std::string& name, const std::filesystem::path& shader_dir,
            const std::vector<std::string>& defines) {
  std::string source = shader_source(name, shader_dir);
  for (const std::string& define : defines) source.insert(source.find('\n') + 1, "#define " + define + "\n");
  const char* text = source.c_str();
  const GLuint shader = glCreateShader(stage_of(name));
  glShaderSource(shader, 1, &text, nullptr);
  glCompileShader(shader);
  glAttachShader(program, shader);
  glDeleteShader(shader);
  GLint good = 0;
  glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
  if (good) return;
  std::string log(4096, '\0');
  GLsizei length = 0;
  glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), &length, log.data());
  log.resize(static_cast<std::size_t>(length));
  throw std::runtime_error("shader " + (shader_dir / name).string() + " does not compile:\n" + log);
}

}  // namespace

unsigned create_gl_object(GlKind kind) {
  GLuint id = 0;
  switch (kind) {
    case GlKind::buffer:
      glGenBuffers(1, &id);
      break;
    case GlKind::vertex_array:
      glGenVertexArrays(1, &id);
      break;
    case GlKind::texture:
      glGenTextures(1, &id);
      break;
    case GlKind::framebuffer:
      glGenFramebuffers(1, &id);
      break;
    case GlKind::program:
      id = glCreateProgram();
      break;
  }
  return id;
}

void delete_gl_object(GlKind kind, unsigned id) {
  switch (kind) {
    case GlKind::buffer:
      glDeleteBuffers(1, &id);
      break;
    case GlKind::vertex_array:
      glDeleteVertexArrays(1, &id);
      break;
    case GlKind::texture:
      glDeleteTextures(1, &id);
      break;
    case GlKind::framebuffer:
      glDeleteFramebuffers(1, &id);
      break;
    case GlKind::program:
      glDeleteProgram(id);
      break;
  }
}

Program::Program(const std::vector<std::string>& shaders, const std::filesystem::path& shader_dir,
                 const std::vector<std::string>& defines) {
  for (const std::string& name : shaders) attach(program_.id(), name, shader_dir, defines);
  glLinkProgram(program_.id());
  GLint good = 0;
  glGetProgramiv(program_.id(), GL_LINK_STATUS, &good);
  if (good) return;
  std::string log(4096, '\0');
  GLsizei length = 0;
  glGetProgramInfoLog(program_.id(), static_cast<GLsizei>(log.size()), &length, log.data());
  log.resize(static_cast<std::size_t>(length));
  throw std::runtime_error("shaders with " + (shader_dir / shaders.back()).string() + " do not link:\n" +
                           log);
}

void Program::use() const {
  glUseProgram(program_.id());
}

int Program::location(const char* name) const {
  return glGetUniformLocation(program_.id(), name);
}

void Program::set(const char* name, int value) const {
  glUniform1i(location(name), value);
}

void Program::set(const char* name, float value) const {
  glUniform1f(location(name), value);
}

void Program::set(const char* name, glm::vec2 value) const {
  glUniform2fv(location(name), 1, glm::value_ptr(value));
}

void Program::set(const char* name, glm::ivec2 value) const {
  glUniform2iv(location(name), 1, glm::value_ptr(value));
}

void Program::set(const char* name, const glm::vec3& value) const {
  glUniform3fv(location(name), 1, glm::value_ptr(value));
}

void Program::set(const char* name, const glm::vec4& value) const {
  glUniform4fv(location(name), 1, glm::value_ptr(value));
}

void Program::set(const char* name, const glm::mat4& value) const {
  glUniformMatrix4fv(location(name), 1, GL_FALSE, glm::value_ptr(value));
}

void Program::set(const char* name, const std::vector<glm::vec2>& values) const {
  glUniform2fv(location(name), static_cast<GLsizei>(values.size()), glm::value_ptr(values.front()));
}

void Program::set(const char* name, const std::vector<glm::vec4>& values) const {
  glUniform4fv(location(name), static_cast<GLsizei>(values.size()), glm::value_ptr(values.front()));
}

void bind_texture(int unit, const GlTexture& texture) {
  glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
  glBindTexture(GL_TEXTURE_2D, texture.id());
}

void PicturePass::draw() const {
  glBindVertexArray(array_.id());
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

}  // namespace backroll
