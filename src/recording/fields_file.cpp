#include "recording/fields_file.hpp"

#include <hdf5.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "recording/csv.hpp"
#include "recording/output_file.hpp"
#include "recording/xdmf.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

// An HDF5 identifier, closed at the end of its scope.
class Handle {
 public:
  Handle(hid_t id, herr_t (*closer)(hid_t)) : id_(id), close_(closer) {}
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  operator hid_t() const { return id_; }
  bool close() {
    const hid_t id = id_;
    id_ = -1;
    return close_(id) >= 0;
  }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

constexpr hsize_t kChunkRows = 65536;
constexpr unsigned kGzipLevel = 1;
// VTK's hexahedron goes round each face; a Lattice's corner numbers are bits.
constexpr std::array<int, 8> kVtkCorner = {0, 1, 3, 2, 4, 5, 7, 6};

}  // namespace

struct FieldsFile::Impl {
  std::filesystem::path dir, path;
  hid_t file = -1;
  int nodes = 0, hexes = 0;
  std::vector<int> kept;  // lattice hexes in the file's order
  XdmfMesh xdmf;
  std::string failure;  // message of the first failed write

  // HDF5 crashes at exit when it cannot write back what it holds, so a file that failed is put on memory
  // instead: the partial file keeps what reached the disk, and every later close succeeds.
  [[noreturn]] void fail() {
    if (failure.empty()) {
      const std::string reason = errno ? std::strerror(errno) : "HDF5 error";
      failure = "cannot write " + partial_name(path).string() + ": " + reason;
      void* handle = nullptr;
      const int memory = memfd_create("fields", 0);
      if (memory >= 0 && file >= 0 && H5Fget_vfd_handle(file, H5P_DEFAULT, &handle) >= 0)
        dup2(memory, *static_cast<int*>(handle));
      if (memory >= 0) close(memory);
    }
    throw MachineError(failure);
  }
  void check(bool ok) {
    if (!ok) fail();
  }

  void write(hid_t group, const char* name, hid_t type, const void* data, hsize_t rows, hsize_t columns,
             const char* unit) {
    const std::array<hsize_t, 2> size = {rows, columns};
    const std::array<hsize_t, 2> chunk = {std::clamp<hsize_t>(rows, 1, kChunkRows), columns};
    const int rank = columns > 1 ? 2 : 1;
    Handle space(H5Screate_simple(rank, size.data(), nullptr), H5Sclose);
    Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    check(space >= 0 && list >= 0 && H5Pset_chunk(list, rank, chunk.data()) >= 0 &&
          H5Pset_shuffle(list) >= 0 && H5Pset_deflate(list, kGzipLevel) >= 0);
    Handle set(H5Dcreate2(group, name, type, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose);
    check(set >= 0 && H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) >= 0);
    attribute(set, "unit", unit);
    check(set.close());
  }

  void attribute(hid_t object, const char* name, const std::string& text) {
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    check(H5Tset_size(type, std::max<std::size_t>(text.size(), 1)) >= 0);
    Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    Handle made(H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    check(made >= 0 && H5Awrite(made, type, text.empty() ? "\0" : text.data()) >= 0);
  }

  void number(hid_t object, const char* name, double value) {
    Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    Handle made(H5Acreate2(object, name, H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    check(made >= 0 && H5Awrite(made, H5T_NATIVE_DOUBLE, &value) >= 0);
  }

  // Rows in the order of summary.json's bones: shift x y z, then the rotation vector x y z.
  void write_poses(hid_t step, const std::vector<BonePose>& poses) {
    std::vector<double> numbers;
    numbers.reserve(6 * poses.size());
    for (const BonePose& p : poses)
      numbers.insert(numbers.end(),
                     {p.shift.x(), p.shift.y(), p.shift.z(), p.turn.x(), p.turn.y(), p.turn.z()});
    write(step, "bone_pose", H5T_NATIVE_DOUBLE, numbers.data(), poses.size(), 6, "m, rad");
  }

  void write_mesh(const Lattice& lattice, const std::vector<std::uint8_t>& labels) {
    Handle mesh(H5Gcreate2(file, "mesh", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
    check(mesh >= 0);
    std::vector<double> position;
    position.reserve(3 * lattice.position.size());
    for (const Vec3& p : lattice.position) position.insert(position.end(), {p.x(), p.y(), p.z()});
    std::vector<std::int32_t> corners;
    std::vector<std::uint8_t> label;
    for (int j = 0; j + 1 < lattice.nj; ++j)
      for (int i = 0; i + 1 < lattice.ni; ++i)
        for (int k = 0; k + 1 < lattice.nk; ++k) {
          const int hex = lattice.hex(i, j, k);
          if (labels[hex] == 0) continue;
          const auto node = lattice.hex_nodes(i, j, k);
          for (const int c : kVtkCorner) corners.push_back(node[c]);
          label.push_back(labels[hex]);
          kept.push_back(hex);
        }
    write(mesh, "nodes", H5T_NATIVE_DOUBLE, position.data(), lattice.position.size(), 3, "m");
    write(mesh, "hexes", H5T_NATIVE_INT32, corners.data(), kept.size(), 8, "-");
    write(mesh, "label", H5T_NATIVE_UINT8, label.data(), label.size(), 1, "-");
    attribute(mesh, "label_names", xdmf.label_names);
  }
};

FieldsFile::FieldsFile(const std::filesystem::path& dir, const Lattice& lattice,
                       const std::vector<std::uint8_t>& labels, const std::vector<std::string>& label_names)
    : impl_(std::make_unique<Impl>()) {
  if (static_cast<int>(labels.size()) != lattice.hexes() ||
      static_cast<int>(lattice.position.size()) != lattice.nodes())
    throw std::invalid_argument("FieldsFile: labels or positions do not fit the lattice");
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  Impl& m = *impl_;
  m.dir = dir;
  m.path = dir / "fields.h5";
  m.nodes = lattice.nodes();
  m.hexes = lattice.hexes();
  for (std::size_t l = 0; l < label_names.size(); ++l)
    m.xdmf.label_names += (l ? "; " : "") + std::to_string(l) + " " + label_names[l];
  errno = 0;
  m.file = H5Fcreate(partial_name(m.path).c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  m.check(m.file >= 0);
  m.write_mesh(lattice, labels);
  m.xdmf.nodes = m.nodes;
  m.xdmf.hexes = static_cast<int>(m.kept.size());
  m.check(H5Fflush(m.file, H5F_SCOPE_GLOBAL) >= 0);
}

FieldsFile::~FieldsFile() {
  if (impl_->file >= 0) H5Fclose(impl_->file);
}

void FieldsFile::add(const FieldSnapshot& snapshot) {
  Impl& m = *impl_;
  m.check(m.failure.empty());
  if (static_cast<int>(snapshot.displacement.size()) != 3 * m.nodes ||
      static_cast<int>(snapshot.pressure.size()) != m.nodes ||
      static_cast<int>(snapshot.compressive_stress.size()) != m.hexes)
    throw std::invalid_argument("FieldsFile: a snapshot does not fit the lattice");
  const int bones = static_cast<int>(snapshot.bone_pose.size());
  if (m.xdmf.times.empty()) m.xdmf.bones = bones;
  if (bones != m.xdmf.bones)
    throw std::invalid_argument("FieldsFile: a snapshot has another number of bone poses");
  errno = 0;
  const std::string name = xdmf_step_name(static_cast<int>(m.xdmf.times.size()));
  {
    Handle step(H5Gcreate2(m.file, name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
    m.check(step >= 0);
    m.number(step, "time_s", snapshot.time_s);
    m.write(step, "displacement", H5T_NATIVE_FLOAT, snapshot.displacement.data(), m.nodes, 3, "m");
    std::vector<float> kpa(snapshot.pressure);
    for (float& p : kpa) p *= 1e-3f;
    m.write(step, "pressure_kpa", H5T_NATIVE_FLOAT, kpa.data(), kpa.size(), 1, "kPa");
    kpa.clear();
    for (const int hex : m.kept) kpa.push_back(1e-3f * snapshot.compressive_stress[hex]);
    m.write(step, "compressive_stress_kpa", H5T_NATIVE_FLOAT, kpa.data(), kpa.size(), 1, "kPa");
    if (!snapshot.bone_pose.empty()) m.write_poses(step, snapshot.bone_pose);
  }
  m.check(H5Fflush(m.file, H5F_SCOPE_GLOBAL) >= 0);
  m.xdmf.times.push_back(snapshot.time_s);
}

void FieldsFile::commit() {
  Impl& m = *impl_;
  errno = 0;
  m.check(m.failure.empty() && H5Fflush(m.file, H5F_SCOPE_GLOBAL) >= 0);
  const herr_t closed = H5Fclose(std::exchange(m.file, -1));
  m.check(closed >= 0);
  commit_file(m.path);
  write_text_file(m.dir / "fields.xdmf", xdmf_text(m.xdmf, m.path.filename().string()));
}

}  // namespace backroll
