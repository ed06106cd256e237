// A plan of some weeks: which roller, how often, how long and how hard, growing within the limits, each
// choice with its reason. Pure layout; rules and numbers: assets/plan.toml, assets/limits.toml.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "analysis/limits.hpp"
#include "scenario/scenario.hpp"

namespace backroll {

enum class Goal { mobility, tension, recovery, posture };
const std::vector<std::string>& goal_words();  // in the enum's order

struct PlanRequest {
  Goal goal = Goal::mobility;
  Experience experience = Experience::beginner;
  int weeks = 4;
  std::chrono::sys_days start{};
};

// What a short simulated run of a posture found, on the roller of the first weeks.
struct PlanTrial {
  std::string position;           // "hips down"
  double load_share = 0;          // of body weight, mean contact force while loaded
  double mean_pressure = 0;       // [Pa] time mean
  double pain_ratio = 0;          // pressure over threshold, largest; 0: not known
  std::vector<BandFinding> over;  // limits but the dose's that are amber or red
};
double trial_load_percent(const std::string& posture);  // of body weight; "hips_down", "hips_up"
PlanTrial plan_trial(const std::string& position, const Findings& findings, Experience experience);
struct PlanTrials {
  PlanTrial hips_down, hips_up;
};

struct PlanReason {
  std::string what;    // "sessions a week"
  std::string choice;  // "3"
  std::string why;     // one sentence
  std::string source;  // with tag and grade
};

struct PlanWeek {
  int number = 0;  // from 1
  int sessions = 0;
  double minutes = 0;  // of a session
  std::string roller, protocol;
  std::string position;   // "hips down"
  double load_share = 0;  // of body weight
  double dose = 0;        // [Pa s] a session: mean pressure at that load over all its minutes
  double pain_score = 0;  // of 10, expected; not a number where unknown
  int sets = 0;           // an area
  double set_s = 0, hold_s = 0, speed_mm_s = 0;
  std::string changed;  // against the week before: "time", "load" ...; "" for nothing
};

struct PlanSession {
  int week = 0;
  std::chrono::sys_days day{};
};

struct Plan {
  PlanRequest request;
  Subject subject;
  PlanTrials trials;
  std::vector<PlanWeek> weeks;
  std::vector<PlanSession> sessions;
  std::vector<PlanReason> reasons;
  std::vector<PlanReason> precautions;  // `choice` is what to do
  std::vector<std::string> warnings;    // the subject's conditions
};

// The rollers of the first weeks and of the protocols they serve.
std::string first_roller(const PlanRequest& request);

Plan lay_out_plan(const PlanRequest& request, const Subject& subject, const PlanTrials& trials);

// Day offsets of `sessions` a week, spread so that the gaps are as even as may be.
std::vector<int> session_days(int sessions);
// What the plan's weeks do, for week_limit_findings(): gaps across the weeks too.
WeekDose week_dose(const Plan& plan, int week);

// "2026-11-30"; InputError for anything else.
std::chrono::sys_days parse_day(const std::string& text);
std::string day_text(std::chrono::sys_days day);
const char* weekday_name(std::chrono::sys_days day);  // "Mon"

// Lines for the terminal.
std::string plan_table(const Plan& plan);

}  // namespace backroll
