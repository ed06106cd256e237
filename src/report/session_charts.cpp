#include "report/session_charts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "analysis/loaded.hpp"
#include "analysis/session_findings.hpp"
#include "analysis/text.hpp"
#include "report/axis.hpp"
#include "report/series.hpp"
#include "units.hpp"

namespace backroll {
namespace {

constexpr double kWide = 760;  // [px] of charts that are laid out by hand; narrower files show them smaller

constexpr double kMinutesFrom_s = 180;  // longer sessions are told in minutes
constexpr std::size_t kTracePoints = 900;
constexpr double kSmallWords = 11.0 / 12;  // width of br-s to text_width

// A plot's place on the canvas.
struct Pane {
  double left = 0, right = 0, top = 0, bottom = 0;
};

// Covers low..high with whole steps, zero only where it lies there.
Axis close_axis(double low, double high, int ticks, double from, double to) {
  if (!(high - low > 1e-9)) high = low + std::max(1e-3, 0.01 * std::abs(low));
  Axis axis;
  axis.step = round_step(high - low, ticks);
  axis.low = std::floor(low / axis.step + 1e-9) * axis.step;
  axis.high = std::ceil(high / axis.step - 1e-9) * axis.step;
  axis.from = from;
  axis.to = to;
  return axis;
}

Axis time_axis(double low_s, double high_s, int ticks, const Pane& pane) {
  const double unit = high_s - low_s > kMinutesFrom_s ? 60 : 1;
  Axis axis = close_axis(low_s / unit, high_s / unit, ticks, pane.left, pane.right);
  axis.low = low_s / unit;
  axis.high = std::max(high_s / unit, axis.low + 1e-3);
  axis.low *= unit, axis.high *= unit, axis.step *= unit;
  return axis;
}

void draw_time_ticks(Svg& svg, const Axis& x, const Pane& pane, bool words) {
  const double unit = x.high - x.low > kMinutesFrom_s ? 60 : 1;
  for (const double tick : x.ticks()) {
    svg.line(x.at(tick), pane.bottom, x.at(tick), pane.bottom + 4, "br-axis");
    if (words)
      svg.text(x.at(tick), pane.bottom + 17, tick_text(tick / unit), Anchor::middle, "br-muted br-s");
  }
}

const char* time_label(const Axis& x) {
  return x.high - x.low > kMinutesFrom_s ? "time, min" : "time, s";
}

void draw_value_ticks(Svg& svg, const Axis& y, const Pane& pane) {
  for (const double tick : y.ticks()) {
    svg.line(pane.left, y.at(tick), pane.right, y.at(tick), "br-grid");
    svg.text(pane.left - 6, y.at(tick) + 4, tick_text(tick), Anchor::end, "br-muted br-s");
  }
  svg.line(pane.left, pane.bottom, pane.right, pane.bottom, "br-axis");
}

void draw_trace(Svg& svg, const LineSeries& series, const Axis& x, const Axis& y) {
  std::vector<std::pair<double, double>> points;
  for (const auto& [px, py] : thinned(series, kTracePoints))
    if (std::isfinite(py)) points.emplace_back(x.at(px), y.at(py));
  svg.path(points, series.colour, series.dashed);
}

std::pair<double, double> range_of(const LineSeries& series) {
  const auto [low, high] = std::minmax_element(series.y.begin(), series.y.end());
  return {*low, *high};
}

Colour phase_colour(const std::string& kind) {
  return kind == "hold"      ? Colour::muscle
         : kind == "roll"    ? Colour::spine
         : kind == "warm_up" ? Colour::pelvis
         : kind == "rest"    ? Colour::rib
                             : Colour::rest;
}

std::string phase_words(const PhaseFindings& phase) {
  return phase.kind == "warm_up" ? "warm-up" : phase.kind;
}

// Where the roller was while it pressed: a line for each time in one go.
std::vector<LineSeries> touching(const std::vector<Frame>& frames) {
  std::vector<LineSeries> lines;
  bool on = false;
  for (const Frame& frame : frames) {
    const bool touches = frame.contact_force > kInContact;
    if (touches && !on) lines.push_back({"", Colour::total, {}, {}});
    on = touches;
    if (!on) continue;
    lines.back().x.push_back(frame.time_s);
    lines.back().y.push_back(frame.position);
  }
  return lines;
}

// First and last index of the levels the roller touched, and one more to either side.
std::pair<int, int> touched_levels(const RunInfo& info, const std::vector<Frame>& frames) {
  const int last = static_cast<int>(info.levels.size()) - 1;
  int cranial = last, caudal = 0;
  for (const Frame& frame : frames)
    if (frame.level >= 0 && frame.contact_force > kInContact) {
      cranial = std::min(cranial, frame.level);
      caudal = std::max(caudal, frame.level);
    }
  if (cranial > caudal) return {0, last};
  return {std::max(0, cranial - 1), std::min(last, caudal + 1)};
}

int level_index(const RunInfo& info, const std::string& name) {
  const auto found = std::find(info.levels.begin(), info.levels.end(), name);
  return found == info.levels.end() ? -1 : static_cast<int>(found - info.levels.begin());
}

std::vector<TightSpot> known_spots(const RunInfo& info, const std::vector<TightSpot>& spots) {
  std::vector<TightSpot> known;
  for (const TightSpot& spot : spots)
    if (std::find(info.spots.begin(), info.spots.end(), spot.name) != info.spots.end() &&
        level_index(info, spot.level) >= 0)
      known.push_back(spot);
  return known;
}

void draw_phases(Svg& svg, const SessionFindings& session, const Axis& x, double strip, double bottom) {
  constexpr double kStripHeight = 17;
  for (const PhaseFindings& phase : session.phases) {
    const double from = x.at(phase.from_s), width = x.at(phase.to_s) - from;
    const std::string fill = fill_class(phase_colour(phase.kind));
    svg.box(from, strip + kStripHeight, width, bottom - strip - kStripHeight, fill + " br-faint");
    svg.box(from, strip, std::max(width - 0.6, 0.3), kStripHeight, fill + " br-pale");
    const std::string number = std::to_string(phase.number);
    for (const std::string& words : {number + " " + phase_words(phase), number})
      if (kSmallWords * text_width(words) + 2 < width) {
        svg.text(from + 0.5 * width, strip + 12.5, words, Anchor::middle, "br-text br-s");
        break;
      }
  }
}

void draw_levels(Svg& svg, const Findings& f, const std::vector<Frame>& frames,
                 const std::vector<TightSpot>& spots, const Axis& x, const Pane& pane) {
  const RunInfo& info = f.info;
  const auto [first, last] = touched_levels(info, frames);
  Axis y{info.level_position.at(last), info.level_position.at(first), 1, pane.bottom, pane.top};
  if (!(y.high - y.low > 1e-6)) y.high = y.low + 0.03;
  const double gap = (pane.bottom - pane.top) / std::max(1, last - first);
  const int every = std::max(1, static_cast<int>(std::ceil(12 / gap)));
  for (int l = first; l <= last; l += every) {
    const double at = y.at(info.level_position[l]);
    svg.line(pane.left, at, pane.right, at, "br-grid");
    svg.text(pane.left - 6, at + 4, info.levels[l], Anchor::end, "br-muted br-s");
  }
  for (const TightSpot& spot : spots) {
    const double arc = info.level_position[level_index(info, spot.level)];
    if (arc < y.low - 1e-9 || arc > y.high + 1e-9) continue;
    svg.path({{pane.left, y.at(arc)}, {pane.right, y.at(arc)}}, Colour::scapula, true);
    svg.text(pane.right + 6, y.at(arc) + 4, spot.name, Anchor::start, "br-text br-s");
  }
  for (const LineSeries& line : touching(frames)) draw_trace(svg, line, x, y);
}

void draw_pain(Svg& svg, const Findings& f, const std::vector<Frame>& frames, const Axis& x,
               const Pane& pane) {
  const Axis y{0, 10, 5, pane.bottom, pane.top};
  draw_value_ticks(svg, y, pane);
  if (f.info.sharp_pain_score > 0) {
    const double at = y.at(f.info.sharp_pain_score);
    svg.path({{pane.left, at}, {pane.right, at}}, Colour::muscle, true);
    svg.text(pane.right + 6, at + 4, "sharp pain", Anchor::start, "br-text br-s");
  }
  draw_trace(svg, over_time("pain", Colour::scapula, frames, member(&Frame::pain_score)), x, y);
  const PainFindings& pain = f.session.pain;
  svg.dot(x.at(pain.time_s), y.at(pain.score), 3.5, Colour::scapula);
}

Chart timeline_chart(const Findings& f, const std::vector<Frame>& frames,
                     const std::vector<TightSpot>& spots) {
  constexpr double kStripTop = 40, kStripLeft = 62;
  double margin = f.info.sharp_pain_score > 0 ? 70 : 24;
  for (const TightSpot& spot : spots) margin = std::max(margin, kSmallWords * text_width(spot.name) + 12);
  const double right = chart_width() - std::min(margin, 200.0);
  const bool pain = f.session.pain.known;
  const auto [first, last] = touched_levels(f.info, frames);
  const double height = std::clamp(18.0 * (last - first), 76.0, 216.0);
  const Pane level{kStripLeft, right, kStripTop + 27, kStripTop + 27 + height};
  const Pane load{kStripLeft, right, level.bottom + 22, level.bottom + 102};
  const Pane score{kStripLeft, right, load.bottom + 22, load.bottom + 92};
  const Pane& lowest = pain ? score : load;
  const std::string title = "The session over time";
  Svg svg(chart_width(), lowest.bottom + 44, title,
          "Phases, the level the roller is at, the contact force and the pain score over one time axis.");
  svg.text(kTitle, 24, title, Anchor::start, "br-text br-t");
  const Axis x = time_axis(0, frames.back().time_s, 12, level);
  draw_phases(svg, f.session, x, kStripTop, lowest.bottom);
  draw_levels(svg, f, frames, spots, x, level);
  const auto name = [&](const Pane& pane, const char* words) {
    svg.turned_text(16, 0.5 * (pane.top + pane.bottom), words);
  };
  name(level, "level");
  const LineSeries force = over_time("load", Colour::total, frames, member(&Frame::contact_force));
  const Axis y = round_axis(0, range_of(force).second, 3, load.bottom, load.top);
  draw_value_ticks(svg, y, load);
  draw_trace(svg, force, x, y);
  name(load, "load, N");
  if (pain) {
    draw_pain(svg, f, frames, x, score);
    name(score, "pain, of 10");
  }
  draw_time_ticks(svg, x, lowest, true);
  svg.text(0.5 * (kStripLeft + right), lowest.bottom + 36, time_label(x), Anchor::middle, "br-muted");
  return {"session.svg", title,
          std::string("Numbers: the phases of the table below. Top: where the roller presses (no line: it is "
                      "off the back)") +
              (spots.empty() ? "" : "; dashed: the level of a tight spot") + ". Middle: contact force." +
              (pain ? " Bottom: score of the pain model, its largest marked." : ""),
          svg.finish(), true};
}

std::vector<Frame> frames_of(const PhaseFindings& phase, const std::vector<Frame>& frames) {
  std::vector<Frame> found;
  std::copy_if(frames.begin(), frames.end(), std::back_inserter(found), [&](const Frame& frame) {
    return frame.phase == phase.kind && frame.time_s > phase.from_s + 1e-9 &&
           frame.time_s < phase.to_s + 1e-9;
  });
  return found;
}

Chart hold_chart(const PhaseFindings& hold, const std::vector<Frame>& held) {
  constexpr double kTop = 62, kPanesBottom = 200;
  const Pane panes[] = {{62, 366, kTop, kPanesBottom}, {432, 736, kTop, kPanesBottom}};
  const std::string title =
      "Phase " + std::to_string(hold.number) + ", hold at " + hold.to_level + ", " +
      number_text(hold.duration()) + " s" +
      (hold.ended_by.empty() ? std::string("; did not come to its end") : ". Ended by: " + hold.ended_by);
  Svg svg(kWide, kPanesBottom + 44, title, "Local stress, and sinking or load of the roller, over the hold.");
  svg.text(kTitle, 24, title, Anchor::start, "br-text br-t");
  LineSeries stress{"", Colour::muscle, {}, {}}, other{"", Colour::spine, {}, {}};
  for (const Frame& frame : held) {
    const double time = frame.time_s - hold.from_s;
    stress.x.push_back(time);
    stress.y.push_back(frame.local_stress * kKpa);
    other.x.push_back(time);
    other.y.push_back(hold.keeps_height ? frame.contact_force : (held.front().height - frame.height) * kMm);
  }
  const auto draw = [&](const Pane& pane, const LineSeries& series, const char* words, double least) {
    const Axis x = time_axis(0, hold.duration(), 6, pane);
    const Axis y = round_axis(range_of(series).first, std::max(least, range_of(series).second), 5,
                              pane.bottom, pane.top);
    svg.text(pane.left, kTop - 12, words, Anchor::start, "br-muted");
    draw_value_ticks(svg, y, pane);
    draw_time_ticks(svg, x, pane, true);
    draw_trace(svg, series, x, y);
    svg.text(0.5 * (pane.left + pane.right), kPanesBottom + 36, std::string(time_label(x)) + " held",
             Anchor::middle, "br-muted br-s");
  };
  draw(panes[0], stress, "local compressive stress, kPa", 0);
  draw(panes[1], other, hold.keeps_height ? "load while the height is kept, N" : "sinking, mm", 0.5);
  return {"session_hold_" + std::to_string(hold.number) + ".svg", title,
          "Local stress: in the tight spot that is held, else in the muscles under the roller. Sinking: "
          "since the first step of the hold.",
          svg.finish(), true};
}

std::vector<Chart> hold_charts(const Findings& f, const std::vector<Frame>& frames) {
  std::vector<PhaseFindings> holds;
  for (const PhaseFindings& phase : f.session.phases)
    if (phase.kind == "hold" && phase.duration() > kLongHold_s) holds.push_back(phase);
  std::stable_sort(holds.begin(), holds.end(), [](const PhaseFindings& a, const PhaseFindings& b) {
    return a.duration() > b.duration();
  });
  if (holds.size() > kDrawnHolds) holds.resize(kDrawnHolds);
  std::sort(holds.begin(), holds.end(),
            [](const PhaseFindings& a, const PhaseFindings& b) { return a.number < b.number; });
  std::vector<Chart> charts;
  for (const PhaseFindings& hold : holds)
    if (const auto held = frames_of(hold, frames); held.size() > 1) charts.push_back(hold_chart(hold, held));
  return charts;
}

// What changed, each in its own unit; of a tight spot its stiffness instead of the share it lost.
std::vector<LineSeries> response_series(const Findings& f, const std::vector<Frame>& frames) {
  std::vector<LineSeries> all;
  for (std::size_t n = 0; f.info.response.spot_softening && n < f.info.spots.size(); ++n) {
    const LineSeries ratio =
        over_time("stiffness of " + f.info.spots[n] + ", of its muscle", Colour::scapula, frames,
                  [n](const Frame& frame) { return n < frame.spot.size() ? frame.spot[n].ratio : 1; });
    const auto [low, high] = range_of(ratio);
    if (high - low > 5e-4) all.push_back(ratio);
  }
  for (const WatchedResponse& watched : watched_responses(f.info)) {
    const auto found = std::find_if(f.session.responses.begin(), f.session.responses.end(),
                                    [&](const ResponseFindings& r) { return r.key == watched.key; });
    if (found == f.session.responses.end() || !changed(*found) || watched.key.starts_with("softening_of_"))
      continue;
    all.push_back(over_time(watched.name + (watched.unit.empty() ? "" : ", " + watched.unit), Colour::spine,
                            frames,
                            [&watched](const Frame& frame) { return watched.scale * watched.value(frame); }));
  }
  return all;
}

Chart responses_chart(const Findings& f, const std::vector<Frame>& frames,
                      const std::vector<LineSeries>& all) {
  constexpr double kFirst = 66, kStoryPlot = 96, kStoryRow = kStoryPlot + 58;
  const std::size_t rows = (all.size() + 1) / 2;
  const std::string title = "How the tissue responded (response models)";
  Svg svg(kWide, kFirst + kStoryRow * static_cast<double>(rows) - 18, title,
          "States of the response models that changed, over the time of the session.");
  svg.text(kTitle, 24, title, Anchor::start, "br-text br-t");
  for (std::size_t n = 0; n < all.size(); ++n) {
    const double top = kFirst + kStoryRow * static_cast<double>(n / 2), left = n % 2 == 0 ? 62 : 432;
    const Pane pane{left, left + 304, top, top + kStoryPlot};
    const Axis x = time_axis(0, frames.back().time_s, 6, pane);
    for (const PhaseFindings& phase : f.session.phases)
      if (phase.kind == "hold")
        svg.box(x.at(phase.from_s), pane.top, x.at(phase.to_s) - x.at(phase.from_s), kStoryPlot,
                fill_class(phase_colour(phase.kind)) + " br-faint");
    const auto [low, high] = range_of(all[n]);
    const Axis y = close_axis(low, high, 4, pane.bottom, pane.top);
    svg.text(pane.left, top - 10, all[n].name);
    draw_value_ticks(svg, y, pane);
    draw_time_ticks(svg, x, pane, true);
    draw_trace(svg, all[n], x, y);
    svg.text(pane.right, pane.bottom + 30, time_label(x), Anchor::end, "br-muted br-s");
  }
  return {"session_responses.svg", title,
          "Those that changed, each on its own scale, which need not begin at 0. Shaded: holds.",
          svg.finish(), true};
}

std::vector<std::pair<double, double>> circle(double x, double y, double radius) {
  constexpr int kSides = 36;
  std::vector<std::pair<double, double>> points;
  for (int n = 0; n <= kSides; ++n) {
    const double turn = 2 * std::numbers::pi * n / kSides;
    points.emplace_back(x + radius * std::cos(turn), y + radius * std::sin(turn));
  }
  return points;
}

// The trunk's half width from C7 (0) to L5 (1), schematic.
double half_width(double along) {
  constexpr std::array<std::array<double, 2>, 9> kKnots = {{{-0.06, 46},
                                                            {0.0, 62},
                                                            {0.09, 150},
                                                            {0.2, 176},
                                                            {0.4, 166},
                                                            {0.6, 150},
                                                            {0.8, 138},
                                                            {0.95, 144},
                                                            {1.06, 158}}};
  std::size_t k = 0;
  while (k + 2 < kKnots.size() && along > kKnots[k + 1][0]) ++k;
  const auto slope = [&](std::size_t at) {
    const std::size_t a = at > 0 ? at - 1 : 0, b = std::min(at + 1, kKnots.size() - 1);
    return (kKnots[b][1] - kKnots[a][1]) / (kKnots[b][0] - kKnots[a][0]);
  };
  const double wide = kKnots[k + 1][0] - kKnots[k][0], t = (along - kKnots[k][0]) / wide;
  return (1 + 2 * t) * (1 - t) * (1 - t) * kKnots[k][1] + t * (1 - t) * (1 - t) * wide * slope(k) +
         t * t * (3 - 2 * t) * kKnots[k + 1][1] + t * t * (t - 1) * wide * slope(k + 1);
}

// 1: right, -1: left, 0: middle.
int side_of(const std::string& region) {
  return region.ends_with(" right") ? 1 : region.ends_with(" left") ? -1 : 0;
}

Chart back_chart(const Findings& f, const std::vector<Frame>& frames, const std::vector<TightSpot>& spots) {
  constexpr double kMiddle = 226, kTop = 84, kSpan = 470, kBars = 520, kBarEnd = 690, kBeside = 36;
  const RunInfo& info = f.info;
  const SessionFindings& session = f.session;
  const double high = info.level_position.front(), low = std::min(info.level_position.back(), high - 0.01);
  const auto y = [&](double arc) { return kTop + kSpan * (high - arc) / (high - low); };
  const double gap = kSpan / static_cast<double>(std::max<std::size_t>(1, info.levels.size() - 1));
  const std::string title = "The back from behind";
  Svg svg(kWide, kTop + kSpan + 46, title,
          "Levels of the spine, where the roller went, tight spots, the largest pain, and the time at each "
          "level.");
  svg.text(kTitle, 24, title, Anchor::start, "br-text br-t");
  svg.text(kMiddle - 150, 52, "left", Anchor::middle, "br-muted");
  svg.text(kMiddle + 150, 52, "right", Anchor::middle, "br-muted");
  svg.text(kBars, 52, "time on the roller", Anchor::start, "br-muted");

  double cranial = low, caudal = high;
  for (const Frame& frame : frames)
    if (frame.contact_force > kInContact) {
      cranial = std::max(cranial, frame.position);
      caudal = std::min(caudal, frame.position);
    }
  if (cranial >= caudal) {
    const double slack = std::max(0.0, 8 - (y(caudal) - y(cranial))) / 2;
    svg.box(kMiddle - 105, y(cranial) - slack, 210, y(caudal) - y(cranial) + 2 * slack,
            fill_class(Colour::spine) + " br-pale");
  }
  for (const int side : {-1, 1}) {
    std::vector<std::pair<double, double>> outline;
    for (int n = -6; n <= 106; ++n)
      outline.emplace_back(kMiddle + side * half_width(0.01 * n), kTop + 0.01 * n * kSpan);
    svg.path(outline, Colour::rest, false);
  }
  double longest = 0;
  for (const NamedValue& level : session.level_time) longest = std::max(longest, level.value);
  for (std::size_t l = 0; l < info.levels.size(); ++l) {
    const double at = y(info.level_position[l]);
    svg.box(kMiddle - 11, at - 0.32 * gap, 22, 0.64 * gap, fill_class(Colour::rest) + " br-pale");
    svg.box(kMiddle - 2.5, at - 0.3 * gap, 5, 0.6 * gap, fill_class(Colour::rest));
    svg.text(kBars - 8, at + 4, info.levels[l], Anchor::end, "br-muted br-s");
    const auto time = std::find_if(session.level_time.begin(), session.level_time.end(),
                                   [&](const NamedValue& v) { return v.name == info.levels[l]; });
    if (time == session.level_time.end()) continue;
    const double width = (kBarEnd - kBars) * time->value / longest, height = std::min(16.0, 0.7 * gap);
    svg.box(kBars, at - 0.5 * height, width, height, fill_class(Colour::spine));
    svg.text(kBars + width + 5, at + 4, session_time(time->value, longest), Anchor::start, "br-text br-s");
  }
  for (const TightSpot& spot : spots) {
    const int side = spot.right ? 1 : -1;
    const double x = kMiddle + side * kBeside, at = y(info.level_position[level_index(info, spot.level)]);
    svg.dot(x, at, 6, Colour::scapula);
    svg.text(x + side * 22, at + 4, spot.name, side > 0 ? Anchor::start : Anchor::end, "br-text br-s");
  }
  if (session.pain.known && level_index(info, session.pain.level) >= 0) {
    const int side = side_of(session.pain.region);
    const double x = kMiddle + side * kBeside,
                 at = y(info.level_position[level_index(info, session.pain.level)]);
    const bool crowded = std::any_of(spots.begin(), spots.end(), [&](const TightSpot& spot) {
      return (spot.right ? 1 : -1) == (side < 0 ? -1 : 1) &&
             std::abs(y(info.level_position[level_index(info, spot.level)]) - at) < 14;
    });
    svg.path(circle(x, at, 12), Colour::muscle, false);
    svg.text(x + (side < 0 ? -22 : 22), at + (crowded ? 19 : 4),
             "pain " + number_text(session.pain.score, 2) + " of 10", side < 0 ? Anchor::end : Anchor::start,
             "br-text br-s");
  }
  return {
      "session_back.svg", title,
      std::string("Schematic. Blue field: where the roller went. ") +
          (spots.empty() ? "" : "Dots: tight spots. ") +
          (session.pain.known ? "Ring: where and at which level of the roller the pain model was highest. "
                              : "") +
          "Bars: time in contact at each level.",
      svg.finish(), true};
}

}  // namespace

std::string session_time(double time_s, double duration_s) {
  if (duration_s <= kMinutesFrom_s) return number_text(time_s) + " s";
  const long whole = std::lround(time_s);
  char text[40];
  std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  return text;
}

bool changed(const ResponseFindings& response) {
  return number_text(response.extreme, 2) != number_text(response.before, 2);
}

std::vector<Chart> session_charts(const Findings& f, const std::vector<Frame>& frames,
                                  const std::vector<TightSpot>& spots) {
  if (frames.empty() || f.info.levels.empty() || !is_session(f)) return {};
  const std::vector<TightSpot> known = known_spots(f.info, spots);
  std::vector<Chart> charts = {timeline_chart(f, frames, known), back_chart(f, frames, known)};
  for (Chart& chart : hold_charts(f, frames)) charts.push_back(std::move(chart));
  if (const auto series = response_series(f, frames); !series.empty())
    charts.push_back(responses_chart(f, frames, series));
  return charts;
}

}  // namespace backroll
