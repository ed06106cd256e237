// The section pictures of backroll inspect: which regions are named and coloured how.
#pragma once

#include <string>
#include <vector>

#include "anatomy/back_shape.hpp"
#include "report/section_picture.hpp"

namespace backroll {

// The levels whose horizontal sections are drawn.
inline const std::vector<std::string> kSectionLevels = {"T4", "T8", "T12", "L3", "L5"};

SectionPicture horizontal_picture(const BackShape& shape, int level, const std::string& person);
SectionPicture midline_picture(const BackShape& shape, const std::string& person);

}  // namespace backroll
