// Where the tight spots of a subject lie on the lattice.
#pragma once

#include <vector>

#include "anatomy/back_model.hpp"

namespace backroll {

struct PlacedSpot {
  Vec3 centre = Vec3::Zero();                 // [m] in the middle of its muscle at its level
  double arc = 0;                             // [m] along the skin's midline
  double volume = 0;                          // [m3] of it that the muscle's hexes hold
  std::vector<std::pair<int, double>> share;  // hex and the share of it inside the ball
};

// Throws InputError where the muscle does not reach the level on that side, or holds nothing of the ball.
std::vector<PlacedSpot> place_tight_spots(const std::vector<TightSpot>& spots, const BackModel& back,
                                          const std::string& file);

std::vector<Vec3> hex_centres(const Lattice& lattice);  // per hex [m]

}  // namespace backroll
