// The parts of a Scene for one back: skin, muscles, bones, roller, floor and person, moved from moment to
// moment.
#pragma once

#include "viewer/geometry/moment.hpp"
#include "viewer/geometry/muscle_surface.hpp"
#include "viewer/geometry/person_meshes.hpp"
#include "viewer/geometry/skin_surface.hpp"

namespace backroll {

class BackGeometry {
 public:
  // Keeps a reference to `back`. `subject`: the one `back` was built for (the bones are made from it).
  // `person`: of RunInfo, empty where the load is given.
  BackGeometry(const BackModel& back, const Subject& subject, const std::vector<PersonSegment>& person = {});

  // Moves the parts and sets their colours. A scene without parts is filled first: skin (kSkin), the muscles
  // in the order of RunInfo::muscles, the 45 bones, foam, core, floor and, where there is one, the person.
  // The order stays, revisions count up, those of the bones only where they move or change colour; parts that
  // the caller appends are not touched. Without a roller (or core) its parts have no triangles.
  void update(Scene& scene, const Moment& moment, Colouring colouring);

  static constexpr std::size_t kSkin = 0;  // index into Scene::parts
  int skin_subdivision() const { return skin_.subdivision(); }
  std::size_t muscles() const { return muscles_.size(); }         // parts 1 .. muscles()
  std::size_t first_bone() const { return 1 + muscles_.size(); }  // bone b is part first_bone() + b

 private:
  std::vector<float> hex_values(const Moment& moment, const std::vector<glm::vec3>& displaced,
                                Colouring colouring) const;
  std::vector<float> skin_values(const Moment& moment, const std::vector<float>& of_hex,
                                 Colouring colouring) const;
  void place_bones(Scene& scene, const Moment& moment, Colouring colouring) const;
  void place_roller(Scene& scene, const Moment& moment) const;
  void place_person(Scene& scene, const Moment& moment, const std::vector<glm::vec3>& displaced) const;

  const BackModel& back_;
  SkinSurface skin_;
  std::vector<MuscleSurface> muscles_;
  PersonMesh person_;
  std::vector<ScenePart> fresh_;  // all parts before the first update
  std::size_t foam_ = 0;          // index of the foam; core, floor and person follow
};

// Hexes of each muscle and side in the order of RunInfo::muscles ("longissimus left"): as they first appear.
struct MuscleHexes {
  Tissue tissue = Tissue::count;
  bool right = false;
  std::vector<int> hexes;
};
std::vector<MuscleHexes> muscle_hexes(const BackModel& back);

}  // namespace backroll
