#include "session/tight_spots.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenario/input_error.hpp"
#include "solver/hex_kernel.hpp"

namespace backroll {

namespace {

constexpr int kSamples = 5;          // along each direction of a hex
constexpr double kSlab = 0.012;      // [m] half thickness of the slice whose middle a spot lies in
constexpr double kLeastPart = 1e-3;  // of a hex

Vec3 trilinear(const Lattice& lat, const std::array<int, 8>& n, double a, double b, double c) {
  Vec3 x = Vec3::Zero();
  for (int corner = 0; corner < 8; ++corner)
    x += ((corner & 1) ? a : 1 - a) * ((corner & 2) ? b : 1 - b) * ((corner & 4) ? c : 1 - c) *
         lat.position[n[corner]];
  return x;
}

double hex_volume(const Lattice& lat, const std::array<int, 8>& nodes) {
  Mat3 inverse[8];
  double weight[8], sum = 0;
  hex_parent_gradients(lat, nodes, inverse, weight);
  for (const double w : weight) sum += w;
  return sum;
}

template <class Visit>
void for_muscle(const BackModel& back, const TightSpot& spot, Visit visit) {
  const Lattice& lat = back.lattice;
  for (int j = 0; j + 1 < lat.nj; ++j)
    for (int i = 0; i + 1 < lat.ni; ++i)
      for (int k = 0; k + 1 < lat.nk; ++k) {
        const int hex = lat.hex(i, j, k);
        if (tissue_name(back.hex_tissue[hex]) == spot.muscle && back.hex_side[hex] == (spot.right ? 1 : -1))
          visit(hex, lat.hex_nodes(i, j, k));
      }
}

double height_of(const BackModel& back, double arc) {
  return midline_at(back, arc, 0).point.y();
}

double arc_at_height(const BackModel& back, double y) {
  const auto nearest =
      std::min_element(back.midline.begin(), back.midline.end(),
                       [&](const auto& a, const auto& b) { return std::abs(a.y - y) < std::abs(b.y - y); });
  return nearest->arc;
}

PlacedSpot placed(const TightSpot& spot, const BackModel& back, const std::string& file) {
  const Lattice& lat = back.lattice;
  const double y = height_of(back, level_arc(back, spot.level));
  PlacedSpot out;
  double volume = 0, low = std::numeric_limits<double>::max(), high = -low;
  Vec3 sum = Vec3::Zero();
  for_muscle(back, spot, [&](int, const std::array<int, 8>& nodes) {
    const Vec3 centre = trilinear(lat, nodes, 0.5, 0.5, 0.5);
    low = std::min(low, centre.y());
    high = std::max(high, centre.y());
    if (std::abs(centre.y() - y) > kSlab) return;
    const double v = hex_volume(lat, nodes);
    volume += v;
    sum += v * centre;
  });
  const std::string what = file + ": subject.tight_spot '" + spot.name + "': " + spot.muscle;
  if (high < low) throw InputError(what + " has no hexes of its own at this resolution; choose a finer one");
  if (volume == 0)
    throw InputError(what + " does not reach " + spot.level + "; it lies between " +
                     level_at(back, arc_at_height(back, high)) + " and " +
                     level_at(back, arc_at_height(back, low)));
  out.centre = sum / volume;
  out.arc = arc_at_height(back, out.centre.y());
  const double radius = 0.5 * spot.size_m;
  for_muscle(back, spot, [&](int hex, const std::array<int, 8>& nodes) {
    int inside = 0;
    for (int n = 0; n < kSamples * kSamples * kSamples; ++n) {
      const auto at = [](int index) { return (index % kSamples + 0.5) / kSamples; };
      const Vec3 x = trilinear(lat, nodes, at(n), at(n / kSamples), at(n / (kSamples * kSamples)));
      inside += (x - out.centre).norm() < radius;
    }
    const double share = static_cast<double>(inside) / (kSamples * kSamples * kSamples);
    if (share < kLeastPart) return;
    out.share.emplace_back(hex, share);
    out.volume += share * hex_volume(lat, nodes);
  });
  if (out.share.empty())
    throw InputError(what + " at " + spot.level + ": a ball of " +
                     std::to_string(std::lround(1e3 * spot.size_m)) +
                     " mm falls between the points of this lattice; make it larger or the resolution finer");
  return out;
}

}  // namespace

std::vector<PlacedSpot> place_tight_spots(const std::vector<TightSpot>& spots, const BackModel& back,
                                          const std::string& file) {
  std::vector<PlacedSpot> out;
  for (const TightSpot& spot : spots) out.push_back(placed(spot, back, file));
  return out;
}

std::vector<Vec3> hex_centres(const Lattice& lat) {
  std::vector<Vec3> out(lat.hexes());
  for (int j = 0; j + 1 < lat.nj; ++j)
    for (int i = 0; i + 1 < lat.ni; ++i)
      for (int k = 0; k + 1 < lat.nk; ++k)
        out[lat.hex(i, j, k)] = trilinear(lat, lat.hex_nodes(i, j, k), 0.5, 0.5, 0.5);
  return out;
}

}  // namespace backroll
