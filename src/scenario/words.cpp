#include "scenario/words.hpp"

namespace backroll {

using Words = std::vector<std::string>;

template <>
const Words& words_of<Sex>() {
  static const Words words = {"man", "woman"};
  return words;
}

template <>
const Words& words_of<RollerDrive>() {
  static const Words words = {"free", "driven", "locked"};
  return words;
}

template <>
const Words& words_of<RollerShape>() {
  static const Words words = {"cylinder", "grooved", "peanut", "ball", "ridged", "grid", "parts"};
  return words;
}

template <>
const Words& words_of<RollerPartShape>() {
  static const Words words = {"sphere", "cylinder", "capsule", "box", "hull"};
  return words;
}

template <>
const Words& words_of<Posture>() {
  static const Words words = {"hips_up", "hips_down", "prone", "held"};
  return words;
}

template <>
const Words& words_of<Arms>() {
  static const Words words = {"crossed", "overhead", "supporting"};
  return words;
}

template <>
const Words& words_of<SupportBy>() {
  static const Words words = {"elbows", "hands", "legs"};
  return words;
}

template <>
const Words& words_of<LoadKind>() {
  static const Words words = {"given", "bullet", "statics"};
  return words;
}

template <>
const Words& words_of<HeadShape>() {
  static const Words words = {"round", "square", "sphere"};
  return words;
}

template <>
const Words& words_of<PhaseKind>() {
  static const Words words = {"approach", "warm_up", "roll", "hold", "rest", "repeat", "lift"};
  return words;
}

template <>
const Words& words_of<Resolution>() {
  static const Words words = {"live", "standard", "fine"};
  return words;
}

template <>
const Words& words_of<LawKind>() {
  static const Words words = {"neo_hookean", "neo_hookean_coupled", "ogden"};
  return words;
}

template <>
const Words& words_of<IndenterKind>() {
  static const Words words = {"rigid_cylinder", "rigid_sphere", "rigid_punch"};
  return words;
}

template <>
const Words& words_of<PartKind>() {
  static const Words words = {"spinal_unit", "costovertebral", "thoracic_column", "bare_column", "cage"};
  return words;
}

template <>
const Words& words_of<Engine>() {
  static const Words words = {"own", "bullet"};
  return words;
}

}  // namespace backroll
