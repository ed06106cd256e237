// Pictures as plain bytes, and PNG files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace backroll {

struct Image {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgb;  // three bytes a pixel, rows from the top
  const std::uint8_t* pixel(int x, int y) const {
    return rgb.data() +
           3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
  }
};

// Whole or not at all (output_file.hpp). Throws MachineError with the path.
void write_png(const std::filesystem::path& path, const Image& image);

}  // namespace backroll
