// The text of the shaders in shaders/, which the build puts into the program (cmake/embed_shaders.cmake).
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace backroll {

struct EmbeddedShader {
  std::string_view name, text;
};

std::span<const EmbeddedShader> embedded_shaders();  // in the generated file

// The file `name` of `shader_dir`, or the embedded one where `shader_dir` is empty. Throws std::runtime_error
// where there is none.
std::string shader_source(std::string_view name, const std::filesystem::path& shader_dir);

}  // namespace backroll
