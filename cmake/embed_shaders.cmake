# Writes one C++ file that holds the text of every shader:
#   cmake -DOUTPUT=FILE.cpp -DINPUT_DIR=shaders -P embed_shaders.cmake
# The file defines embedded_shaders() of viewer/render/shader_sources.hpp.
file(GLOB shaders ${INPUT_DIR}/*.glsl)
list(SORT shaders)
if(NOT shaders)
  message(FATAL_ERROR "no *.glsl in ${INPUT_DIR}")
endif()
set(entries "")
foreach(path IN LISTS shaders)
  get_filename_component(name ${path} NAME)
  file(READ ${path} text)
  string(APPEND entries "    {\"${name}\", R\"glsl(${text})glsl\"},\n")
endforeach()
set(frame [[
// Written by cmake/embed_shaders.cmake.
#include "viewer/render/shader_sources.hpp"

namespace backroll {
namespace {

constexpr EmbeddedShader kShaders[] = {
@entries@};

}  // namespace

std::span<const EmbeddedShader> embedded_shaders() {
  return kShaders;
}

}  // namespace backroll
]])
string(CONFIGURE "${frame}" source @ONLY)
file(WRITE ${OUTPUT} "${source}")
