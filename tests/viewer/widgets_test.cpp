#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "scenario/input_error.hpp"
#include "viewer/ui/bar_plot.hpp"
#include "viewer/ui/colour_bar.hpp"
#include "viewer/ui/compat.hpp"
#include "viewer/ui/fonts.hpp"
#include "viewer/ui/key_sheet.hpp"
#include "viewer/ui/playback_bar.hpp"
#include "viewer/ui/share_bar.hpp"
#include "viewer/ui/time_plot.hpp"
#include "viewer/ui/ui_script.hpp"
#include "viewer/ui/widgets.hpp"

using namespace backroll;

namespace {

// A context without a window or renderer, and a script player as its user.
struct Stage {
  Ui ui;
  std::function<void()> draw;

  explicit Stage(float scale = 1) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = ImVec2(800 * scale, 600 * scale);
    io.DeltaTime = 1 / 60.0F;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    map_keys();
    apply_theme(false, scale);
    load_fonts(scale);
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    io.Fonts->SetTexID((ImTextureID)1);
  }
  ~Stage() { ImGui::DestroyContext(); }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  void frame() {
    ImGui::NewFrame();
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("stage", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
    draw();
    ImGui::End();
    ImGui::Render();
  }
  void play(const std::string& script) {
    UiPlayer player(parse_ui_script(script, "test"), "test");
    for (int n = 0; n < 3; ++n) frame();
    while (!player.done()) {
      player.feed(ui.marks);
      frame();
    }
    frame();
  }
};

const Parameter& force() {
  return *find_parameter("load", "force_n");
}

// A slider of the force with its undo.
struct ForceSlider : Stage {
  double value = 300;
  int undo_steps() const { return static_cast<int>(undo.steps()); }
  UndoStack<double> undo;
  SliderOptions options;

  ForceSlider() {
    options.fallback = 250;
    options.low = 0;
    options.high = 1000;
    options.marks = {{"light", 100}, {"heavy", 800}};
    draw = [this] {
      const double before = value;
      const Edit edit = slider_row(ui, force(), value, options);
      commits += edit.committed;
      follow(undo, edit, before, value);
      toggle_row(ui, "other", "Other", other);
      slider_row(ui, *find_parameter("phase", "speed_m_s"), speed);
    };
  }
  bool other = false;
  double speed = 0.05;
  int commits = 0;
};

// Ten seconds of one line at 60 samples a second, 1 in one of them and 0 elsewhere.
struct Peak {
  std::vector<double> time, value;
  explicit Peak(std::size_t count, std::size_t peak) : time(count), value(count) {
    for (std::size_t i = 0; i < count; ++i)
      time[i] = 10.0 * static_cast<double>(i) / static_cast<double>(count - 1);
    value[peak] = 1;
  }
  PlotSeries series(const std::string& label) const {
    PlotSeries out;
    out.label = label;
    out.colour = IM_COL32_WHITE;
    out.count = time.size();
    out.time.first = time.data();
    out.value.first = value.data();
    return out;
  }
};

struct PlotStage : Stage {
  Peak samples{601, 300};
  TimePlot plot;
  TimePlotData data;
  std::optional<double> seek;

  PlotStage() {
    data.unit = "N";
    data.series = {samples.series("force"), samples.series("share")};
    draw = [this] {
      if (const auto time = time_plot(ui, "plot", plot, data)) seek = time;
    };
  }
  double length() const { return plot.to - plot.from; }
};

}  // namespace

TEST_CASE("dragging a slider changes the value in one undo step") {
  ForceSlider stage;
  stage.play("drag load.force_n 0.3 0.8");
  CHECK(stage.value == doctest::Approx(800).epsilon(0.03));
  CHECK(stage.undo_steps() == 1);
  CHECK(stage.commits == 1);
  CHECK(stage.undo.undo(stage.value) == 300.0);
  CHECK(stage.undo.redo(300) == stage.value);
}

TEST_CASE("a number typed into the field is taken with Enter, kept inside the range, given up with Esc") {
  ForceSlider stage;
  stage.play("type load.force_n.number 412.5");
  CHECK(stage.value == 412.5);
  CHECK(stage.undo_steps() == 1);
  stage.play("type load.force_n.number 99999");
  CHECK(stage.value == force().max);
  stage.play("type load.force_n.number 400,5");
  CHECK(stage.value == 400.5);
  stage.play("click load.force_n.number");
  ImGui::GetIO().AddInputCharacter('7');
  stage.play("key Esc");
  CHECK(stage.value == 400.5);
}

TEST_CASE("a number typed is taken when the field is left by a click or by Tab") {
  for (const std::string leave : {"click other", "key Tab"}) {
    ForceSlider stage;
    stage.play("click load.force_n.number");
    ImGui::GetIO().AddInputCharacter('5');
    ImGui::GetIO().AddInputCharacter('5');
    stage.frame();
    stage.play(leave);
    CHECK_MESSAGE(stage.value == 55, leave);
  }
}

TEST_CASE("the right-click menu resets and copies") {
  ForceSlider stage;
  stage.play("rightclick load.force_n\nclick load.force_n.copy");
  CHECK(std::string(ImGui::GetClipboardText()) == "300");
  stage.play("rightclick load.force_n\nclick load.force_n.reset");
  CHECK(stage.value == 250);
  CHECK(stage.undo_steps() == 1);
}

TEST_CASE("a click on a named mark sets its value, in one undo step") {
  ForceSlider stage;
  stage.play("click load.force_n.mark.heavy");
  CHECK(stage.value == 800);
  CHECK(stage.undo_steps() == 1);
}

TEST_CASE("a slider shown in another unit takes typed numbers in that unit") {
  Stage stage;
  double speed = 0.05;
  SliderOptions options;
  options.scale = 100;
  options.unit = "cm/s";
  stage.draw = [&] { slider_row(stage.ui, *find_parameter("phase", "speed_m_s"), speed, options); };
  stage.play("type phase.speed_m_s.number 12");
  CHECK(speed == doctest::Approx(0.12));
}

TEST_CASE("a logarithmic slider has its geometric mean in the middle") {
  ForceSlider stage;
  stage.options.logarithmic = true;
  stage.options.low = 10;
  stage.play("click load.force_n 0.5 0.5");
  CHECK(stage.value == doctest::Approx(100).epsilon(0.05));
}

TEST_CASE("Tab reaches the number field") {
  ForceSlider stage;
  stage.play("key Tab");
  ImGui::GetIO().AddInputCharacter('7');
  stage.play("key Enter");
  CHECK(stage.value == 7);
}

TEST_CASE("arrow keys reach the track and move it in one undo step") {
  ForceSlider stage;
  stage.play("key Down\nkey Space\nkey Right\nkey Right\nkey Space");
  CHECK(stage.value == 320);
  CHECK(stage.undo_steps() == 1);
}

TEST_CASE("undo is bounded, forgets redo on a new step, and an unchanged drag is no step") {
  UndoStack<int> undo(3);
  for (int n = 0; n < 5; ++n) undo.push(n);
  CHECK(undo.steps() == 3);
  CHECK(undo.undo(5) == 4);
  CHECK(undo.can_redo());
  undo.begin(4);
  undo.commit(4);
  CHECK(undo.can_redo());
  undo.begin(4);
  undo.commit(7);
  CHECK_FALSE(undo.can_redo());
  CHECK(undo.undo(7) == 4);
}

TEST_CASE("choices, segments, toggles and layers say what was done") {
  Stage stage;
  int word = 0, segment = 0, edits = 0;
  bool on = false, visible = true;
  float opacity = 1;
  stage.draw = [&] {
    edits += choice_row(stage.ui, "choice", "Choice", {"one", "two"}, word).committed;
    edits += segmented(stage.ui, "segment", {"a", "b"}, segment).committed;
    edits += toggle_row(stage.ui, "toggle", "Toggle", on).committed;
    if (group(stage.ui, "group", "Layers"))
      edits += layer_row(stage.ui, "skin", "Skin", IM_COL32_WHITE, visible, opacity).committed;
  };
  stage.play(
      "click choice\nclick choice.two\nclick segment.b\nclick toggle\nclick skin\ndrag skin.opacity 0.95 "
      "0.5");
  CHECK(word == 1);
  CHECK(segment == 1);
  CHECK(on);
  CHECK_FALSE(visible);
  CHECK(opacity == doctest::Approx(0.5).epsilon(0.1));
  CHECK(edits == 5);
  stage.play("click group");
  CHECK_THROWS_AS(stage.play("click skin"), InputError);
}

TEST_CASE("a click on a legend entry hides its series") {
  PlotStage stage;
  stage.play("click plot.legend.share");
  CHECK(stage.plot.hidden == std::set<std::string>{"share"});
  stage.play("click plot.legend.share");
  CHECK(stage.plot.hidden.empty());
}

TEST_CASE("a click in the plot seeks, the wheel zooms at the pointer, a double click shows everything") {
  PlotStage stage;
  stage.play("click plot 0.25 0.5");
  CHECK(*stage.seek == doctest::Approx(2.5).epsilon(0.01));
  stage.play("wheel plot 3 0.25 0.5\nclick plot 0.5 0.5\nclick plot 0.5 0.5");
  CHECK(stage.length() < 6);
  CHECK_FALSE(stage.plot.follow);
  CHECK(stage.plot.from + 0.25 * stage.length() == doctest::Approx(2.5).epsilon(0.01));
  stage.play("doubleclick plot");
  CHECK(stage.length() == doctest::Approx(10));
}

TEST_CASE("a right drag pans without opening the menu") {
  PlotStage stage;
  stage.play("wheel plot 3");
  const double before = stage.plot.from;
  stage.play("rightdrag plot 0.5 0.75");
  CHECK(stage.plot.from == doctest::Approx(before - 0.25 * stage.length()).epsilon(0.01));
  CHECK_THROWS_AS(stage.play("click plot.copy"), InputError);
}

TEST_CASE("two marks are set with Ctrl, and the values there are copied") {
  PlotStage stage;
  stage.play("hold Ctrl\nclick plot 0.2 0.5\nclick plot 0.5 0.5\nrelease Ctrl");
  REQUIRE(stage.plot.marks.size() == 2);
  CHECK_FALSE(stage.seek.has_value());
  stage.plot.marks = {2, 5};
  stage.play("rightclick plot\nclick plot.copy");
  CHECK(std::string(ImGui::GetClipboardText()) == "time [s]\tforce [N]\tshare [N]\n2\t0\t0\n5\t1\t1\n");
}

TEST_CASE("a live plot follows the last seconds asked for") {
  PlotStage stage;
  stage.play("rightclick plot\nclick \"plot.menu.Last 5 s\"");
  CHECK(stage.plot.from == doctest::Approx(5));
  CHECK(stage.plot.to == doctest::Approx(10));
}

TEST_CASE("decimation keeps a peak of one sample and the gaps") {
  for (const std::size_t peak : {0, 77777, 99999}) {
    const Peak samples(100000, peak);
    const auto points = decimated(samples.series("x"), 0, 10, 400);
    CHECK(points.size() < 1000);
    CHECK(std::any_of(points.begin(), points.end(), [](const PlotPoint& point) { return point.value == 1; }));
    CHECK(std::is_sorted(points.begin(), points.end(),
                         [](const PlotPoint& a, const PlotPoint& b) { return a.time < b.time; }));
  }
  Peak gap(100000, 5);
  std::fill(gap.value.begin() + 40000, gap.value.begin() + 60000, std::numeric_limits<double>::quiet_NaN());
  const auto points = decimated(gap.series("x"), 0, 10, 100);
  CHECK(std::any_of(points.begin(), points.end(),
                    [](const PlotPoint& point) { return std::isnan(point.value); }));
}

TEST_CASE("the y axis holds the values with head room and keeps zero where it begins") {
  const ValueRange range = value_range(0, 97, 5);
  CHECK(range.low == 0);
  CHECK(range.high > 97);
  CHECK(range.high <= 125);
  CHECK(range.step == 50);
  CHECK(value_range(5, 5, 4).high > 5);
}

TEST_CASE("shares add up to a hundred") {
  const std::vector<Share> shares = {{"a", 1, 0}, {"b", 1, 0}, {"c", 1, 0}, {"pulled", -5, 0}};
  const std::vector<int> percents = share_percents(shares);
  CHECK(std::accumulate(percents.begin(), percents.end(), 0) == 100);
  CHECK(percents[3] == 0);
  CHECK(share_percents({{"a", 0, 0}}) == std::vector<int>{0});
}

TEST_CASE("a click on a bar names it") {
  Stage stage;
  BarPlotData data;
  data.bars = {{"T1", 3}, {"T2", -2}, {"T3", 1}};
  std::optional<std::size_t> clicked;
  stage.draw = [&] {
    if (const auto bar = bar_plot(stage.ui, "bars", data)) clicked = bar;
  };
  stage.play("click bars.T2");
  CHECK(clicked == 1U);
  data.upright = true;
  stage.play("click bars.T3");
  CHECK(clicked == 2U);
}

TEST_CASE("the colour range follows the run until it is locked, typed or dragged") {
  Stage stage;
  ColourRange range;
  ColourBarData data;
  data.colour = [](double) { return IM_COL32_WHITE; };
  data.bare = IM_COL32_BLACK;
  data.run_high = 73;
  stage.draw = [&] { colour_bar(stage.ui, "bar", range, data); };
  stage.play("wait 0.1");
  CHECK(range.high == 80);
  stage.play("click bar.locked");
  data.run_high = 300;
  stage.frame();
  CHECK(range.high == 80);
  stage.play("type bar.high 65");
  CHECK(range.high == 65);
  CHECK(range.mode == RangeMode::manual);
  stage.play("drag bar 0.5 0.5\nclick bar.run");
  CHECK(range.high == 300);
  CHECK(bar_colour(data, range, 0) == IM_COL32_BLACK);
  CHECK(bar_colour(data, range, 0.09 * 300) == IM_COL32_WHITE);
}

TEST_CASE("the playback bar returns commands") {
  Stage stage;
  PlaybackState state;
  state.last = 20;
  state.time = 4;
  PlaybackCommands last;
  bool toggled = false;
  stage.draw = [&] {
    const PlaybackCommands now = playback_bar(stage.ui, "play", state);
    toggled |= now.play_or_pause;
    if (now.seek) last.seek = now.seek;
    if (now.step != 0) last.step = now.step;
    if (now.loop_from) last.loop_from = now.loop_from;
    if (now.speed) last.speed = now.speed;
  };
  stage.play(
      "click play.play\nclick play 0.5 0.5\nclick play.loop_from\nhold Shift\nclick play.back\nrelease "
      "Shift\n"
      "click play.speed\nclick play.speed.2");
  CHECK(toggled);
  CHECK(*last.seek == doctest::Approx(10).epsilon(0.02));
  CHECK(last.loop_from == 4.0);
  CHECK(last.step == -10);
  CHECK(last.speed == 2.0);
}

TEST_CASE("the key sheet closes with Esc, a tip with its button") {
  Stage stage;
  bool open = true;
  Tips bubbles;
  bubbles.tips = {{"here", "Press this"}};
  stage.draw = [&] {
    button(stage.ui, "here", "Here");
    key_sheet(stage.ui, "keys", {{"Help", "F1", "This sheet"}}, open);
    tips(stage.ui, "tip", bubbles);
  };
  stage.play("wait_until keys\nkey Esc");
  CHECK_FALSE(open);
  stage.play("click tip.1.close\nwait 0.5");
  CHECK(bubbles.tips[0].used);
  CHECK_THROWS_AS(stage.play("click tip.1"), InputError);
}

TEST_CASE("errors of a script name file and line and what was meant") {
  const auto message = [](const std::string& script) {
    try {
      parse_ui_script(script, "tour.ui");
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(message("# tour\nclik run") == "tour.ui:2: no action is called 'clik'; did you mean 'click'?");
  CHECK(message("drag run 0.5") == "tour.ui:1: end is missing");
  CHECK(message("key Ctrl+Spcae") == "tour.ui:1: no key is called 'Ctrl+Spcae'; did you mean 'Space'?");
  CHECK(message("wait long") == "tour.ui:1: seconds 'long' is no number");
  CHECK(message("click \"a b\" 0.1 0.2 # here").empty());

  ForceSlider stage;
  CHECK_THROWS_WITH_AS(stage.play("\nclick load.force"),
                       "test:2: no widget 'load.force' is on the screen; did you mean 'load.force_n'?",
                       InputError);
}

TEST_CASE("a script waits for a value of the program, and not for ever") {
  ForceSlider stage;
  double time = 0;
  const auto run = [&](const char* script) {
    UiPlayer player(parse_ui_script(script, "test"), "test");
    while (!player.done()) {
      player.feed(stage.ui.marks, [&](const std::string& name) {
        return name == "time" ? std::optional<double>(time += 0.1) : std::nullopt;
      });
      stage.frame();
    }
    return player.quit();
  };
  CHECK(run("wait_until time >= 2\nquit\nclick nothing"));
  CHECK(time == doctest::Approx(2).epsilon(0.1));
  CHECK_THROWS_AS(run("wait_until time < 0 within 1"), InputError);
  CHECK_THROWS_AS(run("wait_until tme > 0"), InputError);
}

TEST_CASE("every widget has its marks at twice the size too") {
  Stage stage(2);
  double value = 300;
  stage.draw = [&] { slider_row(stage.ui, force(), value); };
  stage.play("drag load.force_n 0.1 0.9");
  CHECK(value == doctest::Approx(2700).epsilon(0.03));
}
