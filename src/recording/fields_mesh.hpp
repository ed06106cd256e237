// fields.h5 as it lies on disk: the kept hexahedra and one snapshot, without the model they come from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace backroll {

struct FieldsMesh {
  std::vector<double> nodes;                  // 3 each [m]
  std::vector<std::int32_t> hexes;            // 8 each, in VTK's order of a hexahedron
  std::vector<std::uint8_t> label;            // per hex
  std::string label_names;                    // "0 bone; 1 skin; ..."
  double time_s = 0;                          // of the snapshot
  std::vector<float> displacement;            // 3 per node [m]
  std::vector<float> pressure_kpa;            // per node
  std::vector<float> compressive_stress_kpa;  // per hex
};

// The snapshot nearest to `time_s`; infinity: the last. Throws InputError.
FieldsMesh read_fields_mesh(const std::filesystem::path& dir, double time_s);

// VTK XML unstructured grid (.vtu), numbers as text.
std::string vtu_text(const FieldsMesh& mesh);

}  // namespace backroll
