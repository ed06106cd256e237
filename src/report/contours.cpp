#include "report/contours.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace backroll {

namespace {

constexpr double kSigma = 2;  // cells of the smoothing
constexpr int kReach = 6;     // cells, where it is cut off

struct Field {
  int columns = 0, rows = 0;
  std::vector<float> value;
  Field(int width, int height)
      : columns(width), rows(height), value(static_cast<std::size_t>(width) * height) {}
  float& at(int row, int column) { return value[static_cast<std::size_t>(row) * columns + column]; }
  float at(int row, int column) const { return value[static_cast<std::size_t>(row) * columns + column]; }
};

std::array<float, 2 * kReach + 1> gaussian() {
  std::array<float, 2 * kReach + 1> weight{};
  float sum = 0;
  for (int n = -kReach; n <= kReach; ++n)
    sum += weight[n + kReach] = static_cast<float>(std::exp(-0.5 * n * n / (kSigma * kSigma)));
  for (float& w : weight) w /= sum;
  return weight;
}

// The share of a label around each sample; samples lie on the grid with a margin of `margin` cells around it.
Field share_of(const LabelGrid& grid, std::uint8_t label, int margin) {
  static const std::array<float, 2 * kReach + 1> kWeight = gaussian();
  Field across(grid.columns + 2 * margin, grid.rows + 2 * margin);
  for (int r = 0; r < grid.rows; ++r)
    for (int c = 0; c < grid.columns; ++c)
      if (grid.at(r, c) == label)
        for (int n = -kReach; n <= kReach; ++n) across.at(r + margin, c + margin + n) += kWeight[n + kReach];
  Field both(across.columns, across.rows);
  for (int r = margin; r < grid.rows + margin; ++r)
    for (int c = 0; c < across.columns; ++c)
      if (const float here = across.at(r, c); here > 0)
        for (int n = -kReach; n <= kReach; ++n) both.at(r + n, c) += kWeight[n + kReach] * here;
  return both;
}

// Marching squares: where `field` changes sign between two samples lies a point of an outline. Each crossed
// edge between samples leads to the next one, the positive side always on the same hand.
std::vector<Ring> zero_rings(const Field& field, const LabelGrid& grid, int margin) {
  const auto edge = [&](int r, int c, int vertical) {
    return 2 * (static_cast<std::ptrdiff_t>(r) * field.columns + c) + vertical;
  };
  std::vector<std::ptrdiff_t> next(2 * field.value.size(), -1);
  for (int r = 0; r + 1 < field.rows; ++r)
    for (int c = 0; c + 1 < field.columns; ++c) {
      const std::array<float, 4> corner = {field.at(r, c), field.at(r, c + 1), field.at(r + 1, c + 1),
                                           field.at(r + 1, c)};
      const std::array<std::ptrdiff_t, 4> side = {edge(r, c, 0), edge(r, c + 1, 1), edge(r + 1, c, 0),
                                                  edge(r, c, 1)};
      const bool middle = corner[0] + corner[1] + corner[2] + corner[3] > 0;
      for (int from = 0; from < 4; ++from) {
        if (corner[from] > 0 || corner[(from + 1) % 4] <= 0)
          continue;  // an outline enters where it turns positive
        int to = from;
        do to = (to + (middle ? 3 : 1)) % 4;
        while (!(corner[to] > 0 && corner[(to + 1) % 4] <= 0));
        next[side[from]] = side[to];
      }
    }
  const auto point = [&](std::ptrdiff_t number) {
    const std::ptrdiff_t cell = number / 2;
    const int r = static_cast<int>(cell / field.columns), c = static_cast<int>(cell % field.columns);
    const bool vertical = number % 2 == 1;
    const float a = field.at(r, c), b = vertical ? field.at(r + 1, c) : field.at(r, c + 1);
    const double share = a / (a - b);
    return grid.place(r - margin + (vertical ? share : 0), c - margin + (vertical ? 0 : share));
  };
  std::vector<Ring> rings;
  for (std::size_t first = 0; first < next.size(); ++first) {
    if (next[first] < 0) continue;
    Ring ring;
    for (auto at = static_cast<std::ptrdiff_t>(first); next[at] >= 0;) {
      ring.push_back(point(at));
      at = std::exchange(next[at], -1);
    }
    rings.push_back(std::move(ring));
  }
  return rings;
}

// Douglas and Peucker (1973) between two points of a ring.
void keep_corners(const Ring& ring, std::size_t from, std::size_t to, double tolerance,
                  std::vector<bool>& keep) {
  if (to <= from + 1) return;
  const PlanePoint &a = ring[from], &b = ring[to % ring.size()];
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  double farthest = tolerance;
  std::size_t corner = 0;
  for (std::size_t n = from + 1; n < to; ++n) {
    const PlanePoint& p = ring[n];
    const double distance = length > 0
                                ? std::abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / length
                                : std::hypot(p.x - a.x, p.y - a.y);
    if (distance > farthest) {
      farthest = distance;
      corner = n;
    }
  }
  if (corner == 0) return;
  keep[corner] = true;
  keep_corners(ring, from, corner, tolerance, keep);
  keep_corners(ring, corner, to, tolerance, keep);
}

Ring thinned(const Ring& ring, double tolerance) {
  std::vector<bool> keep(ring.size(), false);
  const std::size_t half = ring.size() / 2;
  keep[0] = keep[half] = true;
  keep_corners(ring, 0, half, tolerance, keep);
  keep_corners(ring, half, ring.size(), tolerance, keep);
  Ring out;
  for (std::size_t n = 0; n < ring.size(); ++n)
    if (keep[n]) out.push_back(ring[n]);
  return out;
}

}  // namespace

std::map<std::uint8_t, std::vector<Ring>> contours(const LabelGrid& grid, double tolerance_mm) {
  constexpr int kMargin = kReach + 1;
  std::array<bool, 256> there{};
  for (const std::uint8_t label : grid.label) there[label] = true;
  // The two largest shares everywhere, and whose the largest is; what no label has is nothing's.
  Field first(grid.columns + 2 * kMargin, grid.rows + 2 * kMargin), second = first, nothing = first;
  std::fill(nothing.value.begin(), nothing.value.end(), 1.0F);
  std::vector<std::uint8_t> winner(first.value.size(), 0);
  const auto offer = [&](const Field& field, std::uint8_t label) {
    for (std::size_t n = 0; n < field.value.size(); ++n)
      if (field.value[n] > first.value[n]) {
        second.value[n] = first.value[n];
        first.value[n] = field.value[n];
        winner[n] = label;
      } else {
        second.value[n] = std::max(second.value[n], field.value[n]);
      }
  };
  std::map<std::uint8_t, Field> share;
  for (int n = 1; n < 256; ++n) {
    if (!there[n]) continue;
    const auto label = static_cast<std::uint8_t>(n);
    const Field& field = share.emplace(label, share_of(grid, label, kMargin)).first->second;
    for (std::size_t m = 0; m < field.value.size(); ++m) nothing.value[m] -= field.value[m];
    offer(field, label);
  }
  offer(nothing, 0);
  std::map<std::uint8_t, std::vector<Ring>> out;
  for (auto& [label, field] : share) {
    for (std::size_t n = 0; n < field.value.size(); ++n)
      field.value[n] -= winner[n] == label ? second.value[n] : first.value[n];
    for (const Ring& ring : zero_rings(field, grid, kMargin))
      if (Ring thin = thinned(ring, tolerance_mm); thin.size() > 2) out[label].push_back(std::move(thin));
  }
  return out;
}

std::vector<Ring> rings_above(const std::vector<double>& value, int columns, double step_mm, double bound,
                              double tolerance_mm) {
  LabelGrid grid;
  grid.step_mm = step_mm;
  const int rows = static_cast<int>(value.size()) / columns;
  Field field(columns + 2, rows + 2);
  std::fill(field.value.begin(), field.value.end(), -1e30F);
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < columns; ++c)
      field.at(r + 1, c + 1) = static_cast<float>(value[static_cast<std::size_t>(r) * columns + c] - bound);
  std::vector<Ring> rings;
  for (const Ring& ring : zero_rings(field, grid, 1))
    if (Ring thin = thinned(ring, tolerance_mm); thin.size() > 2) rings.push_back(std::move(thin));
  return rings;
}

Interior interior_of(const LabelGrid& grid, std::uint8_t label, int from_column, int to_column) {
  // Distance to the nearest other cell by steps to the eight neighbours, forward and back (chamfer 1, sqrt
  // 2).
  constexpr float kFar = 1e9F, kDiagonal = 1.41421356F;
  Field distance(grid.columns, grid.rows);
  for (std::size_t n = 0; n < distance.value.size(); ++n)
    distance.value[n] = grid.label[n] == label ? kFar : 0;
  const auto from_neighbour = [&](int r, int c, int dr, int dc) {
    const bool inside = r + dr >= 0 && r + dr < grid.rows && c + dc >= 0 && c + dc < grid.columns;
    const float there = inside ? distance.at(r + dr, c + dc) : 0;
    distance.at(r, c) = std::min(distance.at(r, c), there + (dr != 0 && dc != 0 ? kDiagonal : 1));
  };
  for (int r = 0; r < grid.rows; ++r)
    for (int c = 0; c < grid.columns; ++c)
      for (const auto& [dr, dc] : {std::pair{0, -1}, {-1, -1}, {-1, 0}, {-1, 1}})
        from_neighbour(r, c, dr, dc);
  for (int r = grid.rows - 1; r >= 0; --r)
    for (int c = grid.columns - 1; c >= 0; --c)
      for (const auto& [dr, dc] : {std::pair{0, 1}, {1, 1}, {1, 0}, {1, -1}}) from_neighbour(r, c, dr, dc);
  Interior best;
  for (int r = 0; r < grid.rows; ++r)
    for (int c = std::max(0, from_column); c < std::min(to_column, grid.columns); ++c)
      if (const double depth = grid.step_mm * distance.at(r, c); depth > best.depth_mm)
        best = {grid.place(r, c), depth};
  return best;
}

}  // namespace backroll
