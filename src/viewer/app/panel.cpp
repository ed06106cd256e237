#include "viewer/app/panel.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "scenario/parameters.hpp"
#include "scenario/words.hpp"
#include "units.hpp"
#include "viewer/geometry/colours.hpp"

namespace backroll {

namespace {

const Parameter& parameter(const char* section, const char* key) {
  return *find_parameter(section, key);
}

template <class... Numbers>
std::string printed(const char* format, Numbers... numbers) {
  char text[200];
  std::snprintf(text, sizeof text, format, numbers...);
  return text;
}

void grey(const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, palette().secondary);
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

// A slider over a value in SI whose parameter is in another unit.
Edit scaled_slider(Ui& ui, const Parameter& p, double& si, double per_si, const SliderOptions& options = {}) {
  double value = si * per_si;
  const Edit edit = slider_row(ui, p, value, options);
  if (edit) si = value / per_si;
  return edit;
}

std::vector<SliderMark> rollers_of_foam(const std::string& polymer) {
  std::vector<SliderMark> marks;
  for (const RollerRow& row : roller_catalogue())
    if (row.roller.foam.polymer == polymer) marks.push_back({row.roller.id, row.roller.foam.density_kg_m3});
  return marks;
}

// Soft, Medium, Firm and the catalogue.
Edit choose_roller(App& app) {
  static const char* const ids[] = {"soft-epe", "medium-epp", "firm-epp"};
  static const std::vector<std::string> words = {"Soft", "Medium", "Firm"};
  Roller& roller = app.desired.controls.roller;
  int preset = -1;
  for (int n = 0; n < 3; ++n)
    if (roller == roller_row(ids[n]).roller) preset = n;
  Edit edit = segmented(app.ui, "preset", words, preset, 0,
                        "Rollers most people have met: an EPE log, a medium and a firm EPP roller");
  if (edit) roller = roller_row(ids[preset]).roller;
  std::vector<std::string> names;
  int index = -1;
  for (const RollerRow& row : roller_catalogue()) {
    if (row.roller.base == roller.base) index = static_cast<int>(names.size());
    names.push_back(row.roller.id);
  }
  const Edit chosen =
      choice_row(app.ui, "roller.id", "Roller", names, index, "assets/rollers.toml (backroll list rollers)");
  if (chosen) roller = roller_catalogue()[index].roller;
  return edit |= chosen;
}

Edit roller_group(App& app) {
  Edit edit = choose_roller(app);
  Roller& roller = app.desired.controls.roller;
  std::string foam = roller.foam.polymer;
  const Edit other_foam = choice_row(app.ui, parameter("roller", "foam"), foam);
  if (other_foam) roller = with_foam(roller, foam);
  edit |= other_foam;

  const FoamPolymer& polymer = foam_polymer(roller.foam.polymer);
  SliderOptions firmness;
  firmness.label = "Firmness";
  firmness.low = polymer.density_min_kg_m3;
  firmness.high = polymer.density_max_kg_m3;
  firmness.fallback = roller_row(roller.base).roller.foam.density_kg_m3;
  firmness.marks = rollers_of_foam(polymer.id);
  firmness.stacked = true;
  double density = roller.foam.density_kg_m3;
  const Edit denser = slider_row(app.ui, parameter("roller", "density_kg_m3"), density, firmness);
  if (denser) roller = with_density(roller, density);
  edit |= denser;
  grey(printed("E0 %.0f kPa, plateau %.0f kPa", 1e-3 * roller.foam.modulus_pa,
               1e-3 * roller.foam.collapse_pa));

  // grooves, ribs and balls on an axis fit one diameter
  if (roller.shape == RollerShape::cylinder || roller.shape == RollerShape::ball) {
    SliderOptions size;
    size.low = roller.shape == RollerShape::ball ? 50 : 80;
    size.high = 200;
    size.fallback = 1e3 * roller_row(roller.base).roller.diameter_m;
    double diameter = 1e3 * roller.diameter_m;
    const Edit wider = slider_row(app.ui, parameter("roller", "diameter_mm"), diameter, size);
    if (wider) roller = with_diameter(roller, 1e-3 * diameter);
    edit |= wider;
  }
  SliderOptions friction;
  friction.fallback = roller_row(roller.base).roller.friction;
  friction.high = 1;
  edit |= slider_row(app.ui, parameter("roller", "friction"), roller.friction, friction);
  static const std::vector<std::string> drives = {"free", "driven", "locked"};
  int drive = static_cast<int>(roller.drive);
  const Edit spin = segmented(app.ui, "roller.drive", drives, drive, 0, parameter("roller", "drive").meaning);
  if (spin) roller.drive = static_cast<RollerDrive>(drive);
  return edit |= spin;
}

// In the place of the load, where it follows from how the person lies.
Edit lying_group(App& app) {
  Controls& c = app.desired.controls;
  const Lying& lying = app.slots.front()->asked.lying;
  Parameter support = parameter("body", "support_share");
  support.unit = "%";
  support.max = 90;
  SliderOptions of_weight;
  of_weight.label = "Support";
  of_weight.high = 60;
  of_weight.enabled = lying.arms == Arms::supporting || lying.support_by == SupportBy::legs;
  of_weight.fallback = 100 * lying.support_share;
  Edit edit = scaled_slider(app.ui, support, c.support_share, 100, of_weight);
  SliderOptions turned;
  turned.label = "Lean";
  turned.low = -10;
  turned.high = 10;
  turned.fallback = lying.lean_deg;
  edit |= slider_row(app.ui, parameter("body", "lean_deg"), c.lean_deg, turned);
  grey(of_weight.enabled ? "The load follows from how the person lies. Support: weight on " +
                               word_of(lying.support_by) + "."
                         : "The load follows from how the person lies. The arms are " + word_of(lying.arms) +
                               " and support nothing (body.arms in the scenario).");
  return edit;
}

Edit pressure_group(App& app) {
  if (load_follows(app)) return lying_group(app);
  Controls& c = app.desired.controls;
  SliderOptions load;
  load.label = "Load";
  load.low = 10;
  load.high = 1000;
  const double weight = 9.81 * app.desired.subject.mass_kg;
  load.fallback = std::round(0.6 * weight);
  load.shortcut = "+ and -";
  const Edit edit = slider_row(app.ui, parameter("load", "force_n"), c.load_n, load);
  grey(printed("%.0f N = %.0f %% of body weight (%.0f N)", c.load_n, 100 * c.load_n / weight, weight));
  return edit;
}

Edit level_choice(App& app, const char* name, const char* label, std::string& level) {
  const std::vector<std::string>& levels = level_names();
  int index = static_cast<int>(std::find(levels.begin(), levels.end(), level) - levels.begin());
  const Edit edit =
      choice_row(app.ui, name, label, levels, index, "End of the way the roller goes to and fro");
  if (edit) level = levels[index];
  return edit;
}

Edit movement_group(App& app) {
  Controls& c = app.desired.controls;
  static const std::vector<std::string> motions = {"Roll", "Hold", "Lift"};
  int motion = static_cast<int>(c.motion);
  Edit edit = segmented(app.ui, "motion", motions, motion, 0,
                        "Roll to and fro, stay where it is, or take the roller away (R, D, A)");
  if (edit) c.motion = static_cast<Motion>(motion);
  edit |= scaled_slider(app.ui, parameter("phase", "speed_m_s"), c.speed_m_s, 1);
  edit |= level_choice(app, "phase.from_level", "From", c.from_level);
  edit |= level_choice(app, "phase.to_level", "To", c.to_level);
  if (button(app.ui, "turn", "Turn round", "The other way, now (T)", false,
             ImGui::GetContentRegionAvail().x)) {
    ++c.reversals;
    edit |= Edit::at_once();
  }
  if (edit) c.free = true;
  if (is_live(app) && !c.free) grey("The scenario's protocol leads; a change here takes over from it.");
  return edit;
}

Edit choose_posture(App& app) {
  std::vector<std::string> words = {"Hips up", "Hips down"};
  if (!load_follows(app)) words.emplace_back("Held");  // held bones do not lie on the floor
  static constexpr Posture postures[] = {Posture::hips_up, Posture::hips_down, Posture::held};
  Posture& posture = app.desired.support.posture;
  const Posture* found = std::find(std::begin(postures), std::end(postures), posture);
  int index = found == std::end(postures) ? -1 : static_cast<int>(found - postures);
  const Edit edit =
      segmented(app.ui, "support.posture", words, index, 0,
                "Pelvis held by the legs and trunk by its muscles; pelvis on the floor and trunk relaxed "
                "over the roller; or every bone kept in its place. Begins a new run");
  if (edit) posture = postures[index];
  if (posture == Posture::prone) grey("Lies prone, as the scenario says.");
  return edit;
}

Edit body_group(App& app) {
  Subject& s = app.desired.subject;
  std::vector<std::string> names;
  int index = -1;
  for (const SubjectRow& row : subject_catalogue()) {
    if (row.subject.id == s.id) index = static_cast<int>(names.size());
    names.push_back(row.subject.name.empty() ? row.subject.id : row.subject.name);
  }
  Edit edit =
      choice_row(app.ui, "subject.id", "Person", names, index, "assets/subjects.toml; begins a new run");
  if (edit) s = subject_catalogue()[index].subject;
  edit |= choose_posture(app);
  Resolution& r = app.desired.resolution;
  static const std::vector<std::string> resolutions = {"live", "standard", "fine"};
  int resolution = static_cast<int>(r);
  const Edit finer = segmented(app.ui, "mesh.resolution", resolutions, resolution, 0,
                               parameter("mesh", "resolution").meaning + "; begins a new run");
  if (finer) r = static_cast<Resolution>(resolution);
  edit |= finer;
  if (!group(app.ui, "group.measures", "Measures of the person", false)) return edit;
  const Subject row = subject_row(s.id).subject;
  const auto measure = [&](const char* key, double Subject::*value) {
    SliderOptions options;
    options.fallback = row.*value;
    edit |= slider_row(app.ui, parameter("subject", key), s.*value, options);
  };
  measure("stature_m", &Subject::stature_m);
  measure("mass_kg", &Subject::mass_kg);
  measure("muscle_bulk_ratio", &Subject::muscle_bulk);
  measure("fat_ratio", &Subject::fat);
  measure("kyphosis_deg", &Subject::kyphosis_deg);
  measure("lordosis_deg", &Subject::lordosis_deg);
  measure("muscle_tone_ratio", &Subject::muscle_tone);
  grey(printed("Body mass index %.1f (%g to %g). A change begins a new run.", s.bmi(), kBmiMin, kBmiMax));
  return edit;
}

void undo_row(App& app) {
  const float width = (ImGui::GetContentRegionAvail().x - 2 * ImGui::GetStyle().ItemSpacing.x) / 3;
  std::optional<Desired> to;
  ImGui::BeginDisabled(!app.undo.can_undo());
  if (button(app.ui, "undo", "Undo", "Ctrl+Z", false, width)) to = app.undo.undo(app.desired);
  ImGui::EndDisabled();
  ImGui::SameLine();
  ImGui::BeginDisabled(!app.undo.can_redo());
  if (button(app.ui, "redo", "Redo", "Ctrl+Shift+Z", false, width)) to = app.undo.redo(app.desired);
  ImGui::EndDisabled();
  ImGui::SameLine();
  if (button(app.ui, "reset", "Reset", "Everything as in the scenario", false, width) &&
      !(app.desired == app.saved)) {
    app.undo.push(app.desired);
    to = app.saved;
  }
  if (!to) return;
  app.desired = *to;
  apply_desired(app, true);
}

void file_rows(App& app) {
  const float width = (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2;
  if (button(app.ui, "save_scenario", "Save scenario",
             "What the panel says as a file that backroll run reads (Ctrl+S)", false, width))
    app.dialog = App::Dialog::save_scenario;
  ImGui::SameLine();
  if (button(app.ui, "copy_command", "Copy command line", "The headless call for the saved scenario", false,
             width)) {
    if (app.desired == app.saved && !app.save_path.empty()) {
      app.wishes.clipboard = "backroll run " + app.save_path;
      say(app, "Copied: backroll run " + app.save_path);
    } else {
      app.dialog = App::Dialog::save_scenario;
      say(app, "Save the scenario first: the command names its file");
    }
  }
  if (is_live(app) && button(app.ui, "save_run", "Save run",
                             "Tables, fields, events, charts and report of what was computed so far", false,
                             ImGui::GetContentRegionAvail().x))
    app.dialog = App::Dialog::save_run;
}

void layers_group(App& app) {
  static const struct {
    Layer layer;
    const char* name;
    const char* label;
    glm::vec3 colour;
  } rows[] = {{Layer::skin, "layer.skin", "Skin", kSkinColour},
              {Layer::muscle, "layer.muscle", "Muscles", tissue_colour(Tissue::longissimus)},
              {Layer::bone, "layer.bone", "Bones", kBoneColour},
              {Layer::foam, "layer.roller", "Roller", kFoamColour},
              {Layer::floor, "layer.floor", "Floor", kFloorColour},
              {Layer::person, "layer.person", "Person", kPersonColour}};
  for (const auto& row : rows) {
    if (row.layer == Layer::person && !has_person(app)) continue;
    LayerView& layer = app.view.layers[static_cast<std::size_t>(row.layer)];
    layer_row(app.ui, row.name, row.label, to_colour(row.colour), layer.visible, layer.opacity);
    if (row.layer == Layer::foam) app.view.layers[static_cast<std::size_t>(Layer::core)] = layer;
  }
  if (toggle_row(app.ui, "arrows", "Forces on the vertebrae", app.view.arrows,
                 "An arrow for what each vertebra takes, 100 N = 150 mm"))
    for (const auto& slot : app.slots) slot->shown_key.clear();
  toggle_row(app.ui, "mesh_lines", "Mesh lines", app.view.mesh_lines, "W");
}

void colour_group(App& app) {
  std::vector<std::string> names;
  for (int f = 0; f < kShownFields; ++f) names.emplace_back(field_words(static_cast<ShownField>(f)).name);
  int field = static_cast<int>(app.view.field);
  if (choice_row(app.ui, "field", "Colour by", names, field, field_words(app.view.field).help))
    app.view.field = static_cast<ShownField>(field);
  static const std::vector<std::string> maps = {"viridis", "inferno", "turbo"};
  int map = static_cast<int>(app.view.map);
  if (choice_row(app.ui, "colour_map", "Colours", maps, map,
                 "viridis and inferno rise evenly in lightness; turbo does not, but tells more values apart"))
    app.view.map = static_cast<ColourMap>(map);
  if (app.slots.size() > 1 && toggle_row(app.ui, "difference", "Show B - A on A", app.view.difference,
                                         "Blue: less in B, orange: more"))
    for (const auto& slot : app.slots) slot->shown_key.clear();
}

void section_group(App& app) {
  static const std::vector<std::string> kinds = {"off", "sagittal", "axial", "free"};
  ViewSettings& v = app.view;
  int kind = static_cast<int>(v.section);
  if (segmented(app.ui, "section", kinds, kind, 0, "Cuts the body open (X)")) {
    v.section = static_cast<SectionKind>(kind);
    if (v.section == SectionKind::axial && app.slots.front()->run.model)
      v.section_mm = 1e3 * level_arc(*app.slots.front()->run.model->back, "T8");
    if (v.section == SectionKind::sagittal) v.section_mm = 0;
  }
  if (v.section == SectionKind::off) return;
  static const Parameter place = {
      "view",
      "section_mm",
      ParameterType::number,
      "mm",
      -600,
      900,
      "0",
      "",
      {},
      "sagittal: right of the midline; axial: along the spine from L5/S1; free: along its normal",
      ""};
  static const Parameter yaw = {"view",
                                "section_yaw_deg",
                                ParameterType::number,
                                "deg",
                                -180,
                                180,
                                "45",
                                "",
                                {},
                                "direction of the cut's normal about the spine's axis, 0 = to the right",
                                ""};
  static const Parameter pitch = {"view",
                                  "section_pitch_deg",
                                  ParameterType::number,
                                  "deg",
                                  -90,
                                  90,
                                  "0",
                                  "",
                                  {},
                                  "direction of the cut's normal towards the head",
                                  ""};
  SliderOptions at;
  at.label = "Place";
  at.low = v.section == SectionKind::axial ? -50 : -200;
  at.high = v.section == SectionKind::axial ? 550 : 200;
  slider_row(app.ui, place, v.section_mm, at);
  if (v.section == SectionKind::axial) grey("At " + level_words(app, 1e-3 * v.section_mm));
  if (v.section == SectionKind::free) {
    SliderOptions turn;
    turn.label = "Turned";
    slider_row(app.ui, yaw, v.section_yaw_deg, turn);
    turn.label = "Tilted";
    slider_row(app.ui, pitch, v.section_pitch_deg, turn);
  }
  toggle_row(app.ui, "section.skin", "Cuts the skin", v.section_skin);
  toggle_row(app.ui, "section.muscle", "Cuts the muscles", v.section_muscle);
  toggle_row(app.ui, "section.bone", "Cuts the bones", v.section_bone);
  toggle_row(app.ui, "section.stress", "Colours on the cut", v.section_stress,
             "The chosen stress or strain instead of the tissues' colours");
}

void points_group(App& app) {
  Slot& slot = *app.slots.front();
  if (const std::string spine = spine_words(slot.run, app.time); !spine.empty()) {
    grey(sentence_case(spine));
    ImGui::Spacing();
  }
  if (slot.points.empty()) {
    grey("Click the skin to read the pressure there; up to four points.");
    return;
  }
  for (std::size_t p = 0; p < slot.points.size(); ++p) {
    const PickedPoint& point = slot.points[p];
    const double now = slot.shown ? 1e-3 * pressure_of(point, *slot.shown) : 0;
    const auto most = std::max_element(point.pressure.begin(), point.pressure.end());
    const double peak = most == point.pressure.end() ? 0 : 1e-3 * *most;
    ImGui::PushStyleColor(ImGuiCol_Text, to_colour(point_colour(p)));
    ImGui::Text("%zu  %.1f kPa", p + 1, now);
    ImGui::PopStyleColor();
    ImGui::SameLine();
    grey(printed("peak %.1f at %.1f s", peak,
                 most == point.pressure.end() ? 0 : point.times[most - point.pressure.begin()]));
    grey(place_words(point));
  }
  if (button(app.ui, "clear_points", "Clear points", "Delete")) slot.points.clear();
}

// The ledger of both runs at the time shown, and their peaks.
void difference_group(App& app) {
  static const struct {
    const char* name;
    const char* unit;
    double (*value)(const RunInfo&, const Frame&);
  } rows[] = {
      {"contact", "N", [](const RunInfo&, const Frame& f) { return f.contact_force; }},
      {"over muscle", "N",
       [](const RunInfo& i, const Frame& f) { return skin_force(i, f, RegionKind::muscle); }},
      {"over spine", "N",
       [](const RunInfo& i, const Frame& f) { return skin_force(i, f, RegionKind::spine); }},
      {"over ribs", "N", [](const RunInfo& i, const Frame& f) { return skin_force(i, f, RegionKind::rib); }},
      {"spine takes", "N", [](const RunInfo&, const Frame& f) { return f.path_spine; }},
      {"ribs take", "N", [](const RunInfo&, const Frame& f) { return f.path_rib; }},
      {"area", "cm2", [](const RunInfo&, const Frame& f) { return 1e4 * f.contact_area; }},
      {"peak 1 cm2", "kPa", [](const RunInfo&, const Frame& f) { return 1e-3 * f.peak_pressure_1cm2; }},
      {"sunk", "mm", [](const RunInfo&, const Frame& f) { return -1e3 * f.height; }},
      {"kyphosis", "deg", [](const RunInfo&, const Frame& f) { return f.kyphosis * kDegree; }},
      {"lordosis", "deg", [](const RunInfo&, const Frame& f) { return f.lordosis * kDegree; }}};
  const RunData &a = app.slots[0]->run, &b = app.slots[1]->run;
  const int fa = frame_index(a, std::min(app.time, a.end_s())),
            fb = frame_index(b, std::min(app.time, b.end_s()));
  if (fa < 0 || fb < 0 || !ImGui::BeginTable("differences", 5, ImGuiTableFlags_SizingStretchProp)) return;
  for (const char* head : {"", "A", "B", "B - A", "peak A, B"}) ImGui::TableSetupColumn(head);
  ImGui::TableHeadersRow();
  const bool bend = !a.model->info.units.empty() && !b.model->info.units.empty();
  for (const auto& row : rows) {
    if (!bend && std::string_view(row.unit) == "deg") continue;
    const auto at = [&](const RunData& run, int f) { return row.value(run.model->info, run.frames[f]); };
    const auto peak = [&](const RunData& run) {
      return largest(run, [&](const Frame& f) { return row.value(run.model->info, f); });
    };
    const double va = at(a, fa), vb = at(b, fb);
    ImGui::TableNextColumn();
    ImGui::Text("%s, %s", row.name, row.unit);
    for (const double v : {va, vb, vb - va}) {
      ImGui::TableNextColumn();
      ImGui::Text("%.3g", v);
    }
    ImGui::TableNextColumn();
    ImGui::Text("%.3g, %.3g", peak(a), peak(b));
  }
  ImGui::EndTable();
}

void computed_groups(App& app) {
  const Desired before = app.desired;
  Edit edit;
  if (group(app.ui, "group.roller", "Roller")) edit |= roller_group(app);
  if (group(app.ui, "group.pressure", "Pressure")) edit |= pressure_group(app);
  if (group(app.ui, "group.movement", "Movement")) edit |= movement_group(app);
  if (group(app.ui, "group.body", "Body", false)) edit |= body_group(app);
  follow(app.undo, edit, before, app.desired);
  if (edit.changed || edit.committed) apply_desired(app, edit.committed);
}

}  // namespace

ImU32 to_colour(const glm::vec3& srgb) {
  return ImGui::ColorConvertFloat4ToU32(ImVec4(srgb.r, srgb.g, srgb.b, 1));
}

const std::string& level_words(const App& app, double arc) {
  static const std::string none;
  const Slot& slot = *app.slots.front();
  return slot.run.model ? level_at(*slot.run.model->back, arc) : none;
}

void draw_panel(App& app) {
  if (is_live(app)) {
    computed_groups(app);
    undo_row(app);
  } else {
    const RunData& run = app.slots.front()->run;
    if (group(app.ui, "group.recorded", "Recorded run")) {
      grey(run.dir.string() + "\n" + run.model->info.roller_name + ", " + run.status +
           (run.message.empty() ? "" : ": " + run.message));
      if (button(app.ui, "run_again", "Run it live", "Starts the scenario of this run in the viewer", true,
                 ImGui::GetContentRegionAvail().x)) {
        const Scenario scenario = run.model->scenario;
        return start_live(app, scenario, 0);
      }
    }
  }
  if (const std::string words = person_words(app.slots.front()->run, app.time);
      !words.empty() && group(app.ui, "group.person", "Person on the floor"))
    grey(words);
  if (app.slots.size() > 1 && group(app.ui, "group.differences", "A and B now")) difference_group(app);
  file_rows(app);
  if (group(app.ui, "group.layers", "Layers")) layers_group(app);
  if (group(app.ui, "group.colour", "Colours")) colour_group(app);
  if (group(app.ui, "group.section", "Section")) section_group(app);
  if (group(app.ui, "group.points", "Read-out")) points_group(app);
}

}  // namespace backroll
