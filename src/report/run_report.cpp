#include <algorithm>
#include <cmath>

#include "analysis/answer.hpp"
#include "analysis/bands.hpp"
#include "analysis/limits.hpp"
#include "analysis/session_findings.hpp"
#include "analysis/sides.hpp"
#include "analysis/text.hpp"
#include "report/page.hpp"
#include "report/report.hpp"
#include "report/session_story.hpp"
#include "units.hpp"

namespace backroll {
namespace {

std::string kpa(double pascal) {
  return number_text(pascal * kKpa);
}

HtmlTable level_table(const Findings& f) {
  HtmlTable table{
      "At each level: mean over the passes of the frame nearest to it, or over the hold. Pressures in kPa. "
      "Shares: (skin) of the contact force, the rest lies elsewhere; (path) of contact force and weight "
      "together, the rest ends in scapulae, pelvis and the deep boundary.",
      {"level", "contact N", "area cm2", "height mm", "mean", "mean paraspinal", "1 cm2 peak muscle",
       "1 cm2 peak bone", "muscle (skin)", "spine (skin)", "ribs (skin)", "spine (path)", "ribs (path)"},
      {}};
  for (const LevelFindings& l : f.levels)
    table.rows.push_back({l.level + (l.held ? " (hold)" : ""), number_text(l.contact),
                          number_text(l.area * kCm2), number_text(l.height * kMm), kpa(l.mean_pressure),
                          kpa(l.paraspinal_pressure), kpa(l.peak_1cm2_muscle), kpa(l.peak_1cm2_bone),
                          percent_text(l.skin.muscle), percent_text(l.skin.spine), percent_text(l.skin.rib),
                          percent_text(l.path.spine), percent_text(l.path.rib)});
  return table;
}

HtmlTable muscle_table(const Findings& f) {
  HtmlTable table{"While loaded. Force and share: skin view. Stress and strain: compressive, tissue state.",
                  {"muscle", "force N", "share", "stress mean kPa", "stress p95 peak kPa", "strain mean",
                   "strain p95 peak", "above 32 kPa cm3", "for s"},
                  {}};
  for (const MuscleFindings& m : sides_merged(f.muscles))
    table.rows.push_back({m.name, number_text(m.force), percent_text(m.share), kpa(m.stress),
                          kpa(m.stress_p95_peak), percent_text(m.strain), percent_text(m.strain_p95_peak),
                          number_text(m.volume_above_limit_peak * kCm3), number_text(m.time_above_limit)});
  return table;
}

HtmlTable force_table(const Findings& f) {
  const ForceFindings& n = f.force;
  HtmlTable table{"Forces while loaded, N", {"", "mean", "share", "largest", "at s"}, {}};
  const auto row = [&](const char* name, const Statistic& s, const std::string& share) {
    table.rows.push_back({name, number_text(s.mean), share, number_text(s.peak), number_text(s.peak_time_s)});
  };
  const auto skin = percent_texts({n.skin.muscle, n.skin.spine, n.skin.rib, n.skin.other});
  table.rows.push_back({"skin view: what lies under the skin; shares of the contact force"});
  row("muscle", n.muscle, skin[0]);
  row("spine", n.spine, skin[1]);
  row("ribs", n.rib, skin[2]);
  row("elsewhere (scapulae, pelvis)", n.other, skin[3]);
  row("contact force", n.contact, "100 %");
  if (std::isfinite(n.asymmetry.mean))
    table.rows.push_back({"right less left, of the contact force", percent_text(n.asymmetry.mean), "",
                          percent_text(n.asymmetry.peak), number_text(n.asymmetry.peak_time_s)});
  const auto path = percent_texts({n.path.spine, n.path.rib, n.path.scapula, n.path.pelvis, n.path.deep});
  table.rows.push_back({"load path: where the force ends; shares of contact force and weight together"});
  row("spine", n.path_spine, path[0]);
  row("ribs", n.path_rib, path[1]);
  row("scapulae", n.path_scapula, path[2]);
  row("pelvis", n.path_pelvis, path[3]);
  row("deep boundary", n.path_deep, path[4]);
  table.rows.push_back({"weight of the tissue, contained in them", number_text(n.weight.mean), "", "", ""});
  if (!f.spine.units.empty()) {
    table.rows.push_back({"what holds the body, along the load's direction"});
    row("pelvis", f.spine.support_pelvis, "");
    row("sternum", f.spine.support_sternum, "");
    row("abdomen", f.spine.support_abdomen, "");
  }
  return table;
}

// Hundredths of a degree, tenths of a newton: finer says nothing.
std::string degrees(double radian) {
  return number_text(std::round(radian * kDegree * 100) / 100, 3);
}
std::string newtons(double force) {
  return number_text(std::round(force * 10) / 10);
}

HtmlTable unit_table(const Findings& f) {
  HtmlTable table{
      "Functional spinal units while loaded, against rest (no roller, no weight): mean, and the value "
      "farthest "
      "from 0 (extension and compression: the largest). Angles in deg: the upper vertebra against the lower "
      "one; "
      "forces in N on the lower vertebra, shear forward, side shear to the right.",
      {"unit", "extension mean", "extension largest", "extension least", "lean right", "turn left",
       "compression mean", "compression largest", "shear mean", "shear farthest", "side shear"},
      {},
      false,
      true};
  for (const UnitFindings& u : f.spine.units)
    table.rows.push_back({u.name, degrees(u.extension.mean), degrees(u.extension.peak),
                          degrees(u.extension_least), degrees(u.side_lean.peak), degrees(u.turn.peak),
                          newtons(u.compression.mean), newtons(u.compression.peak), newtons(u.shear.mean),
                          newtons(u.shear.peak), newtons(u.side_shear.peak)});
  return table;
}

HtmlTable curve_level_table(const Findings& f) {
  HtmlTable table{
      "The spine as the roller passes each level, against rest. Kyphosis below 0: it opens.",
      {"level", "kyphosis deg", "lordosis deg", "extends most", "by deg", "compressed most", "by N"},
      {}};
  if (f.spine.units.empty()) return table;
  for (const LevelFindings& l : f.levels)
    table.rows.push_back({l.level + (l.held ? " (hold)" : ""), degrees(l.kyphosis_change),
                          degrees(l.lordosis_change), l.extended_unit, degrees(l.extension),
                          l.compressed_unit, newtons(l.compression)});
  return table;
}

HtmlTable bone_table(const Findings& f) {
  HtmlTable table{
      "Force handed to each bone while loaded, N (load path).", {"bone", "mean", "largest", "at s"}, {}};
  for (const BoneFindings& b : f.bones)
    table.rows.push_back(
        {b.name, newtons(b.force.mean), newtons(b.force.peak), number_text(b.force.peak_time_s)});
  return table;
}

HtmlTable press_table(const PressFindings& p) {
  HtmlTable table{"Loading, interpolated", {"force N", "depth mm"}, {}};
  for (const DepthForce& point : p.at_load)
    table.rows.push_back({number_text(point.force), number_text(point.depth * kMm)});
  return table;
}

HtmlTable check_table(const Findings& f) {
  const Quality& q = f.quality;
  HtmlTable table{"", {"check", "worst of the run", "limit"}, {}};
  const std::string limit = scientific_text(kClosureLimit);
  if (!f.info.specimen)
    table.rows.push_back({"skin view adds up to the contact force", scientific_text(q.closure_skin), limit});
  table.rows.push_back(
      {f.info.specimen ? "force balance closes" : "load path adds up to contact force and weight",
       scientific_text(f.info.specimen ? q.closure : q.closure_path), limit});
  table.rows.push_back({"residual of equilibrium, relative", scientific_text(q.residual), ""});
  if (q.load_error > 0) table.rows.push_back({"load met, relative error", scientific_text(q.load_error), ""});
  table.rows.push_back({"steps that did not converge",
                        std::to_string(q.unconverged) + " of " + std::to_string(q.frames), "0"});
  table.rows.push_back({"recoveries used by the solver", std::to_string(q.retries), ""});
  return table;
}

HtmlTable curve_table(const SpecimenFindings& s) {
  HtmlTable table{"Loading, interpolated", {"depth mm", "force N"}, {}};
  for (const auto& p : s.at_depth)
    table.rows.push_back({number_text(p.depth * kMm), number_text(p.force, 5)});
  table.rows.push_back({"at round forces"});
  for (const auto& p : s.at_load) table.rows.push_back({number_text(p.depth * kMm, 5), number_text(p.force)});
  return table;
}

std::vector<Chart> charts_of_the_run(const std::vector<Chart>& charts) {
  std::vector<Chart> found;
  std::copy_if(charts.begin(), charts.end(), std::back_inserter(found),
               [](const Chart& chart) { return !chart.story; });
  return found;
}

std::string files_html(const RunInfo& info) {
  return paragraph_html(
      std::string(
          "Beside this page: forces.csv (one row a step), regions.csv (every region, bone and muscle), ") +
      (bones_move(info)
           ? "spine.csv (every functional spinal unit), bones.csv (every bone's force and place), "
           : "") +
      (info.specimen ? "" : "pressure_map.csv (what pressed on every place of the skin), ") +
      "summary.json (these figures for programs), fields.xdmf with fields.h5 (opens in ParaView), "
      "charts/ (these pictures as SVG)." +
      (info.specimen || info.press ? "" : " backroll report makes this page again with 3-D pictures."));
}

}  // namespace

std::string report_html(const Findings& f, const std::vector<Chart>& charts, const ReportContext& context) {
  const bool specimen = f.info.specimen;
  const std::string name = context.title.empty() ? f.info.scenario : context.title;
  std::string body = header_html(specimen       ? "Specimen"
                                 : f.info.press ? "Head pressed on the back"
                                                : "Roller on the back",
                                 specimen ? name : f.info.roller_name + ": " + name, context.description);
  if (f.status != RunStatus::complete)
    body += note_html(std::string("This run is not whole: ") + status_name(f.status) + " at " +
                      number_text(f.duration) + " s. " + f.message);
  if (!f.quality.closed)
    body +=
        note_html("The force balances of this run do not close to the limit. Do not rely on its figures.");
  body += list_html(answer_lines(f), "answer") + session_html(f, charts) + setup_html(context);
  body += pictures_html(context) + heading_html("Charts") + figures_html(charts_of_the_run(charts));
  body += heading_html("Tables");
  if (specimen) {
    body += table_html(curve_table(f.specimen));
  } else {
    if (f.info.press) body += table_html(press_table(f.press));
    body += table_html(force_table(f)) + table_html(level_table(f)) + table_html(curve_level_table(f)) +
            table_html(unit_table(f)) + table_html(bone_table(f)) + table_html(muscle_table(f));
    if (!f.info.press)
      body += table_html(band_table("Comparison bands, to set rollers side by side; not medical limits.",
                                    comparison_bands(f))) +
              table_html(band_table("Limits, as comparison bands for a regular user; not medical limits.",
                                    limit_findings(f))) +
              (is_session(f) ? std::string() : table_html(phase_table(f.session)));
  }
  body += heading_html("Check") + table_html(check_table(f)) +
          paragraph_html("Mesh: " + f.info.resolution + ", " + std::to_string(f.info.nodes) + " nodes, " +
                         std::to_string(f.info.hexes) + " elements.");
  if (!specimen) body += views_html(!f.spine.units.empty());
  body += evidence_html(specimen) + sources_html(context) + reproduce_html(context, f.version) +
          files_html(f.info);
  return page_html(f.info.scenario + ", " + f.info.roller_name, body);
}

}  // namespace backroll
