#include "scenario/parameter_rows.hpp"
#include "scenario/words.hpp"

namespace backroll::parameter_rows {

std::vector<Parameter> settings_keys() {
  return {
      word("mesh", "resolution", words_of<Resolution>(), otherwise("\"live\""),
           "back: about 10 000, 31 000 or 94 000 nodes"),
      integer("mesh", "nodes", "", 100, 2000000, otherwise("20000"), "specimen: about so many nodes"),
      word(
          "solver", "engine", words_of<Engine>(), otherwise("\"own\""),
          "bullet: a second opinion from Bullet's deformable world (docs/crosscheck.md): load_n on a "
          "specimen, or a hold on a back whose bones are held, on a coarse lattice; short-term stiffness, no "
          "friction, the foam's loading branch"),
      number("solver", "time_step_s", "s", 0.00416, 10, otherwise("0.016666666666666666"),
             "time step; of a back 1/240 to 1/15", "proposed"),
      number("solver", "residual_tolerance", "", 1e-8, 0.1, otherwise("5e-4"),
             "largest out-of-balance force relative to the load", "proposed: reported runs 5e-4"),
      number("solver", "bulk_ratio", "", 10, 1000, otherwise("100"),
             "back: bulk over shear modulus of the tissues, K/G", "proposed: 300 in reference runs"),
      integer("solver", "max_newton", "", 3, 500, otherwise("40"),
              "Newton iterations before a step counts as failed"),
      integer("solver", "threads", "", 0, 1024, otherwise("0"), "0 = all cores; results do not depend on it"),
      number("output", "fields_every_s", "s", 0, 3600, otherwise("0.25"),
             "time between fields; 0 = no fields file"),
      boolean("output", "charts", otherwise("true"), "write charts"),
      boolean("output", "report", otherwise("true"), "write report.html"),
      number("output", "bone_depth_mm", "mm", 0, 60, otherwise("12"),
             "back: a bone this close under the fat takes the skin point in the skin view", "proposed"),
  };
}

}  // namespace backroll::parameter_rows
