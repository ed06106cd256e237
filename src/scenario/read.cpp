#include "scenario/read.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "scenario/beyond_bullet.hpp"
#include "scenario/catalogue.hpp"
#include "scenario/extends.hpp"
#include "scenario/input_error.hpp"
#include "scenario/protocols.hpp"
#include "scenario/read_parts.hpp"
#include "scenario/section.hpp"
#include "scenario/words.hpp"

namespace backroll {

namespace {

constexpr std::size_t kLongestName = 120;

// The section's table, null if the file has none. "subject.muscle_tone" is looked for in [subject].
const Node* table_of(const Node& document, const std::string& name) {
  const std::size_t dot = name.rfind('.');
  const Node* parent = dot == std::string::npos ? &document : table_of(document, name.substr(0, dot));
  const NodeEntry* entry = parent ? parent->find(name.substr(dot + 1)) : nullptr;
  if (!entry) return nullptr;
  if (entry->value.kind != NodeKind::table)
    throw InputError::at(entry->value.file, entry->line, name, "",
                         entry->value.is_table_array() ? "there is only one: write [" + name + "]"
                                                       : "a table is expected: write [" + name + "]");
  return &entry->value;
}

void refuse_section(const Node& document, const std::string& name, const std::string& reason) {
  if (const NodeEntry* entry = document.find(name))
    throw InputError::at(entry->value.file, entry->line, name, "", reason);
}

void refuse_sections(const Node& document, ParameterScope unwanted, const std::string& reason) {
  for (const ParameterSection& section : parameter_sections())
    if (section.scope == unwanted) refuse_section(document, section.name, reason);
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

// What only a back's lattice needs.
void read_back_settings(const Section& mesh, const Section& solver, const Section& output,
                        Scenario& scenario) {
  mesh.refuse("nodes", "is for a specimen; a back has mesh.resolution");
  scenario.resolution = from_word<Resolution>(mesh.text("resolution"));
  scenario.solver.bulk_ratio = solver.number("bulk_ratio");
  scenario.outputs.bone_depth_m = output.number("bone_depth_mm") / 1e3;
}

constexpr double kLongestBackStep = 0.0667;  // [s]

void read_settings(const Node& document, Scenario& scenario) {
  const Section mesh(table_of(document, "mesh"), "mesh", document);
  const Section solver(table_of(document, "solver"), "solver", document);
  const Section output(table_of(document, "output"), "output", document);
  if (scenario.specimen) {
    mesh.refuse("resolution", "is for a back; a specimen has mesh.nodes");
    solver.refuse("bulk_ratio", "is for a back; a specimen's layers have their own");
    output.refuse("bone_depth_mm", "is for a back; a specimen has no bones");
    scenario.specimen->nodes = mesh.integer("nodes");
  } else if (scenario.part) {
    solver.refuse("bulk_ratio", "is for a back; a part has no tissue");
    output.refuse("bone_depth_mm", "is for a back; a part has no skin");
  } else {
    read_back_settings(mesh, solver, output, scenario);
  }
  scenario.solver.engine = from_word<Engine>(solver.text("engine"));
  scenario.solver.time_step_s = solver.number("time_step_s");
  if (!scenario.specimen && !scenario.part && scenario.solver.time_step_s > kLongestBackStep)
    solver.fail("time_step_s", "too long for a back", "0.00416 to 0.0667 s");
  scenario.solver.residual_tolerance = solver.number("residual_tolerance");
  scenario.solver.max_newton = solver.integer("max_newton");
  scenario.solver.threads = solver.integer("threads");
  scenario.outputs.fields_every_s = output.number("fields_every_s");
  scenario.outputs.charts = output.boolean("charts");
  scenario.outputs.report = output.boolean("report");
  if (scenario.solver.engine == Engine::bullet)
    if (const std::string reason = beyond_bullet(scenario); !reason.empty()) solver.fail("engine", reason);
}

void read_person(const Node& document, Scenario& scenario) {
  const Node* subject = table_of(document, "subject");
  scenario.subject = read_subject(Section(subject, "subject", document));
  scenario.subject.tone_of =
      read_tone(Section(table_of(document, "subject.muscle_tone"), "subject.muscle_tone", document));
  read_muscle_states(Section(table_of(document, "subject.muscle_state"), "subject.muscle_state", document),
                     scenario.subject.tone_of);
  if (subject) scenario.subject.tight_spots = read_tight_spots(*subject, document);
}

// Rollers and phases, or the ready-made protocol.
void read_protocol(const Node& document, Scenario& scenario) {
  const Section top(&document, "", document);
  if (!top.given("protocol")) {
    scenario.rollers = read_rollers(document);
    scenario.protocol = read_phases(document);
    return;
  }
  refuse_section(document, "phase", "give either this or protocol");
  const ProtocolRow& row = protocol_row(top.text("protocol"));
  scenario.protocol = row.phases;
  if (document.find("roller"))
    scenario.rollers = read_rollers(document);
  else
    scenario.rollers = {roller_row(row.roller).roller};
}

void read_back(const Node& document, Scenario& scenario) {
  read_person(document, scenario);
  const Node* press = table_of(document, "press");
  const Section support(table_of(document, "support"), "support", document);
  scenario.support = read_support(support, press);
  const Section load(table_of(document, "load"), "load", document);
  scenario.gravity = load.boolean("gravity");
  scenario.response = read_responses(Section(table_of(document, "response"), "response", document));
  if (press) {
    for (const char* rolling : {"roller", "phase", "protocol", "breathing", "guarding", "limits"})
      refuse_section(document, rolling, "belongs to rolling; this scenario holds a [press]");
    refuse_section(document, "body", "is for a person on a roller; this scenario holds a [press]");
    for (const char* force : {"source", "force_n", "body_weight_fraction"})
      load.refuse(force, "is for a roller; a [press] has force_n or depth_mm");
    scenario.press = read_press(Section(press, "press", document), scenario.support.posture);
    return;
  }
  const LoadKind source = read_load_source(load, support);
  scenario.load = read_load(load, source);
  scenario.lying =
      read_lying(Section(table_of(document, "body"), "body", document), source, scenario.support.posture);
  read_protocol(document, scenario);
  const auto section = [&](const char* name) { return Section(table_of(document, name), name, document); };
  scenario.breathing = read_breathing(section("breathing"));
  scenario.guarding = read_guarding(section("guarding"));
  scenario.limits = read_limits(section("limits"));
  check_phases(scenario);
}

void read_part_scenario(const Node& document, Scenario& scenario) {
  const std::string reason = "belongs to a back; this scenario holds a [part]";
  for (const ParameterSection& section : parameter_sections())
    if (section.scope == ParameterScope::back && section.name != "subject")
      refuse_section(document, section.name, reason);
  refuse_section(document, "mesh", "is for a back or a specimen; this scenario holds a [part]");
  scenario.gravity = false;
  read_person(document, scenario);
  scenario.part = read_part(Section(table_of(document, "part"), "part", document));
}

void read_specimen_scenario(const Node& document, Scenario& scenario) {
  refuse_sections(document, ParameterScope::back, "belongs to a back; this scenario holds a specimen");
  refuse_sections(document, ParameterScope::part, "is a piece of a skeleton; this scenario holds a specimen");
  scenario.gravity = false;
  read_specimen(document, table_of(document, "specimen"), table_of(document, "indenter"),
                table_of(document, "loading"), scenario);
}

bool holds(const Node& document, ParameterScope scope) {
  return std::any_of(
      parameter_sections().begin(), parameter_sections().end(),
      [&](const ParameterSection& section) { return section.scope == scope && document.find(section.name); });
}

}  // namespace

Scenario parse_scenario(std::string_view text, const std::string& file) {
  return read_document(parse_with_extends(text, file), file);
}

Scenario read_document(const Node& document, const std::string& file) {
  const Section top(&document, "", document);
  Scenario scenario;
  scenario.file = file;
  scenario.name = read_name(top);
  scenario.description = top.text("description");
  if (holds(document, ParameterScope::specimen))
    read_specimen_scenario(document, scenario);
  else if (holds(document, ParameterScope::part))
    read_part_scenario(document, scenario);
  else
    read_back(document, scenario);
  read_settings(document, scenario);
  return scenario;
}

Scenario read_scenario(const std::filesystem::path& path) {
  return parse_scenario(read_text_file(path), path.string());
}

}  // namespace backroll
