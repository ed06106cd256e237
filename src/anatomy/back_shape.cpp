#include "anatomy/back_shape.hpp"

#include <sstream>

#include "scenario/assets.hpp"
#include "scenario/input_error.hpp"

namespace backroll {

namespace {

std::string number(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

}  // namespace

void check_subject(const Subject& subject, const SpineTable& table) {
  const auto check = [](const std::string& key, double value, const Interval& allowed) {
    if (value >= allowed.from && value <= allowed.to) return;
    throw InputError::at({}, 0, key, number(value), "outside the range of the anatomical tables",
                         number(allowed.from) + " to " + number(allowed.to));
  };
  check("subject.stature_m", subject.stature_m, table.stature_m);
  check("subject.muscle_bulk_ratio", subject.muscle_bulk, table.muscle_bulk);
  check("subject.fat_ratio", subject.fat, table.fat);
  check("subject.kyphosis_deg", subject.kyphosis_deg, table.kyphosis_deg);
  check("subject.lordosis_deg", subject.lordosis_deg, table.lordosis_deg);
  const double bmi = subject.bmi(), square = subject.stature_m * subject.stature_m;
  if (!(bmi >= table.bmi_kg_m2.from && bmi <= table.bmi_kg_m2.to))
    throw InputError::at(
        {}, 0, "subject.mass_kg", number(subject.mass_kg),
        "body mass index " + number(bmi) + " kg/m2 is outside the range of the anatomical tables",
        number(table.bmi_kg_m2.from * square) + " to " + number(table.bmi_kg_m2.to * square) +
            " kg at this stature");
}

BackShape::BackShape(const Subject& subject) : BackShape(subject, read_anatomy_tables(assets_dir())) {}

BackShape::BackShape(const Subject& subject, AnatomyTables from)
    : tables((check_subject(subject, from.spine), std::move(from))),
      scaling(subject, tables.spine, tables.profiles),
      spine(subject, tables.spine, scaling),
      sections(tables, scaling, spine),
      bones(tables, scaling, spine, sections),
      labels(tables, scaling, spine, sections, bones) {}

}  // namespace backroll
