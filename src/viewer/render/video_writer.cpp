#include "viewer/render/video_writer.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include "recording/output_file.hpp"
#include "scenario/input_error.hpp"

extern char** environ;

namespace backroll {
namespace {

std::string rate_text(double fps) {
  return std::to_string(fps);
}

std::vector<std::string> codec_arguments(const std::filesystem::path& path) {
  if (path.extension() == ".gif")
    return {"-filter_complex",
            "fps=20,scale='min(960,iw)':-2:flags=lanczos,split[a][b];[a]palettegen[p];[b][p]paletteuse", "-f",
            "gif"};
  return {"-c:v", "libx264", "-crf", "18", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-f", "mp4"};
}

std::vector<std::string> ffmpeg_arguments(const std::filesystem::path& path, int width, int height,
                                          double fps) {
  std::vector<std::string> all = {"ffmpeg",
                                  "-y",
                                  "-nostdin",
                                  "-loglevel",
                                  "error",
                                  "-f",
                                  "rawvideo",
                                  "-pix_fmt",
                                  "rgb24",
                                  "-s",
                                  std::to_string(width) + "x" + std::to_string(height),
                                  "-r",
                                  rate_text(fps),
                                  "-i",
                                  "pipe:0"};
  for (std::string& argument : codec_arguments(path)) all.push_back(std::move(argument));
  all.push_back("file:" + partial_name(path).string());
  return all;
}

std::string first_lines(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (text.size() > 600) text.resize(600);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

VideoWriter::VideoWriter(std::filesystem::path path, int width, int height, double fps)
    : path_(std::move(path)), width_(width), height_(height), fps_(fps) {
  if (path_.extension() != ".mp4" && path_.extension() != ".gif")
    throw std::runtime_error("a video is written as .mp4 or .gif, not as " + path_.string());
  if (width < 2 || height < 2 || !(fps > 0)) throw std::runtime_error("a video needs a size and a rate");
  start_ffmpeg();
}

VideoWriter::~VideoWriter() {
  if (process_ < 0) return;
  kill(process_, SIGTERM);
  stop_ffmpeg(false);
}

std::filesystem::path VideoWriter::log_path() const {
  return path_.string() + ".ffmpeg.log";
}

// Runs ffmpeg with one end of a socket as its input: writing to a socket can be told not to raise SIGPIPE.
void VideoWriter::start_ffmpeg() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    throw MachineError(std::string("cannot start ffmpeg: ") + std::strerror(errno));
  std::vector<std::string> words = ffmpeg_arguments(path_, width_ & ~1, height_ & ~1, fps_);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string log = log_path().string();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  const int error = posix_spawnp(&process_, "ffmpeg", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  pipe_ = ends[0];
  if (error == 0) return;
  close(pipe_);
  process_ = -1;
  std::filesystem::remove(log);
  if (error != ENOENT) throw MachineError(std::string("cannot start ffmpeg: ") + std::strerror(error));
  frames_ = path_.parent_path() / (path_.stem().string() + "_frames");
  make_folder(frames_);
}

// Closes the input and waits for the end; the log is read and removed.
void VideoWriter::stop_ffmpeg(bool succeed) {
  close(pipe_);
  int status = 0;
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) continue;
  process_ = -1;
  const std::string words = first_lines(log_path());
  std::error_code ignored;
  std::filesystem::remove(log_path(), ignored);
  if (succeed && WIFEXITED(status) && WEXITSTATUS(status) == 0) return commit_file(path_);
  std::filesystem::remove(partial_name(path_), ignored);
  if (succeed) throw MachineError("ffmpeg could not write " + path_.string() + ": " + words);
}

void VideoWriter::add(const Image& image) {
  if (image.width != width_ || image.height != height_)
    throw std::runtime_error("a picture of another size than the video's");
  if (process_ < 0 && frames_.empty()) throw std::runtime_error("the video is finished");
  ++count_;
  if (!frames_.empty()) {
    const std::string number = std::to_string(count_);
    write_png(frames_ / ("frame_" + std::string(6 - std::min<std::size_t>(number.size(), 6), '0') + number +
                         ".png"),
              image);
    return;
  }
  const std::size_t row_bytes = 3 * static_cast<std::size_t>(width_ & ~1);
  std::vector<std::uint8_t> even;
  for (int y = 0; y < (height_ & ~1); ++y)
    even.insert(even.end(), image.pixel(0, y), image.pixel(0, y) + row_bytes);
  for (std::size_t sent = 0; sent < even.size();) {
    const ssize_t n = send(pipe_, even.data() + sent, even.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      stop_ffmpeg(true);
      throw MachineError("ffmpeg ended before the video did: " + path_.string());
    }
    sent += static_cast<std::size_t>(n);
  }
}

std::string VideoWriter::finish() {
  if (process_ < 0 && frames_.empty()) throw std::runtime_error("the video is finished");
  if (frames_.empty()) {
    stop_ffmpeg(true);
    return "";
  }
  return "ffmpeg is not installed: " + std::to_string(count_) + " pictures are in " + frames_.string() +
         "; ffmpeg -framerate " + rate_text(fps_) + " -i " + (frames_ / "frame_%06d.png").string() +
         " -pix_fmt yuv420p " + path_.string() + " makes the video elsewhere";
}

}  // namespace backroll
