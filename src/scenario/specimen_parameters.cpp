#include "scenario/parameter_rows.hpp"
#include "scenario/words.hpp"

namespace backroll::parameter_rows {

std::vector<Parameter> specimen_keys() {
  std::vector<Parameter> all = {
      word("specimen", "kind", {"slab"}, otherwise("\"slab\""), "shape"),
      numbers("specimen", "size_mm", "mm", 5, 5000, note(kRequired),
              "along the cylinder's axis, along the roll, thickness"),
      word("specimen", "bottom", {"fixed"}, otherwise("\"fixed\""),
           "how its underside is held; the sides are free"),
      number("specimen.layers", "thickness_mm", "mm", 0.5, 5000, note(kRequired),
             "layers add up to the specimen's thickness"),
      word("specimen.layers", "law", words_of<LawKind>(), note(kRequired),
           "neo_hookean and ogden split volume from shape; neo_hookean_coupled is mu/2 (I1 - 3) - mu ln J + "
           "lambda/2 (ln J)^2"),
      number("specimen.layers", "shear_modulus_kpa", "kPa", 0.01, 100000, note(kRequired),
             "short-term shear modulus"),
      number("specimen.layers", "poisson", "", 0, 0.4995, note("bulk_ratio"), "give this or bulk_ratio"),
      number("specimen.layers", "bulk_ratio", "", 0.66, 1001, otherwise("100"),
             "bulk over shear modulus, K/G"),
      number("specimen.layers", "alpha", "", 2, 40, otherwise("12"),
             "law = \"ogden\" only: W = 2 mu/alpha^2 (sum of stretch^alpha - 3)"),
      number("specimen.layers", "density_kg_m3", "kg/m3", 10, 20000, otherwise("1050"), "mass density"),
      numbers("specimen.layers", "prony_g", "", 0, 0.99, otherwise("[]"),
              "shares of the short-term modulus that relax; their sum stays below 1"),
      numbers("specimen.layers", "prony_tau_s", "s", 0.001, 1e6, otherwise("[]"),
              "relaxation times, one a share"),
      word("indenter", "kind", words_of<IndenterKind>(), note("required without roller"),
           "rigid body pressed into the top; the punch is flat and round"),
      number("indenter", "radius_mm", "mm", 1, 5000, note("required with kind"),
             "of cylinder, sphere or punch"),
      text("indenter", "roller", note("none"),
           "a roller instead: as [[roller]] id; the roller keys below may then follow"),
      number("indenter", "friction", "", 0, 2, otherwise("0", "with a roller: as its row"),
             "Coulomb coefficient"),
      word("indenter", "drive", words_of<RollerDrive>(), otherwise("\"free\""), "spin, as for a roller"),
  };
  for (Parameter& parameter : roller_keys("indenter")) all.push_back(std::move(parameter));
  const std::vector<Parameter> rest = {
      table("loading", "depth_mm", "s, mm", 0, 5000, note("one of depth_mm and load_n"),
            "travel from first touch over time"),
      table("loading", "load_n", "s, N", 0, 1e6, note("one of depth_mm and load_n"), "force over time"),
      table("loading", "roll_mm", "s, mm", -5000, 5000, note("none"),
            "travel from the middle along the roll over time"),
  };
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

}  // namespace backroll::parameter_rows
