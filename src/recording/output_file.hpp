// A file under a temporary name until it is whole: FILE.partial, renamed to FILE by commit(). Every write is
// checked.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

namespace backroll {

class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path path);  // throws MachineError
  ~OutputFile();                                    // not committed: closed, the partial file stays
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view text);  // throws MachineError (disk full, ...)
  void flush();
  void commit();  // flush, close, rename

  // For a file that grows: mark() after a flush says that what is there is whole; keep() closes the file,
  // cuts it back to the last mark and renames it, even after a write that failed.
  void mark() { whole_ = written_; }
  void keep();

 private:
  std::filesystem::path path_, partial_;
  std::FILE* file_ = nullptr;
  std::uintmax_t written_ = 0, whole_ = 0;  // [bytes]
};

std::filesystem::path partial_name(const std::filesystem::path& path);
void commit_file(const std::filesystem::path& path);  // renames path.partial to path; throws MachineError

// The whole file at once, replaced by rename. Throws MachineError with the path.
void write_text_file(const std::filesystem::path& path, std::string_view text);
void make_folder(const std::filesystem::path& path);  // with its parents; throws MachineError

}  // namespace backroll
