#include "report/page.hpp"

#include <glib.h>

#include <memory>

#include "analysis/text.hpp"
#include "report/page_script.hpp"
#include "report/svg.hpp"
#include "scenario/write.hpp"

namespace backroll {
namespace {

const char* const kStyle = R"(<style>
:root{--ground:#fff;--text:#22262c;--muted:#5d646e;--line:#dfe3e8;--soft:#f4f5f7;--mark:#0072b2;--warn:#fff4e0;--edge:#c98a00}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.55 system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}
main{max-width:880px;margin:0 auto;padding:40px 24px 64px}
header{border-bottom:2px solid var(--text);padding-bottom:16px;margin-bottom:8px}
.kicker{color:var(--muted);font-size:14px;margin:0}
h1{font-size:30px;line-height:1.2;margin:4px 0 6px}
h2{font-size:20px;margin:40px 0 10px}
p{margin:8px 0}
.sub{color:var(--muted);margin:0}
ol.answer{list-style:none;margin:20px 0;padding:16px 20px;background:var(--soft);border-left:4px solid var(--mark)}
ol.answer li{margin:7px 0}
.note{background:var(--warn);border-left:4px solid var(--edge);padding:8px 16px;margin:16px 0}
figure{margin:22px 0;break-inside:avoid}
figure svg,figure img{display:block;width:100%;height:auto;border:1px solid var(--line)}
figcaption{color:var(--muted);font-size:14px;margin-top:6px}
.scroll{overflow-x:auto;margin:14px 0}
table{border-collapse:collapse;font-size:14px;width:100%;break-inside:avoid;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);padding-bottom:6px}
th,td{padding:5px 10px 5px 0;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}
th{font-weight:600;border-bottom:1px solid var(--text);vertical-align:bottom}
th:first-child,td:first-child,.words th,.words td{text-align:left}
.one td:first-child{white-space:nowrap}
td.group{font-weight:600;padding-top:12px}
code,pre{font-family:ui-monospace,'DejaVu Sans Mono',monospace;font-size:14px}
pre{background:var(--soft);padding:10px 14px;overflow-x:auto}
a{color:var(--mark)}
@media screen and (prefers-color-scheme:dark){:root{--ground:#1b1e23;--text:#e8eaed;--muted:#a3aab4;--line:#343941;--soft:#23272d;--mark:#56b4e9;--warn:#3a2f16;--edge:#e6a929}}
.br-key{cursor:pointer}.br-key.off{opacity:.35}.br-key:focus-visible{outline:2px solid var(--mark)}
.tip{position:fixed;pointer-events:none;background:var(--ground);color:var(--text);border:1px solid var(--line);border-radius:4px;padding:6px 10px;font-size:13px;line-height:1.4;white-space:pre;box-shadow:0 2px 8px rgba(0,0,0,.15);z-index:1}
@media print{.tip{display:none}figure svg,figure img{width:80%}figure{margin:12px 0}body{font-size:11pt}main{max-width:none;padding:0}h2{break-after:avoid}ol.answer{border:1px solid #999}}
</style>
)";

const char* const kPolicy =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n";

}  // namespace

std::string page_html(const std::string& title, const std::string& body) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" + std::string(kPolicy) +
         "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>" +
         pretty_markup(title) + "</title>\n" + kStyle + "</head>\n<body>\n<main>\n" + body + "</main>\n" +
         page_script() + "</body>\n</html>\n";
}

std::string heading_html(const std::string& words) {
  return "<h2>" + pretty_markup(words) + "</h2>\n";
}
std::string paragraph_html(const std::string& words) {
  return "<p>" + pretty_markup(words) + "</p>\n";
}
std::string note_html(const std::string& words) {
  return "<p class=\"note\">" + pretty_markup(words) + "</p>\n";
}

std::string list_html(const std::vector<std::string>& lines, const char* css_class) {
  const std::string tag = *css_class ? "ol" : "ul";
  std::string html = "<" + tag + (*css_class ? std::string(" class=\"") + css_class + "\"" : "") + ">\n";
  for (const std::string& line : lines) html += "<li>" + pretty_markup(line) + "</li>\n";
  return html + "</" + tag + ">\n";
}

std::string table_html(const HtmlTable& table) {
  if (table.rows.empty()) return {};
  std::string html = std::string("<div class=\"scroll\"><table") +
                     (table.words      ? " class=\"words\""
                      : table.one_line ? " class=\"one\""
                                       : "") +
                     ">\n";
  if (!table.caption.empty()) html += "<caption>" + pretty_markup(table.caption) + "</caption>\n";
  html += "<thead><tr>";
  for (const std::string& cell : table.head) html += "<th scope=\"col\">" + pretty_markup(cell) + "</th>";
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr>";
    if (row.size() == 1 && table.head.size() > 1) {
      html += "<td class=\"group\" colspan=\"" + std::to_string(table.head.size()) + "\">" +
              pretty_markup(row[0]) + "</td>";
    } else {
      for (const std::string& cell : row) html += "<td>" + pretty_markup(cell) + "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

HtmlTable band_table(const std::string& caption, const std::vector<BandFinding>& bands) {
  HtmlTable table{caption, {"quantity", "value", "band", "scale", "evidence"}, {}, true};
  for (const BandFinding& b : bands)
    table.rows.push_back(
        {b.quantity, number_text(b.value) + " " + b.unit, band_name(b.band), b.scale, b.evidence});
  return table;
}

std::string figures_html(const std::vector<Chart>& charts) {
  std::string html;
  for (const Chart& chart : charts)
    html += "<figure>\n" + chart.svg + "<figcaption>" + pretty_markup(chart.caption) +
            "</figcaption>\n</figure>\n";
  return html;
}

std::string pictures_html(const ReportContext& context) {
  if (context.pictures.empty() && context.no_pictures.empty()) return {};
  std::string html = heading_html("In three dimensions");
  if (context.pictures.empty()) return html + paragraph_html("No pictures: " + context.no_pictures + ".");
  for (const PagePicture& picture : context.pictures) {
    const std::unique_ptr<gchar, decltype(&g_free)> text(
        g_base64_encode(reinterpret_cast<const guchar*>(picture.png.data()), picture.png.size()), g_free);
    html += "<figure>\n<img alt=\"" + escape_markup(picture.title) + "\" src=\"data:image/png;base64," +
            text.get() + "\">\n<figcaption>" + pretty_markup(picture.caption) + "</figcaption>\n</figure>\n";
  }
  return html;
}

std::string header_html(const std::string& kicker, const std::string& title, const std::string& line) {
  return "<header>\n<p class=\"kicker\">" + pretty_markup(kicker) + "</p>\n<h1>" + pretty_markup(title) +
         "</h1>\n" + (line.empty() ? "" : "<p class=\"sub\">" + pretty_markup(line) + "</p>\n") +
         "</header>\n";
}

std::string setup_html(const ReportContext& context) {
  HtmlTable facts{"", {"", ""}, {}, true};
  for (const auto& [name, value] : context.facts) facts.rows.push_back({name, value});
  HtmlTable protocol{"Protocol", {"step", "phase", "where", "how"}, context.protocol, true};
  return heading_html("What was run") + table_html(facts) + table_html(protocol);
}

std::string sources_html(const ReportContext& context) {
  if (context.sources.empty()) return {};
  HtmlTable table{
      "Found: read in the source; recalled: known, not looked up; derived: calculated; proposed: chosen by "
      "us.",
      {"input", "value", "source"},
      {},
      true};
  std::string of;
  for (const InputSource& input : context.sources) {
    if (input.of != of) table.rows.push_back({input.of});
    of = input.of;
    table.rows.push_back({input.key, input.value, input.source});
  }
  return heading_html("Inputs and where they come from") + table_html(table) +
         paragraph_html(
             "Every other number stands in scenario.toml; docs/scenario-reference.md gives the source of "
             "each "
             "default, assets/ those of the anatomy.");
}

std::string reproduce_html(const ReportContext& context, const std::string& version) {
  std::string html = heading_html("How to run it again");
  if (!context.command.empty()) html += "<pre>" + escape_markup(context.command) + "</pre>\n";
  if (!context.identity.empty())
    html += paragraph_html("Identity (hash of the resolved scenario and the version): " +
                           hash_text(context.identity + "\n" + version) + ".");
  return html + paragraph_html(
                    "scenario.toml in the folder of a run is complete and runs again to the same result: "
                    "on one machine bit by bit. Written by Backroll " +
                    version + ".");
}

std::string views_html(bool bones_move) {
  return heading_html("What the two views mean") +
         paragraph_html(
             "Both views split one and the same contact force, and each must add up to it; the check above "
             "says how well they do.") +
         list_html(
             {"Skin view: what lies under the roller. A point of skin belongs to the first bone met "
              "close below "
              "the fat, else to the thickest muscle over the level of the laminae and ribs, else to the "
              "thickest one below, else to \"elsewhere\" (scapulae and pelvis are counted there).",
              "Load path: where the force ends. The force that the tissue hands to each vertebra, rib, "
              "scapula, "
              "the pelvis, and the deep boundary of the model; together contact force and weight of "
              "the tissue. Who lies on the back has tissue hanging from the bones where nothing bears it: "
              "without a roller the bones already take a pull, written as a negative force, and a bone "
              "far from the roller keeps it.",
              "Tissue state: compressive stress and strain inside each muscle, averaged over its "
              "volume, and the "
              "value that 5 % of the volume exceed."}) +
         paragraph_html(
             "So force over muscle in the skin view may still end in a bone in the load path: muscle passes "
             "on what presses on it. Pressures are averages over 1 cm2 or over the whole contact, since the "
             "pressure of a single point does not settle as the mesh is refined.") +
         (bones_move
              ? paragraph_html(
                    "Spine: vertebrae, ribs and scapulae move. Angles, shifts and changes of the curves "
                    "are against rest, the back as it was built, without roller and without weight. "
                    "Extension turns the upper vertebra backward against the lower one; kyphosis is the "
                    "tilt of T1 against T12, lordosis that of T12 against S1.")
              : paragraph_html("In this run vertebrae, ribs and scapulae were held in place."));
}

std::string evidence_html(bool specimen) {
  if (specimen)
    return heading_html("Limits of the model") +
           paragraph_html(
               "A test piece with ideal materials, bottom fixed, no inertia. It serves to compare the solver "
               "with theory, other programs and bench tests.");
  return heading_html("Limits of the model and evidence") +
         list_html(
             {"No measured load or pressure under a roller on the back, and no measured split between muscle "
              "and "
              "spine, has been published. These figures are predictions.",
              "What has been measured near it: mean pressures of 33 to 52 kPa under rollers on the thigh "
              "(Curran "
              "2008) and vertical forces around a third of body weight on calf and thigh (Baumgart 2019).",
              "Stiffness of foams and soft tissue varies between products and people by factors; compare "
              "rollers "
              "under equal conditions rather than trusting a single figure.",
              "Comparison bands are proposals for setting rollers side by side. They are not medical limits, "
              "and "
              "nothing here is medical advice."});
}

}  // namespace backroll
