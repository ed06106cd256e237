// The sheet of all keys (F1), from one table, and the bubbles that tell a newcomer where to begin.
#pragma once

#include <string>
#include <vector>

#include "viewer/ui/widgets.hpp"

namespace backroll {

struct KeyRow {
  std::string group, keys, what;  // "View", "Ctrl+Z", "Undo"; several keys with ", " between them
};

// A window in the middle of the screen while `open`; Esc, F1, ? and its button close it. Rows of a group
// stand together. Marks: NAME the window, NAME.close.
void key_sheet(Ui& ui, const std::string& name, const std::vector<KeyRow>& rows, bool& open);

struct Tip {
  std::string mark;  // the rectangle in Ui::marks it points to; "": at x, y
  std::string text;
  float x = 0, y = 0;  // [pixel]
  bool used = false;   // fades out
  float opacity = 0;   // of now; set by tips()
};

struct Tips {
  std::vector<Tip> tips;
  bool dismissed = false;
};

// Draws up to three unused tips over everything else. Marks: NAME.N the bubble, NAME.N.close.
void tips(Ui& ui, const std::string& name, Tips& tips);
void tip_used(Tips& tips, const std::string& mark);

}  // namespace backroll
