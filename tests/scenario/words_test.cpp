#include "scenario/words.hpp"

#include <doctest/doctest.h>

namespace backroll {

TEST_CASE("every value of an enum has its own word") {
  CHECK(word_of(Sex::woman) == "woman");
  CHECK(word_of(RollerDrive::locked) == "locked");
  CHECK(word_of(Posture::hips_up) == "hips_up");
  CHECK(word_of(Posture::hips_down) == "hips_down");
  CHECK(word_of(Posture::prone) == "prone");
  CHECK(word_of(Posture::held) == "held");
  CHECK(word_of(HeadShape::round) == "round");
  CHECK(word_of(HeadShape::square) == "square");
  CHECK(word_of(HeadShape::sphere) == "sphere");
  CHECK(word_of(PhaseKind::lift) == "lift");
  CHECK(word_of(Resolution::fine) == "fine");
  CHECK(word_of(LawKind::ogden) == "ogden");
  CHECK(word_of(IndenterKind::rigid_punch) == "rigid_punch");
  CHECK(word_of(PartKind::spinal_unit) == "spinal_unit");
  CHECK(word_of(PartKind::costovertebral) == "costovertebral");
  CHECK(word_of(PartKind::thoracic_column) == "thoracic_column");
  CHECK(word_of(PartKind::bare_column) == "bare_column");
  CHECK(word_of(PartKind::cage) == "cage");
  CHECK(from_word<PartKind>("cage") == PartKind::cage);
  CHECK(from_word<LawKind>("neo_hookean_coupled") == LawKind::neo_hookean_coupled);
  CHECK_THROWS_AS(from_word<Posture>("standing"), std::logic_error);
}

}  // namespace backroll
