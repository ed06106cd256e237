// What the lattice of a back is worth: shapes of its hexes, volumes of its tissues, nodes of its bones, and
// whether left mirrors right.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "anatomy/body_lattice.hpp"

namespace backroll {

// Scaled Jacobians of the hexes that are not bone; 1 = a brick.
struct HexQuality {
  double worst = 1, percentile_1 = 1, median = 1;
  int i = 0, j = 0, k = 0;  // the worst hex
};
HexQuality hex_quality(const BackModel& back);

// Where a hex lies, in words: "T6, 121 mm right, latissimus, 31 mm under the skin".
std::string place_of_hex(const BackModel& back, int i, int j, int k);

using PerTissue = std::array<double, static_cast<std::size_t>(Tissue::count)>;
PerTissue tissue_volumes_cm3(const BackModel& back);  // both sides
PerTissue tissue_hexes(const BackModel& back);

std::vector<int> bone_nodes(const BackModel& back);  // per bone

// Nodes, hexes and centres of bones whose mirror image is not there bit for bit.
int mirror_differences(const BackModel& back);

// Hexes without exactly one label: none in range, or bone although a corner is tissue, or the other way
// round.
int wrong_labels(const BackModel& back);

// Spinous tips, C7..L5 and the crests S1..S4, that a roller does not meet at their true place and width: in
// the tip's plane the nodes at -w/2, 0 and w/2 on the roof's surface must be bone of that vertebra (sacrum:
// pelvis), within 0.1 mm of the true height and width and, for a vertebra, within kBoneTolerance of the true
// depth. Their names; empty when all are felt.
std::vector<std::string> unfelt_tips(const BackModel& back, const BackShape& shape, const BodyLattice& body);

}  // namespace backroll
