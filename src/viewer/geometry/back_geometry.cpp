#include "viewer/geometry/back_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "viewer/geometry/bone_meshes.hpp"
#include "viewer/geometry/bone_place.hpp"
#include "viewer/geometry/colours.hpp"
#include "viewer/geometry/roller_surface.hpp"

namespace backroll {

namespace {

// Coarse lattices are divided more, so that every resolution shows about 20 000 points of skin.
int skin_division(const Lattice& lattice) {
  return lattice.ni <= 25 ? 4 : lattice.ni <= 33 ? 3 : 2;
}
int muscle_divisions(const Lattice& lattice) {
  return lattice.ni <= 33 ? 1 : 0;
}

ScenePart skin_part(const SkinSurface& skin) {
  ScenePart part;
  part.layer = Layer::skin;
  part.vertices.assign(static_cast<std::size_t>(skin.across()) * skin.along(),
                       {glm::vec3(0), glm::vec3(0), kSkinColour, kNoValue});
  part.triangles = skin.triangles();
  return part;
}

void clear_values(ScenePart& part) {
  for (SceneVertex& v : part.vertices) v.value = kNoValue;
}

}  // namespace

std::vector<MuscleHexes> muscle_hexes(const BackModel& back) {
  std::vector<MuscleHexes> muscles;
  for (int h = 0; h < back.lattice.hexes(); ++h) {
    const Tissue tissue = back.hex_tissue[h];
    if (!is_muscle(tissue)) continue;
    const bool right = back.hex_side[h] > 0;
    auto found = std::find_if(muscles.begin(), muscles.end(),
                              [&](const MuscleHexes& m) { return m.tissue == tissue && m.right == right; });
    if (found == muscles.end()) found = muscles.insert(muscles.end(), {tissue, right, {}});
    found->hexes.push_back(h);
  }
  return muscles;
}

BackGeometry::BackGeometry(const BackModel& back, const Subject& subject,
                           const std::vector<PersonSegment>& person)
    : back_(back), skin_(back.lattice, skin_division(back.lattice)), person_(person, back.lattice) {
  fresh_.push_back(skin_part(skin_));
  for (const MuscleHexes& muscle : muscle_hexes(back)) {
    muscles_.emplace_back(back, muscle.hexes, muscle_divisions(back.lattice));
    fresh_.push_back(muscles_.back().part(muscle.tissue, static_cast<int>(muscles_.size()) - 1));
  }
  for (ScenePart& bone : bone_meshes(subject)) fresh_.push_back(std::move(bone));
  foam_ = fresh_.size();
  fresh_.push_back(foam_part());
  fresh_.push_back(core_part());
  fresh_.push_back(floor_part());
  if (!person.empty()) fresh_.push_back(person_.part());
}

// Of every hex where the field is one of the tissue's, else nothing.
std::vector<float> BackGeometry::hex_values(const Moment& moment, const std::vector<glm::vec3>& displaced,
                                            Colouring colouring) const {
  const Lattice& lattice = back_.lattice;
  if (colouring.field == Colouring::Field::compressive_stress) {
    if (!moment.compressive_stress) return std::vector<float>(lattice.hexes(), 0.0f);
    return {moment.compressive_stress, moment.compressive_stress + lattice.hexes()};
  }
  if (colouring.field != Colouring::Field::strain) return {};
  std::vector<float> strain(lattice.hexes(), 0.0f);
  for (int j = 0; j + 1 < lattice.nj; ++j)
    for (int i = 0; i + 1 < lattice.ni; ++i)
      for (int k = 0; k + 1 < lattice.nk; ++k)
        if (const int h = lattice.hex(i, j, k); back_.hex_tissue[h] != Tissue::bone)
          strain[h] = compressive_strain(lattice, displaced, i, j, k);
  return strain;
}

// Per skin node: its pressure, or the mean of the outermost hexes around it.
std::vector<float> BackGeometry::skin_values(const Moment& moment, const std::vector<float>& of_hex,
                                             Colouring colouring) const {
  const Lattice& lattice = back_.lattice;
  if (colouring.field != Colouring::Field::pressure && of_hex.empty()) return {};
  std::vector<float> values(static_cast<std::size_t>(lattice.ni) * lattice.nj, 0.0f);
  for (int j = 0; j < lattice.nj; ++j)
    for (int i = 0; i < lattice.ni; ++i) {
      float& value = values[i + lattice.ni * j];
      if (of_hex.empty()) {
        value = moment.pressure ? moment.pressure[lattice.node(i, j, 0)] : 0;
        continue;
      }
      int count = 0;
      for (int b = std::max(j - 1, 0); b <= std::min(j, lattice.nj - 2); ++b)
        for (int a = std::max(i - 1, 0); a <= std::min(i, lattice.ni - 2); ++a, ++count)
          value += of_hex[lattice.hex(a, b, 0)];
      value /= static_cast<float>(count);
    }
  return values;
}

void BackGeometry::place_bones(Scene& scene, const Moment& moment, Colouring colouring) const {
  const bool forces = colouring.field == Colouring::Field::bone_force && moment.bone_force;
  for (std::size_t p = first_bone(); p < foam_; ++p) {
    const std::size_t bone = p - first_bone();
    ScenePart& part = scene.parts[p];
    const glm::mat4 matrix =
        moment.bone_pose ? bone_matrix(back_.bones[bone].centre, moment.bone_pose[bone]) : glm::mat4(1.0f);
    bool changed = place_bone(fresh_[p], matrix, part.vertices);
    const float value = forces ? moment.bone_force[bone] : kNoValue, before = part.vertices[0].value;
    if (value != before && !(std::isnan(value) && std::isnan(before))) {
      for (SceneVertex& v : part.vertices) v.value = value;
      changed = true;
    }
    if (changed) ++part.revision;
  }
}

void BackGeometry::place_roller(Scene& scene, const Moment& moment) const {
  const bool present = moment.roller_present, core = present && moment.roller_core_radius > 0;
  for (const std::size_t part : {foam_, foam_ + 1, foam_ + 2}) {
    const bool shown = part == foam_ + 1 ? core : present;
    if (shown == scene.parts[part].triangles.empty())
      scene.parts[part].triangles = shown ? fresh_[part].triangles : std::vector<std::uint32_t>();
    ++scene.parts[part].revision;
  }
  if (present) place_foam(moment, scene.parts[kSkin], scene.parts[foam_].vertices);
  if (core) place_core(moment, scene.parts[foam_ + 1].vertices);
  if (present) place_floor(moment, scene.parts[foam_ + 2].vertices);
}

// Without a pose it is not there.
void BackGeometry::place_person(Scene& scene, const Moment& moment,
                                const std::vector<glm::vec3>& displaced) const {
  if (person_.part().triangles.empty()) return;
  ScenePart& part = scene.parts[foam_ + 3];
  const bool present = !moment.segment.empty();
  if (present == part.triangles.empty())
    part.triangles = present ? person_.part().triangles : std::vector<std::uint32_t>();
  if (present) person_.place(moment.segment, displaced, part.vertices);
  ++part.revision;
}

void BackGeometry::update(Scene& scene, const Moment& moment, Colouring colouring) {
  if (scene.parts.empty()) scene.parts = fresh_;
  const std::vector<glm::vec3> displaced = displaced_nodes(back_.lattice, moment.displacement);
  const std::vector<float> of_hex = hex_values(moment, displaced, colouring);
  const std::vector<float> of_skin = skin_values(moment, of_hex, colouring);

  ScenePart& skin = scene.parts[kSkin];
  skin_.place(back_.lattice, displaced, skin.vertices);
  if (of_skin.empty())
    clear_values(skin);
  else
    skin_.colour(of_skin, skin.vertices);
  ++skin.revision;

  for (std::size_t m = 0; m < muscles_.size(); ++m) {
    ScenePart& muscle = scene.parts[1 + m];
    muscles_[m].place(displaced, muscle.vertices);
    if (of_hex.empty())
      clear_values(muscle);
    else
      muscles_[m].colour(of_hex, muscle.vertices);
    ++muscle.revision;
  }
  place_bones(scene, moment, colouring);
  place_roller(scene, moment);
  place_person(scene, moment, displaced);
}

}  // namespace backroll
