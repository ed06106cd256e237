// [[roller]] and the roller of an [indenter]: a row of the catalogue with what the file changes.
#include <algorithm>
#include <string>
#include <vector>

#include "scenario/catalogue.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

constexpr double kThinnestFoam = 0.003;  // m
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
  if (const auto diameter = section.optional_number("diameter_mm")) roller.diameter_m = *diameter / 1e3;
  if (const auto core = section.optional_number("core_diameter_mm")) roller.core_diameter_m = *core / 1e3;
  if (roller.foam_thickness() < kThinnestFoam)
    section.fail(section.given("core_diameter_mm") ? "core_diameter_mm" : "diameter_mm",
                 "leaves less than 3 mm of foam between a core of " + shortest(roller.core_diameter_m * 1e3) +
                     " mm and a diameter of " + shortest(roller.diameter_m * 1e3) + " mm");
  if (const auto length = section.optional_number("length_mm")) roller.length_m = *length / 1e3;
  roller.friction = section.number_or("friction", roller.friction);
  roller.drive = from_word<RollerDrive>(section.text("drive"));
  roller.mass_kg = section.number_or("mass_kg", roller_mass(roller, row.tube_mass_kg));
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
