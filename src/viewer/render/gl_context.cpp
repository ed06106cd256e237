#include "viewer/render/gl_context.hpp"

#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include <array>
#include <string>
#include <vector>

#include "recording/output_file.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

constexpr const char* kAdvice =
    "no OpenGL 3.3 without a screen on this machine; install Mesa's software renderer (Debian, Ubuntu: "
    "apt-get install libegl1 libgl1-mesa-dri) or the EGL library of the graphics card's driver";

// Displays that need neither X nor Wayland, in the order to try.
std::vector<EGLDisplay> screenless_displays() {
  std::vector<EGLDisplay> displays;
  if (epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless"))
    displays.push_back(eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
  if (epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_EXT_platform_device") &&
      epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_EXT_device_enumeration")) {
    std::array<EGLDeviceEXT, 16> devices = {};
    EGLint count = 0;
    if (eglQueryDevicesEXT(static_cast<EGLint>(devices.size()), devices.data(), &count))
      for (EGLint d = 0; d < count; ++d)
        displays.push_back(eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, devices[d], nullptr));
  }
  return displays;
}

// A 3.3 core context of the display, current; EGL_NO_CONTEXT where it has none.
EGLContext context_on(EGLDisplay display) {
  const std::array<EGLint, 7> wanted = {
      EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_RED_SIZE, 8, EGL_NONE};
  const std::array<EGLint, 7> version = {EGL_CONTEXT_MAJOR_VERSION,
                                         3,
                                         EGL_CONTEXT_MINOR_VERSION,
                                         3,
                                         EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                         EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                         EGL_NONE};
  EGLConfig config = nullptr;
  EGLint count = 0;
  if (!eglBindAPI(EGL_OPENGL_API) || !eglChooseConfig(display, wanted.data(), &config, 1, &count) || !count)
    return EGL_NO_CONTEXT;
  const EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, version.data());
  if (context != EGL_NO_CONTEXT && !eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context)) {
    eglDestroyContext(display, context);
    return EGL_NO_CONTEXT;
  }
  return context;
}

}  // namespace

HeadlessContext::HeadlessContext() {
  for (const EGLDisplay display : screenless_displays()) {
    if (display == EGL_NO_DISPLAY || !eglInitialize(display, nullptr, nullptr)) continue;
    context_ = context_on(display);
    if (context_ != EGL_NO_CONTEXT) {
      display_ = display;
      return;
    }
    eglTerminate(display);
  }
  throw MachineError(kAdvice);
}

HeadlessContext::~HeadlessContext() {
  eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext(display_, context_);
  eglTerminate(display_);
}

bool software() {
  const std::string name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  for (const char* word : {"llvmpipe", "softpipe", "swrast"})
    if (name.find(word) != std::string::npos) return true;
  return false;
}

}  // namespace backroll
