#include "viewer/render/image.hpp"

#include <png.h>

#include <string>

#include "recording/output_file.hpp"
#include "scenario/input_error.hpp"

namespace backroll {

Image downsample(const Image& image, int factor) {
  Image small{image.width / factor, image.height / factor, {}};
  small.rgb.reserve(3 * static_cast<std::size_t>(small.width) * static_cast<std::size_t>(small.height));
  const int count = factor * factor;
  for (int y = 0; y < small.height; ++y)
    for (int x = 0; x < small.width; ++x)
      for (int channel = 0; channel < 3; ++channel) {
        int sum = count / 2;
        for (int n = 0; n < count; ++n)
          sum += image.pixel(x * factor + n % factor, y * factor + n / factor)[channel];
        small.rgb.push_back(static_cast<std::uint8_t>(sum / count));
      }
  return small;
}

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
