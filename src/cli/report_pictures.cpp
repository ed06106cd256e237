#include "cli/report_pictures.hpp"

#include <fstream>
#include <sstream>
#include <system_error>

#include "analysis/text.hpp"
#include "cli/commands.hpp"
#include "scenario/input_error.hpp"
#include "session/session.hpp"
#ifdef BACKROLL_HAS_VIEWER
#include "viewer/viewer.hpp"
#endif

namespace backroll {

#ifndef BACKROLL_HAS_VIEWER

void add_pictures(const std::vector<const FinishedRun*>&, const std::filesystem::path&,
                  ReportContext& context) {
  context.no_pictures = "this build has no viewer";
}

#else

namespace {

namespace fs = std::filesystem;

constexpr int kWidth = 1040, kHeight = 585;  // [px]
constexpr float kSeeThrough = 0.2F;          // the roller's opacity

struct Shot {
  const char* title;
  ViewPreset preset;
  ShownField field;
  bool see_through;
};
constexpr Shot kShots[] = {
    {"Pressure on the skin", ViewPreset::oblique, ShownField::pressure, false},
    {"The same from behind, the roller made transparent", ViewPreset::back, ShownField::pressure, true},
    {"Cut open under the roller: compressive stress", ViewPreset::axial, ShownField::compressive_stress,
     false}};

std::string picture_of(const Shot& shot, const std::vector<const FinishedRun*>& runs, double time_s,
                       const fs::path& beside) {
  RenderRequest request;
  for (const FinishedRun* run : runs) request.inputs.push_back(run->dir);
  request.times = {time_s};
  request.preset = shot.preset;
  request.settings.field = shot.field;
  request.settings.light = true;
  if (shot.preset == ViewPreset::axial) {
    request.settings.section = SectionKind::axial;
    request.settings.section_stress = true;
    request.zoom = 1.4;
  }
  if (shot.see_through)
    for (const Layer layer : {Layer::foam, Layer::core})
      request.settings.layers[static_cast<std::size_t>(layer)].opacity = kSeeThrough;
  request.width = kWidth;
  request.height = kHeight;
  request.output = beside;
  request.version = version_text();
  render(request);
  std::ostringstream bytes;
  bytes << std::ifstream(beside, std::ios::binary).rdbuf();
  std::error_code ignored;
  fs::remove(beside, ignored);
  return bytes.str();
}

// The moment of the largest pressure over 1 cm2 on the firmest, within what every run has.
double shown_time(const std::vector<const FinishedRun*>& runs) {
  double end = 1e30;
  for (const FinishedRun* run : runs) end = std::min(end, run->findings.duration);
  return std::min(end, runs.back()->findings.force.peak_1cm2.peak_time_s);
}

}  // namespace

void add_pictures(const std::vector<const FinishedRun*>& runs, const fs::path& beside,
                  ReportContext& context) {
  for (const FinishedRun* run : runs)
    if (run->findings.info.specimen || run->findings.info.press || run->frames.empty()) return;
  std::vector<const FinishedRun*> shown = runs;
  if (shown.size() > 2) shown = {runs.front(), runs.back()};
  const double time_s = shown_time(shown);
  std::string names;
  if (shown.size() == 2)
    names = " Left: " + shown[0]->findings.info.roller_name +
            ", right: " + shown[1]->findings.info.roller_name + ".";
  try {
    for (const Shot& shot : kShots)
      context.pictures.push_back({shot.title,
                                  std::string(shot.title) + ", at " + number_text(time_s) +
                                      " s, when the pressure over 1 cm2 is largest." + names,
                                  picture_of(shot, shown, time_s, beside)});
  } catch (const std::runtime_error& error) {
    context.pictures.clear();
    context.no_pictures = error.what();
  }
}

#endif

}  // namespace backroll
