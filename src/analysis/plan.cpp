#include "analysis/plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "analysis/session_findings.hpp"
#include "analysis/text.hpp"
#include "response/pain.hpp"
#include "scenario/conditions.hpp"
#include "scenario/input_error.hpp"
#include "units.hpp"

namespace backroll {
namespace {

namespace chr = std::chrono;

const SourcedValues& rules() {
  static const SourcedValues values("plan.toml");
  return values;
}

std::string word_of(Goal goal) {
  return goal_words()[static_cast<std::size_t>(goal)];
}
std::string word_of(Experience experience) {
  return experience_words()[static_cast<std::size_t>(experience)];
}

// nullptr where there is none.
const SourcedValue* rule_if_any(const std::string& key) {
  const auto found = rules().all().find(key);
  return found == rules().all().end() ? nullptr : &found->second;
}

bool hips_stay_down(const std::string& protocol) {
  return rule_if_any(protocol + ".hips_down") != nullptr;
}

// A quantity of the trials at another load: through 0 below the hips-down load, linear up to hips up.
double at_share(const PlanTrials& trials, double PlanTrial::*quantity, double share) {
  const PlanTrial &down = trials.hips_down, &up = trials.hips_up;
  if (share <= down.load_share || up.load_share <= down.load_share)
    return down.*quantity * share / down.load_share;
  return down.*quantity +
         (up.*quantity - down.*quantity) * (share - down.load_share) / (up.load_share - down.load_share);
}

double score_at(const PlanTrials& trials, double share) {
  if (trials.hips_down.pain_ratio <= 0) return std::numeric_limits<double>::quiet_NaN();
  return pain_score(at_share(trials, &PlanTrial::pain_ratio, share));
}

bool has_red(const PlanTrial& trial) {
  return std::any_of(trial.over.begin(), trial.over.end(),
                     [](const BandFinding& limit) { return limit.band == Band::red; });
}

bool halves_load(const Subject& subject) {
  const std::string words = " " + rules().at("progress.half_load_conditions").text + " ";
  return std::any_of(subject.conditions.begin(), subject.conditions.end(),
                     [&](const std::string& id) { return words.find(" " + id + " ") != std::string::npos; });
}

double growth(const char* key) {
  return rules().number(std::string("progress.") + key) / 100;
}

// The most of body weight that the roller may bear in a week.
double most_share(const Plan& plan, int week, const std::string& protocol) {
  const PlanTrials& t = plan.trials;
  const bool may_lift =
      plan.request.experience != Experience::beginner || week >= rules().number("progress.hips_up_from_week");
  double share = t.hips_down.load_share;
  if (has_red(t.hips_down))
    share *= growth("first_share_percent");
  else if (may_lift && !hips_stay_down(protocol) && !has_red(t.hips_up))
    share = std::max(share, t.hips_up.load_share);
  const double target = dose_limit(plan.request.experience, "pain_target").number;
  const double least = 0.25 * t.hips_down.load_share;
  while (share > least && score_at(t, share) > target) share -= 0.0025;
  return halves_load(plan.subject) ? share / 2 : share;
}

std::string position_of(const PlanTrials& trials, double share) {
  constexpr double kSame = 0.01;
  if (share < trials.hips_down.load_share - kSame) return "hips down, partly supported";
  if (share <= trials.hips_down.load_share + kSame) return "hips down";
  return share < trials.hips_up.load_share - kSame ? "hips just off the floor" : "hips up";
}

double to_five(double value) {
  return 5 * std::round(value / 5);
}

// What follows from minutes, load and protocol.
void finish_week(const Plan& plan, PlanWeek& week) {
  const auto limit = [&](const char* key) { return dose_limit(plan.request.experience, key).number; };
  const double part = week.minutes / limit("session_min");
  week.position = position_of(plan.trials, week.load_share);
  week.dose = 60 * week.minutes * at_share(plan.trials, &PlanTrial::mean_pressure, week.load_share);
  week.pain_score = score_at(plan.trials, week.load_share);
  week.sets = static_cast<int>(limit("sets"));
  week.set_s = std::clamp(to_five(limit("set_s") * part), 30.0, limit("set_s"));
  week.hold_s = std::clamp(to_five(limit("hold_advised_s") * part), 10.0, limit("hold_advised_s"));
  week.speed_mm_s = to_five((limit("speed_least_mm_s") + limit("speed_most_mm_s")) / 2);
}

int most_sessions(const PlanRequest& request) {
  const double goal = rules().number(word_of(request.goal) + ".sessions_" + word_of(request.experience));
  return static_cast<int>(std::min({goal, dose_limit(request.experience, "sessions_a_week").number,
                                    7 - dose_limit(request.experience, "rest_days_a_week").number}));
}

std::string first_protocol(const PlanRequest& request) {
  return rules().at(word_of(request.goal) + "." + word_of(request.experience)).text;
}

PlanWeek first_week(const Plan& plan) {
  const PlanRequest& request = plan.request;
  const bool beginner = request.experience == Experience::beginner;
  PlanWeek week;
  week.number = 1;
  week.sessions = most_sessions(request);
  if (beginner)
    week.sessions =
        std::min(week.sessions, static_cast<int>(rules().number("progress.first_weeks_sessions")));
  week.minutes = std::min(rules().number("progress.first_session_" + word_of(request.experience) + "_min"),
                          dose_limit(request.experience, "session_min").number);
  week.protocol = first_protocol(request);
  week.roller = first_roller(request);
  week.load_share =
      std::min(most_share(plan, 1, week.protocol),
               plan.trials.hips_down.load_share * (beginner ? growth("first_share_percent") : 1));
  finish_week(plan, week);
  return week;
}

// Longer by at most the growth a week, in half minutes.
double longer(const PlanRequest& request, double minutes) {
  const double next = std::floor(2 * minutes * (1 + growth("time_growth_percent"))) / 2;
  return std::min(next, dose_limit(request.experience, "session_min").number);
}

// One change against the week before: more sessions, then another protocol, then a harder roller, as they
// fall due; else time and load in turn.
PlanWeek next_week(const Plan& plan, const PlanWeek& before) {
  const PlanRequest& request = plan.request;
  const std::string who = word_of(request.experience);
  PlanWeek week = before;
  week.number = before.number + 1;
  week.changed.clear();
  const bool beginner = request.experience == Experience::beginner;
  const double harder_from = rules().number("progress.harder_from_week");
  const double later_from = beginner ? rules().number("progress.later_from_week") : harder_from;
  const SourcedValue* later = rule_if_any(word_of(request.goal) + "." + who + "_later");
  const SourcedValue* harder = rule_if_any("roller." + who + "_later");
  const bool bearable = !(score_at(plan.trials, before.load_share) > rules().number("progress.harder_score"));
  if (week.number >= rules().number("progress.later_from_week") && week.sessions < most_sessions(request)) {
    week.sessions = most_sessions(request);
    week.changed = "sessions";
  } else if (later && week.number >= later_from && week.protocol != later->text) {
    week.protocol = later->text;
    week.changed = "protocol";
    if (const SourcedValue* roller = rule_if_any(later->text + ".roller")) {
      week.roller = roller->text;
      week.changed = "protocol and its roller";
      week.load_share =
          std::min(week.load_share, plan.trials.hips_down.load_share * growth("first_share_percent"));
    }
  } else if (harder && week.number >= harder_from && bearable && week.roller != harder->text &&
             !rule_if_any(week.protocol + ".roller")) {
    week.roller = harder->text;
    week.load_share *= 1 - growth("load_growth_percent");
    week.changed = "roller";
  } else {
    const double share = std::min(before.load_share * (1 + growth("load_growth_percent")),
                                  most_share(plan, week.number, week.protocol));
    const double minutes = longer(request, before.minutes);
    const bool load_grows = share > before.load_share * 1.01, time_grows = minutes > before.minutes;
    if (time_grows && (week.number % 2 == 0 || !load_grows)) {
      week.minutes = minutes;
      week.changed = "time";
    } else if (load_grows) {
      week.load_share = share;
      week.changed = "load";
    }
  }
  week.load_share = std::min(week.load_share, most_share(plan, week.number, week.protocol));
  finish_week(plan, week);
  return week;
}

std::string from_to(const std::string& from, const std::string& to) {
  return from == to ? from : from + ", then " + to;
}

// The words of a week in the order in which they first come.
std::string each_once(const Plan& plan, std::string PlanWeek::*word) {
  std::string text;
  std::vector<std::string> seen;
  for (const PlanWeek& week : plan.weeks) {
    if (std::find(seen.begin(), seen.end(), week.*word) != seen.end()) continue;
    seen.push_back(week.*word);
    text += (text.empty() ? "" : ", ") + week.*word +
            (week.number > 1 ? " from week " + std::to_string(week.number) : "");
  }
  return text;
}

void add_load_reasons(Plan& plan) {
  const PlanTrials& t = plan.trials;
  const std::string runs = "derived: simulated runs of this person on " + first_roller(plan.request);
  plan.reasons.push_back(
      {"load",
       from_to(percent_text(plan.weeks.front().load_share), percent_text(plan.weeks.back().load_share)) +
           " of body weight",
       "It grows by at most a tenth a week, from hips down (" + percent_text(t.hips_down.load_share) +
           ") towards hips up (" + percent_text(t.hips_up.load_share) +
           ") as far as pain and the protocol let it.",
       runs + "; " + rules().at("progress.load_growth_percent").source});
  if (t.hips_down.pain_ratio > 0)
    plan.reasons.push_back({"pain",
                            number_text(score_at(t, t.hips_down.load_share), 2) + " of 10 hips down, " +
                                number_text(score_at(t, t.hips_up.load_share), 2) + " hips up",
                            "The load stays where the model's score is at most " +
                                number_text(dose_limit(plan.request.experience, "pain_target").number) +
                                "; your own feeling comes first.",
                            runs + "; target " + dose_limit(plan.request.experience, "pain_target").source});
  if (plan.weeks.front().load_share < 0.99 * t.hips_down.load_share)
    plan.reasons.push_back({"support", plan.weeks.front().position,
                            "Elbows or feet take what is above the load of the week.",
                            rules().at("progress.first_share_percent").source});
  if (halves_load(plan.subject))
    plan.reasons.push_back({"half the load", "yes", "A condition of this person asks for it.",
                            rules().at("progress.half_load_conditions").source});
  for (const PlanTrial* trial : {&t.hips_down, &t.hips_up})
    for (const BandFinding& limit : trial->over)
      plan.reasons.push_back({trial->position + ": " + limit.quantity,
                              number_text(limit.value) + " " + limit.unit + ", " + band_name(limit.band),
                              limit.band == Band::red
                                  ? "Beyond its comparison band: the plan stays below this load."
                                  : "Within reach of its comparison band: watch it.",
                              limit.evidence});
}

void add_reasons(Plan& plan) {
  const PlanRequest& request = plan.request;
  const std::string who = word_of(request.experience), goal = word_of(request.goal);
  const PlanWeek &first = plan.weeks.front(), &last = plan.weeks.back();
  const auto limit = [&](const char* key) { return dose_limit(request.experience, key).source; };
  const auto sources = [&](const std::string& table) {
    std::string text = rules().at(table + "." + who).source;
    if (const SourcedValue* later = rule_if_any(table + "." + who + "_later"))
      text += "; later: " + later->source;
    return text;
  };
  plan.reasons = {
      {"sessions a week", from_to(std::to_string(first.sessions), std::to_string(last.sessions)),
       "What has been tried, and no more than the gaps between sessions allow.",
       rules().at(goal + ".sessions_" + who).source},
      {"days of rest", number_text(dose_limit(request.experience, "rest_days_a_week").number) + " at least",
       "The same place gets " + number_text(dose_limit(request.experience, "gap_h").number) +
           " h until it is rolled again.",
       limit("gap_h")},
      {"minutes", from_to(number_text(first.minutes), number_text(last.minutes)),
       "Short at first, then longer by at most a fifth at a time, up to " +
           number_text(dose_limit(request.experience, "session_min").number) + ".",
       rules().at("progress.first_session_" + who + "_min").source + "; most: " + limit("session_min")},
      {"protocol", each_once(plan, &PlanWeek::protocol), "It serves the goal: " + goal + ".", sources(goal)},
      {"roller", each_once(plan, &PlanWeek::roller),
       "A harder roller is not shown to work better; the softest that is felt is chosen.", sources("roller")},
      {"sets and holds",
       std::to_string(last.sets) + " x " + number_text(last.set_s) + " s, holds " + number_text(last.hold_s) +
           " s",
       "Within the sets that were studied; holds below the time that is marked amber.",
       limit("set_s") + "; holds: " + limit("hold_advised_s")},
      {"one change a week", "time, load, sessions, protocol or roller",
       "So that it is clear what was too much.", "proposed: change one thing a week; grade C"}};
  add_load_reasons(plan);
}

void add_precautions(Plan& plan) {
  for (const auto& [key, value] : rules().all())
    if (key.starts_with("precautions."))
      plan.precautions.push_back({key.substr(14), value.text, "", value.source});
}

void add_sessions(Plan& plan) {
  for (const PlanWeek& week : plan.weeks)
    for (const int day : session_days(week.sessions))
      plan.sessions.push_back({week.number, plan.request.start + chr::days(7 * (week.number - 1) + day)});
}

}  // namespace

const std::vector<std::string>& goal_words() {
  static const std::vector<std::string> words = {"mobility", "tension", "recovery", "posture"};
  return words;
}

double trial_load_percent(const std::string& posture) {
  return rules().number("trial." + posture + "_percent");
}

PlanTrial plan_trial(const std::string& position, const Findings& f, Experience experience) {
  PlanTrial trial;
  trial.position = position;
  trial.load_share = f.force.contact.mean / f.info.body_weight_n;
  trial.mean_pressure = f.force.mean_pressure.mean;
  trial.pain_ratio = f.session.pain.ratio;
  for (const BandFinding& limit : limit_findings(f, experience)) {
    const bool dose =
        limit.key == "longest_hold_s" || limit.key == "hold_total_s" || limit.key == "session_min";
    if (!dose && limit.key != "pain_score" && limit.band != Band::green) trial.over.push_back(limit);
  }
  return trial;
}

std::string first_roller(const PlanRequest& request) {
  if (const SourcedValue* own = rule_if_any(first_protocol(request) + ".roller")) return own->text;
  return rules().at("roller." + word_of(request.experience)).text;
}

Plan lay_out_plan(const PlanRequest& request, const Subject& subject, const PlanTrials& trials) {
  Plan plan;
  plan.request = request;
  plan.subject = subject;
  plan.trials = trials;
  plan.warnings = warnings(subject.conditions);
  plan.weeks.push_back(first_week(plan));
  while (static_cast<int>(plan.weeks.size()) < request.weeks)
    plan.weeks.push_back(next_week(plan, plan.weeks.back()));
  add_sessions(plan);
  add_reasons(plan);
  add_precautions(plan);
  return plan;
}

std::vector<int> session_days(int sessions) {
  std::vector<int> days;
  for (int n = 0; n < sessions; ++n) days.push_back(7 * n / sessions);
  return days;
}

WeekDose week_dose(const Plan& plan, int number) {
  const PlanWeek& week = plan.weeks.at(static_cast<std::size_t>(number - 1));
  WeekDose dose{week.sessions, week.minutes, 7 * 24.0, 7 - week.sessions};
  for (std::size_t n = 1; n < plan.sessions.size(); ++n)
    if (plan.sessions[n].week == number || plan.sessions[n - 1].week == number)
      dose.gap_h = std::min(dose.gap_h, 24.0 * (plan.sessions[n].day - plan.sessions[n - 1].day).count());
  return dose;
}

chr::sys_days parse_day(const std::string& text) {
  int year = 0, end = 0;
  unsigned month = 0, day = 0;
  const bool read =
      text.size() == 10 && std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &end) == 3;
  const chr::year_month_day date{chr::year(year), chr::month(month), chr::day(day)};
  if (!read || end != 10 || !date.ok())
    throw InputError("--start " + text + ": a day as 2026-11-30 is expected");
  return date;
}

std::string day_text(chr::sys_days day) {
  const chr::year_month_day date{day};
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

const char* weekday_name(chr::sys_days day) {
  constexpr const char* kNames[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return kNames[chr::weekday(day).c_encoding()];
}

std::string plan_table(const Plan& plan) {
  std::string text = "Plan for " + (plan.subject.name.empty() ? plan.subject.id : plan.subject.name) + ": " +
                     word_of(plan.request.goal) + ", " + word_of(plan.request.experience) + ", " +
                     std::to_string(plan.request.weeks) + (plan.request.weeks == 1 ? " week" : " weeks") +
                     " from " + day_text(plan.request.start) + ".\n";
  char line[240];
  std::snprintf(line, sizeof line, "%4s %-27s %4s  %-18s %-11s %5s  %-27s %5s %5s  %s\n", "week", "days",
                "min", "protocol", "roller", "load", "position", "hold", "pain", "changed");
  text += line;
  for (const PlanWeek& week : plan.weeks) {
    std::string days;
    for (const PlanSession& session : plan.sessions)
      if (session.week == week.number)
        days += (days.empty() ? "" : " ") + std::string(weekday_name(session.day));
    std::snprintf(line, sizeof line, "%4d %-27s %4s  %-18s %-11s %5s  %-27s %3.0f s %5s  %s\n", week.number,
                  days.c_str(), number_text(week.minutes).c_str(), week.protocol.c_str(), week.roller.c_str(),
                  percent_text(week.load_share).c_str(), week.position.c_str(), week.hold_s,
                  number_text(week.pain_score, 2).c_str(), week.changed.c_str());
    text += line;
  }
  return text;
}

}  // namespace backroll
