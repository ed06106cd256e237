#include <algorithm>
#include <cmath>

#include "scenario/catalogue.hpp"
#include "session/back_tissue.hpp"

namespace backroll {

namespace {

int multiple_of_four(double cells) {
  return std::max(4, 4 * static_cast<int>(std::lround(cells / 4)));
}

// Cells of each layer: about in proportion to thickness, at least one, `total` in all.
std::vector<int> layer_cells(const std::vector<SpecimenLayer>& layers, double thickness, int total) {
  std::vector<int> cells;
  cells.reserve(layers.size());
  for (const SpecimenLayer& l : layers)
    cells.push_back(std::max(1, static_cast<int>(std::floor(total * l.thickness_m / thickness))));
  auto size = [&](std::size_t n) { return layers[n].thickness_m / cells[n]; };
  int sum = 0;
  for (int c : cells) sum += c;
  // the layer with the thickest cells takes the next one, until the total is reached (or the next multiple of
  // four)
  while (sum < total || sum % 4 != 0) {
    std::size_t worst = 0;
    for (std::size_t n = 1; n < cells.size(); ++n)
      if (size(n) > size(worst)) worst = n;
    ++cells[worst];
    ++sum;
  }
  return cells;
}

// Place on [-1/2, 1/2] of an even coordinate t in [-1, 1]; graded: cells in the middle three tenths of the
// mean.
double spread(double t, bool graded) {
  return 0.5 * (graded ? 0.3 * t + 0.7 * t * t * t : t);
}

}  // namespace

TissueModel specimen_tissue(const Specimen& specimen, bool round_across) {
  const double across = specimen.size_m[0], along = specimen.size_m[1], thick = specimen.size_m[2];
  // cells six times longer along a cylinder's axis than across it
  const double aspect = round_across ? 6 : 1;
  const double h = std::cbrt(across * along * thick / (aspect * specimen.nodes));
  const std::vector<int> cells = layer_cells(specimen.layers, thick, multiple_of_four(thick / h));
  TissueModel model;
  Lattice& lat = model.lattice;
  lat.ni = 1 + multiple_of_four(across / (aspect * h));
  lat.nj = 1 + multiple_of_four(along / h);
  std::vector<double> depth = {0};
  std::vector<int> layer;
  for (std::size_t l = 0; l < cells.size(); ++l) {
    const double top = depth.back();
    for (int c = 1; c <= cells[l]; ++c) {
      depth.push_back(top + specimen.layers[l].thickness_m * c / cells[l]);
      layer.push_back(static_cast<int>(l));
    }
  }
  lat.nk = static_cast<int>(depth.size());
  for (int j = 0; j < lat.nj; ++j)
    for (int i = 0; i < lat.ni; ++i)
      for (int k = 0; k < lat.nk; ++k)
        lat.position.emplace_back(depth[k], along * spread(-1 + 2.0 * j / (lat.nj - 1), !round_across),
                                  across * spread(-1 + 2.0 * i / (lat.ni - 1), !round_across));
  for (const SpecimenLayer& l : specimen.layers) model.laws.push_back(tissue_law(l.material));
  model.hex_law.resize(lat.hexes());
  for (int j = 0; j + 1 < lat.nj; ++j)
    for (int i = 0; i + 1 < lat.ni; ++i)
      for (int k = 0; k + 1 < lat.nk; ++k)
        model.hex_law[lat.hex(i, j, k)] = static_cast<std::uint8_t>(layer[k]);
  model.supports = 1;
  model.fixed.assign(model.dofs(), 0);
  model.node_support.assign(lat.nodes(), -1);
  for (int j = 0; j < lat.nj; ++j)
    for (int i = 0; i < lat.ni; ++i) {
      const int n = lat.node(i, j, lat.nk - 1);
      model.node_support[n] = 0;
      for (int c = 0; c < 3; ++c) model.fixed[3 * n + c] = 1;
    }
  return model;
}

Indenter specimen_indenter(const Specimen& specimen, const Scenario& scenario) {
  if (specimen.indenter == IndenterKind::roller) {
    Indenter in = roller_indenter(scenario.rollers.at(0));
    return in;
  }
  Indenter in;
  in.shape = specimen.indenter == IndenterKind::rigid_sphere  ? IndenterShape::sphere
             : specimen.indenter == IndenterKind::rigid_punch ? IndenterShape::punch
                                                              : IndenterShape::cylinder;
  in.radius = specimen.indenter_radius_m;
  in.fillet = std::min(0.5e-3, 0.1 * in.radius);
  in.rigid = true;
  // stiff against the specimen's own stiffness per depth, so that the layer's penetration stays below 0.5 %
  // of the depth
  double stiffest = 0;
  for (const SpecimenLayer& l : specimen.layers) stiffest = std::max(stiffest, l.material.shear_modulus_pa);
  const double factor = in.shape == IndenterShape::cylinder ? 6000
                        : in.shape == IndenterShape::sphere ? 8000
                                                            : 30000;
  in.layer_stiffness = factor * stiffest / specimen.size_m[2];
  in.touch_smoothing = 1e-5;
  in.friction = specimen.indenter_friction;
  in.spin = specimen.indenter_drive == RollerDrive::free     ? SpinMode::free
            : specimen.indenter_drive == RollerDrive::driven ? SpinMode::driven
                                                             : SpinMode::locked;
  return in;
}

}  // namespace backroll
