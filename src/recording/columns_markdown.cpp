#include "recording/columns.hpp"
#include "recording/part_csv.hpp"
#include "recording/pressure_map.hpp"

namespace backroll {
namespace {

template <class Table>
std::string table_of(const Table& table) {
  std::string text = "| Column | Unit | Meaning |\n|---|---|---|\n";
  for (const auto& column : table)
    text += "| `" + column.name + "` | " + column.unit + " | " + column.meaning + " |\n";
  return text;
}

}  // namespace

std::string columns_markdown() {
  return std::string(
             "# Columns of forces.csv, regions.csv, spine.csv, bones.csv, person.csv, spots.csv and "
             "pressure_map.csv\n\n") +
         "Comma-separated, one header line, '.' as the decimal sign, 8 significant digits, one row a time "
         "step. Forces\n"
         "are along the load's direction, positive where the body carries them. The two views (skin view, "
         "load path)\n"
         "split the same contact force in two ways and must each add up; `closure_error` says how well they "
         "do.\n\n"
         "## forces.csv of a back\n\n" +
         table_of(forces_columns(false)) + "\n## forces.csv of a specimen\n\n" +
         table_of(forces_columns(true)) +
         "\n## regions.csv\n\n"
         "Long format: one row per time, view and region. Cells that a view does not use are empty. Left out "
         "are skin\n"
         "and path rows with less than 0.001 N and muscle rows with a 95th percentile below 0.01 kPa; `path` "
         "rows hold\n"
         "each bone, and `deep` for the deep boundary and the cut faces.\n\n" +
         table_of(regions_columns()) +
         "\n## spine.csv\n\n"
         "Long format: one row per time and functional spinal unit, C7/T1 to L5/S1. A run whose bones are "
         "held "
         "has no\n"
         "such file. Angles and shifts are those of the cranial vertebra against the caudal one, from rest "
         "(no "
         "roller, no\n"
         "weight); forces and moments are those on the caudal vertebra by the cranial one. All are in the "
         "axes of "
         "the caudal\n"
         "vertebra: anterior, cranial along the spine, right.\n\n" +
         table_of(spine_columns()) +
         "\n## bones.csv\n\n"
         "Long format: one row per time and bone. A run whose bones are held has no such file; the `path` "
         "rows "
         "of\n"
         "regions.csv hold its forces. Rest is the built back without roller and weight.\n\n" +
         table_of(bones_columns()) +
         "\n## person.csv\n\n"
         "Long format: one row per time and segment of the person on the floor. A run whose load is given "
         "has no such file, "
         "and the\n"
         "columns of forces.csv from `person_load_n` on are empty. Names, joints, ends and radii in rest "
         "stand once in "
         "summary.json\n"
         "(run, person); the tissue's frame is that of the upper trunk's segment, or of the mid trunk's "
         "below its joint.\n\n" +
         table_of(person_columns()) +
         "\n## spots.csv\n\n"
         "Long format: one row per time and tight spot of the subject; not written without any.\n\n" +
         table_of(spots_columns()) +
         "\n## pressure_map.csv\n\n"
         "One row per node of the skin, from caudal to cranial, in a row from left to right: the back rolled "
         "out "
         "flat. A node's\n"
         "pressure is above the 1 cm2 peaks of the other tables and does not settle as the mesh is "
         "refined.\n\n" +
         table_of(pressure_map_columns()) +
         "\n## forces.csv of a piece of the skeleton\n\n"
         "With three columns for every spinal unit that can move; here L3/L4.\n\n" +
         table_of(part_columns({"L3/L4"})) +
         "\n## Older folders\n\n"
         "A folder written before a column or file was there is still read: its bones were held, it has no "
         "spine.csv and no\n"
         "bones.csv, the load's direction counts as anterior, and `support_*_n` and `asymmetry` are not "
         "known "
         "(nan).\n";
}

}  // namespace backroll
