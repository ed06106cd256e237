// [[roller]] and the roller of an [indenter]: a row of the catalogue with what the file changes.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "scenario/catalogue.hpp"
#include "scenario/hull.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

constexpr double kThinnestFoam = 0.003;  // m
constexpr double kThinnestHull = 0.005;  // m
constexpr std::size_t kMostParts = 16;
constexpr std::size_t kLongestId = 60;
constexpr const char* kReservedId = "charts";  // a folder of the comparison

void check_id(const Section& section, const std::string& key, const std::string& id) {
  const bool clean = !id.empty() && id.size() <= kLongestId && id.front() != '-' &&
                     std::all_of(id.begin(), id.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
                     });
  if (!clean) section.fail(key, "must be 1 to " + std::to_string(kLongestId) + " of a-z, 0-9, '-' and '_'");
  if (id == kReservedId) section.fail(key, "is the name of a folder of the results; choose another");
}

const RollerRow& catalogue_row(const Section& section, const std::string& key, const std::string& id) {
  std::vector<std::string> ids;
  std::string allowed;
  for (const RollerRow& row : roller_catalogue()) {
    if (row.roller.id == id) return row;
    ids.push_back(row.roller.id);
    allowed += (allowed.empty() ? "" : ", ") + row.roller.id;
  }
  section.fail(key, "no such roller", allowed + " (or any id with base = one of them)",
               nearest_word(id, ids));
}

void clear_sizes(Roller& roller) {
  roller.groove_width_m = roller.groove_depth_m = roller.ball_spacing_m = roller.waist_diameter_m = 0;
  roller.ridge_width_m = roller.ridge_height_m = 0;
  roller.ridge_count = 0;
}

// The foam of the row, moved to the polymer and density asked for.
Foam read_foam(const Section& section, const Foam& of_row) {
  const FoamPolymer& polymer = foam_polymer(section.text_or("foam", of_row.polymer));
  const double density =
      section.number_within("density_kg_m3", of_row.density_kg_m3, polymer.density_min_kg_m3,
                            polymer.density_max_kg_m3, " for " + polymer.id);
  if (density < polymer.density_min_kg_m3 || density > polymer.density_max_kg_m3)
    section.fail("foam", "the row's density of " + shortest(density) + " kg/m3 is outside " +
                             shortest(polymer.density_min_kg_m3) + " to " +
                             shortest(polymer.density_max_kg_m3) + " kg/m3 for " + polymer.id +
                             ": give density_kg_m3 too");
  Foam foam = foam_at(polymer, density);
  if (const auto modulus = section.optional_number("modulus_kpa")) foam.modulus_pa = *modulus * 1e3;
  if (const auto collapse = section.optional_number("collapse_kpa")) foam.collapse_pa = *collapse * 1e3;
  foam.loss = section.number_or("loss_share", foam.loss);
  return foam;
}

std::string mm_text(double metres) {
  return shortest(std::round(metres * 1e6) / 1e3) + " mm";
}

// Sizes of the shapes that have them, by key.
struct ShapeSize {
  const char* key;
  std::vector<RollerShape> shapes;
};
const std::vector<ShapeSize>& shape_sizes() {
  using enum RollerShape;
  static const std::vector<ShapeSize> sizes = {
      {"diameter_mm", {cylinder, grooved, peanut, ball, ridged, grid}},
      {"core_diameter_mm", {cylinder, grooved, peanut, ball, ridged, grid}},
      {"length_mm", {cylinder, grooved, ridged, grid}},
      {"groove_width_mm", {grooved}},
      {"groove_depth_mm", {grooved}},
      {"ball_spacing_mm", {peanut}},
      {"waist_diameter_mm", {peanut}},
      {"ridge_count", {ridged, grid}},
      {"ridge_width_mm", {ridged, grid}},
      {"ridge_height_mm", {ridged, grid}},
      {"part", {parts}}};
  return sizes;
}

bool has_size(RollerShape shape, const ShapeSize& size) {
  return std::find(size.shapes.begin(), size.shapes.end(), shape) != size.shapes.end();
}

void refuse_foreign_sizes(const Section& section, RollerShape shape) {
  std::string own;
  for (const ShapeSize& size : shape_sizes())
    if (has_size(shape, size)) own += (own.empty() ? "" : ", ") + std::string(size.key);
  for (const ShapeSize& size : shape_sizes())
    if (!has_size(shape, size))
      section.refuse(size.key, "the shape \"" + word_of(shape) + "\" has no use for it; it has " + own);
}

void check_groove(const Section& section, const Roller& roller) {
  if (roller.foam_thickness() - roller.groove_depth_m < kThinnestFoam)
    section.fail(
        section.given("groove_depth_mm") ? "groove_depth_mm" : "core_diameter_mm",
        "leaves less than 3 mm of " + mm_text(roller.foam_thickness()) + " of foam under the groove");
  if (roller.groove_width_m < roller.groove_depth_m)
    section.fail(section.given("groove_width_mm") ? "groove_width_mm" : "groove_depth_mm",
                 "the groove is " + mm_text(roller.groove_width_m) + " wide and " +
                     mm_text(roller.groove_depth_m) + " deep; its walls need a width not below the depth");
  if (roller.groove_width_m + roller.groove_depth_m > roller.length_m - 0.02)
    section.fail(section.given("groove_width_mm") ? "groove_width_mm" : "length_mm",
                 "the groove with its walls leaves less than 10 mm on either side of a length of " +
                     mm_text(roller.length_m));
}

void check_ridges(const Section& section, const Roller& roller) {
  if (roller.foam_thickness() - roller.ridge_height_m < kThinnestFoam)
    section.fail(
        section.given("ridge_height_mm") ? "ridge_height_mm" : "core_diameter_mm",
        "leaves less than 3 mm of " + mm_text(roller.foam_thickness()) + " of foam between the ribs");
  const double period = std::numbers::pi * roller.diameter_m / roller.ridge_count;
  if (roller.ridge_width_m < roller.ridge_height_m || period - roller.ridge_width_m < roller.ridge_height_m)
    section.fail(section.given("ridge_width_mm") ? "ridge_width_mm" : "ridge_count",
                 "a rib of " + mm_text(roller.ridge_width_m) + " and a gap of " +
                     mm_text(period - roller.ridge_width_m) +
                     " must both be no narrower than the height of " + mm_text(roller.ridge_height_m));
}

void check_peanut(const Section& section, const Roller& roller) {
  const double r = 0.5 * roller.diameter_m, a = 0.5 * roller.ball_spacing_m,
               w = 0.5 * roller.waist_diameter_m;
  const std::string key = section.given("waist_diameter_mm") ? "waist_diameter_mm" : "ball_spacing_mm";
  if (w > r - 1e-3) section.fail(key, "must be at least 2 mm below the balls' diameter of " + mm_text(2 * r));
  if (a < r && w * w <= r * r - a * a)
    section.fail(key, "the balls meet at a diameter of " + mm_text(2 * std::sqrt(r * r - a * a)) +
                          "; the waist must be thicker");
  if (w - 0.5 * roller.core_diameter_m < kThinnestFoam)
    section.fail(key, "leaves less than 3 mm of foam round a core of " + mm_text(roller.core_diameter_m));
}

std::array<double, 3> triple_of(const Section& section, const std::string& key) {
  const std::vector<double> values = section.numbers(key);
  if (values.size() != 3) section.fail(key, "three numbers are expected: x, y, z");
  return {values[0] / 1e3, values[1] / 1e3, values[2] / 1e3};
}

RollerPart read_roller_part(const Section& section) {
  using enum RollerPartShape;
  section.require("shape");
  RollerPart part;
  part.shape = from_word<RollerPartShape>(section.text("shape"));
  part.centre_m = triple_of(section, "centre_mm");
  const auto has = [&](const char* key, bool wanted) {
    if (wanted)
      section.require(key);
    else
      section.refuse(key, "a " + word_of(part.shape) + " has no use for it");
    return wanted;
  };
  if (has("diameter_mm", part.shape != box && part.shape != hull))
    part.diameter_m = section.number("diameter_mm") / 1e3;
  if (has("length_mm", part.shape == cylinder || part.shape == capsule))
    part.length_m = section.number("length_mm") / 1e3;
  if (part.shape == capsule && part.length_m < part.diameter_m)
    section.fail("length_mm", "a capsule is no shorter than its diameter");
  if (has("size_mm", part.shape == box)) part.size_m = triple_of(section, "size_mm");
  if (has("points_mm", part.shape == hull)) {
    const std::vector<double> values = section.numbers("points_mm");
    if (values.size() % 3 != 0 || values.size() < 12 || values.size() > 72)
      section.fail("points_mm", "4 to 24 corners of three numbers each are expected");
    for (std::size_t n = 0; n < values.size(); n += 3)
      part.points_m.push_back({values[n] / 1e3, values[n + 1] / 1e3, values[n + 2] / 1e3});
    part.faces = hull_faces(part.points_m);
    if (hull_width(part.points_m, part.faces) < kThinnestHull)
      section.fail("points_mm", "the corners lie within 5 mm of a plane");
  }
  return part;
}

void read_roller_parts(const Section& section, Roller& roller) {
  const std::string name = section.name() + ".part";
  for (const Node* table : table_array(*section.table(), "part", name))
    roller.parts.push_back(read_roller_part(Section(table, name, section.document())));
  if (roller.parts.empty()) section.fail_here("shape = \"parts\" needs at least one [[" + name + "]]");
  if (roller.parts.size() > kMostParts)
    section.fail_here("at most " + std::to_string(kMostParts) + " parts are possible");
  const auto [radius, half_length] = parts_extent(roller.parts);
  roller.diameter_m = 2 * radius;
  roller.length_m = 2 * half_length;
  roller.core_diameter_m = 0;
  if (roller.diameter_m < 0.01 || roller.diameter_m > 0.6)
    section.fail_here("the parts reach " + mm_text(radius) + " from the axis; 5 to 300 mm are possible");
  section.require("mass_kg");
}

// A size of the shape: the file's, else the row's if the row has that shape.
void read_size(const Section& section, const char* key, bool of_row, double& value) {
  if (const auto given = section.optional_number(key))
    value = *given / 1e3;
  else if (!of_row)
    section.fail(key, "missing: the row has another shape");
}

void read_shape(const Section& section, Roller& roller) {
  const RollerShape row = roller.shape;
  roller.shape = from_word<RollerShape>(section.text_or("shape", word_of(row)));
  refuse_foreign_sizes(section, roller.shape);
  if (roller.shape == RollerShape::parts) {
    clear_sizes(roller);
    read_roller_parts(section, roller);
    return;
  }
  const bool same = roller.shape == row;
  if (!same) clear_sizes(roller);
  if (const auto diameter = section.optional_number("diameter_mm")) roller.diameter_m = *diameter / 1e3;
  if (const auto core = section.optional_number("core_diameter_mm")) roller.core_diameter_m = *core / 1e3;
  if (roller.foam_thickness() < kThinnestFoam)
    section.fail(section.given("core_diameter_mm") ? "core_diameter_mm" : "diameter_mm",
                 "leaves less than 3 mm of foam between a core of " + shortest(roller.core_diameter_m * 1e3) +
                     " mm and a diameter of " + shortest(roller.diameter_m * 1e3) + " mm");
  const bool row_is_long = row != RollerShape::ball && row != RollerShape::peanut;
  if (!roller.round_ends()) read_size(section, "length_mm", row_is_long, roller.length_m);
  if (roller.shape == RollerShape::grooved) {
    read_size(section, "groove_width_mm", same, roller.groove_width_m);
    read_size(section, "groove_depth_mm", same, roller.groove_depth_m);
    check_groove(section, roller);
  }
  if (roller.shape == RollerShape::ridged || roller.shape == RollerShape::grid) {
    if (section.given("ridge_count"))
      roller.ridge_count = section.integer("ridge_count");
    else if (!same)
      section.fail("ridge_count", "missing: the row has another shape");
    read_size(section, "ridge_width_mm", same, roller.ridge_width_m);
    read_size(section, "ridge_height_mm", same, roller.ridge_height_m);
    check_ridges(section, roller);
  }
  if (roller.shape == RollerShape::ball) roller.length_m = roller.diameter_m;
  if (roller.shape == RollerShape::peanut) {
    read_size(section, "ball_spacing_mm", same, roller.ball_spacing_m);
    read_size(section, "waist_diameter_mm", same, roller.waist_diameter_m);
    check_peanut(section, roller);
    roller.length_m = roller.ball_spacing_m + roller.diameter_m;
  }
}

}  // namespace

Roller read_roller(const Section& section, const std::string& id_key) {
  section.require(id_key);
  const std::string id = section.text(id_key);
  check_id(section, id_key, id);
  const bool has_base = section.given("base");
  const RollerRow& row =
      catalogue_row(section, has_base ? "base" : id_key, has_base ? section.text("base") : id);
  Roller roller = row.roller;
  roller.id = id;
  roller.base = row.roller.id;
  roller.name = section.text_or("name", roller.name);
  roller.foam = read_foam(section, roller.foam);
  read_shape(section, roller);
  roller.friction = section.number_or("friction", roller.friction);
  roller.drive = from_word<RollerDrive>(section.text("drive"));
  const auto mass = section.optional_number("mass_kg");
  roller.mass_kg = mass ? *mass : roller_mass(roller, row.tube_mass_kg);
  return roller;
}

std::vector<const Node*> table_array(const Node& parent, const std::string& key, const std::string& name) {
  std::vector<const Node*> tables;
  const NodeEntry* entry = parent.find(key);
  if (!entry) return tables;
  if (!entry->value.is_table_array())
    throw InputError::at(entry->value.file, entry->line, name, "",
                         "a list of tables is expected: write [[" + name + "]] before each entry");
  for (const Node& item : entry->value.items) tables.push_back(&item);
  return tables;
}

std::vector<Roller> read_rollers(const Node& document) {
  const std::vector<const Node*> tables = table_array(document, "roller", "roller");
  if (tables.empty())
    throw InputError::at(
        document.file, document.line, "roller", "",
        "missing: add at least one [[roller]] with id = \"medium-epp\" (backroll list rollers)");
  std::vector<Roller> rollers;
  std::vector<int> lines;
  for (const Node* table : tables) {
    const Section section(table, "roller", document);
    Roller roller = read_roller(section, "id");
    for (std::size_t i = 0; i < rollers.size(); ++i)
      if (rollers[i].id == roller.id)
        section.fail("id", "given twice, first in line " + std::to_string(lines[i]) +
                               "; give a variation its own id and base = \"" + roller.base + "\"");
    rollers.push_back(std::move(roller));
    lines.push_back(section.line());
  }
  return rollers;
}

}  // namespace backroll
