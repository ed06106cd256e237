#include "report/plan_page.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "analysis/text.hpp"
#include "recording/csv.hpp"
#include "report/page.hpp"
#include "report/svg.hpp"
#include "scenario/protocols.hpp"
#include "units.hpp"

namespace backroll {
namespace {

// From the catalogue; the id where it is not there.
std::string protocol_name(const std::string& id) {
  for (const ProtocolRow& row : protocol_catalogue())
    if (row.id == id) return row.name;
  return id;
}

const PlanWeek& week_of(const Plan& plan, const PlanSession& session) {
  return plan.weeks[static_cast<std::size_t>(session.week - 1)];
}

std::string days_of(const Plan& plan, int week) {
  std::string days;
  for (const PlanSession& session : plan.sessions)
    if (session.week == week) days += (days.empty() ? "" : " ") + std::string(weekday_name(session.day));
  return days;
}

HtmlTable week_table(const Plan& plan) {
  HtmlTable table{
      "Week by week. Load: share of body weight on the roller. Pain: what the model expects at that load, of "
      "10. Dose: mean pressure times time, of one session.",
      {"week", "days", "min", "protocol", "roller", "load", "position", "sets", "hold s", "mm/s", "pain",
       "dose kPa s", "changed"},
      {},
      true};
  for (const PlanWeek& w : plan.weeks)
    table.rows.push_back({std::to_string(w.number), days_of(plan, w.number), number_text(w.minutes),
                          w.protocol, w.roller, percent_text(w.load_share), w.position,
                          std::to_string(w.sets) + " x " + number_text(w.set_s) + " s", number_text(w.hold_s),
                          number_text(w.speed_mm_s), number_text(w.pain_score, 2), number_text(w.dose * kKpa),
                          w.changed});
  return table;
}

HtmlTable reason_table(const Plan& plan) {
  HtmlTable table{"", {"what", "chosen", "why", "source"}, {}, true};
  for (const PlanReason& r : plan.reasons) table.rows.push_back({r.what, r.choice, r.why, r.source});
  return table;
}

HtmlTable precaution_table(const Plan& plan) {
  HtmlTable table{"", {"what to mind", "source"}, {}, true};
  for (const PlanReason& p : plan.precautions) table.rows.push_back({p.choice, p.source});
  return table;
}

std::vector<BandFinding> heaviest_week(const Plan& plan) {
  if (plan.weeks.empty()) return {};
  return week_limit_findings(week_dose(plan, plan.weeks.back().number), plan.request.experience);
}

std::string session_words(const PlanWeek& w) {
  return number_text(w.minutes) + " min of \"" + protocol_name(w.protocol) + "\" on " + w.roller + ", " +
         w.position + " (" + percent_text(w.load_share) + " of body weight), " + std::to_string(w.sets) +
         " x " + number_text(w.set_s) + " s an area, holds " + number_text(w.hold_s) + " s, " +
         number_text(w.speed_mm_s) + " mm/s.";
}

std::string compact_day(std::chrono::sys_days day) {
  std::string text = day_text(day);
  std::erase(text, '-');
  return text;
}

}  // namespace

std::string plan_html(const Plan& plan, const std::string& command, const std::string& version) {
  const std::string name = plan.subject.name.empty() ? plan.subject.id : plan.subject.name;
  const std::string goal = goal_words()[static_cast<std::size_t>(plan.request.goal)];
  std::string body = header_html(
      "Plan",
      goal + ", " + std::to_string(plan.request.weeks) + (plan.request.weeks == 1 ? " week" : " weeks"),
      name + ", " + experience_words()[static_cast<std::size_t>(plan.request.experience)] + ", from " +
          day_text(plan.request.start));
  for (const std::string& warning : plan.warnings) body += note_html(warning + ".");
  body += paragraph_html(
      "Laid out from simulated runs of this person and published doses. Most limits are opinion (grade C). A "
      "comparison "
      "aid, not medical advice.");
  body += table_html(week_table(plan));
  body += heading_html("Before and during") + table_html(precaution_table(plan));
  body +=
      heading_html("Why so") + table_html(reason_table(plan)) +
      table_html(band_table("The heaviest week against the limits of its experience, as comparison bands.",
                            heaviest_week(plan)));
  body += heading_html("How to make it again") + "<pre>" + escape_markup(command) + "</pre>\n" +
          paragraph_html("plan.csv has a row a session, plan.ics goes into a calendar. Written by Backroll " +
                         version + ".");
  return page_html("Plan: " + goal + ", " + name, body);
}

std::string plan_csv(const Plan& plan) {
  std::string text =
      "week,date,weekday,minutes_min,protocol,roller,position,load_percent_bw,load_n,sets,set_s,hold_s,speed_"
      "mm_s,"
      "pain_score,dose_kpa_s\n";
  const double weight = plan.subject.mass_kg * kStandardGravity;
  for (const PlanSession& session : plan.sessions) {
    const PlanWeek& w = week_of(plan, session);
    text += std::to_string(session.week) + "," + day_text(session.day) + "," + weekday_name(session.day) +
            "," + csv_number(w.minutes) + "," + csv_text(w.protocol) + "," + csv_text(w.roller) + "," +
            csv_text(w.position);
    for (const double value : {100 * w.load_share, w.load_share * weight, static_cast<double>(w.sets),
                               w.set_s, w.hold_s, w.speed_mm_s, w.pain_score, w.dose * kKpa})
      text += "," + csv_number(value);
    text += "\n";
  }
  return text;
}

std::string ics_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

std::string ics_line(const std::string& line) {
  constexpr std::size_t kOctets = 75;
  std::string out;
  std::size_t used = 0;
  for (std::size_t n = 0; n < line.size();) {
    std::size_t length = 1;  // of the UTF-8 character, which is not torn
    while (n + length < line.size() && (static_cast<unsigned char>(line[n + length]) & 0xC0) == 0x80)
      ++length;
    if (used + length > kOctets) {
      out += "\r\n ";
      used = 1;
    }
    out.append(line, n, length);
    used += length;
    n += length;
  }
  return out + "\r\n";
}

std::string plan_ics(const Plan& plan, const std::string& stamp, const std::string& version) {
  const std::string goal = goal_words()[static_cast<std::size_t>(plan.request.goal)];
  std::string out = ics_line("BEGIN:VCALENDAR") + ics_line("VERSION:2.0") +
                    ics_line("PRODID:-//Backroll//Backroll " + ics_text(version) + "//EN") +
                    ics_line("CALSCALE:GREGORIAN");
  std::string stop;
  for (const PlanReason& p : plan.precautions)
    if (p.what == "stop") stop = p.choice;
  for (const PlanSession& session : plan.sessions) {
    const PlanWeek& w = week_of(plan, session);
    const int seconds = static_cast<int>(std::lround(60 * w.minutes));
    char time[16], duration[24];
    std::snprintf(time, sizeof time, "T%02d0000", kPlanHour);
    if (seconds % 60 == 0)
      std::snprintf(duration, sizeof duration, "PT%dM", seconds / 60);
    else
      std::snprintf(duration, sizeof duration, "PT%dM%dS", seconds / 60, seconds % 60);
    out += ics_line("BEGIN:VEVENT");
    out += ics_line("UID:" + compact_day(session.day) + "-" + goal + "-" + plan.subject.id + "@backroll");
    out += ics_line("DTSTAMP:" + stamp);
    out += ics_line("DTSTART:" + compact_day(session.day) + time);
    out += ics_line(std::string("DURATION:") + duration);
    out += ics_line("SUMMARY:" + ics_text("Rolling: " + goal + ", " + number_text(w.minutes) + " min"));
    out += ics_line("DESCRIPTION:" +
                    ics_text("Week " + std::to_string(w.number) + ": " + session_words(w) + "\n" + stop));
    out += ics_line("END:VEVENT");
  }
  return out + ics_line("END:VCALENDAR");
}

}  // namespace backroll
