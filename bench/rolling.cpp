// Steps a second of the whole solver: a roller ramped onto the reference slab or the average man's back, then
// rolled.
//   bench_rolling case=slab|back [nodes=N] [resolution=live|standard|fine] [speed=M_S] [steps=N]
//   [tolerance=R]
//                 [budget_ms=T] [threads=N] [level=T8] [reference=N] [rate=STEPS_S] [bulk=K_G] [friction=MU]
// Prints one JSON object: medians over the rolled steps after the start-up. `reference=N`: N further steps
// are also solved in double precision to 1e-6, from the same history, and the largest differences are told.
// `directions_gb_s`, `directions_gflop_s`: what the multigrid cycles and the pairs of the quasi-Newton method
// read and compute, over the time they took. Wall-clock times; cpu_s_per_simulated_s adds up all threads.
#include <omp.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <string>
#include <vector>

#include "protocol/plan.hpp"
#include "robustness/rig.hpp"
#include "session/back_tissue.hpp"

namespace {

using namespace backroll;
using namespace backroll::robustness;

constexpr double kLoad = 300;          // [N]
constexpr int kRamp = 20, kStart = 6;  // steps before the median counts

const std::vector<std::string> kKeys = {"case",      "nodes",     "resolution", "speed", "steps",
                                        "tolerance", "budget_ms", "threads",    "level", "reference",
                                        "rate",      "bulk",      "friction"};

struct Options {
  std::map<std::string, std::string> text;
  std::string word(const char* key, const char* otherwise) const {
    const auto found = text.find(key);
    return found == text.end() ? otherwise : found->second;
  }
  double number(const char* key, double otherwise) const {
    const auto found = text.find(key);
    return found == text.end() ? otherwise : std::stod(found->second);
  }
};

// The feasibility study's slab: 0.40 x 0.50 x 0.08 m, neo-Hookean, mu 6 kPa, nu 0.45; cylinder of 75 mm on a
// layer of 3 MPa/m.
Rig reference_slab(int nodes) {
  Scenario scenario;
  Specimen& slab = scenario.specimen.emplace();
  slab.size_m = {0.4, 0.5, 0.08};
  SpecimenLayer layer;
  layer.thickness_m = 0.08;
  layer.material.law = LawKind::neo_hookean;
  layer.material.shear_modulus_pa = layer.material.shear_modulus_along_pa = 6e3;
  layer.material.bulk_ratio = 2 * 1.45 / (3 * (1 - 2 * 0.45));
  layer.material.prony_g.clear();
  layer.material.prony_tau_s.clear();
  slab.layers = {layer};
  slab.indenter = IndenterKind::rigid_cylinder;
  slab.indenter_radius_m = 0.075;
  slab.nodes = nodes;
  Rig rig;
  rig.model = specimen_tissue(slab, true);
  rig.indenter = specimen_indenter(slab, scenario);
  rig.indenter.layer_stiffness = 3e6;
  rig.indenter.touch_smoothing = 0.5e-3;
  return rig;
}

double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  return v.empty() ? 0 : v[v.size() / 2];
}

struct Sums {
  std::vector<double> wall, residual;
  double cpu = 0, iterations = 0, cycles = 0, tangents = 0;
  int unconverged = 0, retries = 0, worst = 0;
  StepSeconds seconds;
};

void add(Sums& s, const StepReport& r, double wall, double cpu) {
  s.wall.push_back(wall);
  s.residual.push_back(r.residual);
  s.cpu += cpu;
  s.iterations += r.iterations;
  s.cycles += r.linear_iterations;
  s.tangents += r.tangents;
  s.unconverged += !r.converged;
  s.retries += r.retries;
  s.worst = std::max(s.worst, r.iterations);
  s.seconds.forces += r.seconds.forces;
  s.seconds.contact += r.seconds.contact;
  s.seconds.tangent += r.seconds.tangent;
  s.seconds.setup += r.seconds.setup;
  s.seconds.directions += r.seconds.directions;
  s.seconds.finish += r.seconds.finish;
}

// Largest nodal reaction difference of a support over the load.
double support_difference(const TissueSolver& a, const TissueSolver& b, double load) {
  const TissueModel& m = a.model();
  std::vector<Vec3> difference(m.supports + 1, Vec3::Zero());
  for (int n = 0; n < m.lattice.nodes(); ++n)
    for (int c = 0; c < 3; ++c)
      if (m.fixed[3 * n + c])
        difference[m.node_support[n]][c] += a.gradient()[3 * n + c] - b.gradient()[3 * n + c];
  double worst = 0;
  for (const Vec3& d : difference) worst = std::max(worst, d.norm() / load);
  return worst;
}

}  // namespace

int main(int argc, char** argv) {
  Options o;
  for (int n = 1; n < argc; ++n) {
    const std::string word = argv[n];
    const std::size_t split = word.find('=');
    if (split == std::string::npos) {
      std::fprintf(stderr, "bench_rolling: '%s' is not of the form key=value (see bench/README.md)\n",
                   argv[n]);
      return 2;
    }
    const std::string key = word.substr(0, split), value = word.substr(split + 1);
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
      std::fprintf(stderr,
                   "bench_rolling: unknown key '%s' (the keys stand in the head of bench/rolling.cpp)\n",
                   key.c_str());
      return 2;
    }
    char* end = nullptr;
    std::strtod(value.c_str(), &end);
    if (!(key == "case" || key == "resolution" || key == "level") && (value.empty() || *end != 0)) {
      std::fprintf(stderr, "bench_rolling: %s = '%s' is not a number\n", key.c_str(), value.c_str());
      return 2;
    }
    o.text[key] = value;
  }
  const bool slab = o.word("case", "back") == "slab";
  const int threads = static_cast<int>(o.number("threads", omp_get_num_procs()));
  omp_set_num_threads(threads);
  BackChoice choice;
  const std::string resolution = o.word("resolution", "live");
  choice.resolution = resolution == "fine"       ? Resolution::fine
                      : resolution == "standard" ? Resolution::standard
                                                 : Resolution::live;
  choice.bulk_ratio = o.number("bulk", choice.bulk_ratio);
  Rig rig = slab ? reference_slab(static_cast<int>(o.number("nodes", 10000))) : back_rig(choice);
  rig.indenter.friction = o.number("friction", rig.indenter.friction);
  SolverOptions options;
  options.tolerance = o.number("tolerance", 1e-3);
  options.budget_s = o.number("budget_ms", 0) * 1e-3;
  const double speed = o.number("speed", 0.05);
  const double dt = 1 / o.number("rate", 60);
  const int steps = static_cast<int>(o.number("steps", 60)),
            reference_steps = static_cast<int>(o.number("reference", 0));
  double y = slab ? -0.1 : rig.arc(o.word("level", "T8"));
  const double way = slab ? 1 : rig.arc("T12") > y ? 1 : -1;

  TissueSolver solver(rig.model, rig.indenter, options);
  SolverOptions exact = options;
  exact.tolerance = 1e-6;
  exact.precise = true;
  exact.budget_s = 0;
  std::unique_ptr<TissueSolver> reference;
  if (reference_steps > 0) {
    reference = std::make_unique<TissueSolver>(rig.model, rig.indenter, exact);
    reference->settle();
  }
  if (!solver.settle().converged) {
    std::fprintf(stderr, "bench_rolling: no equilibrium at rest\n");
    return 3;
  }
  Sums sums;
  double now = 0, height_error = 0, support_error = 0;
  const int total = reference_steps > 0 ? kRamp + reference_steps : kRamp + steps;
  for (int n = 0; n < total; ++n) {
    const double load = kLoad * std::min(1.0, (n + 1.0) / kRamp);
    if (n >= kRamp) {
      now = std::min(speed, now + kTravelAcceleration * dt);
      y += way * now * dt;
    }
    Target target;
    if (slab) {
      target.base = Vec3(0, y, 0);
      target.load = load;
    } else {
      target = rig.target(y, load);
    }
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t cpu = std::clock();
    const StepReport r = solver.step(target, dt);
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!r.accepted) {
      std::fprintf(stderr, "bench_rolling: step %d: %s\n", n, r.trouble.c_str());
      return 3;
    }
    if (n >= kRamp + kStart) add(sums, r, wall, static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC);
    if (reference) {
      const StepReport e = reference->step(target, dt);
      if (!e.converged) {
        std::fprintf(stderr, "bench_rolling: reference step %d: %s\n", n, e.trouble.c_str());
        return 3;
      }
      const double sinking = std::max(1e-3, std::abs(reference->pose().height));
      height_error =
          std::max(height_error, std::abs(solver.pose().height - reference->pose().height) / sinking);
      support_error = std::max(support_error, support_difference(solver, *reference, std::max(load, 10.0)));
    }
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double count = static_cast<double>(sums.wall.size());
  const StepSeconds& s = sums.seconds;
  // a direction reads every pair twice, each time for a product and an addition
  const Multigrid::Work work = solver.cycle_work();
  const double pairs = static_cast<double>(solver.memory_values());
  const double bytes = work.bytes + 2 * pairs * sizeof(float), flops = work.flops + 4 * pairs;
  std::printf(
      "{\"case\": \"%s\", \"nodes\": %d, \"kernels\": \"%s\", \"threads\": %d, \"speed_m_s\": %g, "
      "\"tolerance\": %g, "
      "\"budget_ms\": %g, \"steps\": %d, \"steps_per_s\": %.2f, \"cpu_s_per_simulated_s\": %.4f, "
      "\"iterations\": %.2f, "
      "\"worst_iterations\": %d, \"cycles\": %.2f, \"tangents\": %.2f, \"residual\": %.2e, \"unconverged\": "
      "%d, "
      "\"retries\": %d, \"ms_forces\": %.3f, \"ms_contact\": %.3f, \"ms_tangent\": %.3f, \"ms_setup\": %.3f, "
      "\"ms_directions\": %.3f, \"ms_finish\": %.3f, \"directions_gb_s\": %.2f, \"directions_gflop_s\": "
      "%.2f, \"sinking_mm\": %.4f, \"memory_mb\": %.0f",
      slab ? "slab" : resolution.c_str(), rig.model.lattice.nodes(), kernels().name, threads, speed,
      options.tolerance, 1e3 * options.budget_s, static_cast<int>(count), 1 / median(sums.wall),
      sums.cpu / count / dt, sums.iterations / count, sums.worst, sums.cycles / count, sums.tangents / count,
      median(sums.residual), sums.unconverged, sums.retries, 1e3 * s.forces / count, 1e3 * s.contact / count,
      1e3 * s.tangent / count, 1e3 * s.setup / count, 1e3 * s.directions / count, 1e3 * s.finish / count,
      1e-9 * sums.cycles * bytes / s.directions, 1e-9 * sums.cycles * flops / s.directions,
      -1e3 * solver.pose().height, static_cast<double>(usage.ru_maxrss) / 1024);
  if (reference)
    std::printf(", \"sinking_error\": %.2e, \"support_force_error\": %.2e", height_error, support_error);
  std::printf("}\n");
  return 0;
}
