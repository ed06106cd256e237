// Rows of the panel: sliders driven by the parameter table, choices, toggles, layers, headings. Each writes
// its rectangle into Ui::marks under its name (a parameter's is its path), and says what the user did in an
// Edit.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "scenario/parameters.hpp"
#include "viewer/ui/theme.hpp"
#include "viewer/ui/ui_marks.hpp"
#include "viewer/ui/undo.hpp"

namespace backroll {

// What widgets remember between frames; one a window.
struct Ui {
  UiMarks marks;
  std::string field, field_text, field_before;  // the number field being typed in
  std::string hovered;  // for tooltips: what the pointer rests on, since when [s of ImGui::GetTime]
  double hovered_since = 0;
};

// A drag has started in its first frame, changed in any, and is committed in its last; a click on a mark or
// on Reset is all three at once.
struct Edit {
  bool started = false, changed = false, committed = false;
  Edit& operator|=(const Edit& other);
  explicit operator bool() const { return changed; }
  static Edit at_once() { return {true, true, true}; }
};

// One undo step per edit: `before` is the state as it was before the widget was drawn in this frame.
template <class T>
void follow(UndoStack<T>& undo, const Edit& edit, const T& before, const T& after) {
  if (edit.started) undo.begin(before);
  if (edit.committed) undo.commit(after);
}

struct SliderMark {
  std::string name;
  double value = 0;  // in the parameter's unit
};

struct SliderOptions {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  std::string label;                 // "": from the key
  double scale = 1;                  // shown = value x scale ...
  std::string unit;                  // ... in this unit; "": the parameter's
  double low = kNone, high = kNone;  // of the track, in the parameter's unit; NaN: the parameter's range
  bool logarithmic = false;          // needs low > 0
  double step = 0;                   // of the track, in the parameter's unit; 0: chosen
  std::optional<double> fallback;    // what Reset goes to where the table has no default
  std::string shortcut;              // named in the tooltip
  std::vector<SliderMark> marks;     // named ticks below the track
  bool stacked = false;              // label above the track; also with marks and where the panel is narrow
  bool enabled = true;
};

// Label, track, number field, unit. `value` is in the parameter's unit and stays inside its range. Marks:
// PATH the track, PATH.number, PATH.mark.NAME, and in the right-click menu PATH.reset and PATH.copy.
Edit slider_row(Ui& ui, const Parameter& parameter, double& value, const SliderOptions& options = {});

// A row of words to choose from; `help` is the tooltip. The second is driven by Parameter::words. Marks:
// NAME, NAME.WORD while open.
Edit choice_row(Ui& ui, const std::string& name, const std::string& label,
                const std::vector<std::string>& words, int& index, const std::string& help = {});
Edit choice_row(Ui& ui, const Parameter& parameter, std::string& word, const std::string& label = {});

// The same as buttons side by side, over the width that is left or `width` [pixel]. Marks: NAME.WORD.
Edit segmented(Ui& ui, const std::string& name, const std::vector<std::string>& words, int& index,
               float width = 0, const std::string& help = {});

Edit toggle_row(Ui& ui, const std::string& name, const std::string& label, bool& on,
                const std::string& help = {});
Edit toggle_row(Ui& ui, const Parameter& parameter, bool& on, const std::string& label = {});

// Colour dot, check box, label, opacity 0..1. Marks: NAME the check box, NAME.opacity.
Edit layer_row(Ui& ui, const std::string& name, const std::string& label, ImU32 colour, bool& visible,
               float& opacity, const std::string& help = {});

// A heading in small capitals that opens and closes what follows; true while open. Mark: NAME.
bool group(Ui& ui, const std::string& name, const std::string& title, bool open_at_first = true);

// ImGui::Button with a mark, a tooltip, and in the accent colour where `primary`.
bool button(Ui& ui, const std::string& name, const std::string& label, const std::string& help = {},
            bool primary = false, float width = 0);

// After an item: a tooltip once the pointer rests on it.
void tooltip(Ui& ui, const std::string& name, const std::string& text);
bool tooltip_due(Ui& ui, const std::string& name);

// After an own-drawn item: the frame of the keyboard's focus.
void draw_focus();

// A slider over 0..1; true when `share` has changed.
bool share_slider(const char* id, double& share, float width);

// Of the label's column in a row of this width [pixel].
float label_width(float whole);

// "kg/m3" -> "kg/m³". "force_n" -> "Force".
std::string unit_text(const std::string& unit);
std::string label_of(const Parameter& parameter);
std::string sentence_case(std::string text);  // first letter large

}  // namespace backroll
