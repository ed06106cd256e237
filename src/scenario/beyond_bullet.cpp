#include "scenario/beyond_bullet.hpp"

#include <algorithm>

namespace backroll {

namespace {

std::string beyond_in_specimen(const Specimen& specimen, bool own_mesh) {
  if (specimen.roll_m) return "Bullet's world only presses; leave out loading.roll_mm";
  if (!specimen.load_n) return "Bullet's world presses with a force; give loading.load_n instead of depth_mm";
  if (std::none_of(specimen.load_n->begin(), specimen.load_n->end(),
                   [](const auto& e) { return e.second > 0; }))
    return "Bullet's world needs a load above 0 N in loading.load_n";
  if (specimen.indenter == IndenterKind::rigid_punch)
    return "Bullet throws the nodes under a flat punch away; use a cylinder, a sphere or a roller";
  if (specimen.indenter != IndenterKind::roller && specimen.indenter_friction > 0)
    return "Bullet's world has no friction here; set indenter.friction = 0";
  if (own_mesh && specimen.nodes > kMostBulletNodes)
    return "Bullet's world takes at most " + std::to_string(kMostBulletNodes) + " nodes; mesh.nodes is " +
           std::to_string(specimen.nodes);
  return "";
}

std::string beyond_in_back(const Scenario& scenario, bool own_mesh) {
  if (scenario.support.posture != Posture::held)
    return "Bullet's world holds the bones; set support.posture = \"held\"";
  if (!scenario.subject.tight_spots.empty()) return "Bullet's world has no tight spots";
  if (scenario.breathing.on || scenario.guarding.on || scenario.response.any())
    return "Bullet's world knows no time: leave out [breathing], [guarding] and [response]";
  const std::string* level = nullptr;
  bool hold = false;
  for (const Phase& phase : scenario.protocol) {
    if (phase.kind != PhaseKind::approach && phase.kind != PhaseKind::hold && phase.kind != PhaseKind::lift)
      return "Bullet's world only presses; leave out the roll phases, and all but approach, hold and lift";
    hold = hold || phase.kind == PhaseKind::hold;
    if (phase.level.empty()) continue;
    if (level && *level != phase.level)
      return "Bullet's world presses at one level; the phases name " + *level + " and " + phase.level;
    level = &phase.level;
  }
  if (!hold) return "Bullet's world needs a hold phase";
  if (own_mesh && scenario.resolution != Resolution::live)
    return "Bullet's world takes every second node of the live lattice; set mesh.resolution = \"live\"";
  return "";
}

}  // namespace

std::string beyond_bullet(const Scenario& scenario, bool own_mesh) {
  if (scenario.part) return "a piece of the skeleton has no tissue for Bullet's world";
  if (scenario.press) return "Bullet's world has no [press]";
  return scenario.specimen ? beyond_in_specimen(*scenario.specimen, own_mesh)
                           : beyond_in_back(scenario, own_mesh);
}

}  // namespace backroll
