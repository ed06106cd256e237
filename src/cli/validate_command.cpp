// backroll validate: published experiments beside what the program gives.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/range_text.hpp"
#include "cli/usage.hpp"
#include "cli/validation_runs.hpp"
#include "scenario/input_error.hpp"

namespace backroll {

namespace {

struct Measured {
  const ValidationCase* experiment = nullptr;
  std::vector<ValidationRow> rows;
};

std::vector<const ValidationCase*> chosen_cases(const std::vector<std::string>& words) {
  std::vector<std::string> ids;
  for (const ValidationCase& each : validation_cases()) ids.push_back(each.id);
  for (const std::string& word : words)
    if (std::find(ids.begin(), ids.end(), word) == ids.end())
      throw InputError(unknown_word("case", word, ids));
  std::vector<const ValidationCase*> chosen;
  for (const ValidationCase& each : validation_cases())
    if (words.empty() || std::find(words.begin(), words.end(), each.id) != words.end())
      chosen.push_back(&each);
  return chosen;
}

std::string quantity_text(const ValidationRow& row) {
  return row.quantity + (row.unit.empty() ? "" : ", " + row.unit);
}

std::array<int, 4> count_verdicts(const std::vector<Measured>& all) {
  std::array<int, 4> count{};
  for (const Measured& each : all)
    for (const ValidationRow& row : each.rows) ++count[static_cast<int>(verdict_of(row))];
  return count;
}

int not_modelled(const std::vector<Measured>& all) {
  return static_cast<int>(
      std::count_if(all.begin(), all.end(), [](const Measured& m) { return !m.experiment->measure; }));
}

std::string summary(const std::vector<Measured>& all) {
  const std::array<int, 4> count = count_verdicts(all);
  std::string text;
  for (int v = 0; v < 4; ++v)
    text += std::to_string(count[v]) + " " + row_verdict_name(static_cast<RowVerdict>(v)) + ", ";
  const int missing = not_modelled(all);
  return text + std::to_string(missing) + (missing == 1 ? " case" : " cases") + " not modelled";
}

void list_cases() {
  for (const ValidationCase& each : validation_cases())
    std::printf("%-5s %-3s %-48s %s\n", each.id.c_str(), each.grade.c_str(), each.title.c_str(),
                each.measure ? each.source.c_str() : ("not modelled: " + each.not_modelled).c_str());
}

void print_text(const std::vector<Measured>& all) {
  std::size_t width = 0;
  for (const Measured& each : all)
    for (const ValidationRow& row : each.rows) width = std::max(width, quantity_text(row).size());
  const int w = static_cast<int>(width);
  for (const Measured& each : all) {
    const ValidationCase& c = *each.experiment;
    std::printf("%s  %s (grade %s)\n  %s\n", c.id.c_str(), c.title.c_str(), c.grade.c_str(),
                c.source.c_str());
    if (!c.measure) {
      std::printf("  not modelled: %s\n\n", c.not_modelled.c_str());
      continue;
    }
    std::printf("  %-*s  %9s  %-15s %9s  %s\n", w, "", "published", "accepted", "ours", "verdict");
    for (const ValidationRow& row : each.rows) {
      std::printf("  %-*s  %9s  %-15s %9s  %s\n", w, quantity_text(row).c_str(),
                  fixed_text(row.published, row.decimals).c_str(),
                  range_text(row.low, row.high, row.decimals).c_str(),
                  fixed_text(row.ours, row.decimals).c_str(), row_verdict_name(verdict_of(row)));
      if (verdict_of(row) == RowVerdict::outside && !row.why.empty())
        std::printf("  %*s  cause: %s\n", w, "", row.why.c_str());
    }
    std::printf("  %s\n\n", c.note.c_str());
  }
  std::printf("%s\n", summary(all).c_str());
}

void print_markdown(const std::vector<Measured>& all) {
  std::printf(
      "# Validation\n\nPublished experiments run by the program, and what comes out. This page is written "
      "by\n\n"
      "    backroll validate --markdown > docs/validation.md\n\n"
      "**inside**: within what is accepted, the published spread where there is one. **calibrated**: inside, "
      "but a "
      "figure of the model was set by or taken from this very measurement, so it proves little. **outside**: "
      "a miss, "
      "with its cause as far as it is known. Nothing else was tuned to these cases. Grades: A measured on "
      "people or "
      "tissue; A- the same with few or unlike ones; B setup incomplete; C theory or direction only. Nobody "
      "has "
      "measured force or pressure under a roller on the back: for that the program predicts, and no case "
      "here "
      "checks it.\n\nResult: %s.\n",
      summary(all).c_str());
  for (const Measured& each : all) {
    const ValidationCase& c = *each.experiment;
    if (!c.measure) continue;
    std::printf("\n## %s: %s\n\nGrade %s. Source: %s.", c.id.c_str(), c.title.c_str(), c.grade.c_str(),
                c.source.c_str());
    for (std::size_t n = 0; n < c.scenarios.size(); ++n)
      std::printf("%s [%s](../scenarios/validation/%s)", n == 0 ? " Scenarios:" : ",", c.scenarios[n].c_str(),
                  c.scenarios[n].c_str());
    std::printf("%s\n\n%s\n\n| | Published | Accepted | Ours | Verdict |\n|---|---|---|---|---|\n",
                c.scenarios.empty() ? "" : ".", c.note.c_str());
    for (const ValidationRow& row : each.rows) {
      const bool miss = verdict_of(row) == RowVerdict::outside;
      std::printf("| %s | %s | %s | %s | %s%s%s%s |\n", quantity_text(row).c_str(),
                  fixed_text(row.published, row.decimals).c_str(),
                  range_text(row.low, row.high, row.decimals).c_str(),
                  fixed_text(row.ours, row.decimals).c_str(), miss ? "**" : "",
                  row_verdict_name(verdict_of(row)), miss ? "**" : "",
                  miss && !row.why.empty() ? (": " + row.why).c_str() : "");
    }
  }
  if (not_modelled(all) == 0) return;
  std::printf("\n## Not modelled\n\n| Case | Source | Why not |\n|---|---|---|\n");
  for (const Measured& each : all)
    if (const ValidationCase& c = *each.experiment; !c.measure)
      std::printf("| %s: %s | %s | %s |\n", c.id.c_str(), c.title.c_str(), c.source.c_str(),
                  c.not_modelled.c_str());
}

void print_json(const std::vector<Measured>& all) {
  using Json = nlohmann::ordered_json;
  const auto value = [](const std::optional<double>& v) {
    return v && std::isfinite(*v) ? Json(*v) : Json(nullptr);
  };
  Json out = {{"schema", 1}, {"version", version_text()}, {"cases", Json::array()}};
  for (const Measured& each : all) {
    const ValidationCase& c = *each.experiment;
    Json one = {{"id", c.id},     {"title", c.title},         {"grade", c.grade},       {"source", c.source},
                {"note", c.note}, {"scenarios", c.scenarios}, {"modelled", !!c.measure}};
    if (!c.measure) one["not_modelled"] = c.not_modelled;
    one["rows"] = Json::array();
    for (const ValidationRow& row : each.rows)
      one["rows"].push_back({{"quantity", row.quantity},
                             {"unit", row.unit},
                             {"published", value(row.published)},
                             {"low", value(row.low)},
                             {"high", value(row.high)},
                             {"ours", value(row.ours)},
                             {"verdict", row_verdict_name(verdict_of(row))},
                             {"cause", verdict_of(row) == RowVerdict::outside ? row.why : ""}});
    out["cases"].push_back(std::move(one));
  }
  const std::array<int, 4> count = count_verdicts(all);
  out["outside"] = count[static_cast<int>(RowVerdict::outside)];
  std::printf("%s\n", out.dump(2).c_str());
}

}  // namespace

int validate_command(const ValidateArguments& given) {
  const std::vector<const ValidationCase*> chosen = chosen_cases(given.cases);
  if (given.list) {
    list_cases();
    return kExitOk;
  }
  std::vector<Measured> all;
  try {
    for (const ValidationCase* each : chosen) {
      if (each->measure) std::fprintf(stderr, "%s: %s\n", each->id.c_str(), each->title.c_str());
      all.push_back({each, each->measure ? each->measure() : std::vector<ValidationRow>{}});
    }
  } catch (const Interruption&) {
    std::fprintf(stderr, "backroll: interrupted\n");
    return kExitInterrupted;
  }
  if (given.json)
    print_json(all);
  else if (given.markdown)
    print_markdown(all);
  else
    print_text(all);
  return count_verdicts(all)[static_cast<int>(RowVerdict::outside)] > 0 ? kExitCheck : kExitOk;
}

}  // namespace backroll
