// `extends`: a scenario laid over another one.
#pragma once

#include <string>
#include <string_view>

#include "scenario/document.hpp"

namespace backroll {

// The document with every file it extends merged under it. Tables merge key by key; arrays of tables and all
// other values replace as a whole; a key or section that excludes another (load_n and depth_mm, [press] and
// [[roller]]) drops that one of the base. schema is checked in every file; name and description are not taken
// over.
Node parse_with_extends(std::string_view text, const std::string& file);

// Takes out of the document what giving `path` ("load.force_n") excludes.
void drop_excluded_by(Node& document, const std::string& path);

}  // namespace backroll
