// How the user wants to look at a run; remembered between sessions, resettable.
#pragma once

#include <array>
#include <filesystem>
#include <string>

#include "viewer/render/view_options.hpp"
#include "viewer/ui/colour_bar.hpp"

namespace backroll {

// What the colours say.
enum class ShownField { pressure, compressive_stress, strain, dose, bone_force, muscle, none };
inline constexpr int kShownFields = 7;
struct FieldWords {
  const char* name;  // "Pressure on the skin"
  const char* word;  // in settings and on the command line
  const char* unit;  // shown
  double scale;      // shown = SI x scale
  const char* help;
};
const FieldWords& field_words(ShownField field);

// What the bars beside the chart say: the force each vertebra takes, or of each functional spinal unit how
// far it is extended or how much it is compressed.
enum class BarsOf { force, extension, compression };
inline constexpr std::array<const char*, 3> kBarsWords = {"force", "extension", "compression"};

// What the chart shows over time: forces, or the curves of the spine.
enum class ChartOf { forces, curves };
inline constexpr std::array<const char*, 2> kChartWords = {"forces", "curves"};

enum class SectionKind { off, sagittal, axial, free };

struct ViewSettings {
  std::array<LayerView, kLayers> layers = {
      {{true, 1}, {true, 1}, {true, 1}, {true, 0.35f}, {true, 0.35f}, {true, 1}, {true, 1}, {true, 0.5f}}};
  ShownField field = ShownField::pressure;
  ColourMap map = ColourMap::inferno;
  std::array<ColourRange, kShownFields> range;  // by ShownField, in its shown unit
  ColourRange difference_range;                 // of B - A, symmetric; only `high` counts
  bool difference = false;                      // B - A on A
  SectionKind section = SectionKind::off;
  double section_mm = 0;  // sagittal: z; axial: along the spine from L5/S1; free: along its normal
  double section_yaw_deg = 45, section_pitch_deg = 0;  // free
  bool section_skin = true, section_muscle = true, section_bone = true;
  bool section_stress = false;  // the cut shows the field instead of tissues
  bool mesh_lines = false, arrows = true;
  BarsOf bars = BarsOf::force;
  ChartOf chart = ChartOf::forces;
  bool light = false;
  float ui_scale = 0;  // 0: as the screen says
  bool linked = true;  // cameras of A and B
  bool tips = true;
  int width = 1440, height = 900;  // of the window
};

// From and to the settings file; a missing or damaged one gives the defaults, wrong values are left out.
ViewSettings read_settings(const std::filesystem::path& file);
void write_settings(const std::filesystem::path& file, const ViewSettings& settings);  // throws MachineError
// $XDG_CONFIG_HOME/backroll/viewer.json or ~/.config/..., empty where neither is set.
std::filesystem::path usual_settings_file();

}  // namespace backroll
