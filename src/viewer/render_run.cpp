// backroll render: pictures and videos without a screen.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "recording/output_file.hpp"
#include "recording/run_reader.hpp"
#include "scenario/input_error.hpp"
#include "scenario/read.hpp"
#include "viewer/hidden.hpp"
#include "viewer/render/gltf_file.hpp"
#include "viewer/render/video_writer.hpp"
#include "viewer/viewer.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

// A scenario computed to its tolerance up to `until` [s].
RunData computed(const Scenario& scenario, double until) {
  check_viewable(scenario);
  Session session(scenario, 0);
  RunData run;
  run.model = model_of(session, scenario, 0);
  while (!session.done() && (run.frames.empty() || run.end_s() < until - 1e-9)) {
    run.frames.push_back(session.step());
    run.snapshots.add(std::make_shared<const FieldSnapshot>(session.snapshot()));
  }
  return run;
}

double last_time(const RenderRequest& request) {
  if (!request.times.empty()) return *std::max_element(request.times.begin(), request.times.end());
  return request.to_s > 0 ? request.to_s : 1e30;
}

void open_inputs(App& app, const RenderRequest& request) {
  for (std::size_t n = 0; n < request.inputs.size() && n < 2; ++n) {
    const fs::path& input = request.inputs[n];
    if (fs::is_directory(input)) {
      if (n == 0)
        open_any(app, input);
      else
        open_recorded(app, input, 1);
      continue;
    }
    auto slot = std::make_unique<Slot>();
    slot->run = computed(read_scenario(input), last_time(request));
    slot->name = slot->run.model->info.roller;
    if (n == 0) app.slots.clear();
    app.slots.push_back(std::move(slot));
  }
}

std::vector<double> moments(const RenderRequest& request, double end) {
  for (const double t : request.times)
    if (t < 0 || t > end + 1e-9) {
      char text[120];
      std::snprintf(text, sizeof text, "--time %g: outside the run (0 to %.3f s)", t, end);
      throw InputError(text);
    }
  if (!request.times.empty()) return request.times;
  if (request.every_s <= 0) return {end};
  std::vector<double> times;
  const double to = request.to_s > 0 ? std::min(request.to_s, end) : end;
  for (int n = 0; request.from_s + n * request.every_s <= to + 1e-9; ++n)
    times.push_back(request.from_s + n * request.every_s);
  return times;
}

// The section stands where the roller is, unless a level was named.
void place_section(App& app, const RenderRequest& request) {
  if (app.view.section != SectionKind::axial) return;
  const RunData& run = app.slots.front()->run;
  const int f = frame_index(run, app.time);
  const double arc = !request.level.empty() ? level_arc(*run.model->back, request.level)
                     : f >= 0               ? run.frames[f].position
                                            : 0;
  app.view.section_mm = 1e3 * arc;
}

void settle_view(App& app, const RenderRequest& request, HiddenWindow& window) {
  window.frame(0);  // fits the camera
  for (const auto& slot : app.slots) {
    look_from(slot->camera, request.preset);
    slot->framed = false;
  }
  window.frame(0);
  for (const auto& slot : app.slots) slot->camera.distance /= static_cast<float>(request.zoom);
}

fs::path numbered(const fs::path& path, std::size_t n) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "-%04zu", n);
  return path.parent_path() / (path.stem().string() + digits + path.extension().string());
}

}  // namespace

std::string render(const RenderRequest& request) {
  const std::string ending = request.output.extension().string();
  const bool video = ending == ".mp4" || ending == ".gif";
  if (!video && ending != ".png" && ending != ".glb")
    throw InputError("-o " + request.output.string() +
                     ": a picture is .png, a video .mp4 or .gif, body and roller for other programs .glb");
  App app(request.version, "");
  app.view = request.settings;
  app.view.tips = false;
  app.playing = false;
  open_inputs(app, request);
  app.playing = app.follow = false;
  app.bare = true;
  app.show_panels = false;
  app.view.difference = request.difference && app.slots.size() > 1;
  const std::vector<double> times = moments(request, end_time(app));
  HiddenWindow window(app, request.width, request.height, request.ui_scale, request.shader_dir);
  app.software = false;  // every picture in full quality
  app.time = times.front();
  place_section(app, request);
  settle_view(app, request, window);
  std::unique_ptr<VideoWriter> writer;
  if (video) {
    const double real_time = times.size() > 1 ? 1 / (times[1] - times[0]) : 1;
    writer = std::make_unique<VideoWriter>(request.output, request.width, request.height,
                                           request.fps > 0 ? request.fps : real_time);
  }
  std::string notes;
  for (std::size_t n = 0; n < times.size(); ++n) {
    app.time = times[n];
    place_section(app, request);
    window.frame(0);
    if (writer) {
      writer->add(window.picture());
      continue;
    }
    const fs::path path = times.size() > 1 ? numbered(request.output, n) : request.output;
    if (ending == ".glb")
      write_text_file(path, gltf_binary(app.slots.front()->scene, view_options(app, 0)));
    else
      write_png(path, window.picture());
    notes += path.string() + "\n";
  }
  if (writer) {
    const std::string note = writer->finish();
    notes = note.empty() ? request.output.string() + "\n" : note + "\n";
  }
  return notes;
}

}  // namespace backroll
