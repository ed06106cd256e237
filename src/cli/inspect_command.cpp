// backroll inspect: the measures of a subject's back beside what was published, and pictures of its sections.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "anatomy/checks.hpp"
#include "cli/commands.hpp"
#include "cli/inspect_pictures.hpp"
#include "cli/subject_word.hpp"
#include "recording/output_file.hpp"

namespace backroll {

namespace {

namespace fs = std::filesystem;

constexpr double kPngScale = 1.25;

std::string resolution_name(Resolution resolution) {
  constexpr const char* kNames[] = {"live", "standard", "fine"};
  return kNames[static_cast<int>(resolution)];
}

std::string number(double value, int decimals) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", decimals, value + 0.0);
  return text;
}

std::string target_text(const Check& check) {
  const int d = check.decimals;
  if (check.low && check.high)
    return *check.low == *check.high ? number(*check.low, d)
                                     : number(*check.low, d) + " to " + number(*check.high, d);
  if (check.low) return "at least " + number(*check.low, d);
  if (check.high) return "at most " + number(*check.high, d);
  return "";
}

std::string description(const SubjectChoice& inspected) {
  const Subject& s = inspected.subject;
  char text[200];
  std::snprintf(text, sizeof text, "%s (%s, %.2f m, %.0f kg, BMI %.1f, kyphosis %.0f, lordosis %.0f deg)",
                s.name.c_str(), s.sex == Sex::woman ? "woman" : "man", s.stature_m, s.mass_kg, s.bmi(),
                s.kyphosis_deg, s.lordosis_deg);
  return text;
}

struct Group {
  const char* title;
  std::vector<Check> checks;
};

// Columns as wide as their longest entry.
void print_table(const std::vector<Group>& groups) {
  std::vector<std::array<std::string, 6>> rows;
  std::array<std::size_t, 6> width{};
  for (const Group& group : groups)
    for (const Check& c : group.checks) {
      rows.push_back({c.name, number(c.value, c.decimals), c.unit, target_text(c), verdict_name(c.verdict),
                      !c.note.empty() ? c.note
                      : c.verdict == Verdict::information && !c.target_for.empty()
                          ? c.target_for + ": " + c.source
                          : c.source});
      for (std::size_t n = 0; n < width.size(); ++n) width[n] = std::max(width[n], rows.back()[n].size());
    }
  std::size_t at = 0;
  const auto w = [&width](int n) { return static_cast<int>(width[n]); };
  for (const Group& group : groups) {
    std::printf("\n%-*s  %*s %-*s  %-*s  %-*s  %s\n", w(0), group.title, w(1), "value", w(2), "", w(3),
                "target", w(4), "verdict", "source");
    for (std::size_t n = 0; n < group.checks.size(); ++n, ++at) {
      const auto& r = rows[at];
      std::printf("%-*s  %*s %-*s  %-*s  %-*s  %s\n", w(0), r[0].c_str(), w(1), r[1].c_str(), w(2),
                  r[2].c_str(), w(3), r[3].c_str(), w(4), r[4].c_str(), r[5].c_str());
    }
  }
}

// Rows with a verdict; misses with their cause.
void print_markdown(const std::vector<Group>& groups) {
  for (const Group& group : groups) {
    bool head = false;
    for (const Check& c : group.checks) {
      if (c.verdict == Verdict::information) continue;
      if (!head)
        std::printf("\n| %s | Target | Got | Verdict | Source, cause of a miss |\n|---|---|---|---|---|\n",
                    group.title);
      head = true;
      const std::string unit = c.unit.empty() ? "" : " " + c.unit;
      const bool miss = c.verdict == Verdict::miss;
      std::printf("| %s | %s%s | %s%s | %s | %s%s%s%s |\n", c.name.c_str(), target_text(c).c_str(),
                  unit.c_str(), number(c.value, c.decimals).c_str(), unit.c_str(),
                  miss ? "**miss**" : verdict_name(c.verdict), c.source.c_str(),
                  miss ? ("; cause: " + c.cause).c_str() : "", c.note.empty() ? "" : "; ", c.note.c_str());
    }
  }
}

nlohmann::ordered_json json_of(const SubjectChoice& inspected, const std::vector<Group>& groups,
                               const std::vector<fs::path>& pictures) {
  const Subject& s = inspected.subject;
  nlohmann::ordered_json out;
  out["subject"] = {{"id", s.id},
                    {"name", s.name},
                    {"sex", s.sex == Sex::woman ? "woman" : "man"},
                    {"stature_m", s.stature_m},
                    {"mass_kg", s.mass_kg},
                    {"bmi_kg_m2", s.bmi()},
                    {"muscle_bulk_ratio", s.muscle_bulk},
                    {"fat_ratio", s.fat},
                    {"kyphosis_deg", s.kyphosis_deg},
                    {"lordosis_deg", s.lordosis_deg}};
  out["resolution"] = resolution_name(inspected.resolution);
  out["checks"] = nlohmann::ordered_json::array();
  for (const Group& group : groups)
    for (const Check& c : group.checks) {
      nlohmann::ordered_json row = {
          {"group", group.title}, {"name", c.name}, {"value", c.value}, {"unit", c.unit}};
      row["low"] = c.low ? nlohmann::ordered_json(*c.low) : nullptr;
      row["high"] = c.high ? nlohmann::ordered_json(*c.high) : nullptr;
      row["target_for"] = c.target_for;
      row["source"] = c.source;
      row["verdict"] = verdict_name(c.verdict);
      row["must"] = c.must;
      if (!c.cause.empty()) row["cause"] = c.cause;
      if (!c.note.empty()) row["note"] = c.note;
      out["checks"].push_back(row);
    }
  out["pictures"] = nlohmann::ordered_json::array();
  for (const fs::path& picture : pictures) out["pictures"].push_back(picture.string());
  return out;
}

std::vector<fs::path> write_pictures(const BackShape& shape, const SubjectChoice& inspected,
                                     const fs::path& dir) {
  make_folder(dir);
  std::vector<fs::path> written;
  const auto save = [&](const std::string& name, const SectionPicture& picture) {
    const Plate plate = section_plate(picture);
    written.push_back(dir / (name + ".svg"));
    write_text_file(written.back(), plate_svg(plate));
    written.push_back(dir / (name + ".png"));
    write_plate_png(plate, written.back(), kPngScale);
  };
  const std::string& person = inspected.subject.name;
  save("midline", midline_picture(shape, person));
  for (const std::string& level : kSectionLevels)
    save("section_" + level, horizontal_picture(shape, level_index(level), person));
  return written;
}

int count(const std::vector<Group>& groups, Verdict verdict) {
  int sum = 0;
  for (const Group& group : groups)
    sum += static_cast<int>(std::count_if(group.checks.begin(), group.checks.end(),
                                          [verdict](const Check& c) { return c.verdict == verdict; }));
  return sum;
}

}  // namespace

int inspect_command(const InspectArguments& given) {
  SubjectChoice inspected = subject_of(given.subject);
  if (given.resolution) inspected.resolution = *given.resolution;
  const Scenario defaults;
  const BackShape shape(inspected.subject);
  const BackModel back = build_back(inspected.subject, inspected.resolution, defaults.outputs.bone_depth_m);
  const std::vector<Group> groups = {
      {"The lattice", lattice_checks(back, shape, inspected.resolution)},
      {"The back", shape_checks(inspected.subject, shape)},
      {"Volumes, both sides", volume_checks(inspected.subject, back, inspected.resolution)}};

  const fs::path dir =
      given.output.empty() ? fs::path("results") / ("inspect-" + inspected.id) : given.output;
  std::vector<fs::path> pictures;
  if (!given.no_pictures) pictures = write_pictures(shape, inspected, dir);

  bool sound = true;
  for (const Group& group : groups)
    for (const Check& c : group.checks) sound = sound && !(c.must && c.verdict == Verdict::miss);
  if (given.json) {
    std::printf("%s\n", json_of(inspected, groups, pictures).dump(2).c_str());
    return sound ? kExitOk : kExitCheck;
  }
  if (given.markdown) {
    print_markdown(groups);
    return sound ? kExitOk : kExitCheck;
  }
  std::printf("%s, lattice '%s'\n", description(inspected).c_str(),
              resolution_name(inspected.resolution).c_str());
  print_table(groups);
  std::printf("\n%d pass, %d miss, %d for information\n", count(groups, Verdict::pass),
              count(groups, Verdict::miss), count(groups, Verdict::information));
  for (const Group& group : groups)
    for (const Check& c : group.checks)
      if (c.verdict == Verdict::miss) std::printf("miss: %s: %s\n", c.name.c_str(), c.cause.c_str());
  if (!pictures.empty()) std::printf("Pictures: %s\n", dir.string().c_str());
  return sound ? kExitOk : kExitCheck;
}

}  // namespace backroll
