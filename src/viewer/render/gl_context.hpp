// An OpenGL 3.3 core context without a window or a screen, for pictures, videos and tests.
#pragma once

namespace backroll {

// Current on the calling thread from construction on; what was made in it must be gone before it goes. One at
// a time in a process. Tries EGL without a surface first, then EGL's devices. Throws MachineError with what
// to install.
class HeadlessContext {
 public:
  HeadlessContext();
  ~HeadlessContext();
  HeadlessContext(const HeadlessContext&) = delete;
  HeadlessContext& operator=(const HeadlessContext&) = delete;

 private:
  void* display_ = nullptr;
  void* context_ = nullptr;
};

// Whether the current context draws on the processor (llvmpipe, softpipe, swrast): supersampling and ambient
// occlusion are dear there.
bool software();

}  // namespace backroll
