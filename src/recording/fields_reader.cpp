#include "recording/fields_reader.hpp"

#include <hdf5.h>

#include "recording/xdmf.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

// One dataset of `count` numbers; false if it is absent or of another size.
bool read_numbers(hid_t file, const std::string& name, hid_t type, std::size_t count, void* to) {
  const hid_t set = H5Dopen2(file, name.c_str(), H5P_DEFAULT);
  if (set < 0) return false;
  const hid_t space = H5Dget_space(set);
  const bool fits = H5Sget_simple_extent_npoints(space) == static_cast<hssize_t>(count);
  const bool done = fits && H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, to) >= 0;
  H5Sclose(space);
  H5Dclose(set);
  return done;
}

bool read_time(hid_t file, const std::string& step, double& time) {
  const hid_t attribute = H5Aopen_by_name(file, step.c_str(), "time_s", H5P_DEFAULT, H5P_DEFAULT);
  if (attribute < 0) return false;
  const bool done = H5Aread(attribute, H5T_NATIVE_DOUBLE, &time) >= 0;
  H5Aclose(attribute);
  return done;
}

}  // namespace

FieldsReader::FieldsReader(const std::filesystem::path& dir, const Lattice& lattice,
                           const std::vector<std::uint8_t>& labels)
    : path_(dir / "fields.h5"), nodes_(lattice.nodes()), hexes_(lattice.hexes()) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  std::error_code error;
  if (!std::filesystem::exists(path_, error))
    throw InputError(path_.string() + ": absent; the run was made with output.fields_every_s = 0");
  file_.id = H5Fopen(path_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (file_.id < 0) throw InputError(path_.string() + ": cannot be read as HDF5");
  for (std::size_t h = 0; h < labels.size(); ++h)
    if (labels[h] != 0) kept_.push_back(static_cast<int>(h));
  std::vector<std::uint8_t> label(kept_.size());
  std::vector<double> place(3 * nodes_);
  if (!read_numbers(file_.id, "mesh/label", H5T_NATIVE_UINT8, label.size(), label.data()) ||
      !read_numbers(file_.id, "mesh/nodes", H5T_NATIVE_DOUBLE, place.size(), place.data()))
    throw InputError(path_.string() + ": its lattice is not that of the folder's scenario.toml");
  double time = 0;
  while (H5Lexists(file_.id, xdmf_step_name(static_cast<int>(times_.size())).c_str(), H5P_DEFAULT) > 0 &&
         read_time(file_.id, xdmf_step_name(static_cast<int>(times_.size())), time))
    times_.push_back(time);
  if (times_.empty()) throw InputError(path_.string() + ": holds no snapshot");
}

FieldsReader::File::~File() {
  if (id >= 0) H5Fclose(id);
}

namespace {

// Empty where the snapshot has none: the bones were held.
bool read_poses(hid_t file, const std::string& name, std::vector<BonePose>& poses) {
  if (H5Lexists(file, name.c_str(), H5P_DEFAULT) <= 0) return true;
  const hid_t set = H5Dopen2(file, name.c_str(), H5P_DEFAULT);
  if (set < 0) return false;
  const hid_t space = H5Dget_space(set);
  const hssize_t count = H5Sget_simple_extent_npoints(space);
  H5Sclose(space);
  H5Dclose(set);
  if (count <= 0 || count % 6 != 0) return false;
  std::vector<double> n(static_cast<std::size_t>(count));
  if (!read_numbers(file, name, H5T_NATIVE_DOUBLE, n.size(), n.data())) return false;
  for (std::size_t i = 0; i < n.size(); i += 6)
    poses.push_back({Vec3(n[i], n[i + 1], n[i + 2]), Vec3(n[i + 3], n[i + 4], n[i + 5])});
  return true;
}

}  // namespace

FieldSnapshot FieldsReader::read(std::size_t n) const {
  const std::string step = xdmf_step_name(static_cast<int>(n));
  FieldSnapshot snapshot;
  snapshot.time_s = times_.at(n);
  snapshot.displacement.resize(3 * nodes_);
  snapshot.pressure.resize(nodes_);
  std::vector<float> stress_kpa(kept_.size());
  if (!read_numbers(file_.id, step + "/displacement", H5T_NATIVE_FLOAT, 3 * nodes_,
                    snapshot.displacement.data()) ||
      !read_numbers(file_.id, step + "/pressure_kpa", H5T_NATIVE_FLOAT, nodes_, snapshot.pressure.data()) ||
      !read_numbers(file_.id, step + "/compressive_stress_kpa", H5T_NATIVE_FLOAT, kept_.size(),
                    stress_kpa.data()) ||
      !read_poses(file_.id, step + "/bone_pose", snapshot.bone_pose))
    throw InputError(path_.string() + ": snapshot " + step + " is damaged");
  for (float& p : snapshot.pressure) p *= 1e3f;
  snapshot.compressive_stress.assign(hexes_, 0.0f);
  for (std::size_t h = 0; h < kept_.size(); ++h) snapshot.compressive_stress[kept_[h]] = 1e3f * stress_kpa[h];
  return snapshot;
}

}  // namespace backroll
