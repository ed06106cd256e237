// The continuous back of one subject: sections, bones and labels, before any lattice. Lengths in mm.
#pragma once

#include "anatomy/labels.hpp"

namespace backroll {

struct BackShape {
  explicit BackShape(const Subject& subject);  // reads assets/
  BackShape(const Subject& subject, AnatomyTables tables);
  BackShape(const BackShape&) = delete;
  BackShape& operator=(const BackShape&) = delete;

  const AnatomyTables tables;
  const Scaling scaling;
  const SpineCurve spine;
  const Sections sections;
  const BoneShapes bones;
  const Labels labels;
};

// InputError for a subject outside the tables' range.
void check_subject(const Subject& subject, const SpineTable& table);

}  // namespace backroll
