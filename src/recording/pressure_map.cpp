#include "recording/pressure_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <system_error>

#include "recording/csv.hpp"
#include "scenario/input_error.hpp"
#include "units.hpp"

namespace backroll {
namespace {

// Arc of the midline at the height of `y`.
double arc_at(const std::vector<MidlinePoint>& midline, double y) {
  const auto above =
      std::lower_bound(midline.begin(), midline.end(), y,
                       [](const MidlinePoint& point, double height) { return point.y < height; });
  const auto upper = std::clamp(above, midline.begin() + 1, midline.end() - 1), lower = upper - 1;
  const double share = (y - lower->y) / (upper->y - lower->y);
  return lower->arc + share * (upper->arc - lower->arc);
}

// The region under a node: of the corner point of a face beside it.
int region_at(const BackModel& back, int i, int j) {
  const int faces = back.lattice.ni - 1;
  const int fi = std::min(i, faces - 1), fj = std::min(j, back.lattice.nj - 2);
  const int a = i == fi ? 0 : kFacePoints - 1, b = j == fj ? 0 : kFacePoints - 1;
  const int face = fi + faces * fj;
  return back.skin_region[static_cast<std::size_t>(face) * kFacePoints * kFacePoints + a + kFacePoints * b];
}

}  // namespace

PressureMap pressure_map(const BackModel& back) {
  const Lattice& lattice = back.lattice;
  PressureMap map;
  map.columns = lattice.ni;
  map.rows = lattice.nj;
  const int middle = lattice.ni / 2;
  const auto skin = [&](int i, int j) -> const Vec3& { return lattice.position[lattice.node(i, j, 0)]; };
  for (int j = 0; j < lattice.nj; ++j) {
    map.along.push_back(arc_at(back.midline, skin(middle, j).y()));
    std::vector<double> across(static_cast<std::size_t>(lattice.ni), 0.0);
    for (int i = middle + 1; i < lattice.ni; ++i)
      across[i] = across[i - 1] + (skin(i, j) - skin(i - 1, j)).norm();
    for (int i = middle - 1; i >= 0; --i) across[i] = across[i + 1] - (skin(i, j) - skin(i + 1, j)).norm();
    map.across.insert(map.across.end(), across.begin(), across.end());
    for (int i = 0; i < lattice.ni; ++i) {
      const int region = region_at(back, i, j);
      map.region.push_back(region < 0 ? "" : back.regions[static_cast<std::size_t>(region)].name);
    }
  }
  map.peak.assign(map.across.size(), 0.0);
  map.impulse = map.peak;
  return map;
}

void add_pressure(PressureMap& map, const std::vector<float>& pressure, double seconds) {
  if (map.empty()) return;
  const std::size_t layers = pressure.size() / map.peak.size();  // nodes below one another, skin first
  for (std::size_t n = 0; n < map.peak.size(); ++n) {
    const double here = pressure[n * layers];
    map.peak[n] = std::max(map.peak[n], here);
    map.impulse[n] += seconds * here;
  }
}

const std::vector<RegionColumn>& pressure_map_columns() {
  static const std::vector<RegionColumn> kColumns = {
      {"along_mm", "mm", "along the unloaded skin's midline, 0 at the height of L5/S1, towards the head"},
      {"across_mm", "mm", "from the midline over the unloaded skin, to the right"},
      {"level", "text", "nearest level"},
      {"region", "text", "what lies under the skin there (skin view)"},
      {"peak_kpa", "kPa", "largest pressure on this node of the lattice over the run"},
      {"impulse_kpa_s", "kPa s", "its pressure summed over time"}};
  return kColumns;
}

std::string pressure_map_csv(const PressureMap& map, const RunInfo& info) {
  std::string text;
  for (const RegionColumn& column : pressure_map_columns()) text += (text.empty() ? "" : ",") + column.name;
  text += "\n";
  for (int j = 0; j < map.rows; ++j) {
    const double arc = map.along[j];
    const auto nearest =
        std::min_element(info.level_position.begin(), info.level_position.end(),
                         [&](double a, double b) { return std::abs(a - arc) < std::abs(b - arc); });
    const std::string level =
        nearest == info.level_position.end()
            ? ""
            : info.levels[static_cast<std::size_t>(nearest - info.level_position.begin())];
    for (int i = 0; i < map.columns; ++i) {
      const std::size_t n = static_cast<std::size_t>(j) * map.columns + i;
      text += csv_number(arc * kMm) + "," + csv_number(map.across[n] * kMm) + "," + level + "," +
              csv_text(map.region[n]) + "," + csv_number(map.peak[n] * kKpa) + "," +
              csv_number(map.impulse[n] * kKpa) + "\n";
    }
  }
  return text;
}

PressureMap read_pressure_map(const std::filesystem::path& dir) {
  const std::filesystem::path path = dir / "pressure_map.csv";
  std::error_code error;
  PressureMap map;
  if (!std::filesystem::exists(path, error)) return map;
  const CsvTable table = read_csv(path.string());
  std::array<int, 6> at{};
  for (std::size_t c = 0; c < at.size(); ++c) {
    const std::string& name = pressure_map_columns()[c].name;
    at[c] = table.column(name);
    if (at[c] < 0) throw InputError(path.string() + ":1: column '" + name + "' is missing");
  }
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const int row = static_cast<int>(r);
    const double along = csv_value(table, row, at[0]) / kMm;
    if (map.along.empty() || map.along.back() != along) map.along.push_back(along);
    map.across.push_back(csv_value(table, row, at[1]) / kMm);
    map.region.push_back(table.rows[r][at[3]]);
    map.peak.push_back(csv_value(table, row, at[4]) / kKpa);
    map.impulse.push_back(csv_value(table, row, at[5]) / kKpa);
  }
  map.rows = static_cast<int>(map.along.size());
  map.columns = map.rows > 0 ? static_cast<int>(map.peak.size()) / map.rows : 0;
  if (map.rows < 2 || static_cast<std::size_t>(map.rows) * map.columns != map.peak.size())
    throw InputError(path.string() + ": its rows do not make a grid");
  return map;
}

}  // namespace backroll
