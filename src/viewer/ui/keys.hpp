// A key with its modifiers as people write it: "Ctrl+Shift+Z", "Space", "[", "F1". Shortcuts, key sheet and
// scripts use it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "viewer/ui/compat.hpp"

namespace backroll {

struct Chord {
  Key key = Key::space;
  bool ctrl = false, shift = false, alt = false;
};

// Nothing for a word that names no key. Letters in either case.
std::optional<Chord> chord_of(std::string_view text);

// Every word a chord can end in.
const std::vector<std::string>& key_words();

// In this frame, with exactly these modifiers; never while a text field has the keyboard. The second throws
// std::runtime_error where the text is no chord.
bool chord_pressed(const Chord& chord, bool repeat = false);
bool chord_pressed(std::string_view text, bool repeat = false);

}  // namespace backroll
