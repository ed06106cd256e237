#include "viewer/ui/keys.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

namespace backroll {
namespace {

using Named = std::pair<std::string, Chord>;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

Key shifted(Key first, int by) {
  return static_cast<Key>(static_cast<int>(first) + by);
}

std::vector<Named> named_keys() {
  std::vector<Named> all = {
      {"Space", {Key::space}},
      {"Enter", {Key::enter}},
      {"Tab", {Key::tab}},
      {"Esc", {Key::escape}},
      {"Escape", {Key::escape}},
      {"Backspace", {Key::backspace}},
      {"Delete", {Key::erase}},
      {"Insert", {Key::insert}},
      {"Left", {Key::left}},
      {"Right", {Key::right}},
      {"Up", {Key::up}},
      {"Down", {Key::down}},
      {"PageUp", {Key::page_up}},
      {"PageDown", {Key::page_down}},
      {"Home", {Key::home}},
      {"End", {Key::end}},
      {"[", {Key::left_bracket}},
      {"]", {Key::right_bracket}},
      {",", {Key::comma}},
      {".", {Key::period}},
      {"-", {Key::minus}},
      {"=", {Key::equal}},
      {"/", {Key::slash}},
      {";", {Key::semicolon}},
      {"'", {Key::apostrophe}},
      {"\\", {Key::backslash}},
      {"Pad+", {Key::pad_add}},
      {"Pad-", {Key::pad_subtract}},
      {"?", {Key::slash, false, true}},
      {"+", {Key::equal, false, true}},
  };
  for (int n = 0; n < 26; ++n)
    all.push_back({std::string(1, static_cast<char>('A' + n)), {shifted(Key::a, n)}});
  for (int n = 0; n < 10; ++n) all.push_back({std::to_string(n), {shifted(Key::n0, n)}});
  for (int n = 1; n <= 12; ++n) all.push_back({"F" + std::to_string(n), {shifted(Key::f1, n - 1)}});
  return all;
}

const std::vector<Named>& keys() {
  static const std::vector<Named> all = named_keys();
  return all;
}

}  // namespace

std::optional<Chord> chord_of(std::string_view text) {
  Chord modifiers;
  const std::pair<std::string_view, bool*> words[] = {
      {"ctrl+", &modifiers.ctrl}, {"shift+", &modifiers.shift}, {"alt+", &modifiers.alt}};
  for (bool found = true; found;) {
    found = false;
    for (const auto& [word, modifier] : words)
      if (lower(text.substr(0, word.size())) == word) {
        *modifier = found = true;
        text.remove_prefix(word.size());
      }
  }
  for (const auto& [word, chord] : keys())
    if (lower(word) == lower(text))
      return Chord{chord.key, modifiers.ctrl || chord.ctrl, modifiers.shift || chord.shift, modifiers.alt};
  return std::nullopt;
}

const std::vector<std::string>& key_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> all;
    for (const Named& named : keys()) all.push_back(named.first);
    return all;
  }();
  return words;
}

bool chord_pressed(const Chord& chord, bool repeat) {
  const ImGuiIO& io = ImGui::GetIO();
  return !io.WantTextInput && io.KeyCtrl == chord.ctrl && io.KeyShift == chord.shift &&
         io.KeyAlt == chord.alt && key_pressed(chord.key, repeat);
}

bool chord_pressed(std::string_view text, bool repeat) {
  const std::optional<Chord> chord = chord_of(text);
  if (!chord) throw std::runtime_error("no key is called '" + std::string(text) + "'");
  return chord_pressed(*chord, repeat);
}

}  // namespace backroll
