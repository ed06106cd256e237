// The words a file uses for the values of an enum: reading, writing, the reference and messages take them
// from here.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace backroll {

// One word a value, in the enum's order. IndenterKind: without `roller`, which is a key of its own.
template <class Enum>
const std::vector<std::string>& words_of();

template <>
const std::vector<std::string>& words_of<Sex>();
template <>
const std::vector<std::string>& words_of<RollerDrive>();
template <>
const std::vector<std::string>& words_of<RollerShape>();
template <>
const std::vector<std::string>& words_of<RollerPartShape>();
template <>
const std::vector<std::string>& words_of<Posture>();
template <>
const std::vector<std::string>& words_of<Arms>();
template <>
const std::vector<std::string>& words_of<SupportBy>();
template <>
const std::vector<std::string>& words_of<LoadKind>();
template <>
const std::vector<std::string>& words_of<HeadShape>();
template <>
const std::vector<std::string>& words_of<PhaseKind>();
template <>
const std::vector<std::string>& words_of<Resolution>();
template <>
const std::vector<std::string>& words_of<LawKind>();
template <>
const std::vector<std::string>& words_of<IndenterKind>();
template <>
const std::vector<std::string>& words_of<PartKind>();
template <>
const std::vector<std::string>& words_of<Engine>();

template <class Enum>
const std::string& word_of(Enum value) {
  return words_of<Enum>().at(static_cast<std::size_t>(value));
}

// std::logic_error for a word that the parameter table should have refused.
template <class Enum>
Enum from_word(const std::string& word) {
  const std::vector<std::string>& words = words_of<Enum>();
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) throw std::logic_error("no value for the word '" + word + "'");
  return static_cast<Enum>(found - words.begin());
}

}  // namespace backroll
