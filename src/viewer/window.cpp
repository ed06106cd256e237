// backroll view: a window of GLFW, or the same without one where a script of actions is played.
#include <epoxy/gl.h>
// after epoxy
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include "scenario/input_error.hpp"
#include "viewer/hidden.hpp"
#include "viewer/shell.hpp"
#include "viewer/ui/fonts.hpp"
#include "viewer/ui/ui_script.hpp"
#include "viewer/viewer.hpp"

namespace backroll {

namespace {

constexpr double kIdleAfter_s = 0.7;  // without input or news the window sleeps until either comes

constexpr double kLeastSoftware_s = 0.08;  // between pictures drawn on the processor

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// The rest of a picture's least time, while nobody drags: pictures drawn on the processor would starve the
// solver.
void pause_after(const App& app, double took_s) {
  if (!app.software || !app.playing || ImGui::IsAnyMouseDown()) return;
  std::this_thread::sleep_for(
      std::chrono::duration<double>(std::max(0.5 * took_s, kLeastSoftware_s - took_s)));
}

class Window {
 public:
  Window(App& app, int width, int height);
  ~Window();
  GLFWwindow* handle() const { return window_; }
  float content_scale() const;
  double last_input = 0;  // [s]

 private:
  GLFWwindow* window_ = nullptr;
};

App* app_of(GLFWwindow* window) {
  return static_cast<App*>(glfwGetWindowUserPointer(window));
}

void on_drop(GLFWwindow* window, int count, const char** paths) {
  App& app = *app_of(window);
  try {
    if (count > 0) open_any(app, paths[0]);
    if (count > 1) open_recorded(app, paths[1], 1);
  } catch (const std::exception& error) {
    say(app, error.what());
  }
}

std::string glfw_problem() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text ? text : "no reason given";
}

Window::Window(App& app, int width, int height) {
  if (!glfwInit())
    throw MachineError("view: no display (" + glfw_problem() +
                       "). On a machine without a screen: backroll render RUN_DIR -o FILE.png, or backroll "
                       "view --ui-script FILE");
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) {
    int x = 0, y = 0, w = width, h = height;
    glfwGetMonitorWorkarea(monitor, &x, &y, &w, &h);
    if (w > 0 && h > 0) width = std::min(width, w), height = std::min(height, h);
  }
  window_ = glfwCreateWindow(width, height, "Backroll", nullptr, nullptr);
  if (!window_) {
    const std::string problem = glfw_problem();
    glfwTerminate();
    throw MachineError("view: no window with OpenGL 3.3 (" + problem +
                       "); install libgl1-mesa-dri, or use backroll render");
  }
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(1);
  glfwSetWindowUserPointer(window_, &app);
  glfwSetDropCallback(window_, on_drop);
}

Window::~Window() {
  glfwDestroyWindow(window_);
  glfwTerminate();
}

float Window::content_scale() const {
  float x = 1, y = 1;
  glfwGetWindowContentScale(window_, &x, &y);
  return std::max(1.0f, std::max(x, y));
}

void carry_out(App& app, GLFWwindow* window, std::string& last_title) {
  const std::string words = title(app);
  if (words != last_title) glfwSetWindowTitle(window, words.c_str());
  last_title = words;
  if (app.wishes.clipboard) glfwSetClipboardString(window, app.wishes.clipboard->c_str());
  app.wishes.clipboard.reset();
  if (app.wishes.quit) glfwSetWindowShouldClose(window, GLFW_TRUE);
}

// Input or news keeps the window drawing; else it waits for the next event.
void wait_for_events(const App& app, double idle_since) {
  const bool moving = app.playing && app.slots.front()->state != LiveState::finished &&
                      app.slots.front()->state != LiveState::failed;
  if (moving || now_s() - idle_since < kIdleAfter_s)
    glfwPollEvents();
  else
    glfwWaitEventsTimeout(0.5);
}

bool input_came(const ImVec2& mouse_before) {
  const ImGuiIO& io = ImGui::GetIO();
  return io.MousePos.x != mouse_before.x || io.MousePos.y != mouse_before.y || ImGui::IsAnyMouseDown() ||
         io.MouseWheel != 0 || io.WantTextInput || io.KeyCtrl || io.InputQueueCharacters.Size > 0;
}

// Rendering on the processor takes turns with the solver: half of the cores each, and no more pictures than
// can be told apart.
void share_processor(App& app) {
  if (!app.software) return;
  app.live_settings.threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / 2);
}

void open_inputs(App& app, const std::vector<std::filesystem::path>& inputs) {
  if (inputs.empty()) return start_live(app, first_scenario(), 0);
  open_any(app, inputs[0]);
  if (inputs.size() > 1) open_recorded(app, inputs[1], 1);
}

// ImGui's GLFW backend, for as long as the window's loop runs.
struct GlfwBackend {
  explicit GlfwBackend(GLFWwindow* window) { ImGui_ImplGlfw_InitForOpenGL(window, true); }
  ~GlfwBackend() { ImGui_ImplGlfw_Shutdown(); }
};

void run_window(App& app, const ViewRequest& request) {
  Window window(app, request.width > 0 ? request.width : app.view.width,
                request.height > 0 ? request.height : app.view.height);
  Shell shell(app, request.shader_dir);
  const GlfwBackend backend(window.handle());
  share_processor(app);
  open_inputs(app, request.inputs);
  const auto scale = [&] {
    const float asked = request.ui_scale > 0 ? request.ui_scale : app.view.ui_scale;
    return asked > 0 ? asked : window.content_scale();
  };
  shell.set_scale(scale());
  std::string last_title;
  double last = now_s(), idle_since = last;
  ImVec2 mouse;
  while (!glfwWindowShouldClose(window.handle())) {
    wait_for_events(app, idle_since);
    const double start = now_s();
    update(app, start - last);
    last = start;
    if (std::exchange(app.wishes.reload_fonts, false)) shell.set_scale(scale());
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    if (input_came(mouse)) idle_since = start;
    mouse = ImGui::GetIO().MousePos;
    shell.draw();
    ImGui::Render();
    int width = 0, height = 0;
    glfwGetFramebufferSize(window.handle(), &width, &height);
    shell.show(0, width, height);
    app.frame_s = now_s() - start;
    carry_out(app, window.handle(), last_title);
    glfwSwapBuffers(window.handle());
    pause_after(app, now_s() - start);
  }
  glfwGetWindowSize(window.handle(), &app.view.width, &app.view.height);
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw InputError(path.string() + ": cannot be read");
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

void run_script(App& app, const ViewRequest& request) {
  UiPlayer player(parse_ui_script(text_of(request.ui_script), request.ui_script.string()),
                  request.ui_script.string());
  HiddenWindow window(app, request.width > 0 ? request.width : 1280,
                      request.height > 0 ? request.height : 800, request.ui_scale > 0 ? request.ui_scale : 1,
                      request.shader_dir);
  share_processor(app);
  open_inputs(app, request.inputs);
  double last = now_s();
  while (!player.done() && !app.wishes.quit) {
    const double start = now_s();
    ImGui::GetIO().DeltaTime = static_cast<float>(std::clamp(start - last, 1e-3, 1.0));
    player.feed(app.ui.marks, [&](const std::string& name) { return script_value(app, name); });
    window.frame(start - last);
    last = start;
    if (player.picture()) write_png(*player.picture(), window.picture());
    app.frame_s = now_s() - start;
    pause_after(app, app.frame_s);
  }
}

}  // namespace

void view(const ViewRequest& request) {
  for (const std::filesystem::path& input : request.inputs)  // before a window is asked for
    if (!std::filesystem::exists(input)) throw InputError(input.string() + ": no such file or folder");
  // Mesa's software rasteriser reads this when the context is made; others do not know it
  setenv("LP_NUM_THREADS", std::to_string(std::max(1u, std::thread::hardware_concurrency() / 2)).c_str(), 0);
  App app(request.version, request.remember && request.ui_script.empty() ? usual_settings_file() : "");
  if (!request.ui_script.empty()) return run_script(app, request);
  run_window(app, request);
  if (!app.settings_file.empty()) write_settings(app.settings_file, app.view);
}

}  // namespace backroll
