// A standing load in Bullet's deformable world (engine = "bullet"): the solver's tissue cut into tetrahedra,
// and the frames of its states of rest.
#pragma once

#include "body/deformable_tissue.hpp"
#include "session/standing_load.hpp"

namespace backroll {

// Six tets a hex (Kuhn) with the hex's law and fibre and one volume; two triangles a membrane face; springs,
// weight and skin points as they are. `node_of`: lattice node of each node; nodes inside bones fall away.
// Throws InputError for a hex whose tets do not all have positive volume.
DeformableModel deformable_model(const TissueModel& tissue, std::vector<int>& node_of);

class BulletPress {
 public:
  // `load` must outlive it. Throws InputError for a tissue that cannot be cut.
  explicit BulletPress(const StandingLoad& load);

  bool done() const { return at_ >= load_.steps.size(); }
  // Rest under the next load. Throws SolverError when Bullet diverges or finds none.
  Frame step();

  int nodes() const { return nodes_; }
  int tets() const { return tets_; }
  const DeformableRest& rest() const { return rest_; }  // of the last step
  FieldSnapshot snapshot() const;                       // displacement and pressure; no stress

 private:
  const StandingLoad& load_;
  std::vector<SkinPoint> points_;
  std::vector<int> node_of_;
  int nodes_ = 0, tets_ = 0;
  std::vector<DeformableSpring> springs_;
  std::vector<Vec3> place_;     // [m] in rest, per node
  Vec3 weight_ = Vec3::Zero();  // [N]
  std::optional<DeformableWorld> world_;
  DeformableRest rest_;
  std::size_t at_ = 0;
};

}  // namespace backroll
