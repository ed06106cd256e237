// Reads fields.h5 snapshot by snapshot, each only when it is asked for.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "recording/frame.hpp"

namespace backroll {

class FieldsReader {
 public:
  // Opens DIR/fields.h5 of a run on `lattice` whose hexes carry `labels` (0 = not in the file). Throws
  // InputError for a file that is absent, damaged or of another lattice.
  FieldsReader(const std::filesystem::path& dir, const Lattice& lattice,
               const std::vector<std::uint8_t>& labels);
  FieldsReader(const FieldsReader&) = delete;
  FieldsReader& operator=(const FieldsReader&) = delete;

  const std::vector<double>& times() const { return times_; }  // [s], increasing
  FieldSnapshot read(std::size_t n) const;                     // throws InputError

 private:
  struct File {
    long long id = -1;  // hid_t
    ~File();
  };
  std::filesystem::path path_;
  File file_;
  std::vector<double> times_;
  std::vector<int> kept_;  // lattice hexes in the file's order
  std::size_t nodes_ = 0, hexes_ = 0;
};

}  // namespace backroll
