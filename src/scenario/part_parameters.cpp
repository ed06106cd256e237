#include "scenario/parameter_rows.hpp"
#include "scenario/words.hpp"

namespace backroll::parameter_rows {

std::vector<Parameter> part_keys() {
  return {
      word("part", "kind", words_of<PartKind>(), note(kRequired),
           "spinal_unit = two vertebrae, the lower one held; costovertebral = a rib and its vertebra, the "
           "vertebra held; thoracic_column = T1 to T12 with ribs and sternum, T12 held; bare_column = the "
           "same without ribs; cage = ribs and sternum, the spine held"),
      word("part", "level", level_names(), note("spinal_unit, costovertebral: required"),
           "spinal_unit: the upper vertebra, C7 to L5; costovertebral: the vertebra, T1 to T12"),
      number("part", "preload_n", "N", 0, 3000, otherwise("0"),
             "spinal_unit: axial compression; columns: load that follows the column",
             "up to 500 N in tests, found: Gardner-Morse & Stokes 2004 J Biomech 37:205"),
      table("part", "force_n", "s, N", -5000, 5000, note("one of force_n and moment_nm"),
            "force along direction over time, on the free body (columns: T1; cage: sternum)"),
      table("part", "moment_nm", "s, N m", -200, 200, note("one of force_n and moment_nm"),
            "moment about direction over time, on the free body"),
      numbers("part", "direction", "", -1000, 1000, otherwise("[1, 0, 0]"),
              "x anterior, y towards the head, z right; any length but zero"),
  };
}

}  // namespace backroll::parameter_rows
