// What a step begins with: the last one's changes carried on, at the skin with the indenter, deep down and in
// the bodies with time.
#include <algorithm>

#include "solver/equilibrium.hpp"

namespace backroll {

std::vector<TissueSolver::Carried> TissueSolver::carried_layers(const Vec3& travel) const {
  const Lattice& lattice = model_.lattice;
  const int n = lattice.nj;
  std::vector<Carried> carried(n);
  for (int j = 0; j < n; ++j) carried[j] = {{j, j, j, j}, {1, 0, 0, 0}};
  const double way = travel.norm();
  if (way < 1e-6 || n < 5) return carried;
  std::vector<double> place(n);
  for (int j = 0; j < n; ++j)
    place[j] = lattice.position[lattice.node(lattice.ni / 2, j, 0)].dot(travel) / way;
  const double sign = place[n - 1] > place[0] ? 1 : -1;
  for (int j = 1; j < n; ++j)
    if (sign * (place[j] - place[j - 1]) <= 0) return carried;
  for (int j = 0; j < n; ++j) {
    const double x = place[j] - way;
    int first = 0;
    while (first < n - 2 && sign * (place[first + 1] - x) < 0) ++first;
    first = std::clamp(first - 1, 0, n - 4);
    for (int a = 0; a < 4; ++a) {
      double w = 1;
      for (int b = 0; b < 4; ++b)
        if (b != a) w *= (x - place[first + b]) / (place[first + a] - place[first + b]);
      carried[j].layer[a] = first + a;
      carried[j].weight[a] = w;
    }
  }
  return carried;
}

bool TissueSolver::predict(const ContactStep& contact, double dt, Configuration& at) const {
  if (increment_dt_ <= 0 || dt <= 0) return false;
  // the skin's changes travel with the indenter: cubic interpolation between the layers j
  const Vec3 travel = contact.base - last_.base;
  const double way = increment_travel_.norm();
  const double r =
      way > 1e-4 ? std::clamp(travel.dot(increment_travel_) / (way * way), -1.0, 2.0) : dt / increment_dt_;
  const FieldLayout& l = arrays_.layout;
  const std::vector<Carried> carried = carried_layers(0.5 * (travel + increment_travel_));
#pragma omp parallel for schedule(static)
  for (int j = 0; j < l.nj; ++j)
    for (int c = 0; c < 3; ++c)
      for (int k = 0; k < l.nk; ++k) {
        const double up = 1 - static_cast<double>(k) / std::max(1, l.nk - 1), travels = up * up;
        const std::size_t to = c * l.plane + l.at(0, j, k);
        auto add = [&](double weight, int layer) {
          if (weight == 0) return;
          const std::size_t from = c * l.plane + l.at(0, layer, k);
          for (int i = 0; i < l.row; ++i) at.u[to + i] += r * weight * free_[to + i] * increment_[from + i];
        };
        add(1 - travels, j);
        for (int a = 0; a < 4; ++a) add(travels * carried[j].weight[a], carried[j].layer[a]);
      }
  if (contact.load_control) at.pose.height += r * pose_increment_.height;
  if (contact.free_spin()) at.pose.spin += r * pose_increment_.spin;
  for (std::size_t b = 0; b < at.bodies.size(); ++b)
    if (!ties_.held[b]) move(at.bodies[b], r * body_increment_[b]);
  follow_bodies(ties_, at.bodies, at.u);
  return true;
}

}  // namespace backroll
