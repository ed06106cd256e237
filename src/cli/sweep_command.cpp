// backroll sweep and backroll merge: many cases of one scenario, and their tables.
#include <algorithm>
#include <cstdio>
#include <set>
#include <system_error>

#include "batch/run_cases.hpp"
#include "batch/slurm.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/progress.hpp"
#include "cli/result_folder.hpp"
#include "cli/sweep_results.hpp"
#include "recording/output_file.hpp"
#include "report/report.hpp"
#include "scenario/input_error.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

constexpr int kDefaultShards = 32;
constexpr int kTaskMemory = 500;  // [MB] of a task; live needs 150, standard 400

struct Shard {
  int index = 1, count = 1;
};

Shard shard_of(const std::string& text) {
  Shard shard;
  char rest = 0;
  if (text.empty()) return shard;
  if (std::sscanf(text.c_str(), "%d/%d%c", &shard.index, &shard.count, &rest) != 2 || shard.index < 1 ||
      shard.index > shard.count)
    throw InputError("--shard " + text + ": i/n is expected, as 2/8, with i from 1 to n");
  return shard;
}

void claim_sweep_folder(const fs::path& out, const Sweep& sweep, const SweepArguments& given) {
  if (holds_sweep(out)) {
    const SweepFolder there = read_plan(out);
    if (there.sweep.name != sweep.name && !given.force)
      throw InputError(out.string() + ": holds another sweep, '" + there.sweep.name +
                       "'; choose another folder with -o, or --force");
    return;
  }
  std::error_code error;
  if (given.resume) throw InputError(out.string() + ": holds no sweep to resume");
  if (fs::exists(out, error) && !(fs::is_directory(out, error) && fs::is_empty(out, error)))
    throw InputError(out.string() + ": holds files that are not a sweep's; choose another folder with -o");
}

void print_cases(const SweepPlan& plan, const fs::path& out, bool retry) {
  std::printf("case  id                status");
  for (const SweepColumn& column : plan.columns) std::printf("  %s", column.name.c_str());
  std::printf("\n");
  int open = 0;
  for (const SweepCase& one : plan.cases) {
    const bool done = is_done(out, one, retry);
    open += done ? 0 : 1;
    std::printf("%4d  %s  %-6s", one.number, one.id.c_str(),
                !one.error.empty() ? "wrong"
                : done             ? "done"
                                   : "open");
    for (const std::string& value : one.values) std::printf("  %s", value.c_str());
    std::printf("%s%s\n", one.error.empty() ? "" : "  ", one.error.c_str());
  }
  std::printf("%zu cases, %d to run%s.\n", plan.cases.size(), open,
              plan.skipped ? (", " + std::to_string(plan.skipped) + " left out by [[skip]]").c_str() : "");
}

// Tables, summary, charts and page of what is done; exit code.
int finish_sweep(const fs::path& out, bool quiet) {
  const SweepFolder folder = read_plan(out);
  const SweepResults results = collect_results(out, folder);
  write_results(out, folder, results);
  const SweepPage page = sweep_page(folder, results);
  write_text_file(out / "summary.json", sweep_json(page.name, page.version, page.table, page.answer));
  const std::vector<Chart> charts = sweep_charts(page);
  write_charts(out, charts);
  write_report(out, sweep_html(page, charts));
  if (!quiet) {
    for (const std::string& line : page.answer.lines) std::printf("%s\n", line.c_str());
    std::printf("tables: %s, regions.csv, results.db\nreport: %s\n", (out / "results.csv").string().c_str(),
                (out / "report.html").string().c_str());
  }
  return results.with_results == static_cast<int>(folder.plan.cases.size()) ? kExitOk : kExitCheck;
}

fs::path own_program() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) throw MachineError("/proc/self/exe cannot be read: " + error.message());
  return program;
}

void write_slurm(const SweepArguments& given, const Sweep& sweep, const SweepPlan& plan,
                 const fs::path& out) {
  SlurmJob job{own_program(), fs::absolute(given.file), fs::absolute(out), sweep.name, given.slurm,
               kTaskMemory,   given.acknowledge};
  const auto cases = static_cast<int>(plan.cases.size());
  job.shards = std::min(cases, given.slurm > 0 ? given.slurm : kDefaultShards);
  write_slurm_scripts(job);
  std::printf("%d cases in %d tasks: %s, then %s\n", cases, job.shards,
              (out / "slurm/array.sh").string().c_str(), (out / "slurm/merge.sh").string().c_str());
  if (given.submit) std::printf("submitted as %s\n", submit_slurm(job).c_str());
}

}  // namespace

int sweep_command(const SweepArguments& given) {
  const Sweep sweep = read_sweep(given.file);
  const Shard shard = shard_of(given.shard);
  const SweepPlan plan = plan_sweep(sweep, version_text(), given.acknowledge);
  const fs::path out = given.output.empty() ? fs::path("results") / folder_name(sweep.name) : given.output;
  if (given.dry_run) {
    print_cases(plan, out, given.retry_failed);
    return kExitOk;
  }
  claim_sweep_folder(out, sweep, given);
  make_folder(out);
  write_plan(out, sweep, plan, version_text());
  if (given.slurm >= 0) {
    write_slurm(given, sweep, plan, out);
    return kExitOk;
  }

  std::vector<const SweepCase*> todo;
  int mine = 0;
  std::set<std::string> seen;  // two combinations may resolve to one scenario
  for (const SweepCase& one : plan.cases) {
    if ((one.number - 1) % shard.count != shard.index - 1) continue;
    ++mine;
    if (seen.insert(one.id).second && !is_done(out, one, given.retry_failed)) todo.push_back(&one);
  }
  BatchOptions options{
      own_program(),     out,           given.jobs > 0 ? given.jobs : jobs_that_pay(plan), sweep.keep,
      given.acknowledge, version_text()};
  if (!given.quiet)
    std::fprintf(stderr, "%s: %d cases, %zu to run, %d at a time\n", sweep.name.c_str(), mine, todo.size(),
                 std::min<int>(options.jobs, std::max<int>(1, static_cast<int>(todo.size()))));
  {
    int done = 0;
    Progress progress(sweep.name, static_cast<int>(todo.size()), given.quiet);
    run_cases(todo, options,
              {[&](const SweepCase& one, const CaseRecord& record) {
                 if (!record.has_results() && !given.quiet)
                   std::fprintf(stderr, "%scase %d (%s): %s: %s\n", progress.on_a_line() ? "\n" : "",
                                one.number, one.id.c_str(), case_status_name(record.status),
                                record.reason.c_str());
                 progress.update(++done);
               },
               [] { return interrupted(); }});
  }
  if (interrupted()) {
    std::fprintf(stderr, "backroll: interrupted; the same command goes on from here\n");
    return kExitInterrupted;
  }
  if (shard.count == 1) return finish_sweep(out, given.quiet);
  int failed = 0;
  for (const SweepCase& one : plan.cases)
    if ((one.number - 1) % shard.count == shard.index - 1) {
      const auto record = read_case_record(out, one.id);
      failed += record && record->has_results() ? 0 : 1;
    }
  if (!given.quiet)
    std::printf("shard %d of %d: %d cases, %d without results. When all shards are done: backroll merge %s\n",
                shard.index, shard.count, mine, failed, out.string().c_str());
  return failed ? kExitCheck : kExitOk;
}

int merge_command(const std::vector<fs::path>& folders, const fs::path& output, bool quiet) {
  const fs::path out = output.empty() ? folders.front() : output;
  const SweepFolder first = read_plan(folders.front());
  for (const fs::path& folder : folders) {
    const SweepFolder other = read_plan(folder);
    if (other.version != first.version || other.plan.cases.size() != first.plan.cases.size() ||
        other.plan.cases.front().id != first.plan.cases.front().id ||
        other.plan.cases.back().id != first.plan.cases.back().id)
      throw InputError(folder.string() + ": is not of the same sweep as " + folders.front().string());
  }
  make_folder(out / "cases");
  std::error_code error;
  for (const fs::path& folder : folders) {
    if (fs::equivalent(folder, out, error)) continue;
    fs::copy_file(folder / "plan.json", out / "plan.json", fs::copy_options::overwrite_existing, error);
    for (const SweepCase& one : first.plan.cases) {
      const auto record = read_case_record(folder, one.id);
      if (!record || is_done(out, one, false)) continue;
      if (fs::exists(case_folder(folder, one.id), error))
        fs::copy(case_folder(folder, one.id), case_folder(out, one.id),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing, error);
      if (error) throw MachineError(out.string() + ": " + error.message());
      write_case_record(out, *record);
    }
  }
  return finish_sweep(out, quiet);
}

}  // namespace backroll
