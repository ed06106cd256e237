// backroll export: a run's forces for OpenSim, a snapshot of its fields for VTK.
#include <cstdio>
#include <limits>

#include "cli/commands.hpp"
#include "recording/fields_mesh.hpp"
#include "recording/output_file.hpp"
#include "recording/run_reader.hpp"
#include "recording/storage_file.hpp"
#include "scenario/input_error.hpp"

namespace backroll {

int export_command(const ExportArguments& given) {
  const std::string ending = given.output.extension().string();
  std::string text;
  if (ending == ".sto") {
    const RecordedRun run = read_run(given.run);
    text = storage_text(run.info, run.frames);
  } else if (ending == ".vtu") {
    text =
        vtu_text(read_fields_mesh(given.run, given.time_s.value_or(std::numeric_limits<double>::infinity())));
  } else {
    throw InputError(given.output.string() +
                     ": export writes .sto (forces, OpenSim) and .vtu (fields, VTK); backroll render writes "
                     ".glb (body and roller), fields.xdmf opens in ParaView as it is");
  }
  if (given.output.has_parent_path()) make_folder(given.output.parent_path());
  write_text_file(given.output, text);
  std::printf("%s\n", given.output.string().c_str());
  return kExitOk;
}

}  // namespace backroll
