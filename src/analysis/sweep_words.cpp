#include "analysis/sweep_words.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/text.hpp"

namespace backroll {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShown = 5;       // cases of the front in a sentence
constexpr int kInputDigits = 4;         // of a sampled value in a sentence
constexpr double kHardly = 0.05;        // means that differ by less of their size hardly differ
constexpr double kWorthNaming = 0.005;  // share of the variance

std::string value_words(double value, const std::string& unit) {
  return number_text(value) + (unit == "-" ? "" : " " + unit);
}

std::string count_line(const SweepTable& table) {
  std::map<std::string, int> counts;
  std::vector<std::string> order;
  for (const SweepRow& row : table.rows)
    if (counts[row.status]++ == 0) order.push_back(row.status);
  std::vector<std::string> parts;
  parts.reserve(order.size());
  for (const std::string& status : order) parts.push_back(std::to_string(counts[status]) + " " + status);
  return std::to_string(table.rows.size()) + (table.rows.size() == 1 ? " case: " : " cases: ") +
         joined(parts) + ".";
}

// Largest less smallest mean, of the larger size.
double relative_span(const MainEffect& effect) {
  double least = HUGE_VAL, most = -HUGE_VAL;
  for (const double mean : effect.means)
    if (std::isfinite(mean)) least = std::min(least, mean), most = std::max(most, mean);
  const double size = std::max(std::abs(least), std::abs(most));
  return size > 0 ? (most - least) / size : 0;
}

std::string sensitivity_words(const Sensitivity& s, const std::string& unit) {
  switch (s.kind) {
    case SensitivityKind::morris:
      return s.input + " " + value_words(s.mu_star, unit) + " over its range";
    case SensitivityKind::saltelli:
      return s.input + " " + percent_text(s.first) + " alone, " + percent_text(s.total) +
             " with all it acts through";
    case SensitivityKind::given_data:
      return s.input + " " + percent_text(s.first);
  }
  return "";
}

std::string effect_line(const SweepTable& table, const OutputEffects& e) {
  const SweepOutput& output = table.outputs[static_cast<std::size_t>(table.output(e.output))];
  std::string line = e.output + ": " + value_words(e.least, "-") + " to " +
                     value_words(e.largest, output.unit) + ", mean " + value_words(e.mean, output.unit);
  std::vector<std::string> parts;
  for (const MainEffect& effect : e.effects) parts.push_back(effect.input + " " + percent_text(effect.share));
  for (const Interaction& both : e.interactions)
    if (both.share > kWorthNaming)
      parts.push_back(both.a + " and " + both.b + " together, beyond that, " + percent_text(both.share));
  if (!parts.empty()) line += "; of its variance " + joined(parts);
  if (!e.balanced && !parts.empty()) line += " (not every combination has results: the shares overlap)";
  parts.clear();
  for (const Sensitivity& s : e.sensitivities)
    if (std::isfinite(s.first) || std::isfinite(s.mu_star))
      parts.push_back(sensitivity_words(s, output.unit));
  if (!parts.empty()) line += "; of the sampled inputs " + joined(parts);
  line += ".";
  for (const MainEffect& effect : e.effects)
    if (relative_span(effect) < kHardly)
      line +=
          " Over " + effect.input + " the means differ by " + percent_text(relative_span(effect)) + " only.";
  return line;
}

// `means`: the table's rows are means over the sample instead of cases.
std::string front_line(const SweepTable& table, const SweepQuestion& question, const std::vector<int>& front,
                       bool means) {
  const auto& [more, less, outputs, sample] = question;
  const auto m = static_cast<std::size_t>(table.output(more)),
             l = static_cast<std::size_t>(table.output(less));
  std::string line = std::string(means ? "On the mean over the sample, more " : "More ") + more +
                     " for less " + less + ": no " + (means ? "combination" : "case") + " beats " +
                     (front.size() == 1 ? "this one" : "these " + std::to_string(front.size()));
  for (std::size_t n = 0; n < std::min(kShown, front.size()); ++n) {
    const SweepRow& row = table.rows[static_cast<std::size_t>(front[n])];
    line += (n ? "; " : ": ") + value_words(row.outputs[m], table.outputs[m].unit) + " at " +
            value_words(row.outputs[l], table.outputs[l].unit) + " (" +
            (means ? "" : "case " + std::to_string(row.number) + ", ") + case_words(table, row) + ")";
  }
  if (front.size() > kShown) line += "; and " + std::to_string(front.size() - kShown) + " with more of both";
  return line + ".";
}

Json number_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json effects_json(const OutputEffects& e) {
  Json json = {{"output", e.output},
               {"cases", e.cases},
               {"mean", number_or_null(e.mean)},
               {"sd", e.sd},
               {"least", number_or_null(e.least)},
               {"largest", number_or_null(e.largest)},
               {"balanced", e.balanced}};
  json["effects"] = Json::array();
  for (const MainEffect& effect : e.effects) {
    Json means = Json::array();
    for (std::size_t n = 0; n < effect.levels.size(); ++n)
      means.push_back({{"value", effect.levels[n]},
                       {"mean", number_or_null(effect.means[n])},
                       {"cases", effect.counts[n]}});
    json["effects"].push_back(
        {{"input", effect.input}, {"share_of_variance", effect.share}, {"means", means}});
  }
  json["interactions"] = Json::array();
  for (const Interaction& both : e.interactions)
    json["interactions"].push_back({{"a", both.a}, {"b", both.b}, {"share_of_variance", both.share}});
  json["sensitivities"] = Json::array();
  constexpr const char* kKinds[] = {"given data", "saltelli", "morris"};
  for (const Sensitivity& s : e.sensitivities)
    json["sensitivities"].push_back({{"input", s.input},
                                     {"method", kKinds[static_cast<int>(s.kind)]},
                                     {"first", number_or_null(s.first)},
                                     {"total", number_or_null(s.total)},
                                     {"mu_star", number_or_null(s.mu_star)},
                                     {"sigma", number_or_null(s.sigma)}});
  return json;
}

}  // namespace

std::string input_words(const SweepTable& table, const SweepRow& row, std::size_t input) {
  const std::string& text = row.inputs[input];
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  return table.inputs[input].number && !text.empty() && *end == '\0' ? number_text(number, kInputDigits)
                                                                     : text;
}

std::string case_words(const SweepTable& table, const SweepRow& row) {
  std::string words;
  for (std::size_t i = 0; i < table.inputs.size(); ++i)
    words += (i ? ", " : "") + table.inputs[i].name + " " + input_words(table, row, i);
  return words;
}

SweepAnswer answer_sweep(const SweepTable& table, const SweepQuestion& question) {
  SweepAnswer answer;
  answer.question = question;
  std::erase_if(answer.question.outputs, [&](const std::string& name) { return table.output(name) < 0; });
  answer.lines.push_back(count_line(table));
  answer.means = means_over_sample(table);
  answer.means_front = pareto_front(answer.means, question.more, question.less);
  if (!answer.means_front.empty())
    answer.lines.push_back(front_line(answer.means, question, answer.means_front, true));
  answer.front = pareto_front(table, question.more, question.less);
  if (!answer.front.empty()) answer.lines.push_back(front_line(table, question, answer.front, false));
  for (const std::string& output : answer.question.outputs) {
    answer.effects.push_back(effects_on(table, output, question.sample));
    answer.lines.push_back(effect_line(table, answer.effects.back()));
  }
  return answer;
}

std::string sweep_json(const std::string& name, const std::string& version, const SweepTable& table,
                       const SweepAnswer& answer) {
  Json json = {{"schema", 1},
               {"kind", "sweep"},
               {"name", name},
               {"version", version},
               {"cases", table.rows.size()},
               {"answer", answer.lines}};
  json["inputs"] = Json::array();
  for (const SweepInput& input : table.inputs) json["inputs"].push_back(input.name);
  json["outputs"] = Json::array();
  for (const OutputEffects& e : answer.effects) json["outputs"].push_back(effects_json(e));
  Json front = Json::array();
  for (const int row : answer.front) front.push_back(table.rows[static_cast<std::size_t>(row)].number);
  json["pareto"] = {{"more", answer.question.more}, {"less", answer.question.less}, {"cases", front}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace backroll
