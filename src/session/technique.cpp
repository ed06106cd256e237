#include "session/technique.hpp"

#include <algorithm>
#include <cmath>

#include "anatomy/bone_shapes.hpp"
#include "anatomy/levels.hpp"
#include "protocol/breathing.hpp"
#include "response/pain.hpp"
#include "units.hpp"

namespace backroll {

namespace {

constexpr double kUnderRoller = 0.02;  // [m] along the spine to either side of the roller
constexpr double kPressed = 1;         // [N] of contact: the roller is on

// Turn of the ribs about their necks, mean over ribs 1 to 10, under `moments` with the vertebrae held [rad].
double mean_turn(const Bearing& bearing, const std::vector<RibTurn>& ribs,
                 const std::vector<const SkeletonJoint*>& joints, double share) {
  RigidModel model = bearing.rigid;
  for (int b = 0; b <= bone::pelvis; ++b) model.bodies[b].held = true;
  std::vector<BodyLoad> loads;
  for (const RibTurn& r : ribs) {
    BodyLoad load;
    load.body = r.rib;
    load.point = model.bodies[r.rib].centre;
    load.moment = share * r.moment;
    loads.push_back(load);
  }
  RigidPoses poses(model.bodies.size());
  std::vector<double> factor;
  rigid_equilibrium(model, loads, {}, 0, poses, factor);
  double sum = 0;
  int count = 0;
  for (std::size_t n = 0; n < ribs.size(); ++n) {
    if (joints[n]->distal >= bone::rib_1_left + 10 && joints[n]->distal < bone::rib_1_right) continue;
    if (joints[n]->distal >= bone::rib_1_right + 10) continue;
    sum += rotation_vector(poses[ribs[n].rib].R).dot(ribs[n].moment.normalized());
    ++count;
  }
  return sum / count;
}

// Moments that turn the ribs by the breathing's angle on average, cage and sternum as they resist, spine
// held.
std::vector<RibTurn> rib_turns(const Bearing& bearing, double angle) {
  std::vector<RibTurn> ribs;
  std::vector<const SkeletonJoint*> joints;
  const auto front = [&](int rib) {
    for (const SkeletonJoint& j : bearing.skeleton.joints)
      if (j.kind == JointKind::costal && j.distal == rib) return j.place;
    return bearing.skeleton.bodies[rib].centre;
  };
  for (const SkeletonJoint& j : bearing.skeleton.joints) {
    if (j.kind != JointKind::costovertebral) continue;
    const Vec3 neck = j.axes.col(1);
    const double up = neck.cross(front(j.distal) - j.place).y() > 0 ? 1 : -1;
    ribs.push_back({j.distal, j.proximal, up * angle * j.law.stiffness(4, 4) * neck});
    joints.push_back(&j);
  }
  double share = 1;
  for (int n = 0; n < 3; ++n) share *= angle / mean_turn(bearing, ribs, joints, share);
  for (RibTurn& r : ribs) r.moment *= share;
  return ribs;
}

bool is_paraspinal(Tissue t) {
  return t == Tissue::longissimus || t == Tissue::iliocostalis || t == Tissue::spinalis ||
         t == Tissue::multifidus;
}

PainSite site_of(const SkinRegion& region, const BackModel& back, double y) {
  switch (region.kind) {
    case RegionKind::spine:
      return PainSite::spine;
    case RegionKind::rib:
      return PainSite::rib;
    case RegionKind::muscle:
      return y < back.bones[bone::of_level(level::T12)].centre.y() ? PainSite::lumbar_muscle
                                                                   : PainSite::thoracic_muscle;
    case RegionKind::other:
      break;
  }
  return PainSite::other;
}

double mean_stress(const TissueSolver& solver, const std::vector<std::pair<int, double>>& share) {
  double stress = 0, volume = 0;
  for (const auto& [hex, part] : share) {
    const HexState& s = solver.hexes()[hex];
    stress += part * s.volume * compressive_stress(s.cauchy);
    volume += part * s.volume;
  }
  return volume > 0 ? stress / volume : 0;
}

}  // namespace

Technique technique(const Scenario& scenario, const BackModel& back, const Bearing& bearing,
                    const RunInfo& info) {
  Technique t;
  t.spots = place_tight_spots(scenario.subject.tight_spots, back, scenario.file);
  t.hex_centre = hex_centres(back.lattice);
  t.muscle_hex.resize(back.lattice.hexes());
  for (int h = 0; h < back.lattice.hexes(); ++h) {
    t.muscle_hex[h] = is_muscle(back.hex_tissue[h]);
    if (is_paraspinal(back.hex_tissue[h])) t.paraspinal_hexes.push_back(h);
  }
  if (scenario.breathing.on && scenario.breathing.cage_deg > 0 && !bearing.rigid.bodies.empty())
    t.ribs = rib_turns(bearing, scenario.breathing.cage_deg * kRadians);
  for (const SkinRegion& region : info.regions) {
    const bool low = region.name.rfind("rib 11", 0) == 0 || region.name.rfind("rib 12", 0) == 0;
    t.low_rib.push_back(low);
  }
  t.response = response_at_rest(scenario.subject);
  for (const TightSpot& spot : scenario.subject.tight_spots) t.spot_now.push_back(spot.stiffness_ratio);
  return t;
}

void add_patches(Technique& t, const TissueModel& model, const std::vector<SkinPoint>& points) {
  for (std::size_t a = 1; a < pain_areas().size(); ++a)
    t.patch.push_back(patch_average(model, points, pain_areas()[a]));
}

bool changes_moduli(const Scenario& s) {
  return !s.subject.tight_spots.empty() || (s.breathing.on && s.breathing.tone_share > 0) || s.guarding.on ||
         s.response.warm_up || s.response.relaxation;
}

std::vector<float> take_factors(Technique& t, const Scenario& scenario, double time) {
  const Breathing& b = scenario.breathing;
  t.tone = t.guarding_tone * muscle_factor(t.response);
  if (b.on) t.tone *= 1 + b.tone_share * breath_at(b, time).in;
  std::vector<float> factor(t.muscle_hex.size(), 1.0f);
  const float tone = static_cast<float>(t.tone);
  for (std::size_t h = 0; h < factor.size(); ++h)
    if (t.muscle_hex[h]) factor[h] = tone;
  for (std::size_t n = 0; n < t.spots.size(); ++n) {
    t.spot_now[n] = spot_ratio(scenario.subject.tight_spots[n], t.response, n);
    for (const auto& [hex, share] : t.spots[n].share)
      factor[hex] *= static_cast<float>(1 + (t.spot_now[n] - 1) * share);
  }
  return factor;
}

void add_breath(const Technique& t, const Breathing& breathing, double time, double borne,
                std::vector<Vec6>& load) {
  const double part = borne * (breath_at(breathing, time).in - 0.5);
  for (const RibTurn& r : t.ribs) {
    load[r.rib].tail<3>() += part * r.moment;
    load[r.vertebra].tail<3>() -= part * r.moment;
  }
}

namespace {

// The largest ratio of pressure to pain threshold, over all patches and the contact as a whole.
void feel_pain(const Technique& t, const Scenario& scenario, const BackModel& back,
               const TissueSolver& solver, const RunInfo& info, const LedgerMap& map, Frame& frame) {
  const std::vector<double>& pressure = solver.contact().pressure;
  const std::vector<SkinPoint>& points = solver.points();
  const Sex sex = scenario.subject.sex;
  const auto take = [&](double ratio, double area, int region) {
    if (ratio <= frame.pain_ratio) return;
    frame.pain_ratio = ratio;
    frame.pain_area = area;
    frame.pain_region = region;
  };
  for (std::size_t n = 0; n < points.size(); ++n) {
    if (pressure[n] <= 0) continue;
    const int region = map.point_region[n];
    const Vec3& place = points[n].place;
    const PainSite site = site_of(info.regions[region], back, place.y());
    double tender = 1;  // over a tight spot
    for (std::size_t s = 0; s < t.spots.size(); ++s) {
      const Vec3 way = place - t.spots[s].centre;
      const double across = std::hypot(way.y(), way.z());
      const TightSpot& spot = scenario.subject.tight_spots[s];
      if (across < 0.5 * spot.size_m)
        tender = std::min(tender, spot.pain_ratio * (1 + t.response.spot_relief[s]));
    }
    for (std::size_t a = 0; a < pain_areas().size(); ++a) {
      const PatchAverage& patch = a == 0 ? map.patch : t.patch[a - 1];
      double sum = 0, area = 0;
      for (int m = patch.first[n]; m < patch.first[n + 1]; ++m) {
        sum += pressure[patch.neighbour[m]] * patch.area[m];
        area += patch.area[m];
      }
      if (area > 0)
        take(sum / area / (std::min(1.0, tender) * pain_threshold(sex, site, pain_areas()[a])),
             pain_areas()[a], region);
    }
  }
  if (frame.contact_area > 0) {
    const int region = static_cast<int>(
        std::max_element(frame.region_force.begin(), frame.region_force.end()) - frame.region_force.begin());
    const PainSite site = site_of(info.regions[region], back, midline_at(back, frame.position, 0).point.y());
    take(frame.mean_pressure / pain_threshold(sex, site, frame.contact_area), frame.contact_area, region);
  }
  frame.pain_score = pain_score(frame.pain_ratio);
}

}  // namespace

void feel(Technique& t, const Scenario& scenario, const BackModel& back, const TissueSolver& solver,
          const RunInfo& info, const LedgerMap& map, int held, bool moves, double dt, Frame& frame) {
  frame.breath = breath_at(scenario.breathing, frame.time_s).in;
  frame.tone = t.tone;
  for (std::size_t r = 0; r < t.low_rib.size(); ++r)
    if (t.low_rib[r]) frame.low_rib_force += frame.region_force[r];
  ResponseInput input;
  for (std::size_t n = 0; n < t.spots.size(); ++n) {
    frame.spot.push_back({mean_stress(solver, t.spots[n].share), t.spot_now[n], t.response.spot_softening[n],
                          t.response.spot_relief[n]});
    input.spot_pressure.push_back(frame.spot.back().stress);
  }
  const double y = midline_at(back, frame.position, 0).point.y();
  std::vector<std::pair<int, double>> under;
  for (const int h : t.paraspinal_hexes)
    if (std::abs(t.hex_centre[h].y() - y) < kUnderRoller) under.emplace_back(h, 1.0);
  const double muscles = mean_stress(solver, under);
  frame.local_stress = held >= 0 ? frame.spot[held].stress : muscles;
  feel_pain(t, scenario, back, solver, info, map, frame);

  input.dt = dt;
  input.contact_force = frame.contact_force;
  input.mean_pressure = frame.mean_pressure;
  input.asymmetry = frame.contact_force > kPressed ? frame.asymmetry : 0;
  input.moves = moves && frame.contact_force > kPressed;
  input.bend = lordosis_change(info, frame) - kyphosis_change(info, frame);
  input.pain_score = frame.pain_score;
  input.breaths_per_min = scenario.breathing.on ? scenario.breathing.rate_per_min : 0;
  input.muscle_pressure = muscles;
  advance_response(scenario.response, input, t.response);
  frame.response = t.response;
  if (scenario.guarding.on)
    t.guarding_tone = guarding_step(scenario.guarding, frame.pain_score, dt, t.guarding);
}

}  // namespace backroll
