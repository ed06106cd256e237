#include "cli/sweep_results.hpp"

#include "batch/case_record.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

SampleKind kind_of(const SweepFolder& folder) {
  if (folder.sweep.parameters.empty()) return SampleKind::none;
  return folder.sweep.method == SampleMethod::morris     ? SampleKind::morris
         : folder.sweep.method == SampleMethod::saltelli ? SampleKind::saltelli
                                                         : SampleKind::plain;
}

}  // namespace

SweepPage sweep_page(const SweepFolder& folder, const SweepResults& results) {
  const SweepTable& table = results.table;
  const Sweep& sweep = folder.sweep;
  SweepPage page{sweep.name,
                 sweep.description,
                 folder.version,
                 "backroll sweep " + sweep.file,
                 {},
                 table,
                 answer_sweep(table, {sweep.more, sweep.less, sweep.outputs, kind_of(folder)}),
                 region_spreads(results, "muscle", "stress_kpa"),
                 region_spreads(results, "bone", "path_force_n")};
  for (const SampledParameter& p : sweep.parameters)
    page.sources.push_back(p.key.name + ": " + (p.source.empty() ? "no source given" : p.source));
  return page;
}

std::vector<std::filesystem::path> result_folders(const std::vector<std::string>& inputs,
                                                  const std::vector<int>& cases) {
  if (cases.empty()) return {inputs.begin(), inputs.end()};
  if (inputs.size() != 1) throw InputError("--case: give the folder of one sweep");
  const std::filesystem::path out = inputs.front();
  const SweepFolder folder = read_plan(out);
  std::vector<std::filesystem::path> folders;
  for (const int number : cases) {
    const std::string name = "--case " + std::to_string(number);
    const auto count = static_cast<int>(folder.plan.cases.size());
    if (number < 1 || number > count)
      throw InputError(name + ": " + out.string() + " has cases 1 to " + std::to_string(count));
    const std::string& id = folder.plan.cases[static_cast<std::size_t>(number) - 1].id;
    const auto record = read_case_record(out, id);
    if (!record) throw InputError(name + ": not run yet");
    if (!record->has_results()) throw InputError(name + ": has no results: " + record->reason);
    folders.push_back(case_folder(out, id));
  }
  return folders;
}

SweepPage sweep_page(const std::filesystem::path& out) {
  const SweepFolder folder = read_plan(out);
  return sweep_page(folder, collect_results(out, folder));
}

}  // namespace backroll
