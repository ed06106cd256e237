#include "batch/plan_file.hpp"

#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "recording/output_file.hpp"
#include "scenario/input_error.hpp"

namespace backroll {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// Infinite limits are left out.
Json json_of(const SampledParameter& p) {
  const Distribution& d = p.distribution;
  Json json = {{"name", p.key.name}, {"keys", p.key.paths},
               {"source", p.source}, {"spread", static_cast<int>(d.spread)},
               {"mean", d.mean},     {"sd", d.sd}};
  if (std::isfinite(d.from)) json["from"] = d.from;
  if (std::isfinite(d.to)) json["to"] = d.to;
  return json;
}

SampledParameter parameter_from(const Json& json) {
  SampledParameter p;
  p.key = {json.at("name"), json.at("keys")};
  p.source = json.at("source");
  p.distribution.spread = static_cast<Spread>(json.at("spread").get<int>());
  p.distribution.mean = json.at("mean");
  p.distribution.sd = json.at("sd");
  p.distribution.from = json.value("from", -HUGE_VAL);
  p.distribution.to = json.value("to", HUGE_VAL);
  return p;
}

}  // namespace

void write_plan(const fs::path& out, const Sweep& sweep, const SweepPlan& plan, const std::string& version) {
  Json json = {{"schema", 1},
               {"kind", "sweep"},
               {"name", sweep.name},
               {"description", sweep.description},
               {"file", fs::path(sweep.file).filename().string()},
               {"version", version},
               {"scenarios", sweep.scenarios},
               {"method", sample_method_words()[static_cast<std::size_t>(sweep.method)]},
               {"sample_count", sweep.sample_count},
               {"seed", sweep.seed},
               {"keep", keep_words()[static_cast<std::size_t>(sweep.keep)]},
               {"more", sweep.more},
               {"less", sweep.less},
               {"outputs", sweep.outputs},
               {"skipped", plan.skipped}};
  json["parameters"] = Json::array();
  for (const SampledParameter& p : sweep.parameters) json["parameters"].push_back(json_of(p));
  json["columns"] = Json::array();
  for (const SweepColumn& c : plan.columns)
    json["columns"].push_back({{"name", c.name}, {"number", c.number}, {"sampled", c.sampled}});
  json["cases"] = Json::array();
  for (const SweepCase& c : plan.cases) {
    Json row = {{"case", c.number}, {"id", c.id}, {"values", c.values}};
    if (c.point >= 0) row["point"] = c.point;
    if (!c.error.empty()) row["error"] = c.error;
    json["cases"].push_back(std::move(row));
  }
  // shards begin at the same moment: each has a name of its own until the file is whole
  const fs::path own = out / ("plan-" + std::to_string(getpid()) + ".json");
  write_text_file(own, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
  std::error_code error;
  fs::rename(own, out / "plan.json", error);
  if (error) throw MachineError("cannot write " + (out / "plan.json").string() + ": " + error.message());
}

SweepFolder read_plan(const fs::path& out) {
  const fs::path path = out / "plan.json";
  std::ifstream file(path);
  if (!file) throw InputError(out.string() + ": holds no sweep (plan.json is missing)");
  SweepFolder folder;
  try {
    const Json json = Json::parse(file);
    if (json.at("kind") != "sweep") throw InputError(path.string() + ": is not a sweep's");
    Sweep& sweep = folder.sweep;
    sweep.name = json.at("name");
    sweep.description = json.at("description");
    sweep.file = json.at("file");
    folder.version = json.at("version");
    sweep.scenarios = json.at("scenarios").get<std::vector<std::string>>();
    const auto index = [](const std::vector<std::string>& words, const std::string& word) {
      return std::find(words.begin(), words.end(), word) - words.begin();
    };
    sweep.method = static_cast<SampleMethod>(index(sample_method_words(), json.at("method")));
    sweep.sample_count = json.at("sample_count");
    sweep.seed = json.at("seed");
    sweep.keep = static_cast<Keep>(index(keep_words(), json.at("keep")));
    sweep.more = json.at("more");
    sweep.less = json.at("less");
    sweep.outputs = json.at("outputs").get<std::vector<std::string>>();
    folder.plan.skipped = json.at("skipped");
    for (const Json& p : json.at("parameters")) sweep.parameters.push_back(parameter_from(p));
    for (const Json& c : json.at("columns"))
      folder.plan.columns.push_back({c.at("name"), c.at("number"), c.at("sampled")});
    for (const Json& c : json.at("cases")) {
      SweepCase one;
      one.number = c.at("case");
      one.id = c.at("id");
      one.values = c.at("values").get<std::vector<std::string>>();
      one.point = c.value("point", -1);
      one.error = c.value("error", "");
      folder.plan.cases.push_back(std::move(one));
    }
  } catch (const Json::exception& error) {
    throw InputError(path.string() + ": damaged: " + error.what());
  }
  return folder;
}

bool holds_sweep(const fs::path& out) {
  std::error_code error;
  return fs::exists(out / "plan.json", error);
}

}  // namespace backroll
