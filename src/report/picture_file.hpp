// A chart as a file: SVG as it is, PNG and PDF drawn by Cairo.
#pragma once

#include <filesystem>
#include <string>

namespace backroll {

inline constexpr double kPictureDpi = 300;

// The ending of `file` says which; `width_mm`: of the paper it goes on, for PDF and PNG (at kPictureDpi).
// Written whole or not at all. Throws InputError for another ending and MachineError.
void write_picture(const std::string& svg, const std::filesystem::path& file, double width_mm);

}  // namespace backroll
