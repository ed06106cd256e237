// backroll responses: the models of the tissue's response, each with its equation, sources and the published
// figures it meets or misses.
#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/commands.hpp"
#include "cli/range_text.hpp"
#include "recording/output_file.hpp"
#include "report/response_charts.hpp"
#include "response/evidence.hpp"
#include "response/relaxation.hpp"
#include "response/response_parameters.hpp"
#include "response/warm_up.hpp"

namespace backroll {

namespace {

constexpr const char* kPictures = "pictures/";  // as docs/response-models.md links them

struct Switch {
  std::string key;    // "[response] warm_up"; empty: none
  std::string state;  // "off by default"
};

// How the scenario switches a model on.
Switch switch_of(const std::string& id) {
  if (id == "pain") return {"", "always computed"};
  const Responses defaults;
  const std::array<std::pair<const char*, bool>, 6> switches = {
      {{"warm_up", defaults.warm_up},
       {"spot_softening", defaults.spot_softening},
       {"perfusion", defaults.perfusion},
       {"range_of_motion", defaults.range_of_motion},
       {"posture", defaults.posture},
       {"relaxation", defaults.relaxation}}};
  for (const auto& [name, on] : switches)
    if (id == name) return {"[response] " + id, on ? "on by default" : "off by default"};
  return {"[" + id + "]", "off by default"};
}

std::string quantity_of(const ResponseCheck& check) {
  return check.quantity + (check.unit.empty() ? "" : ", " + check.unit);
}

std::vector<const ResponseCheck*> checks_of(const std::string& model) {
  std::vector<const ResponseCheck*> found;
  for (const ResponseCheck& check : response_checks())
    if (check.model == model) found.push_back(&check);
  return found;
}

std::string summary_of_checks() {
  std::string text;
  for (const Evidence verdict :
       {Evidence::inside, Evidence::calibrated, Evidence::outside, Evidence::information}) {
    const auto count =
        std::count_if(response_checks().begin(), response_checks().end(),
                      [&](const ResponseCheck& check) { return verdict_of(check) == verdict; });
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + evidence_word(verdict);
  }
  return text;
}

void print_model(const ResponseModel& model) {
  const Switch at = switch_of(model.id);
  std::printf("%s\n  Switch: %s%s%s\n  %s\n  How sure: %s\n  Grade: %s\n", model.title.c_str(),
              at.key.c_str(), at.key.empty() ? "" : ", ", at.state.c_str(), model.does.c_str(),
              model.sure.c_str(), model.grade.c_str());
  for (const std::string& line : model.equation) std::printf("    %s\n", line.c_str());
  std::size_t width = 0;
  for (const ResponseCheck* check : checks_of(model.id)) width = std::max(width, quantity_of(*check).size());
  const int w = static_cast<int>(width);
  std::printf("  %-10s  %-*s  %9s  %-15s  %7s  %s\n", "verdict", w, "figure", "published", "accepted",
              "model", "study and condition");
  for (const ResponseCheck* check : checks_of(model.id)) {
    std::printf("  %-10s  %-*s  %9s  %-15s  %7s  %s: %s\n", evidence_word(verdict_of(*check)), w,
                quantity_of(*check).c_str(), fixed_text(check->published, check->decimals).c_str(),
                range_text(check->low, check->high, check->decimals).c_str(),
                fixed_text(check->ours, check->decimals).c_str(), check->study.c_str(),
                check->condition.c_str());
    if (!check->why.empty()) std::printf("  %10s  cause: %s\n", "", check->why.c_str());
  }
  for (const SourcedNumber& number : model.numbers)
    std::printf("  %s = %s: %s\n", number.key.c_str(), number.value.c_str(), number.source.c_str());
  for (const std::string& line : model.contradicts) std::printf("  Against it: %s\n", line.c_str());
  std::printf("  Not modelled: %s\n  Band to show: %s\n\n", model.not_modelled.c_str(), model.band.c_str());
}

void print_all() {
  for (const ResponseModel& model : response_parameters().models) print_model(model);
  std::printf("%s\n", summary_of_checks().c_str());
}

void print_markdown_model(const ResponseModel& model) {
  const Switch at = switch_of(model.id);
  std::printf("\n## %s\n\n%s\n\n%s%s%s%s. Grade: %s.\n\n", model.title.c_str(), model.does.c_str(),
              at.key.empty() ? "Switch: " : "Switch: `", at.key.c_str(), at.key.empty() ? "" : "`, ",
              at.state.c_str(), model.grade.c_str());
  for (const std::string& line : model.equation) std::printf("    %s\n", line.c_str());
  for (const ResponsePlot& plot : response_plots())
    if (plot.model == model.id)
      std::printf("\n![%s](%s%s)\n", plot.title.c_str(), kPictures, plot.file.c_str());
  std::printf(
      "\n| Study | Condition | Figure | Published | Accepted | Model | |\n|---|---|---|---|---|---|---|\n");
  for (const ResponseCheck* check : checks_of(model.id)) {
    const bool miss = verdict_of(*check) == Evidence::outside;
    std::printf("| %s | %s | %s | %s | %s | %s | %s%s%s%s |\n", check->study.c_str(),
                check->condition.c_str(), quantity_of(*check).c_str(),
                fixed_text(check->published, check->decimals).c_str(),
                range_text(check->low, check->high, check->decimals).c_str(),
                fixed_text(check->ours, check->decimals).c_str(), miss ? "**" : "",
                evidence_word(verdict_of(*check)), miss ? "**: " : "", check->why.c_str());
  }
  std::printf("\nAgainst it:\n\n");
  for (const std::string& line : model.contradicts) std::printf("- %s\n", line.c_str());
  std::printf("\nNot modelled: %s Band to show: %s.\n", model.not_modelled.c_str(), model.band.c_str());
  if (model.numbers.empty()) return;
  std::printf("\n| Number | Value | Source |\n|---|---|---|\n");
  for (const SourcedNumber& number : model.numbers)
    std::printf("| %s | %s | %s |\n", number.key.c_str(), number.value.c_str(), number.source.c_str());
}

// [%] by which muscle softens with every switch on, after long, painless rolling.
double softening_of_all() {
  const ResponseParameters& p = response_parameters();
  return 100 * (1 - warm_factor(p.warm_up, p.warm_up.rise) *
                        calm_tone(p.relaxation, p.guarding.stiffness_per_activation, 1));
}

void print_markdown_page() {
  std::printf(
      "# How the tissue responds\n\n"
      "What a session on the roller may change in the body, as small rules that are switched on one by one. "
      "Every number has a source; every rule stands beside the trials it meets and those it misses.\n\n"
      "Read first:\n\n"
      "- **None of this was measured under a roller on the back.** It is carried over from legs, arms, "
      "necks, "
      "from bending and from pressing by hand.\n"
      "- Rolling gives range of motion because stretch is better borne, not because muscle gets softer: the "
      "two are separate here.\n"
      "- Six trials with elastography after rolling or massage give -1.4 %% of the muscle's modulus in the "
      "mean "
      "(rough: 0 where a trial only says \"not significant\"). All switches together soften muscle by %.1f "
      "%% "
      "at most.\n"
      "- With all switches off the mechanics is the bare one, to the bit. Off is the default.\n"
      "- No result says what a roller does to health, pain or mobility.\n\n"
      "| Switch | What it does | How sure |\n|---|---|---|\n",
      softening_of_all());
  for (const ResponseModel& model : response_parameters().models) {
    const Switch at = switch_of(model.id);
    std::printf("| **%s**%s | %s | %s |\n", model.title.c_str(),
                at.key.empty() ? "" : (" `" + at.key + "`").c_str(), model.does.c_str(), model.sure.c_str());
  }
  std::printf(
      "\nWarming, tone, guarding, breathing and a spot's softening reach the mechanics as factors on shear "
      "moduli (breathing also as load and ribs); the rest is shown beside it.\n\n"
      "This page and its pictures are written by\n\n"
      "    backroll responses --markdown -o docs/pictures > docs/response-models.md\n\n"
      "from [assets/responses.toml](../assets/responses.toml), [assets/pain.toml](../assets/pain.toml) and "
      "src/response/evidence.cpp. Almost every study was read as its abstract.\n\n"
      "- **inside**: within what is accepted: the published spread where there is one, else the tolerance in "
      "brackets\n"
      "- **calibrated**: inside, but a number of the model comes from this very figure, so it proves little\n"
      "- **outside**: a miss, with its cause as far as it is known\n"
      "- **prediction**: nobody measured it\n\n"
      "Grades: A measured on people, with numbers; B few people or an assumption; C direction only, carried "
      "over "
      "or recalled.\n\nResult: %s.\n",
      summary_of_checks().c_str());
  for (const ResponseModel& model : response_parameters().models) print_markdown_model(model);
}

}  // namespace

int responses_command(const ResponsesArguments& given) {
  if (!given.output.empty()) {
    make_folder(given.output);
    for (const Chart& chart : response_charts()) write_text_file(given.output / chart.file, chart.svg);
  }
  if (given.markdown)
    print_markdown_page();
  else
    print_all();
  return kExitOk;
}

}  // namespace backroll
