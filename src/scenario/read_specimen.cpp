// A test piece: [specimen], [[specimen.layers]], [indenter], [loading].
#include <cmath>
#include <string>

#include "scenario/input_error.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

constexpr double kThicknessMismatch = 1e-6;  // relative, of the layers' sum
constexpr double kDeepest = 0.95;            // share of the thickness a depth table may reach

// K/G of linear elasticity.
double bulk_ratio_from(double poisson) {
  return 2 * (1 + poisson) / (3 * (1 - 2 * poisson));
}

SpecimenLayer read_layer(const Section& section) {
  SpecimenLayer layer;
  Material& material = layer.material;
  layer.thickness_m = section.number("thickness_mm") / 1e3;
  material.law = from_word<LawKind>(section.text("law"));
  material.shear_modulus_pa = section.number("shear_modulus_kpa") * 1e3;
  material.shear_modulus_along_pa = material.shear_modulus_pa;
  if (section.given("poisson")) {
    section.refuse("bulk_ratio", "give either this or poisson");
    material.bulk_ratio = bulk_ratio_from(section.number("poisson"));
  } else {
    material.bulk_ratio = section.number("bulk_ratio");
  }
  if (material.law != LawKind::ogden) section.refuse("alpha", "is for law = \"ogden\" only");
  material.ogden_alpha = section.number("alpha");
  material.density_kg_m3 = section.number("density_kg_m3");
  material.prony_g = section.numbers("prony_g");
  material.prony_tau_s = section.numbers("prony_tau_s");
  if (material.prony_g.size() != material.prony_tau_s.size())
    section.fail(section.given("prony_g") ? "prony_g" : "prony_tau_s",
                 std::to_string(material.prony_g.size()) + " shares and " +
                     std::to_string(material.prony_tau_s.size()) + " times; there must be as many of both");
  double sum = 0;
  for (const double share : material.prony_g) sum += share;
  if (sum >= 1) section.fail("prony_g", "the shares add up to " + shortest(sum) + "; they must stay below 1");
  return layer;
}

void read_layers(const Node& document, const Node& table, const Section& section, Specimen& specimen) {
  const std::vector<const Node*> tables = table_array(table, "layers", "specimen.layers");
  if (tables.empty()) section.fail_here("no layers: add [[specimen.layers]] entries from the top down");
  double sum = 0;
  for (const Node* layer : tables) {
    specimen.layers.push_back(read_layer(Section(layer, "specimen.layers", document)));
    sum += specimen.layers.back().thickness_m;
  }
  const double thickness = specimen.size_m[2];
  if (std::abs(sum - thickness) > kThicknessMismatch * thickness)
    section.fail("size_mm", "the layers add up to " + shortest(std::round(sum * 1e9) / 1e6) +
                                " mm, the thickness is " + shortest(thickness * 1e3) + " mm");
}

void read_indenter(const Section& section, Scenario& scenario) {
  Specimen& specimen = *scenario.specimen;
  if (section.given("roller")) {
    section.refuse("kind", "give either this or indenter.roller");
    section.refuse("radius_mm", "a roller has diameter_mm");
    Roller roller = read_roller(section, "roller");
    specimen.indenter = IndenterKind::roller;
    specimen.indenter_radius_m = 0.5 * roller.diameter_m;
    specimen.indenter_friction = roller.friction;
    specimen.indenter_drive = roller.drive;
    scenario.rollers.push_back(std::move(roller));
    return;
  }
  if (!section.given("kind"))
    section.fail("kind", "missing: give kind (rigid_cylinder, rigid_sphere, rigid_punch) or roller");
  const std::string kind = section.text("kind");
  for (const std::string& key : keys_of("indenter"))
    if (key != "kind" && key != "radius_mm" && key != "friction" && key != "drive")
      section.refuse(key, "is for a roller; the indenter has kind = \"" + kind + "\"");
  specimen.indenter = from_word<IndenterKind>(kind);
  specimen.indenter_radius_m = section.number("radius_mm") / 1e3;
  specimen.indenter_friction = section.number("friction");
  specimen.indenter_drive = from_word<RollerDrive>(section.text("drive"));
}

void read_loading(const Section& section, Specimen& specimen) {
  const auto depth = section.optional_table("depth_mm");
  const auto load = section.optional_table("load_n");
  const auto roll = section.optional_table("roll_mm");
  if (depth && load) section.fail("load_n", "give either this or loading.depth_mm");
  if (!depth && !load) section.fail_here("missing: give depth_mm or load_n as [time_s, value] pairs");
  if (load) specimen.load_n = *load;
  if (depth) {
    specimen.depth_m = scaled(*depth, 1e3);
    for (const auto& [time, value] : *specimen.depth_m)
      if (value > kDeepest * specimen.size_m[2])
        section.fail("depth_mm", "reaches " + shortest(value * 1e3) + " mm; the specimen is " +
                                     shortest(specimen.size_m[2] * 1e3) + " mm thick");
  }
  if (!roll) return;
  const double end = (depth ? *depth : *load).back().first;
  if (roll->back().first > end)
    section.fail("roll_mm", "goes on to " + shortest(roll->back().first) + " s; the loading ends at " +
                                shortest(end) + " s");
  if (specimen.indenter == IndenterKind::rigid_punch || specimen.indenter == IndenterKind::rigid_sphere)
    section.fail("roll_mm", "a punch or a sphere is not rolled");
  specimen.roll_m = scaled(*roll, 1e3);
  for (const auto& [time, value] : *specimen.roll_m)
    if (std::abs(value) > 0.5 * specimen.size_m[1])
      section.fail("roll_mm", "reaches " + shortest(value * 1e3) + " mm from the middle; the specimen is " +
                                  shortest(specimen.size_m[1] * 1e3) + " mm long");
}

}  // namespace

Table scaled(Table table, double divisor) {
  for (auto& [time, value] : table) value /= divisor;
  return table;
}

void read_specimen(const Node& document, const Node* specimen, const Node* indenter, const Node* loading,
                   Scenario& scenario) {
  const auto need = [&](const Node* table, const char* name) {
    if (!table)
      throw InputError::at(document.file, document.line, name, "",
                           "missing: add [" + std::string(name) + "]");
  };
  need(specimen, "specimen");
  need(indenter, "indenter");
  need(loading, "loading");
  Specimen& out = scenario.specimen.emplace();
  const Section section(specimen, "specimen", document);
  section.text("kind");
  section.text("bottom");
  section.require("size_mm");
  const std::vector<double> size = section.numbers("size_mm");
  if (size.size() != 3)
    section.fail("size_mm", "three numbers are expected: along the axis, along the roll, thickness");
  for (std::size_t i = 0; i < 3; ++i) out.size_m[i] = size[i] / 1e3;
  read_layers(document, *specimen, section, out);
  read_indenter(Section(indenter, "indenter", document), scenario);
  read_loading(Section(loading, "loading", document), out);
}

}  // namespace backroll
