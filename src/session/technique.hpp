// What a session of rolling adds to the mechanics of a step: tight spots, breath, guarding, the tissue's
// response on the moduli and loads of the next step; local stress and pain felt in this one.
#pragma once

#include <array>
#include <vector>

#include "response/guarding.hpp"
#include "response/response.hpp"
#include "session/ledger.hpp"
#include "session/posture.hpp"
#include "session/tight_spots.hpp"

namespace backroll {

// Breathing's moment on a rib about its neck, opposite on its vertebra.
struct RibTurn {
  int rib = -1, vertebra = -1;
  Vec3 moment = Vec3::Zero();  // [N m] from out to in
};

struct Technique {
  std::vector<PlacedSpot> spots;
  std::vector<std::uint8_t> muscle_hex;  // per hex: 1 in a muscle
  std::vector<Vec3> hex_centre;          // [m]
  std::vector<int> paraspinal_hexes;
  std::vector<PatchAverage> patch;  // of pain_areas() beyond the ledger's
  std::vector<RibTurn> ribs;
  std::vector<std::uint8_t> low_rib;  // per region: over rib 11 or 12
  // state
  ResponseState response;
  GuardingState guarding;
  double guarding_tone = 1;
  double tone = 1;               // on all muscles, of the step under way
  std::vector<double> spot_now;  // stiffness ratio of each spot in it
};

// Bearing without bodies: no ribs to turn.
Technique technique(const Scenario& scenario, const BackModel& back, const Bearing& bearing,
                    const RunInfo& info);
// Patches for pain, of the solver's skin points.
void add_patches(Technique& technique, const TissueModel& model, const std::vector<SkinPoint>& points);

// Does any part of it change moduli?
bool changes_moduli(const Scenario& scenario);
// Tone and spots for a step at `time`; their factors on the moduli of the hexes.
std::vector<float> take_factors(Technique& technique, const Scenario& scenario, double time);

// Breathing's moments on the bodies at `time`, added; `borne`: share of the trunk's weight on the roller. Off
// the roller the cage moves too, but nothing that is computed feels it.
void add_breath(const Technique& technique, const Breathing& breathing, double time, double borne,
                std::vector<Vec6>& load);

// After a step: fills the frame's local stress (of the spot `held`, -1: of the muscles under the roller),
// pain, tight spots and responses, and moves the responses on by dt.
void feel(Technique& technique, const Scenario& scenario, const BackModel& back, const TissueSolver& solver,
          const RunInfo& info, const LedgerMap& map, int held, bool moves, double dt, Frame& frame);

}  // namespace backroll
