#include "analysis/sides.hpp"

#include <algorithm>
#include <cmath>

namespace backroll {
namespace {

constexpr double kAlike = 0.01;

bool near(double a, double b) {
  return std::abs(a - b) <= kAlike * std::max(std::abs(a), std::abs(b));
}

bool alike(const MuscleFindings& a, const MuscleFindings& b) {
  return near(a.force, b.force) && near(a.stress, b.stress) && near(a.stress_p95_peak, b.stress_p95_peak) &&
         near(a.strain_p95_peak, b.strain_p95_peak) &&
         near(a.volume_above_limit_peak, b.volume_above_limit_peak);
}

bool alike(const Ratio& a, const Ratio& b) {
  return std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(), near);
}

std::string& name_of(MuscleFindings& muscle) {
  return muscle.name;
}
std::string& name_of(Ratio& muscle) {
  return muscle.label;
}

template <class Item>
std::vector<Item> merged(std::vector<Item> items) {
  for (std::size_t n = 0; n < items.size(); ++n) {
    std::string& name = name_of(items[n]);
    const std::string twin = other_side(name);
    const auto other = std::find_if(items.begin() + static_cast<std::ptrdiff_t>(n) + 1, items.end(),
                                    [&](Item& each) { return name_of(each) == twin; });
    if (twin.empty() || other == items.end() || !alike(items[n], *other)) continue;
    items.erase(other);
    name = name.substr(0, name.rfind(' ')) + ", each side";
  }
  return items;
}

}  // namespace

std::string other_side(const std::string& name) {
  if (name.ends_with(" left")) return name.substr(0, name.size() - 4) + "right";
  if (name.ends_with(" right")) return name.substr(0, name.size() - 5) + "left";
  return {};
}

std::vector<MuscleFindings> sides_merged(const std::vector<MuscleFindings>& muscles) {
  return merged(muscles);
}
std::vector<Ratio> sides_merged(const std::vector<Ratio>& muscles) {
  return merged(muscles);
}

}  // namespace backroll
