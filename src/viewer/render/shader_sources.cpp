#include "viewer/render/shader_sources.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace backroll {

std::string shader_source(std::string_view name, const std::filesystem::path& shader_dir) {
  if (!shader_dir.empty()) {
    const std::filesystem::path path = shader_dir / name;
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read the shader " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
  }
  for (const EmbeddedShader& shader : embedded_shaders())
    if (shader.name == name) return std::string(shader.text);
  throw std::runtime_error("the program holds no shader " + std::string(name));
}

}  // namespace backroll
