// Scripts of user actions, one a line, that find widgets by their marks. `--ui-script` and the tests play
// them.
//
//   click NAME [FX FY]         doubleclick NAME [FX FY]      rightclick NAME [FX FY]     fractions of the
//   rectangle, 0.5 0.5 drag NAME FROM TO          with the left button, fractions of the width rightdrag NAME
//   FROM TO     the same with the right one type NAME TEXT             into a number field, then Enter key
//   CHORD                  Ctrl+Z, Space, F1           hold Ctrl     release Ctrl   for clicks and drags in
//   between move NAME [FX FY]          wheel NAME NOTCHES wait SECONDS               wait_until NAME [OP
//   VALUE] [within SECONDS] picture FILE               quit
//
// Names with spaces stand in double quotes; # begins a comment. OP is one of < <= > >= ==, and NAME then a
// value of the program's, not a widget.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "viewer/ui/keys.hpp"
#include "viewer/ui/ui_marks.hpp"

namespace backroll {

enum class UiVerb {
  click,
  doubleclick,
  rightclick,
  drag,
  rightdrag,
  type,
  key,
  hold,
  release,
  move,
  wheel,
  wait,
  wait_until,
  picture,
  quit
};

struct UiAction {
  UiVerb verb = UiVerb::wait;
  std::string name;                 // widget, value or file
  std::string text;                 // to type
  double a = 0.5, b = 0.5;          // fractions, seconds
  std::string comparison;           // wait_until; "": until the widget is there
  double value = 0, within_s = 60;  // value: also the wheel's notches
  Chord chord;
  int line = 0;
};

// Throws InputError "file:line: ..." with the nearest action for an unknown one.
std::vector<UiAction> parse_ui_script(std::string_view text, const std::string& file);

// Feeds a script into the input of the current ImGui context, a little a frame; it never sleeps.
class UiPlayer {
 public:
  using Value = std::function<std::optional<double>(const std::string&)>;

  UiPlayer(std::vector<UiAction> script, std::string file)
      : script_(std::move(script)), file_(std::move(file)) {}
  UiPlayer(const UiPlayer&) = delete;  // its steps know where it is
  UiPlayer& operator=(const UiPlayer&) = delete;

  // Before ImGui::NewFrame, with ImGuiIO::DeltaTime set. `values` answers wait_until. Throws InputError for a
  // widget that does not appear within half a second, with the nearest mark, and for a wait_until whose time
  // is over.
  void feed(const UiMarks& marks, const Value& values = {});

  // The file to save the frame that feed() was called for to; asked once a frame.
  std::optional<std::string> picture() const { return picture_; }
  bool done() const { return steps_.empty() && (quit_ || next_ >= script_.size()); }
  bool quit() const { return quit_; }

 private:
  const UiMarks::Rectangle* find(const UiMarks& marks, const UiAction& action);
  bool waits(const UiMarks& marks, const UiAction& action, const Value& values);
  bool begin(const UiMarks& marks, const UiAction& action);
  void pointer(const UiAction& action, const ImVec2& from, const ImVec2& to);
  [[noreturn]] void fail(const UiAction& action, const std::string& problem,
                         const std::string& nearest = {}) const;

  std::vector<UiAction> script_;
  std::string file_;
  std::size_t next_ = 0;
  std::deque<std::function<void()>> steps_;  // one a frame; empty function: an idle frame
  double waited_s_ = 0;
  bool quit_ = false;
  std::optional<std::string> picture_;
};

}  // namespace backroll
