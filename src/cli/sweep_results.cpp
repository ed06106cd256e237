#include "cli/sweep_results.hpp"

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

SweepPage sweep_page(const std::filesystem::path& out) {
  const SweepFolder folder = read_plan(out);
  return sweep_page(folder, collect_results(out, folder));
}

}  // namespace backroll
