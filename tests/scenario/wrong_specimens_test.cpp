#include <vector>

#include "scenario/pieces.hpp"
#include "scenario/wrong_file.hpp"

namespace backroll {
namespace {

const std::string kSpecimen = "[specimen]\nsize_mm = [400, 500, 80]\n";  // lines 3-4
const std::string kLayer =                                               // lines 5-8
    "[[specimen.layers]]\nthickness_mm = 80\nlaw = \"neo_hookean\"\nshear_modulus_kpa = 6\n";
const std::string kIndenter = "[indenter]\nkind = \"rigid_cylinder\"\nradius_mm = 75\n";
const std::string kLoading = "[loading]\ndepth_mm = [[0, 0], [1, 20]]\n";
const std::string kRest = kIndenter + kLoading;
const std::string kBlock = kHead + kSpecimen + kLayer;  // next line is 9

const std::vector<WrongFile>& wrong_specimens() {
  static const std::vector<WrongFile> all = {
      {"mixed with a back", kBlock + kRest + "[[roller]]\nid = \"firm-epp\"\n",
       "wrong.toml:14: roller: belongs to a back; this scenario holds a specimen"},
      {"indenter alone", kHead + kIndenter, "wrong.toml:1: specimen: missing: add [specimen]"},
      {"no loading", kBlock + kIndenter, "wrong.toml:1: loading: missing: add [loading]"},
      {"no size", kHead + "[specimen]\nkind = \"slab\"\n" + kRest, "wrong.toml:3: specimen.size_mm: missing"},
      {"unknown kind", kHead + "[specimen]\nkind = \"ball\"\n" + kRest,
       "wrong.toml:4: specimen.kind = \"ball\": not one of the known words; allowed: slab"},
      {"two sizes", kHead + "[specimen]\nsize_mm = [400, 500]\n" + kLayer + kRest,
       "wrong.toml:4: specimen.size_mm = [400, 500]: three numbers are expected"},
      {"size with a text", kHead + "[specimen]\nsize_mm = [400, 500, \"80\"]\n" + kLayer + kRest,
       "wrong.toml:4: specimen.size_mm = \"80\": a number is expected, found a text"},
      {"size of zero", kHead + "[specimen]\nsize_mm = [400, 500, 0]\n" + kLayer + kRest,
       "wrong.toml:4: specimen.size_mm = 0: outside 5 to 5000 mm"},
      {"no layers", kHead + kSpecimen + kRest, "wrong.toml:3: specimen: no layers: add [[specimen.layers]]"},
      {"layers misspelt", kHead + kSpecimen + "[[specimen.layer]]\nthickness_mm = 80\n" + kRest,
       "wrong.toml:5: specimen.layer: unknown key; allowed: kind, size_mm, bottom, layers; did you mean "
       "'layers'?"},
      {"thickness does not add up", kHead + kSpecimen + kLayer + kLayer + kRest,
       "wrong.toml:4: specimen.size_mm = [400, 500, 80]: the layers add up to 160 mm, the thickness is 80 "
       "mm"},
      {"unknown law",
       kHead + kSpecimen + "[[specimen.layers]]\nthickness_mm = 80\nlaw = \"neohookean\"\n" + kRest,
       "wrong.toml:7: specimen.layers.law = \"neohookean\": not one of the known words; allowed: "
       "neo_hookean, "
       "neo_hookean_coupled, ogden; did you mean 'neo_hookean'?"},
      {"no modulus", kHead + kSpecimen + "[[specimen.layers]]\nthickness_mm = 80\nlaw = \"ogden\"\n" + kRest,
       "wrong.toml:5: specimen.layers.shear_modulus_kpa: missing"},
      {"poisson and bulk_ratio", kBlock + "poisson = 0.45\nbulk_ratio = 100\n" + kRest,
       "wrong.toml:10: specimen.layers.bulk_ratio = 100: give either this or poisson"},
      {"poisson of a half", kBlock + "poisson = 0.5\n" + kRest,
       "wrong.toml:9: specimen.layers.poisson = 0.5: outside 0 to 0.4995"},
      {"alpha of a neo-Hookean", kBlock + "alpha = 12\n" + kRest,
       "wrong.toml:9: specimen.layers.alpha = 12: is for law = \"ogden\" only"},
      {"more shares than times", kBlock + "prony_g = [0.2, 0.2]\nprony_tau_s = [1]\n" + kRest,
       "wrong.toml:9: specimen.layers.prony_g = [0.2, 0.2]: 2 shares and 1 times; there must be as many of "
       "both"},
      {"shares above one", kBlock + "prony_g = [0.6, 0.5]\nprony_tau_s = [1, 10]\n" + kRest,
       "wrong.toml:9: specimen.layers.prony_g = [0.6, 0.5]: the shares add up to 1.1; they must stay below "
       "1"},
      {"time of zero", kBlock + "prony_g = [0.6]\nprony_tau_s = [0]\n" + kRest,
       "wrong.toml:10: specimen.layers.prony_tau_s = 0: outside 0.001 to 1000000 s"},
      {"kind and roller",
       kBlock + "[indenter]\nkind = \"rigid_cylinder\"\nroller = \"firm-epp\"\n" + kLoading,
       "wrong.toml:10: indenter.kind = \"rigid_cylinder\": give either this or indenter.roller"},
      {"neither kind nor roller", kBlock + "[indenter]\nradius_mm = 75\n" + kLoading,
       "wrong.toml:9: indenter.kind: missing: give kind"},
      {"no radius", kBlock + "[indenter]\nkind = \"rigid_sphere\"\n" + kLoading,
       "wrong.toml:9: indenter.radius_mm: missing"},
      {"density of a rigid body", kBlock + kIndenter + "density_kg_m3 = 40\n" + kLoading,
       "wrong.toml:12: indenter.density_kg_m3 = 40: is for a roller; the indenter has kind = "
       "\"rigid_cylinder\""},
      {"unknown roller", kBlock + "[indenter]\nroller = \"frim-epp\"\n" + kLoading,
       "wrong.toml:10: indenter.roller = \"frim-epp\": no such roller; allowed: soft-epe"},
      {"density of the roller",
       kBlock + "[indenter]\nroller = \"firm-epp\"\ndensity_kg_m3 = 200\n" + kLoading,
       "wrong.toml:11: indenter.density_kg_m3 = 200: outside 20 to 90 kg/m3 for EPP"},
      {"depth and load", kBlock + kRest + "load_n = [[0, 0], [1, 300]]\n",
       "wrong.toml:14: loading.load_n = [[0, 0], [1, 300]]: give either this or loading.depth_mm"},
      {"neither depth nor load", kBlock + kIndenter + "[loading]\nroll_mm = [[0, 0], [1, 20]]\n",
       "wrong.toml:12: loading: missing: give depth_mm or load_n"},
      {"table as number", kBlock + kIndenter + "[loading]\ndepth_mm = 20\n",
       "wrong.toml:13: loading.depth_mm = 20: a list of [time_s, value] pairs is expected, found a whole "
       "number"},
      {"one pair", kBlock + kIndenter + "[loading]\ndepth_mm = [[0, 0]]\n",
       "wrong.toml:13: loading.depth_mm = [[0, 0]]: at least two [time_s, value] pairs are needed"},
      {"triple", kBlock + kIndenter + "[loading]\ndepth_mm = [[0, 0], [1, 2, 3]]\n",
       "wrong.toml:13: loading.depth_mm = [1, 2, 3]: a pair [time_s, value] is expected"},
      {"times fall", kBlock + kIndenter + "[loading]\ndepth_mm = [[0, 0],\n  [2, 10],\n  [1, 20]]\n",
       "wrong.toml:15: loading.depth_mm = [1, 20]: times must increase; the pair before has 2"},
      {"starts late", kBlock + kIndenter + "[loading]\ndepth_mm = [[1, 0], [2, 10]]\n",
       "wrong.toml:13: loading.depth_mm = [1, 0]: the first time must be 0"},
      {"negative depth", kBlock + kIndenter + "[loading]\ndepth_mm = [[0, 0], [2, -10]]\n",
       "wrong.toml:13: loading.depth_mm = -10: outside 0 to 5000 mm"},
      {"deeper than the slab", kBlock + kIndenter + "[loading]\ndepth_mm = [[0, 0], [2, 79]]\n",
       "wrong.toml:13: loading.depth_mm = [[0, 0], [2, 79]]: reaches 79 mm; the specimen is 80 mm thick"},
      {"load nan", kBlock + kIndenter + "[loading]\nload_n = [[0, 0], [2, nan]]\n",
       "wrong.toml:13: loading.load_n = nan: not a finite number"},
      {"rolled longer than loaded", kBlock + kRest + "roll_mm = [[0, 0], [2, 50]]\n",
       "wrong.toml:14: loading.roll_mm = [[0, 0], [2, 50]]: goes on to 2 s; the loading ends at 1 s"},
      {"rolled off the slab", kBlock + kRest + "roll_mm = [[0, 0], [1, 300]]\n",
       "wrong.toml:14: loading.roll_mm = [[0, 0], [1, 300]]: reaches 300 mm from the middle; the specimen "
       "is"},
      {"punch rolled",
       kBlock + "[indenter]\nkind = \"rigid_punch\"\nradius_mm = 20\n" + kLoading +
           "roll_mm = [[0, 0], [1, 50]]\n",
       "wrong.toml:14: loading.roll_mm = [[0, 0], [1, 50]]: a punch or a sphere is not rolled"},
      {"resolution of a specimen", kBlock + kRest + "[mesh]\nresolution = \"fine\"\n",
       "wrong.toml:15: mesh.resolution = \"fine\": is for a back; a specimen has mesh.nodes"},
      {"bulk ratio of the solver", kBlock + kRest + "[solver]\nbulk_ratio = 300\n",
       "wrong.toml:15: solver.bulk_ratio = 300: is for a back; a specimen's layers have their own"},
      {"too few nodes", kBlock + kRest + "[mesh]\nnodes = 8\n",
       "wrong.toml:15: mesh.nodes = 8: outside 100 to 2000000"},
  };
  return all;
}

}  // namespace

TEST_CASE("wrong scenarios of a specimen name file, line, key and what is allowed") {
  for (const WrongFile& wrong : wrong_specimens()) check_message(wrong);
}

}  // namespace backroll
