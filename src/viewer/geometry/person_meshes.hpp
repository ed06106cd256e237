// The person on the floor as a mannequin: round limbs along the segments of RunInfo::person, and a front of
// the trunk that joins the back's skin at its sides and ends. The back itself is the tissue. Body frame,
// lengths in m.
#pragma once

#include "anatomy/lattice.hpp"
#include "recording/frame.hpp"
#include "viewer/scene.hpp"

namespace backroll {

class PersonMesh {
 public:
  // Keeps a reference to `back`. Without segments the part has no triangles.
  PersonMesh(const std::vector<PersonSegment>& person, const Lattice& back);

  const ScenePart& part() const { return rest_; }
  // `now`: rest to body frame, per segment; `displaced`: the back's nodes.
  void place(const std::vector<glm::mat4>& now, const std::vector<glm::vec3>& displaced,
             std::vector<SceneVertex>& vertices) const;

  // Vertices of the rod along a segment, joint first; the rest of the limbs and the trunk follow their own.
  struct Rod {
    int segment = 0;
    std::size_t first = 0, count = 0;
  };
  const std::vector<Rod>& rods() const { return rods_; }

 private:
  void add_rod(int segment, const Vec3& from, const Vec3& to, const std::vector<double>& radii);
  void add_ball(int segment, const Vec3& middle, const Vec3& half_axis, double radius);
  void add_lathe(int segment, const glm::vec3& from, const glm::vec3& axis,
                 const std::vector<glm::vec2>& profile);
  void add_limbs(const std::vector<PersonSegment>& person);
  void add_trunk();
  void place_trunk(const std::vector<glm::vec3>& displaced, std::vector<SceneVertex>& vertices) const;

  const Lattice& back_;
  ScenePart rest_;
  std::vector<Rod> rods_;           // cover the vertices before the trunk's
  std::size_t trunk_ = 0;           // first vertex of the trunk
  std::size_t trunk_triangle_ = 0;  // its first entry of ScenePart::triangles
};

// Rest to floor frame.
glm::mat4 floor_from_rest(const PersonSegment& segment, const PersonPose& pose);
// The segment whose frame is the tissue's: the upper trunk where the roller lies above its joint (`roller_y`,
// body frame), else the mid trunk; -1 where there is none.
int carrier_segment(const std::vector<PersonSegment>& person, double roller_y);

}  // namespace backroll
