// backroll view and backroll render; in a build without the viewer they say so.
#include <cstdio>

#include "cli/commands.hpp"
#include "scenario/input_error.hpp"
#include "scenario/parameters.hpp"
#ifdef BACKROLL_HAS_VIEWER
#include "cli/usage.hpp"
#include "cli/weigh_conditions.hpp"
#include "viewer/viewer.hpp"
#endif

namespace backroll {

#ifndef BACKROLL_HAS_VIEWER

int view_command(const ViewArguments&) {
  throw MachineError(
      "view: this build has no viewer; install libimgui-dev libglfw3-dev libglm-dev libepoxy-dev libegl-dev "
      "libpng-dev "
      "pkg-config and build again (scripts/setup.sh does the first)");
}

int render_command(const RenderArguments&) {
  return view_command({});
}

#else

namespace {

template <class Value>
Value chosen(const std::string& option, const std::string& word,
             const std::vector<std::pair<std::string, Value> >& choices) {
  std::vector<std::string> words;
  for (const auto& [name, value] : choices) {
    if (name == word) return value;
    words.push_back(name);
  }
  throw InputError(unknown_word(option, word, words));
}

ShownField field_of(const std::string& word) {
  std::vector<std::pair<std::string, ShownField> > fields;
  for (int f = 0; f < kShownFields; ++f)
    fields.emplace_back(field_words(static_cast<ShownField>(f)).word, static_cast<ShownField>(f));
  return chosen("--field", word, fields);
}

// "skin=0.5", "muscle=0": opacity of a layer, 0 hides it.
void set_layer(ViewSettings& settings, const std::string& text) {
  const std::size_t equal = text.find('=');
  const Layer layer = chosen<Layer>("--layer", text.substr(0, equal),
                                    {{"skin", Layer::skin},
                                     {"muscle", Layer::muscle},
                                     {"bone", Layer::bone},
                                     {"roller", Layer::foam},
                                     {"floor", Layer::floor},
                                     {"person", Layer::person}});
  char* end = nullptr;
  const std::string number = equal == std::string::npos ? "" : text.substr(equal + 1);
  const double opacity = std::strtod(number.c_str(), &end);
  if (number.empty() || *end != '\0' || !(opacity >= 0 && opacity <= 1))
    throw InputError("--layer " + text + ": LAYER=OPACITY with an opacity from 0 to 1");
  LayerView& view = settings.layers[static_cast<std::size_t>(layer)];
  view.visible = opacity > 0;
  view.opacity = static_cast<float>(opacity);
  if (layer == Layer::foam) settings.layers[static_cast<std::size_t>(Layer::core)] = view;
}

void set_view(RenderRequest& request, const RenderArguments& given) {
  ViewSettings& settings = request.settings;
  if (given.view == "section") {
    settings.section = given.section == "sagittal" ? SectionKind::sagittal : SectionKind::axial;
    request.preset = given.section == "sagittal" ? ViewPreset::sagittal : ViewPreset::axial;
  } else {
    request.preset = chosen<ViewPreset>("--view", given.view,
                                        {{"oblique", ViewPreset::oblique},
                                         {"back", ViewPreset::back},
                                         {"side", ViewPreset::side},
                                         {"under", ViewPreset::under},
                                         {"front", ViewPreset::front},
                                         {"top", ViewPreset::top},
                                         {"section", ViewPreset::axial}});
  }
  if (!given.section.empty())
    settings.section = chosen<SectionKind>(
        "--section", given.section, {{"sagittal", SectionKind::sagittal}, {"axial", SectionKind::axial}});
  settings.section_mm = given.section_mm;
  settings.section_stress = given.section_stress;
  settings.field = field_of(given.field);
  if (given.range > 0)
    settings.range[static_cast<std::size_t>(settings.field)] = {0, given.range, RangeMode::locked};
  settings.light = given.light;
  settings.arrows = given.arrows;
  settings.mesh_lines = given.mesh_lines;
  for (const std::string& layer : given.layers) set_layer(settings, layer);
}

}  // namespace

int view_command(const ViewArguments& given) {
  for (const auto& input : given.inputs) weigh_conditions_of(input, given.acknowledge);
  ViewRequest request;
  request.inputs = given.inputs;
  request.shader_dir = given.shader_dir;
  request.ui_script = given.ui_script;
  request.ui_scale = static_cast<float>(given.ui_scale);
  request.remember = !given.forget;
  request.width = given.width;
  request.height = given.height;
  request.version = version_text();
  view(request);
  return kExitOk;
}

int render_command(const RenderArguments& given) {
  for (const auto& input : given.inputs) weigh_conditions_of(input, given.acknowledge);
  RenderRequest request;
  request.inputs = given.inputs;
  request.times = given.times;
  request.every_s = given.every_s;
  request.from_s = given.from_s;
  request.to_s = given.to_s;
  request.fps = given.fps;
  request.level = given.level;
  request.difference = given.difference;
  request.zoom = given.zoom;
  request.width = given.width;
  request.height = given.height;
  request.ui_scale = static_cast<float>(given.ui_scale);
  request.output = given.output;
  request.shader_dir = given.shader_dir;
  request.version = version_text();
  set_view(request, given);
  const std::string ending = request.output.extension().string();
  if ((ending == ".mp4" || ending == ".gif") && request.every_s <= 0 && request.times.empty())
    request.every_s = 1.0 / 30;
  std::fputs(render(request).c_str(), stdout);
  return kExitOk;
}

#endif

}  // namespace backroll
