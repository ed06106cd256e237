#include "scenario/read.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "scenario/extends.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/section.hpp"

namespace backroll {

namespace {

constexpr std::size_t kLongestName = 120;

// The section's table, null if the file has none.
const Node* table_of(const Node& document, const std::string& name) {
  const NodeEntry* entry = document.find(name);
  if (!entry) return nullptr;
  if (entry->value.kind != NodeKind::table)
    throw InputError::at(entry->value.file, entry->line, name, "",
                         entry->value.is_table_array() ? "there is only one: write [" + name + "]"
                                                       : "a table is expected: write [" + name + "]");
  return &entry->value;
}

void refuse_sections(const Node& document, ParameterScope unwanted, const std::string& reason) {
  for (const ParameterSection& section : parameter_sections()) {
    if (section.scope != unwanted) continue;
    if (const NodeEntry* entry = document.find(section.name))
      throw InputError::at(entry->value.file, entry->line, section.name, "", reason);
  }
}

std::string read_name(const Section& top) {
  top.require("name");
  std::string name = top.text("name");
  if (name.find_first_not_of(" \t\n") == std::string::npos) top.fail("name", "empty");
  if (name.size() > kLongestName)
    top.fail("name", "longer than " + std::to_string(kLongestName) + " characters");
  if (name.find('\n') != std::string::npos) top.fail("name", "must be one line");
  return name;
}

void read_settings(const Node& document, bool specimen, Scenario& scenario) {
  const Section mesh(table_of(document, "mesh"), "mesh", document);
  const Section solver(table_of(document, "solver"), "solver", document);
  const Section output(table_of(document, "output"), "output", document);
  if (specimen) {
    mesh.refuse("resolution", "is for a back; a specimen has mesh.nodes");
    solver.refuse("bulk_ratio", "is for a back; a specimen's layers have their own");
    output.refuse("bone_depth_mm", "is for a back; a specimen has no bones");
    scenario.specimen->nodes = mesh.integer("nodes");
  } else {
    mesh.refuse("nodes", "is for a specimen; a back has mesh.resolution");
    const std::string resolution = mesh.text("resolution");
    scenario.resolution = resolution == "live"       ? Resolution::live
                          : resolution == "standard" ? Resolution::standard
                                                     : Resolution::fine;
    scenario.solver.bulk_ratio = solver.number("bulk_ratio");
    scenario.outputs.bone_depth_m = output.number("bone_depth_mm") / 1e3;
  }
  scenario.solver.time_step_s = solver.number("time_step_s");
  scenario.solver.residual_tolerance = solver.number("residual_tolerance");
  scenario.solver.max_newton = solver.integer("max_newton");
  scenario.solver.threads = solver.integer("threads");
  scenario.outputs.fields_every_s = output.number("fields_every_s");
  scenario.outputs.charts = output.boolean("charts");
  scenario.outputs.report = output.boolean("report");
}

void read_back(const Node& document, Scenario& scenario) {
  scenario.subject = read_subject(Section(table_of(document, "subject"), "subject", document));
  const Section load(table_of(document, "load"), "load", document);
  scenario.load = read_load(load);
  scenario.gravity = load.boolean("gravity");
  scenario.rollers = read_rollers(document);
  scenario.protocol = read_phases(document);
}

}  // namespace

Scenario parse_scenario(std::string_view text, const std::string& file) {
  const Node document = parse_with_extends(text, file);
  const Section top(&document, "", document);
  Scenario scenario;
  scenario.file = file;
  scenario.name = read_name(top);
  scenario.description = top.text("description");
  const bool specimen = std::any_of(
      parameter_sections().begin(), parameter_sections().end(), [&](const ParameterSection& section) {
        return section.scope == ParameterScope::specimen && document.find(section.name);
      });
  if (specimen) {
    refuse_sections(document, ParameterScope::back, "belongs to a back; this scenario holds a specimen");
    scenario.gravity = false;
    read_specimen(document, table_of(document, "specimen"), table_of(document, "indenter"),
                  table_of(document, "loading"), scenario);
  } else {
    read_back(document, scenario);
  }
  read_settings(document, specimen, scenario);
  return scenario;
}

Scenario read_scenario(const std::filesystem::path& path) {
  return parse_scenario(read_text_file(path), path.string());
}

}  // namespace backroll
