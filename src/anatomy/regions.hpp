// What lies under a face of the skin, and which faces of the deep end and of the fasciae count.
#pragma once

#include "anatomy/body_lattice.hpp"

namespace backroll {

// All regions, in a fixed order: the bones in their order, the muscles left and right, "other".
std::vector<SkinRegion> named_regions();

// Per skin face and Gauss point, index into named_regions(): the first bone met within `bone_depth_mm` under
// the fat, else the thickest muscle over the floor of the erector block, else the thickest below it, else
// other.
std::vector<std::int16_t> regions_of_skin(const BackShape& shape, const BodyLattice& body,
                                          double bone_depth_mm);

// Per face at k = nk-1: 1 where abdominal contents lie behind it.
std::vector<std::uint8_t> abdominal_faces(const BackShape& shape, const BodyLattice& body,
                                          const std::vector<std::int16_t>& node_bone);

// Per face: 1 where the posterior layer of the thoracolumbar fascia covers the erector group.
std::vector<std::uint8_t> posterior_fascia_faces(const BackShape& shape, const BodyLattice& body);

// Per face: 1 where the middle layer lies, between the transverse processes' tips and the erector group's
// edge.
std::vector<std::uint8_t> middle_fascia_faces(const BackShape& shape, const BodyLattice& body);

}  // namespace backroll
