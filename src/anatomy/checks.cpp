#include "anatomy/checks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "anatomy/lattice_measures.hpp"
#include "anatomy/measures.hpp"

namespace backroll {

namespace {

constexpr double kOpen = std::numeric_limits<double>::infinity();

// The people the targets are for.
enum class Person { anybody, average_man, average_woman, lean_man, heavy_man };

const char* person_name(Person person) {
  constexpr const char* kNames[] = {"", "average man", "average woman", "lean man", "heavier man"};
  return kNames[static_cast<int>(person)];
}

Person person_of(const Subject& subject) {
  struct Body {
    Person person;
    Sex sex;
    double stature_m, mass_kg;
  };
  constexpr Body kBodies[] = {{Person::average_man, Sex::man, 1.78, 80},
                              {Person::average_woman, Sex::woman, 1.65, 62},
                              {Person::lean_man, Sex::man, 1.80, 70},
                              {Person::heavy_man, Sex::man, 1.75, 97}};
  const Subject usual;
  if (subject.muscle_bulk != usual.muscle_bulk || subject.fat != usual.fat ||
      subject.kyphosis_deg != usual.kyphosis_deg || subject.lordosis_deg != usual.lordosis_deg)
    return Person::anybody;
  for (const Body& body : kBodies)
    if (subject.sex == body.sex && subject.stature_m == body.stature_m && subject.mass_kg == body.mass_kg)
      return body.person;
  return Person::anybody;
}

struct Target {
  Person who;
  double low, high;
  const char* source;
};

class Rows {
 public:
  explicit Rows(Person person) : person_(person) {}

  void add(const std::string& name, const char* unit, int decimals, double value,
           const std::vector<Target>& targets, const char* cause = "") {
    Check row;
    row.name = name;
    row.unit = unit;
    row.decimals = decimals;
    row.value = value;
    const auto own = std::find_if(targets.begin(), targets.end(), [this](const Target& t) {
      return t.who == Person::anybody || t.who == person_;
    });
    if (!targets.empty()) {
      const Target& shown = own != targets.end() ? *own : targets.front();
      if (shown.low > -kOpen) row.low = shown.low;
      if (shown.high < kOpen) row.high = shown.high;
      row.target_for = person_name(shown.who);
      row.source = shown.source;
    }
    if (own != targets.end()) {
      const bool inside = value >= own->low && value <= own->high;
      row.verdict = inside ? Verdict::pass : Verdict::miss;
      if (!inside) row.cause = *cause ? cause : "none known: tables or code have changed";
    }
    rows_.push_back(row);
  }

  void must(const std::string& name, const char* unit, int decimals, double value, double low, double high,
            const char* cause, const std::string& note = {}) {
    add(name, unit, decimals, value, {{Person::anybody, low, high, "specified"}}, cause);
    rows_.back().must = true;
    rows_.back().note = note;
  }

  std::vector<Check> take() { return std::move(rows_); }

 private:
  Person person_;
  std::vector<Check> rows_;
};

using enum Person;

std::string at_level(const char* what, const char* level) {
  return std::string(what) + " " + level;
}

void skin_depths(Rows& rows, const BackShape& shape) {
  constexpr const char* kKawchuk = "Kawchuk 2011 (105 patients, MRI) x 0.73 +- 1";
  constexpr const char* kLean = "30 to 50 % below Kawchuk 2011";
  struct Tip {
    const char* level;
    double man, lean_low, lean_high;
  };
  for (const Tip& tip : {Tip{"L1", 16.6, 11.4, 16},
                         {"L2", 16.8, 0, 0},
                         {"L3", 20, 13.7, 19},
                         {"L4", 24.4, 0, 0},
                         {"L5", 26.8, 18, 26}}) {
    std::vector<Target> targets = {{average_man, tip.man - 1, tip.man + 1, kKawchuk}};
    if (tip.lean_high > 0) targets.push_back({lean_man, tip.lean_low, tip.lean_high, kLean});
    if (std::string(tip.level) == "L3")
      targets.push_back({heavy_man, 27.4, kOpen, "above Kawchuk 2011, whose patients weighed less"});
    rows.add(at_level("skin to spinous tip", tip.level), "mm", 1, skin_to_tip(shape, level_index(tip.level)),
             targets);
  }
  constexpr const char* kThin = "recalled (low): lean adults";
  for (const char* level : {"T2", "T4", "T6", "T8", "T10"})
    rows.add(at_level("skin to spinous tip", level), "mm", 1, skin_to_tip(shape, level_index(level)),
             {{average_man, 6, 15, kThin}, {lean_man, 6, 15, kThin}, {average_woman, 6, 15, kThin}});
  constexpr double kAcross[] = {50, 56, 62};
  for (const double s : kAcross)
    rows.add("skin to rib 5, " + std::to_string(std::lround(s)) + " mm out", "mm", 1,
             skin_to_rib(shape, 5, s), {{average_man, 23, 31, "Wada 2025 (18 men): 27 +- 4"}});
  for (const double s : kAcross)
    rows.add("skin to rib 8, " + std::to_string(std::lround(s)) + " mm out", "mm", 1,
             skin_to_rib(shape, 8, s),
             {{average_man, -kOpen, skin_to_rib(shape, 5, s), "Wada 2025: less than over rib 5"}});
  rows.add("skin to transverse process L4", "mm", 1, skin_to_transverse_process(shape, level_index("L4")),
           {{average_man, 49, 62, "Kawchuk 2011: 69.4 in patients, 10 to 30 % less here"}});
  rows.add("skin to PSIS", "mm", 1, skin_to_psis(shape), {{average_man, 10, 20, "recalled (low)"}});
  rows.add("skin to scapular spine", "mm", 1, skin_to_scapular_spine(shape),
           {{average_man, 8, 14, "recalled (low)"}});
  rows.add("skin to infraspinous plate", "mm", 1, skin_to_scapular_plate(shape),
           {{average_man, 20, 30, "recalled (low)"}});
}

void muscle_sizes(Rows& rows, const Subject& subject, const BackShape& shape) {
  constexpr const char* kThickness = "recalled (medium-low): ultrasound and MRI";
  struct Thickness {
    const char* level;
    double low, high;
    const char* cause;
  };
  for (const Thickness& t :
       {Thickness{"T6", 12, 18, ""},
        {"T12", 25, 32, ""},
        {"L3", 35, 45,
         "30 mm out the floor follows the transverse process; to the lamina (15 mm out) the range is met"},
        {"L5", 35, 45, ""}})
    rows.add(at_level("erector group, thickness 30 mm out,", t.level), "mm", 1,
             erector_thickness(shape, level_index(t.level), 30), {{average_man, t.low, t.high, kThickness}},
             t.cause);
  rows.add("erector group, thickness 15 mm out, L3", "mm", 1, erector_thickness(shape, level_index("L3"), 15),
           {{average_man, 35, 45, kThickness}});

  constexpr const char* kErector = "recalled (medium-low): Marras 2001, McGill 1993, Chaffin 1990";
  constexpr const char* kMultifidus = "recalled (medium): Hides and MRI series";
  constexpr const char* kQuadratus = "recalled (medium-low)";
  constexpr const char* kLatissimus = "recalled (low-medium)";
  std::array<TissueAreas, kLevels> areas{};
  for (const char* level : {"T8", "T12", "L1", "L2", "L3", "L4", "L5"})
    areas[level_index(level)] = areas_at(shape, level_index(level));
  struct Area {
    const char* level;
    double low, high;
    const char* cause;
  };
  const auto add = [&](const char* what, const Area& a, double value, const char* source) {
    rows.add(at_level(what, a.level), "cm2", 1, value, {{average_man, a.low, a.high, source}}, a.cause);
  };
  double sum = 0;
  for (
      const Area& a :
      {Area{"T8", 8, 11,
            "the transversospinales, counted as multifidus, take part of the section; with them the range is "
            "met"},
       {"T12", 14, 17, ""},
       {"L1", 16, 19,
        "floor and roof over L1 are tuned to the thicknesses at T12 and L3; between them it is 3 % too much"},
       {"L3", 20, 26, ""},
       {"L5", 10, 16,
        "the group ends 63 mm out at L5, on the polygon of its edge; its insertions on the ilium are not "
        "drawn"}}) {
    const double value = erector_area(areas[level_index(a.level)]);
    sum += value;
    add("area of the erector spinae", a, value, kErector);
  }
  for (const Area& a : {Area{"L2", 2.5, 3.5, ""}, {"L3", 3.5, 5, ""}, {"L4", 6, 8, ""}, {"L5", 8, 9.5, ""}})
    add("area of multifidus", a, area_of(areas[level_index(a.level)], Tissue::multifidus), kMultifidus);
  for (const Area& a :
       {Area{"L2", 3, 4, "the table's thickness between L1 and L3 is linear: a few per cent too much at L2"},
        {"L3", 5, 6, ""},
        {"L4", 6, 8, ""}})
    add("area of quadratus lumborum", a, area_of(areas[level_index(a.level)], Tissue::quadratus_lumborum),
        kQuadratus);
  for (const Area& a :
       {Area{"T8", 15, 20,
             "the section ends at the mid-axillary line, where the muscle goes on to the arm, and its border "
             "follows a polygon"},
        {"T12", 6, 10, ""},
        {"L2", 2, 5, ""}})
    add("area of latissimus", a, area_of(areas[level_index(a.level)], Tissue::latissimus), kLatissimus);

  // Sum over T8, T12, L1, L3 and L5 against the average man's.
  double mans = 0;
  const Subject man;
  const BackShape average(man, shape.tables);
  for (const char* level : {"T8", "T12", "L1", "L3", "L5"})
    mans += person_of(subject) == average_man ? erector_area(areas[level_index(level)])
                                              : erector_area(areas_at(average, level_index(level)));
  rows.add("area of the erector spinae against the average man's", "", 2, sum / mans,
           {{average_woman, 0.65, 0.70, "recalled (medium-low): women 65 to 70 % of men"}},
           "women's block is 0.85 of the men's in thickness while its width follows the cage: to be "
           "replaced by segmented data");
}

void bone_places(Rows& rows, const BackShape& shape) {
  constexpr const char* kErnst = "Ernst 2013 +- 2.8";
  for (const auto& [level, percent] :
       {std::pair{"T4", 21.0}, {"T7", 39.0}, {"T10", 54.1}, {"L1", 70.9}, {"L4", 86.1}})
    rows.add(at_level("way from C7 to PSIS at the tip of", level), "%", 1,
             percent_of_c7_to_psis(shape, level_index(level)),
             {{average_man, percent - 2.8, percent + 2.8, kErnst}});
  rows.add("C7 to PSIS along the skin", "mm", 0, c7_to_psis(shape),
           {{average_man, 509 - 35, 509 + 35, "Ernst 2013 (both sexes): 509 +- 35"},
            {average_woman, 452 - 24, 452 + 24, "German women, Sci Rep 2021: 452 +- 24"}});

  const ScapulaSize scapula = scapula_size(shape);
  const double v = shape.scaling.skeleton;
  rows.add("inferior angles of the scapulae apart", "mm", 0, scapula.angles_apart,
           {{average_woman, 164 - 22, 164 + 22, "German women, Sci Rep 2021: 164 +- 22"}});
  rows.add("top of the scapula below the centre of T1", "mm", 1,
           shape.spine.height[level::T1] - scapula.top_y,
           {{average_man, 0, kOpen, "T2 to T7 or T8: not above the body of T1"}});
  rows.add("bottom of the scapula above the lower end of T8", "mm", 1,
           scapula.bottom_y - shape.spine.height[level::T8] +
               v * shape.tables.spine.vertebra[level::T8].body_height_mm / 2,
           {{average_man, 0, kOpen, "T2 to T7 or T8: not below the body of T8"}});
  rows.add("length of the scapula", "mm", 0, scapula.length,
           {{average_man, 139, 155, "Siriraj 2004, CBMJ 2025: 139 +- 11; European men recalled 150-155"}});
  rows.add("breadth of the scapula", "mm", 0, scapula.breadth,
           {{average_man, 100, 105, "Siriraj 2004: 100; European men recalled 100-105"}});
  rows.add("medial border to the midline at T3", "mm", 0, scapula.medial_border_z,
           {{average_man, 60, 70, "recalled (medium)"}});

  for (const int number : {3, 5, 7, 9})
    rows.add("angle of rib " + std::to_string(number) + " deeper than the tips", "mm", 1,
             rib_angle_depth(shape, number), {{average_man, 5, 15, "recalled (medium): lean back"}});
  rows.add("slope of rib 8 lateral of its angle", "deg", 0, rib_slope_deg(shape, 8),
           {{average_man, 25, 40, "recalled (medium)"}});
  struct Groove {
    const char* level;
    double low, high;
    const char* cause;
  };
  for (const Groove& g :
       {Groove{"T4", 5, 11,
               "trapezius and rhomboids bulge a little high beside the tips; the range is proposed"},
        {"T8", 4, 8, ""},
        {"T12", 4, 10, ""},
        {"L3", 2, 8, ""}})
    rows.add(at_level("furrow at", g.level), "mm", 1, furrow_at(shape, level_index(g.level)).depth,
             {{average_man, g.low, g.high, "proposed"}}, g.cause);
}

}  // namespace

const char* verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::miss:
      return "miss";
    case Verdict::information:
      break;
  }
  return "for information";
}

std::vector<Check> shape_checks(const Subject& subject, const BackShape& shape) {
  Rows rows(person_of(subject));
  skin_depths(rows, shape);
  muscle_sizes(rows, subject, shape);
  bone_places(rows, shape);
  return rows.take();
}

std::vector<Check> lattice_checks(const BackModel& back, const BackShape& shape, Resolution resolution) {
  Rows rows(anybody);
  const HexQuality quality = hex_quality(back);
  rows.must("scaled Jacobian, worst hex", "", 2, quality.worst, 0.2, kOpen,
            "the section's normals converge or planes lean too much there",
            place_of_hex(back, quality.i, quality.j, quality.k));
  rows.add("scaled Jacobian, 1 % quantile", "", 2, quality.percentile_1, {});
  rows.add("scaled Jacobian, median", "", 2, quality.median, {});
  rows.must("nodes, hexes and bones that do not mirror", "", 0, mirror_differences(back), 0, 0,
            "left is not laid as the mirror image of right");
  rows.must("hexes without exactly one label", "", 0, wrong_labels(back), 0, 0,
            "a hex is bone though a corner is not, or the other way round");
  const std::vector<int> nodes = bone_nodes(back);
  const auto fewest = std::min_element(nodes.begin(), nodes.end());
  rows.must("nodes of the bone that has fewest", "", 0, *fewest, 3, kOpen, "the planes miss a thin bone",
            back.bones[fewest - nodes.begin()].name);
  const std::vector<std::string> unfelt = unfelt_tips(back, shape, lay_lattice(shape, resolution));
  std::string names;
  for (const std::string& name : unfelt) names += (names.empty() ? "" : ", ") + name;
  rows.must("spinous tips not felt at their true width", "", 0, static_cast<double>(unfelt.size()), 0, 0,
            "no node of the tip on the roof's surface", names);
  return rows.take();
}

std::vector<Check> volume_checks(const Subject& subject, const BackModel& back, Resolution resolution) {
  struct Volume {
    Tissue tissue;
    double fine_cm3;
    double standard_share, live_share;  // departure from fine specified for them, rounding included; 0: none
  };
  constexpr Volume kVolumes[] = {{Tissue::skin, 558, 0, 0},
                                 {Tissue::fat, 2912, 0, 0},
                                 {Tissue::trapezius, 159, 0.055, 0.055},
                                 {Tissue::latissimus, 460, 0, 0},
                                 {Tissue::rhomboidei, 78, 0.055, 0.055},
                                 {Tissue::serratus_posterior, 93, 0.3, 0.3},
                                 {Tissue::infraspinatus, 156, 0, 0},
                                 {Tissue::supraspinatus, 54, 0.3, 0.3},
                                 {Tissue::teres, 63, 0, 0},
                                 {Tissue::serratus_anterior, 507, 0, 0},
                                 {Tissue::subscapularis, 52, 0, 0},
                                 {Tissue::longissimus, 721, 0.05, 0.1},
                                 {Tissue::iliocostalis, 439, 0.05, 0.1},
                                 {Tissue::spinalis, 22, 0.3, 0.3},
                                 {Tissue::multifidus, 311, 0.05, 0.1},
                                 {Tissue::quadratus_lumborum, 180, 0.075, 0.265},
                                 {Tissue::psoas, 173, 0.195, 0.305},
                                 {Tissue::obliqui, 500, 0, 0},
                                 {Tissue::gluteus_maximus, 164, 0, 0},
                                 {Tissue::gluteus_medius, 372, 0, 0},
                                 {Tissue::intercostal, 690, 0, 0},
                                 {Tissue::collum, 94, 0, 0},
                                 {Tissue::ligament, 662, 0, 0},
                                 {Tissue::deep, 1242, 0, 0},
                                 {Tissue::bone, 587, 0, 0}};
  constexpr double kFine = 0.03;  // at fine, where the specification's volumes come from
  Rows rows(person_of(subject));
  const PerTissue volume = tissue_volumes_cm3(back);
  for (const Volume& v : kVolumes) {
    const double share = resolution == Resolution::fine       ? kFine
                         : resolution == Resolution::standard ? v.standard_share
                                                              : v.live_share;
    std::vector<Target> targets;
    if (share > 0)
      targets = {{average_man, v.fine_cm3 * (1 - share), v.fine_cm3 * (1 + share),
                  "specified at fine, with its departure at this resolution"}};
    rows.add("volume of " + spoken_name(v.tissue), "cm3", 0, volume[static_cast<std::size_t>(v.tissue)],
             targets, "a muscle of few hexes takes or loses whole ones on a coarse lattice");
  }
  double total = 0;
  for (const double each : volume) total += each;
  rows.add("volume of the lattice", "cm3", 0, total,
           {{average_man, 11260 * (resolution == Resolution::live ? 0.97 : 0.98), 11260 * 1.01,
             "specified: 11.26 l at fine, standard -1.3 %, live -1.8 %"}});
  return rows.take();
}

}  // namespace backroll
