#include "viewer/ui/ui_script.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "scenario/input_error.hpp"

namespace backroll {
namespace {

constexpr std::array<std::pair<const char*, UiVerb>, 15> kVerbs = {{{"click", UiVerb::click},
                                                                    {"doubleclick", UiVerb::doubleclick},
                                                                    {"rightclick", UiVerb::rightclick},
                                                                    {"drag", UiVerb::drag},
                                                                    {"rightdrag", UiVerb::rightdrag},
                                                                    {"type", UiVerb::type},
                                                                    {"key", UiVerb::key},
                                                                    {"hold", UiVerb::hold},
                                                                    {"release", UiVerb::release},
                                                                    {"move", UiVerb::move},
                                                                    {"wheel", UiVerb::wheel},
                                                                    {"wait", UiVerb::wait},
                                                                    {"wait_until", UiVerb::wait_until},
                                                                    {"picture", UiVerb::picture},
                                                                    {"quit", UiVerb::quit}}};

// One line of a script, read word by word.
struct LineReader {
  std::string_view rest;
  const std::string& file;
  int line;

  [[noreturn]] void fail(const std::string& problem, const std::string& nearest = {}) const {
    throw InputError::at(file, line, "", "", problem, "", nearest);
  }
  void skip() {
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
  }
  bool more() {
    skip();
    return !rest.empty();
  }
  std::string word(const std::string& what) {
    if (!more()) fail(what + " is missing");
    const bool quoted = rest.front() == '"';
    if (quoted) rest.remove_prefix(1);
    const std::size_t end = quoted ? rest.find('"') : std::min(rest.find_first_of(" \t"), rest.size());
    if (end == std::string_view::npos) fail("no closing quote");
    std::string out(rest.substr(0, end));
    rest.remove_prefix(end + (quoted ? 1 : 0));
    return out;
  }
  double number(const std::string& what) {
    const std::string text = word(what);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
      fail(what + " '" + text + "' is no number");
    return value;
  }
};

UiVerb verb_of(LineReader& line) {
  const std::string word = line.word("action");
  std::vector<std::string> words;
  for (const auto& [name, verb] : kVerbs) {
    if (word == name) return verb;
    words.emplace_back(name);
  }
  line.fail("no action is called '" + word + "'", nearest_word(word, words));
}

void read_chord(LineReader& line, UiAction& action) {
  const std::string word = line.word("key");
  const bool modifier = action.verb != UiVerb::key;
  const std::optional<Chord> chord = chord_of(modifier ? word + "+A" : word);
  if (modifier && (!chord || !(chord->ctrl || chord->shift || chord->alt)))
    line.fail("'" + word + "' cannot be held; allowed: Ctrl, Shift, Alt");
  if (!chord)
    line.fail("no key is called '" + word + "'", nearest_word(word.substr(word.rfind('+') + 1), key_words()));
  action.chord = *chord;
}

void read_condition(LineReader& line, UiAction& action) {
  action.name = line.word("name");
  while (line.more()) {
    const std::string word = line.word("condition");
    if (word == "within") {
      action.within_s = line.number("seconds");
      continue;
    }
    if (word != "<" && word != "<=" && word != ">" && word != ">=" && word != "==")
      line.fail("'" + word + "' is no comparison; allowed: <, <=, >, >=, ==, within");
    action.comparison = word;
    action.value = line.number("value");
  }
}

void read_fractions(LineReader& line, UiAction& action) {
  if (!line.more()) return;
  action.a = line.number("x fraction");
  action.b = line.number("y fraction");
}

UiAction read_action(LineReader& line) {
  UiAction action;
  action.line = line.line;
  action.verb = verb_of(line);
  switch (action.verb) {
    case UiVerb::quit:
      break;
    case UiVerb::key:
    case UiVerb::hold:
    case UiVerb::release:
      read_chord(line, action);
      break;
    case UiVerb::wait:
      action.a = line.number("seconds");
      break;
    case UiVerb::wait_until:
      read_condition(line, action);
      break;
    case UiVerb::type:
      action.name = line.word("widget");
      if (!line.more()) line.fail("text is missing");
      action.text = std::exchange(line.rest, {});
      break;
    case UiVerb::drag:
    case UiVerb::rightdrag:
      action.name = line.word("widget");
      action.a = line.number("start");
      action.b = line.number("end");
      break;
    case UiVerb::wheel:
      action.name = line.word("widget");
      action.value = line.number("notches");
      read_fractions(line, action);
      break;
    case UiVerb::picture:
      action.name = line.word("file");
      break;
    case UiVerb::click:
    case UiVerb::doubleclick:
    case UiVerb::rightclick:
    case UiVerb::move:
      action.name = line.word("widget");
      read_fractions(line, action);
      break;
  }
  if (line.more()) line.fail("'" + std::string(line.rest) + "' is too much");
  return action;
}

// Cuts a comment, trailing blanks and a carriage return.
std::string_view trimmed(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == '#' && !quoted) line = line.substr(0, i);
  }
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
    line.remove_suffix(1);
  return line;
}

bool holds(double left, const std::string& comparison, double right) {
  if (comparison == "<") return left < right;
  if (comparison == "<=") return left <= right;
  if (comparison == ">") return left > right;
  if (comparison == ">=") return left >= right;
  return left == right;
}

void modifiers(const Chord& chord, bool down) {
  if (chord.ctrl) inject_key(Key::ctrl, down);
  if (chord.shift) inject_key(Key::shift, down);
  if (chord.alt) inject_key(Key::alt, down);
}

ImVec2 inside(const UiMarks::Rectangle& rectangle, double fx, double fy) {
  return ImVec2(rectangle.min.x + static_cast<float>(fx) * (rectangle.max.x - rectangle.min.x),
                rectangle.min.y + static_cast<float>(fy) * (rectangle.max.y - rectangle.min.y));
}

}  // namespace

std::vector<UiAction> parse_ui_script(std::string_view text, const std::string& file) {
  std::vector<UiAction> script;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    LineReader line{trimmed(text.substr(0, end)), file, ++number};
    if (line.more()) script.push_back(read_action(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return script;
}

void UiPlayer::fail(const UiAction& action, const std::string& problem, const std::string& nearest) const {
  throw InputError::at(file_, action.line, "", "", problem, "", nearest);
}

// The widget as drawn in the last frame; nothing while it may still come.
const UiMarks::Rectangle* UiPlayer::find(const UiMarks& marks, const UiAction& action) {
  const int now = ImGui::GetFrameCount();
  const auto found = marks.rectangles.find(action.name);
  if (found != marks.rectangles.end() && found->second.frame >= now) return &found->second;
  waited_s_ += ImGui::GetIO().DeltaTime;
  if (waited_s_ < 0.5) return nullptr;
  std::vector<std::string> there;
  for (const auto& [name, rectangle] : marks.rectangles)
    if (rectangle.frame >= now) there.push_back(name);
  fail(action, "no widget '" + action.name + "' is on the screen", nearest_word(action.name, there));
}

bool UiPlayer::waits(const UiMarks& marks, const UiAction& action, const Value& values) {
  waited_s_ += ImGui::GetIO().DeltaTime;
  if (action.verb == UiVerb::wait) return waited_s_ < action.a;
  const auto found = marks.rectangles.find(action.name);
  bool true_now = found != marks.rectangles.end() && found->second.frame >= ImGui::GetFrameCount();
  if (!action.comparison.empty()) {
    const std::optional<double> value = values ? values(action.name) : std::nullopt;
    if (!value) fail(action, "the program has no value '" + action.name + "'");
    true_now = holds(*value, action.comparison, action.value);
  }
  if (!true_now && waited_s_ > action.within_s)
    fail(action, "'" + action.name + "' did not come true within " +
                     std::to_string(std::lround(action.within_s)) + " s");
  return !true_now;
}

// Pointer to its place, button down for two frames or along the drag, up, then long enough to be no double
// click.
void UiPlayer::pointer(const UiAction& action, const ImVec2& from, const ImVec2& to) {
  static constexpr int kMoves = 8, kAfter = 25;
  const int button = action.verb == UiVerb::rightclick || action.verb == UiVerb::rightdrag ? 1 : 0;
  const bool drags = action.verb == UiVerb::drag || action.verb == UiVerb::rightdrag;
  const auto idle = [this](int frames) { steps_.insert(steps_.end(), static_cast<std::size_t>(frames), {}); };
  for (int press = action.verb == UiVerb::doubleclick ? 2 : 1; press > 0; --press) {
    idle(1);
    steps_.push_back([button] { inject_button(button, true); });
    idle(1);
    for (int m = 1; m <= kMoves && drags; ++m) {
      const float share = static_cast<float>(m) / kMoves;
      const ImVec2 at(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
      steps_.push_back([at] { inject_mouse(at); });
    }
    if (drags) idle(1);
    steps_.push_back([button] { inject_button(button, false); });
  }
  idle(kAfter);
  if (action.verb != UiVerb::type) return;
  steps_.push_back([] {
    inject_key(Key::ctrl, true);
    inject_key(Key::a, true);
  });
  steps_.push_back([] {
    inject_key(Key::a, false);
    inject_key(Key::ctrl, false);
  });
  steps_.push_back([text = action.text] { ImGui::GetIO().AddInputCharactersUTF8(text.c_str()); });
  idle(1);
  steps_.push_back([] { inject_key(Key::enter, true); });
  idle(1);
  steps_.push_back([] { inject_key(Key::enter, false); });
  idle(1);
}

// Lays out the frames of an action; false while its widget is not there yet.
bool UiPlayer::begin(const UiMarks& marks, const UiAction& action) {
  switch (action.verb) {
    case UiVerb::key:
      steps_.push_back([chord = action.chord] { modifiers(chord, true); });
      steps_.push_back([chord = action.chord] { inject_key(chord.key, true); });
      steps_.push_back({});
      steps_.push_back([chord = action.chord] { inject_key(chord.key, false); });
      steps_.push_back([chord = action.chord] { modifiers(chord, false); });
      return true;
    case UiVerb::hold:
    case UiVerb::release:
      steps_.push_back(
          [chord = action.chord, down = action.verb == UiVerb::hold] { modifiers(chord, down); });
      return true;
    case UiVerb::picture:
      steps_.push_back([this, file = action.name] { picture_ = file; });
      return true;
    case UiVerb::quit:
      quit_ = true;
      return true;
    default:
      break;
  }
  const UiMarks::Rectangle* rectangle = find(marks, action);
  if (!rectangle) return false;
  const bool drags = action.verb == UiVerb::drag || action.verb == UiVerb::rightdrag;
  const ImVec2 from = inside(*rectangle, action.a, drags ? 0.5 : action.b);
  steps_.push_back([from] { inject_mouse(from); });
  if (action.verb == UiVerb::wheel) {
    steps_.push_back({});
    steps_.push_back([notches = action.value] { inject_wheel(static_cast<float>(notches)); });
    steps_.push_back({});
  } else if (action.verb == UiVerb::move) {
    steps_.push_back({});
  } else {
    pointer(action, from, inside(*rectangle, action.b, 0.5));
  }
  return true;
}

void UiPlayer::feed(const UiMarks& marks, const Value& values) {
  picture_.reset();
  if (steps_.empty() && next_ < script_.size() && !quit_) {
    const UiAction& action = script_[next_];
    const bool timed = action.verb == UiVerb::wait || action.verb == UiVerb::wait_until;
    if (timed ? waits(marks, action, values) : !begin(marks, action)) return;
    waited_s_ = 0;
    ++next_;
  }
  if (steps_.empty()) return;
  const std::function<void()> step = std::move(steps_.front());
  steps_.pop_front();
  if (step) step();
}

}  // namespace backroll
