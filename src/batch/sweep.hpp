// A sweep's file: a base scenario and what is varied. `backroll help sweep` and docs/sweeps.md show every
// key.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "batch/samples.hpp"
#include "scenario/document.hpp"

namespace backroll {

enum class Keep { summary, series, all };  // of every case's folder
enum class SampleMethod { latin_hypercube, sobol, morris, saltelli };

// One column of the tables: scenario keys that take the same value.
struct SweptKey {
  std::string name;                // column
  std::vector<std::string> paths;  // "roller.density_kg_m3"; see set_key()
};

// Values on a grid; with several keys their values go together, row by row.
struct SweepAxis {
  std::vector<SweptKey> keys;
  std::vector<std::vector<Node>> values;  // [point][key]
};

struct SampledParameter {
  SweptKey key;
  Distribution distribution;
  bool whole = false;  // the key takes whole numbers
  std::string source;  // of the spread
  Node place;          // where it stands in the file
};

// A combination that is left out: every key has one of its values, or lies within its limits.
struct SkipRule {
  struct Condition {
    std::string name;             // column
    std::vector<Node> equals;     // empty: limits
    double above = 0, below = 0;  // beyond these; infinite: not given
  };
  std::vector<Condition> when;
};

struct Sweep {
  std::string name, description, file;
  std::vector<std::string> scenarios;  // as written
  std::vector<Node> documents;         // of each, `extends` followed
  std::vector<SweepAxis> axes;
  std::vector<SampledParameter> parameters;
  SampleMethod method = SampleMethod::latin_hypercube;
  int sample_count = 0;
  std::uint64_t seed = 1;
  std::vector<SkipRule> skips;
  Keep keep = Keep::series;
  std::string more, less;            // outputs of the Pareto front
  std::vector<std::string> outputs;  // that are analysed and drawn
};

// Leading columns: which scenario, where there are several; which roller, where one of them has several.
bool has_scenario_column(const Sweep& sweep);
bool has_roller_column(const Sweep& sweep);

// Whether a file is a sweep's: it names a scenario instead of being one. false for what is not TOML.
bool is_sweep_file(const std::filesystem::path& path);

// Throws InputError "file:line: key = value: problem".
Sweep read_sweep(const std::filesystem::path& path);
Sweep parse_sweep(std::string_view text, const std::string& file);

const std::vector<std::string>& sample_method_words();  // in the enum's order
const std::vector<std::string>& keep_words();

// One row a key of the file: what a reader may write there.
struct SweepKey {
  std::string section;  // "" = top of the file, "axis" = [[axis]]
  std::string key, type, fallback, meaning;
};
const std::vector<SweepKey>& sweep_keys();
std::string sweep_reference_text();
std::string sweep_reference_markdown();

}  // namespace backroll
