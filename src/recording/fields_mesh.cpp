#include "recording/fields_mesh.hpp"

#include <hdf5.h>

#include <cmath>
#include <system_error>

#include "recording/csv.hpp"
#include "recording/xdmf.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;

constexpr int kVtkHexahedron = 12;

struct OpenFile {
  hid_t id;
  ~OpenFile() {
    if (id >= 0) H5Fclose(id);
  }
};

template <class Number>
std::vector<Number> read_set(const fs::path& path, hid_t file, const std::string& name, hid_t type) {
  const hid_t set = H5Dopen2(file, name.c_str(), H5P_DEFAULT);
  if (set < 0) throw InputError(path.string() + ": has no " + name);
  const hid_t space = H5Dget_space(set);
  std::vector<Number> numbers(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
  const bool done = H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()) >= 0;
  H5Sclose(space);
  H5Dclose(set);
  if (!done) throw InputError(path.string() + ": " + name + " is damaged");
  return numbers;
}

bool time_of(hid_t file, const std::string& step, double& time) {
  if (H5Lexists(file, step.c_str(), H5P_DEFAULT) <= 0) return false;
  const hid_t attribute = H5Aopen_by_name(file, step.c_str(), "time_s", H5P_DEFAULT, H5P_DEFAULT);
  if (attribute < 0) return false;
  const bool done = H5Aread(attribute, H5T_NATIVE_DOUBLE, &time) >= 0;
  H5Aclose(attribute);
  return done;
}

template <class Number>
std::string array_text(const char* name, const char* type, int components,
                       const std::vector<Number>& numbers) {
  std::string text = std::string("<DataArray Name=\"") + name + "\" type=\"" + type +
                     "\" NumberOfComponents=\"" + std::to_string(components) + "\" format=\"ascii\">\n";
  for (std::size_t n = 0; n < numbers.size(); ++n) {
    if constexpr (std::is_floating_point_v<Number>)
      text += csv_number(numbers[n]);
    else
      text += std::to_string(static_cast<long>(numbers[n]));
    text += (n + 1) % 12 == 0 ? '\n' : ' ';
  }
  return text + "\n</DataArray>\n";
}

}  // namespace

FieldsMesh read_fields_mesh(const fs::path& dir, double time_s) {
  const fs::path path = dir / "fields.h5";
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  std::error_code error;
  if (!fs::exists(path, error))
    throw InputError(path.string() + ": absent; the run was made with output.fields_every_s = 0");
  const OpenFile file{H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT)};
  if (file.id < 0) throw InputError(path.string() + ": cannot be read as HDF5");
  int nearest = -1, count = 0;
  double best = 0, time = 0;
  for (; time_of(file.id, xdmf_step_name(count), time); ++count)
    if (nearest < 0 || std::isinf(time_s) || std::abs(time - time_s) < std::abs(best - time_s)) {
      nearest = count;
      best = time;
    }
  if (nearest < 0) throw InputError(path.string() + ": holds no snapshot");
  const std::string step = xdmf_step_name(nearest) + "/";
  FieldsMesh mesh;
  mesh.time_s = best;
  mesh.nodes = read_set<double>(path, file.id, "mesh/nodes", H5T_NATIVE_DOUBLE);
  mesh.hexes = read_set<std::int32_t>(path, file.id, "mesh/hexes", H5T_NATIVE_INT32);
  mesh.label = read_set<std::uint8_t>(path, file.id, "mesh/label", H5T_NATIVE_UINT8);
  mesh.displacement = read_set<float>(path, file.id, step + "displacement", H5T_NATIVE_FLOAT);
  mesh.pressure_kpa = read_set<float>(path, file.id, step + "pressure_kpa", H5T_NATIVE_FLOAT);
  mesh.compressive_stress_kpa =
      read_set<float>(path, file.id, step + "compressive_stress_kpa", H5T_NATIVE_FLOAT);
  return mesh;
}

std::string vtu_text(const FieldsMesh& mesh) {
  const std::size_t cells = mesh.label.size();
  std::vector<std::int64_t> offsets(cells);
  for (std::size_t c = 0; c < cells; ++c) offsets[c] = 8 * static_cast<std::int64_t>(c + 1);
  return "<?xml version=\"1.0\"?>\n<VTKFile type=\"UnstructuredGrid\" version=\"1.0\" "
         "byte_order=\"LittleEndian\">\n<UnstructuredGrid>\n<FieldData>\n<DataArray Name=\"TimeValue\" "
         "type=\"Float64\" NumberOfTuples=\"1\" format=\"ascii\">" +
         csv_number(mesh.time_s) + "</DataArray>\n</FieldData>\n<Piece NumberOfPoints=\"" +
         std::to_string(mesh.nodes.size() / 3) + "\" NumberOfCells=\"" + std::to_string(cells) +
         "\">\n<PointData Vectors=\"displacement\" Scalars=\"pressure_kpa\">\n" +
         array_text("displacement", "Float32", 3, mesh.displacement) +
         array_text("pressure_kpa", "Float32", 1, mesh.pressure_kpa) +
         "</PointData>\n<CellData Scalars=\"compressive_stress_kpa\">\n" +
         array_text("label", "UInt8", 1, mesh.label) +
         array_text("compressive_stress_kpa", "Float32", 1, mesh.compressive_stress_kpa) +
         "</CellData>\n<Points>\n" + array_text("points", "Float64", 3, mesh.nodes) + "</Points>\n<Cells>\n" +
         array_text("connectivity", "Int32", 1, mesh.hexes) + array_text("offsets", "Int64", 1, offsets) +
         array_text("types", "UInt8", 1, std::vector<std::uint8_t>(cells, kVtkHexahedron)) +
         "</Cells>\n</Piece>\n</UnstructuredGrid>\n</VTKFile>\n";
}

}  // namespace backroll
