#include <cstdio>

#include "batch/sweep.hpp"

namespace backroll {

const std::vector<SweepKey>& sweep_keys() {
  static const std::vector<SweepKey> keys = {
      {"", "schema", "whole number", "required", "1"},
      {"", "name", "text", "required", "names the folder: results/<name>"},
      {"", "description", "text", "\"\"", "one or two sentences"},
      {"", "scenario", "text", "this or scenarios", "the scenario's file, from this file's folder"},
      {"", "scenarios", "list of texts", "this or scenario", "several; a column says which"},
      {"axis", "key", "text or list", "this or keys",
       "the scenario's key, \"roller.density_kg_m3\", \"phase[2].level\", \"phase[*].level\"; a list: each "
       "takes "
       "the same value"},
      {"axis", "name", "text", "the key's last word", "column of the tables"},
      {"axis", "values", "list", "this or from, to", "values of the key; with keys a list of lists"},
      {"axis", "from", "number", "", "first value of a range"},
      {"axis", "to", "number", "", "last value of a range"},
      {"axis", "count", "whole number", "", "how many values, ends included"},
      {"axis", "scale", "text", "\"linear\"", "linear or log: spacing of a range"},
      {"axis", "keys", "list", "this or key", "keys whose values go together"},
      {"axis", "names", "list of texts", "the keys' last words", "a column for each of keys"},
      {"parameter", "key", "text or list", "required", "a key that is sampled; numbers only"},
      {"parameter", "name", "text", "the key's last word", "column of the tables"},
      {"parameter", "spread", "text", "\"uniform\"", "uniform, log_uniform, normal or log_normal"},
      {"parameter", "from", "number", "required for uniform",
       "least value; normal, log_normal: values below become it"},
      {"parameter", "to", "number", "required for uniform", "largest value, likewise"},
      {"parameter", "mean", "number", "", "normal"},
      {"parameter", "sd", "number", "", "normal"},
      {"parameter", "median", "number", "", "log_normal"},
      {"parameter", "factor", "number", "", "log_normal: geometric standard deviation, above 1"},
      {"parameter", "source", "text", "\"\"", "where the spread comes from; the report shows it"},
      {"sample", "method", "text", "\"latin_hypercube\"",
       "latin_hypercube, sobol, morris (screening) or saltelli (Sobol's indices)"},
      {"sample", "count", "whole number", "required",
       "points; morris: trajectories of parameters + 1 points; saltelli: groups of parameters + 2 points"},
      {"sample", "seed", "whole number", "1", "the same seed gives the same points"},
      {"skip", "when", "table", "required",
       "columns and values, { level = \"L3\", density_kg_m3 = { above = 60 } }: a case where all hold is "
       "left out"},
      {"output", "keep", "text", "\"series\"",
       "of each case: summary (summary.json, scenario.toml), series (and the CSV files), all (fields, charts "
       "and "
       "report as the scenario says)"},
      {"analysis", "more", "text", "\"mean_pressure_paraspinal_kpa\"",
       "Pareto front: output of which more is better"},
      {"analysis", "less", "text", "\"spine_force_n\"", "Pareto front: output of which less is better"},
      {"analysis", "outputs", "list of texts", "six of results.csv", "outputs that are analysed and drawn"},
  };
  return keys;
}

namespace {

const char* kIntro =
    "A sweep's file is TOML. Cases are all combinations of scenarios and [[axis]] values, the first axis "
    "slowest, each with every point of the [sample] of the [[parameter]] tables. A wrong value is a case "
    "that "
    "failed, with its reason; the rest runs.";

std::string heading(const std::string& section) {
  if (section.empty()) return "Top of the file";
  return section == "sample" || section == "output" || section == "analysis" ? "[" + section + "]"
                                                                             : "[[" + section + "]]";
}

}  // namespace

std::string sweep_reference_text() {
  std::string text = std::string(kIntro) + "\n";
  std::string section = "-";
  for (const SweepKey& key : sweep_keys()) {
    if (key.section != section) text += "\n" + heading(section = key.section) + "\n";
    text += "  " + key.key + std::string(key.key.size() < 12 ? 12 - key.key.size() : 1, ' ') + key.type +
            (key.fallback.empty() ? "" : " (" + key.fallback + ")") + "\n              " + key.meaning + "\n";
  }
  return text;
}

std::string sweep_reference_markdown() {
  std::string text = std::string(kIntro) + "\n";
  std::string section = "-";
  for (const SweepKey& key : sweep_keys()) {
    if (key.section != section)
      text += "\n### `" + heading(section = key.section) +
              "`\n\n| key | type | default | meaning |\n|---|---|---|---|\n";
    text += "| `" + key.key + "` | " + key.type + " | " +
            (key.fallback.empty() ? "" : "`" + key.fallback + "`") + " | " + key.meaning + " |\n";
  }
  return text;
}

}  // namespace backroll
