#include "scenario/parameter_rows.hpp"
#include "scenario/words.hpp"

namespace backroll::parameter_rows {

namespace {

std::vector<std::string> press_places() {
  std::vector<std::string> places = level_names();
  places.emplace_back("sternum");
  return places;
}

}  // namespace

std::vector<Parameter> support_keys() {
  return {
      word("support", "posture", words_of<Posture>(), otherwise("\"hips_up\""),
           "hips_up = on the back, pelvis carried by the legs, trunk held by its muscles; hips_down = on the "
           "back, pelvis on the floor, trunk relaxed over the roller; prone = face down on a plinth, for a "
           "[press]; held = every bone keeps its place"),
      number("support", "muscle_hold_share", "", 0, 1, note("by posture"),
             "share of the bending moment of weight and roller at each spinal unit that the trunk's muscles "
             "carry",
             "proposed"),
      number("support", "spine_preload_n", "N", 0, 1000, otherwise("150"),
             "compression of every spinal unit by resting muscles",
             "disc pressure lying about 0.1 MPa, recalled: Wilke 1999"),
      number("support", "plinth_stiffness_n_mm", "N/mm", 1, 10000, otherwise("1000"),
             "prone: of the plinth under the sternum; below 100 it is padded", "proposed"),
  };
}

std::vector<Parameter> press_keys() {
  return {
      word("press", "head", words_of<HeadShape>(), otherwise("\"round\""),
           "shape of the head: flat and round, flat and square, or a sphere"),
      number("press", "area_mm2", "mm2", 50, 10000, otherwise("300"),
             "area of the face; of a sphere: of its great circle",
             "300 to 1564 mm2 in use, found: Squires 2001 Man Ther"),
      word("press", "at", press_places(), note(kRequired),
           "a level: on its spinous tip; sternum: from the front, with force_n, on the back, the spine held"),
      number("press", "right_mm", "mm", -200, 200, otherwise("0"), "to the right from there, along the skin"),
      number("press", "up_mm", "mm", -200, 200, otherwise("0"),
             "towards the head from there, along the skin"),
      table("press", "force_n", "s, N", 0, 3000, note("one of force_n and depth_mm"), "force over time"),
      table("press", "depth_mm", "s, mm", 0, 150, note("one of force_n and depth_mm"),
            "travel from first touch over time"),
      numbers("press", "slope_between_n", "N", 0, 3000, otherwise("[30, 100]"),
              "two forces: the stiffness is the slope between them while the force rises",
              "30-100 N recalled: Latimer 1996-98, Shirley 1999-2002"),
  };
}

}  // namespace backroll::parameter_rows
