// A video from pictures, through the program ffmpeg.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "viewer/render/image.hpp"

namespace backroll {

// FILE.mp4 (H.264) or FILE.gif, by the path's ending; the file appears when finish() succeeds. An odd width
// or height loses its last column or row, since the codec needs even ones. Where there is no ffmpeg, numbered
// PNG files go to FILE_frames/ and finish() says so. Throws std::runtime_error for another ending or a
// picture of the wrong size, MachineError with ffmpeg's own words where it fails.
class VideoWriter {
 public:
  VideoWriter(std::filesystem::path path, int width, int height, double fps);
  ~VideoWriter();  // not finished: ffmpeg is ended, what it wrote is removed
  VideoWriter(const VideoWriter&) = delete;
  VideoWriter& operator=(const VideoWriter&) = delete;

  void add(const Image& image);
  std::string finish();  // empty, or what the user should know

 private:
  void start_ffmpeg();
  void stop_ffmpeg(bool succeed);
  std::filesystem::path log_path() const;

  std::filesystem::path path_, frames_;  // frames_: folder of PNG files where there is no ffmpeg
  int width_, height_, count_ = 0;
  double fps_;
  pid_t process_ = -1;
  int pipe_ = -1;
};

}  // namespace backroll
