#include "viewer/render/image.hpp"

#include <png.h>

#include <string>

#include "recording/output_file.hpp"
#include "scenario/input_error.hpp"

namespace backroll {

void write_png(const std::filesystem::path& path, const Image& image) {
  png_image png = {};
  png.version = PNG_IMAGE_VERSION;
  png.width = static_cast<png_uint_32>(image.width);
  png.height = static_cast<png_uint_32>(image.height);
  png.format = PNG_FORMAT_RGB;
  const std::string partial = partial_name(path).string();
  if (!png_image_write_to_file(&png, partial.c_str(), 0, image.rgb.data(), 0, nullptr))
    throw MachineError("cannot write " + path.string() + ": " + png.message);
  commit_file(path);
}

}  // namespace backroll
