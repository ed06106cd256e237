// What a tape, an ultrasound probe or a scanner would measure on the continuous back: depths, thicknesses,
// areas, places of the bones. Lengths in mm, areas in cm2, right side unless said otherwise.
#pragma once

#include <array>

#include "anatomy/back_shape.hpp"

namespace backroll {

// Depths of bones under the skin's outer surface, along the section's normal.
double skin_to_tip(const BackShape& shape, int level);
double skin_to_rib(const BackShape& shape, int number, double s);  // the rib's middle, s x q
double skin_to_transverse_process(const BackShape& shape, int level);
double skin_to_psis(const BackShape& shape);            // posterior superior iliac spine
double skin_to_scapular_spine(const BackShape& shape);  // at s = 85 x q
double skin_to_scapular_plate(const BackShape& shape);  // below the spine, at s = 100 x q

// From the floor (laminae, transverse processes, ribs) to the fascia over the erector group, at the height
// of a body's centre.
double erector_thickness(const BackShape& shape, int level, double s);

// Area of each tissue of one side in the horizontal section at height y [mm], bones left out, sampled every
// half millimetre.
using TissueAreas = std::array<double, static_cast<std::size_t>(Tissue::count)>;
TissueAreas areas_at_height(const BackShape& shape, double y);
inline TissueAreas areas_at(const BackShape& shape, int level) {
  return areas_at_height(shape, shape.spine.height[level]);
}
inline double area_of(const TissueAreas& areas, Tissue tissue) {
  return areas[static_cast<std::size_t>(tissue)];
}
double erector_area(const TissueAreas& areas);  // longissimus, iliocostalis, spinalis

// On the skin's midline, from the height of C7's tip down to the PSIS.
double c7_to_psis(const BackShape& shape);
double percent_of_c7_to_psis(const BackShape& shape, int level);  // of a spinous tip

struct ScapulaSize {
  double top_y = 0, bottom_y = 0;  // superior and inferior angle
  double length = 0;               // superior to inferior angle
  double breadth = 0;              // root of the spine to the glenoid cavity
  double medial_border_z = 0;      // at the root of the spine
  double angles_apart = 0;         // between the two inferior angles
};
ScapulaSize scapula_size(const BackShape& shape);

// How far the posterior surface of a rib at its angle lies in front of the line of the spinous tips.
double rib_angle_depth(const BackShape& shape, int number);
// Downward slope between 60 and 100 mm lateral of the transverse process, degrees.
double rib_slope_deg(const BackShape& shape, int number);

// The groove along the spine at the height of a body's centre.
struct Furrow {
  double depth = 0;    // of the midline's skin in front of the bulges'
  double bulge_z = 0;  // where the skin stands out most
};
Furrow furrow_at(const BackShape& shape, int level);

}  // namespace backroll
