// The text of an XDMF 3 file over fields.h5: a collection in time of the same hexahedra.
#pragma once

#include <string>
#include <vector>

namespace backroll {

struct XdmfMesh {
  int nodes = 0, hexes = 0;
  int bones = 0;              // with a pose in every snapshot; 0: held
  std::string label_names;    // "0 bone; 1 skin; ..."
  std::vector<double> times;  // [s] of the snapshots
};

std::string xdmf_text(const XdmfMesh& mesh, const std::string& h5_file);
std::string xdmf_step_name(int step);  // group in the HDF5 file, "step_00012"

}  // namespace backroll
