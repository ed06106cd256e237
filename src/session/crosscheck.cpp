#include "session/crosscheck.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

#include "session/bullet_press.hpp"

namespace backroll {

namespace {

// Largest differences between the engines on one lattice, as docs/crosscheck.md derives them.
constexpr double kForceShare = 0.005;  // of the load
constexpr double kTetShare = 0.4;      // of the indentation, over the hexes through the thickness
constexpr double kAreaShare = 0.6;     // of the area, likewise
constexpr double kSharePoints = 5;     // percentage points of a region's share

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// [m] the largest spacing of skin nodes across the presser, near it.
double row_spacing(const StandingLoad& load) {
  const Lattice& lat = load.tissue.lattice;
  double widest = 0;
  for (int j = 0; j + 1 < lat.nj; ++j) {
    const Vec3 a = lat.position[lat.node(lat.ni / 2, j, 0)], b = lat.position[lat.node(lat.ni / 2, j + 1, 0)];
    if ((0.5 * (a + b) - load.base).norm() < load.indenter.radius) widest = std::max(widest, (b - a).norm());
  }
  return widest;
}

void add_forces(const BulletPress& bullet, const Frame& own, const Frame& mesh,
                std::vector<CrosscheckRow>& rows) {
  const auto add = [&](const char* by, double force) {
    rows.push_back({std::string("force, by ") + by, "N", force, own.contact_force, mesh.contact_force,
                    kForceShare * own.load, "0.5 % of the load: both are in equilibrium with it"});
  };
  add("the roller's motion", bullet.rest().roller_force);
  add("what holds the tissue", bullet.rest().base_force);
  add("the nodes' motion", bullet.rest().tissue_force);
}

// "10 % of the indentation: linear tets, 4 hexes thick"
std::string share_text(double share, const char* of, int layers) {
  char text[120];
  std::snprintf(text, sizeof text, "%.1f %% of the %s: linear tets are stiffer, %d hexes thick", 100 * share,
                of, layers);
  return text;
}

// The depth is counted from first touch: what is indented is what the tets can be too stiff for.
void add_depth(const StandingLoad& load, double first_touch, const Frame& bullet, const Frame& own,
               const Frame& mesh, std::vector<CrosscheckRow>& rows) {
  const double spacing = row_spacing(load);
  const int layers = load.tissue.lattice.nk - 1;
  const double share = kTetShare / layers;
  CrosscheckRow row{"depth of the surface",
                    "mm",
                    -1e3 * bullet.height,
                    -1e3 * own.height,
                    -1e3 * mesh.height,
                    1e3 * share * std::abs(first_touch - own.height),
                    share_text(share, "indentation", layers)};
  if (load.indenter.rigid) {
    *row.allowed += 2 * 1e3 * spacing * spacing / (8 * load.indenter.radius);
    row.why += ", and twice the sagitta between nodes: Bullet touches at nodes, the own engine between them";
  }
  rows.push_back(row);
}

void add_area(const StandingLoad& load, const Frame& bullet, const Frame& own, const Frame& mesh,
              std::vector<CrosscheckRow>& rows) {
  CrosscheckRow row{
      "contact area", "cm2", 1e4 * bullet.contact_area, 1e4 * own.contact_area, 1e4 * mesh.contact_area,
      std::nullopt,   ""};
  if (load.indenter.rigid) {
    row.why = "not judged: Bullet counts whole nodes, the own engine single points of the skin";
  } else {
    const int layers = load.tissue.lattice.nk - 1;
    row.allowed = kAreaShare / layers * row.own;
    row.why = share_text(kAreaShare / layers, "area", layers);
  }
  rows.push_back(row);
}

void add_shares(const RunInfo& info, const Frame& bullet, const Frame& own, const Frame& mesh,
                std::vector<CrosscheckRow>& rows) {
  const std::pair<const char*, RegionKind> kinds[] = {{"over muscle", RegionKind::muscle},
                                                      {"over spine", RegionKind::spine},
                                                      {"over ribs", RegionKind::rib},
                                                      {"over other", RegionKind::other}};
  for (const auto& [name, kind] : kinds) {
    const auto share = [&, k = kind](const Frame& f) {
      return 100 * skin_force(info, f, k) / f.contact_force;
    };
    rows.push_back({name, "%", share(bullet), share(own), share(mesh), kSharePoints,
                    "5 points: the same points of the skin, stiffness as for the depth"});
  }
}

}  // namespace

bool CrosscheckRow::within() const {
  return !allowed || std::abs(bullet - own) <= *allowed;
}

bool Crosscheck::within() const {
  return std::all_of(rows.begin(), rows.end(), [](const CrosscheckRow& r) { return r.within(); });
}

Crosscheck crosscheck(const Scenario& scenario, int roller, int tets, bool whole) {
  const StandingLoad mesh = standing_load(scenario, roller, LoadMesh::scenario);
  const StandingLoad load = standing_load(scenario.specimen ? with_tets(scenario, tets) : scenario, roller,
                                          whole ? LoadMesh::scenario : LoadMesh::coarse);
  Crosscheck out;
  out.scenario = scenario.name;
  out.roller = load.info.roller;

  double start = cpu_seconds();
  BulletPress bullet(load);
  Frame by_bullet;
  while (!bullet.done()) by_bullet = bullet.step();
  out.bullet_cpu_s = cpu_seconds() - start;
  start = cpu_seconds();
  const Frame own = own_frames(load, scenario.solver).back();
  out.own_cpu_s = cpu_seconds() - start;
  const Frame on_mesh = whole ? own : own_frames(mesh, scenario.solver).back();

  out.load = own.load;
  out.nodes = bullet.nodes();
  out.tets = bullet.tets();
  out.hexes = load.info.hexes;
  out.mesh_nodes = mesh.info.nodes;
  out.steps = bullet.rest().steps;
  out.first_touch = bullet.rest().first_touch;
  add_forces(bullet, own, on_mesh, out.rows);
  add_depth(load, out.first_touch, by_bullet, own, on_mesh, out.rows);
  add_area(load, by_bullet, own, on_mesh, out.rows);
  if (!load.info.specimen) add_shares(load.info, by_bullet, own, on_mesh, out.rows);
  return out;
}

}  // namespace backroll
