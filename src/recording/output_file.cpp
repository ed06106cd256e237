#include "recording/output_file.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>

#include "scenario/input_error.hpp"

namespace backroll {
namespace {

[[noreturn]] void fail(const char* what, const std::filesystem::path& path, int error) {
  throw MachineError(std::string("cannot ") + what + " " + path.string() + ": " + std::strerror(error));
}

}  // namespace

std::filesystem::path partial_name(const std::filesystem::path& path) {
  return path.string() + ".partial";
}

OutputFile::OutputFile(std::filesystem::path path) : path_(std::move(path)), partial_(partial_name(path_)) {
  file_ = std::fopen(partial_.c_str(), "wb");
  if (!file_) fail("write", partial_, errno);
}

OutputFile::~OutputFile() {
  if (file_) std::fclose(file_);
}

void OutputFile::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) fail("write", partial_, errno);
  written_ += text.size();
}

void OutputFile::flush() {
  if (std::fflush(file_) != 0) fail("write", partial_, errno);
}

void OutputFile::commit() {
  flush();
  std::FILE* file = file_;
  file_ = nullptr;
  if (std::fclose(file) != 0) fail("write", partial_, errno);
  commit_file(path_);
}

void OutputFile::keep() {
  std::FILE* file = file_;
  file_ = nullptr;
  const int problem = std::fclose(file) == 0 ? 0 : errno;
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(partial_, error);
  if (!error && size > whole_) std::filesystem::resize_file(partial_, whole_, error);
  commit_file(path_);
  if (problem) fail("write", partial_, problem);
}

void commit_file(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::rename(partial_name(path), path, error);
  if (error) fail("rename", partial_name(path), error.value());
}

void write_text_file(const std::filesystem::path& path, std::string_view text) {
  OutputFile file(path);
  file.write(text);
  file.commit();
}

void make_folder(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (!error && !std::filesystem::is_directory(path))
    error = std::make_error_code(std::errc::not_a_directory);
  if (error) fail("make the folder", path, error.value());
}

}  // namespace backroll
