// fields.h5 (HDF5) and fields.xdmf (XDMF 3): the lattice's kept hexahedra and the fields over time, for
// ParaView. Where the bones move each step also has `bone_pose` [bones x 6]: shift [m] of the bone's centre
// and rotation vector [rad] about it, body frame, in the order of summary.json's bones.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "recording/frame.hpp"

namespace backroll {

class FieldsFile {
 public:
  // Writes DIR/fields.h5.partial. Hexes with label 0 are left out. Throws MachineError.
  FieldsFile(const std::filesystem::path& dir, const Lattice& lattice,
             const std::vector<std::uint8_t>& labels, const std::vector<std::string>& label_names);
  ~FieldsFile();

  void add(const FieldSnapshot& snapshot);  // flushed to disk on return
  void commit();                            // closes, renames, writes fields.xdmf

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace backroll
