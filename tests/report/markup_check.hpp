// A small check that markup is well-formed XML: every tag closed in order, attributes quoted, no stray '<' or
// '&'.
#pragma once

#include <cctype>
#include <set>
#include <string>
#include <vector>

namespace backroll {

inline bool is_well_formed(const std::string& text, const std::set<std::string>& empty_tags = {}) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '&') {
      const std::size_t end = text.find(';', at);
      if (end == std::string::npos || end - at > 7) return false;
      continue;
    }
    if (text[at] != '<') continue;
    if (text.compare(at, 2, "<!") == 0 || text.compare(at, 2, "<?") == 0) {
      at = text.find('>', at);
      continue;
    }
    std::size_t end = at + 1;
    bool quoted = false;
    for (; end < text.size() && (quoted || text[end] != '>'); ++end) {
      if (text[end] == '"') quoted = !quoted;
      if (text[end] == '<') return false;
    }
    if (end >= text.size() || quoted) return false;
    const bool closing = text[at + 1] == '/', closed = text[end - 1] == '/';
    std::size_t name_end = at + 1 + closing;
    while (name_end < end && (std::isalnum(static_cast<unsigned char>(text[name_end])) != 0)) ++name_end;
    const std::string name = text.substr(at + 1 + closing, name_end - at - 1 - closing);
    if (closing) {
      if (open.empty() || open.back() != name) return false;
      open.pop_back();
    } else if (!closed && !empty_tags.contains(name)) {
      open.push_back(name);
      if (name == "style" || name == "script") end = text.find("</" + name + ">", end) - 1;
    }
    at = end;
  }
  return open.empty();
}

}  // namespace backroll
