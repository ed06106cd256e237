#include "anatomy/back_model.hpp"

#include <algorithm>
#include <sstream>

#include "anatomy/back_shape.hpp"
#include "anatomy/body_lattice.hpp"
#include "anatomy/fibres.hpp"
#include "anatomy/midline.hpp"
#include "anatomy/regions.hpp"
#include "scenario/input_error.hpp"

namespace backroll {

namespace {

constexpr double kLeastJacobian = 0.2;

// Means of the nodes; a left bone's centre mirrors the right one's.
void place_bones(BackModel& back, int middle) {
  back.bones = named_bones();
  std::vector<double> weight(back.bones.size(), 0);
  const Lattice& lattice = back.lattice;
  for (int j = 0; j < lattice.nj; ++j)
    for (int i = middle; i < lattice.ni; ++i)
      for (int k = 0; k < lattice.nk; ++k) {
        const int node = lattice.node(i, j, k), number = back.node_bone[node];
        if (number < 0) continue;
        const bool paired = bone::mirrored(number) != number;
        const double w = i == middle || paired ? 1 : 2;  // the left half counts through the right
        weight[number] += w;
        Vec3 p = lattice.position[node];
        if (!paired) p.z() = 0;
        back.bones[number].centre += w * p;
      }
  for (std::size_t b = 0; b < back.bones.size(); ++b)
    if (weight[b] > 0) back.bones[b].centre /= weight[b];
  for (std::size_t b = 0; b < back.bones.size(); ++b) {
    const int right = bone::mirrored(static_cast<int>(b));
    if (right <= static_cast<int>(b)) continue;
    const Vec3& c = back.bones[right].centre;
    back.bones[b].centre = Vec3(c.x(), c.y(), -c.z());
  }
}

void lay_fibres(BackModel& back, const BackShape& shape, const BodyLattice& body) {
  const Lattice& lattice = back.lattice;
  back.hex_side.assign(lattice.hexes(), 0);
  back.hex_fibre.assign(lattice.hexes(), Vec3::Zero());
  for (int j = 0; j + 1 < lattice.nj; ++j)
    for (int i = body.middle; i + 1 < lattice.ni; ++i)
      for (int k = 0; k + 1 < lattice.nk; ++k) {
        const int right = lattice.hex(i, j, k), left = lattice.hex(2 * body.middle - 1 - i, j, k);
        back.hex_side[right] = 1;
        back.hex_side[left] = -1;
        if (back.hex_tissue[right] == Tissue::bone) continue;
        double s = 0, y = 0, h = 0;
        for (int corner = 0; corner < 4; ++corner) {
          const int a = i + (corner & 1), b = j + (corner >> 1);
          s += 0.25 * body.s_at(a, b);
          y += 0.25 * body.plane_y[b];
          h += 0.125 * (body.h[lattice.node(a, b, k)] + body.h[lattice.node(a, b, k + 1)]);
        }
        const Vec3 f = fibre_direction(shape, back.hex_tissue[right], s, y, h);
        back.hex_fibre[right] = f;
        back.hex_fibre[left] = Vec3(f.x(), f.y(), -f.z());
      }
}

double worst_jacobian_of(const Subject& subject, Resolution resolution) {
  const BackShape shape(subject);
  const BodyLattice body = lay_lattice(shape, resolution);
  return worst_jacobian(body.lattice, tissues_of_hexes(shape, body, bones_of_nodes(shape, body)));
}

// Names the inputs that, taken back to their default alone, would give a sound lattice; all that differ if
// none does.
[[noreturn]] void refuse(const Subject& subject, Resolution resolution, double jacobian) {
  const Subject usual;
  struct Input {
    const char* key;
    double Subject::*value;
  };
  std::string cures, differing;
  for (const Input& input : {Input{"stature_m", &Subject::stature_m},
                             {"mass_kg", &Subject::mass_kg},
                             {"muscle_bulk_ratio", &Subject::muscle_bulk},
                             {"fat_ratio", &Subject::fat},
                             {"kyphosis_deg", &Subject::kyphosis_deg},
                             {"lordosis_deg", &Subject::lordosis_deg}}) {
    if (subject.*input.value == usual.*input.value) continue;
    std::ostringstream entry;
    entry << "subject." << input.key << " = " << subject.*input.value;
    differing += (differing.empty() ? "" : ", ") + entry.str();
    Subject eased = subject;
    eased.*input.value = usual.*input.value;
    try {
      if (worst_jacobian_of(eased, resolution) >= kLeastJacobian)
        cures += (cures.empty() ? "" : ", ") + entry.str();
    } catch (const InputError&) {  // the eased subject is out of range: no cure
    }
  }
  std::ostringstream message;
  message << (cures.empty() ? differing : cures) << ": the back cannot be meshed (scaled Jacobian "
          << jacobian << ", at least " << kLeastJacobian << "); choose values nearer to the average";
  throw InputError(message.str());
}

}  // namespace

const char* tissue_name(Tissue tissue) {
  switch (tissue) {
    case Tissue::bone:
      return "bone";
    case Tissue::skin:
      return "skin";
    case Tissue::fat:
      return "fat";
    case Tissue::trapezius:
      return "trapezius";
    case Tissue::latissimus:
      return "latissimus";
    case Tissue::rhomboidei:
      return "rhomboidei";
    case Tissue::serratus_posterior:
      return "serratus_posterior";
    case Tissue::infraspinatus:
      return "infraspinatus";
    case Tissue::supraspinatus:
      return "supraspinatus";
    case Tissue::teres:
      return "teres";
    case Tissue::serratus_anterior:
      return "serratus_anterior";
    case Tissue::subscapularis:
      return "subscapularis";
    case Tissue::longissimus:
      return "longissimus";
    case Tissue::iliocostalis:
      return "iliocostalis";
    case Tissue::spinalis:
      return "spinalis";
    case Tissue::multifidus:
      return "multifidus";
    case Tissue::quadratus_lumborum:
      return "quadratus_lumborum";
    case Tissue::psoas:
      return "psoas";
    case Tissue::obliqui:
      return "obliqui";
    case Tissue::gluteus_maximus:
      return "gluteus_maximus";
    case Tissue::gluteus_medius:
      return "gluteus_medius";
    case Tissue::intercostal:
      return "intercostal";
    case Tissue::collum:
      return "collum";
    case Tissue::ligament:
      return "ligament";
    case Tissue::deep:
      return "deep";
    case Tissue::count:
      break;
  }
  return "?";
}

std::string spoken_name(Tissue tissue) {
  std::string name = tissue_name(tissue);
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

bool is_muscle(Tissue tissue) {
  return tissue >= Tissue::trapezius && tissue <= Tissue::intercostal;
}

BackModel build_back(const Subject& subject, Resolution resolution, double bone_depth) {
  const BackShape shape(subject);
  BodyLattice body = lay_lattice(shape, resolution);
  BackModel back;
  back.node_bone = bones_of_nodes(shape, body);
  back.hex_tissue = tissues_of_hexes(shape, body, back.node_bone);
  back.min_scaled_jacobian = worst_jacobian(body.lattice, back.hex_tissue);
  if (back.min_scaled_jacobian < kLeastJacobian) refuse(subject, resolution, back.min_scaled_jacobian);

  back.regions = named_regions();
  back.skin_region = regions_of_skin(shape, body, 1e3 * bone_depth);
  back.deep_face = abdominal_faces(shape, body, back.node_bone);
  back.posterior_fascia_face = posterior_fascia_faces(shape, body);
  back.middle_fascia_face = middle_fascia_faces(shape, body);
  back.midline = skin_midline(shape, body);
  back.levels = spine_levels(shape, back.midline);
  back.lattice = body.lattice;
  place_bones(back, body.middle);
  lay_fibres(back, shape, body);
  back.roof_layer = body.roof_layer;
  back.floor_layer = body.floor_layer;
  back.end_planes_bottom = body.end_planes_bottom;
  back.end_planes_top = body.end_planes_top;
  const double t8 = shape.spine.height[level::T8];
  const LevelCurve width(shape.tables.profiles.half_width_mm, shape.spine.height);
  const LevelCurve depth(shape.tables.profiles.half_depth_mm, shape.spine.height);
  back.cage_width = 2e-3 * width(t8) * shape.scaling.cage;
  back.cage_depth = 1e-3 * depth(t8) * shape.scaling.cage;
  return back;
}

}  // namespace backroll
