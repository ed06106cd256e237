#include "cli/inspect_pictures.hpp"

#include <array>
#include <cmath>

#include "anatomy/section_grid.hpp"

namespace backroll {

namespace {

// In a horizontal section the back is below: near names stand under the skin, far ones above, in front.
enum class Named { no, near, far };

struct TissueStyle {
  Tissue tissue;
  const char* name;
  const char* fill;
  Named named;
};

// Colours of an anatomical atlas: muscles red to brown, each unlike its neighbours.
constexpr TissueStyle kTissueStyles[] = {
    TissueStyle{Tissue::skin, "skin", "#e2b08c", Named::near},
    {Tissue::fat, "fat", "#f7e3a1", Named::near},
    {Tissue::trapezius, "trapezius", "#a8382f", Named::near},
    {Tissue::latissimus, "latissimus dorsi", "#c4573f", Named::near},
    {Tissue::rhomboidei, "rhomboidei", "#d98a70", Named::near},
    {Tissue::serratus_posterior, "serratus posterior", "#7d3a2d", Named::near},
    {Tissue::infraspinatus, "infraspinatus", "#bf5f4b", Named::near},
    {Tissue::supraspinatus, "supraspinatus", "#cf7d62", Named::near},
    {Tissue::teres, "teres", "#93412f", Named::near},
    {Tissue::serratus_anterior, "serratus anterior", "#cf8468", Named::far},
    {Tissue::subscapularis, "subscapularis", "#9a4f3e", Named::far},
    {Tissue::longissimus, "longissimus", "#b5463a", Named::near},
    {Tissue::iliocostalis, "iliocostalis", "#d4745a", Named::near},
    {Tissue::spinalis, "spinalis", "#8f3630", Named::near},
    {Tissue::multifidus, "multifidus", "#82261f", Named::near},
    {Tissue::quadratus_lumborum, "quadratus lumborum", "#a65a38", Named::far},
    {Tissue::psoas, "psoas", "#c98761", Named::far},
    {Tissue::obliqui, "abdominal wall (obliqui)", "#b06a4f", Named::far},
    {Tissue::gluteus_maximus, "gluteus maximus", "#ad4a38", Named::near},
    {Tissue::gluteus_medius, "gluteus medius", "#c96b52", Named::near},
    {Tissue::intercostal, "intercostal", "#d99a86", Named::far},
    {Tissue::collum, "neck muscles", "#bb7d6b", Named::near},
    {Tissue::ligament, "ligaments and joints", "#dfe6ea", Named::far},
    {Tissue::deep, "deep, not told apart", "#ece4e4", Named::far},
};
constexpr const char* kFascia = "#fbf3e8";
constexpr const char* kBone = "#f3e8c8";
constexpr const char* kBoneRim = "#8c7443";
constexpr double kNamedDepth = 0.7;  // [mm] a region must be this far from its border somewhere to be named

std::vector<SectionStyle> styles() {
  std::vector<SectionStyle> all;
  for (const TissueStyle& t : kTissueStyles) {
    const bool muscle = is_muscle(t.tissue) || t.tissue == Tissue::collum;
    all.push_back({section_label::of(t.tissue), t.fill, muscle ? kFascia : t.fill, muscle ? 0.9 : 0.6,
                   muscle ? 1 : 0, t.name});
  }
  all.push_back({section_label::canal, "#f4e9a8", "#a89a5a", 0.7, 2, "vertebral canal"});
  all.push_back({section_label::disc, "#a9c6d6", "#6f8fa1", 0.8, 2, "intervertebral disc"});
  const std::vector<Bone> bones = named_bones();
  for (std::size_t b = 0; b < bones.size(); ++b)
    all.push_back({section_label::of_bone(static_cast<int>(b)), kBone, kBoneRim, 1.1, 3, bones[b].name});
  return all;
}

LabelGrid grid_of(SectionLabels labels) {
  return {labels.columns, labels.rows, labels.step, labels.left, labels.top, std::move(labels.label)};
}

PlanePoint in_horizontal(const Vec2& x_z) {
  return {-x_z.y(), -x_z.x()};
}

// Names the muscles and what covers them, each once, on the two sides by turns.
void name_tissues(SectionPicture& picture) {
  const LabelGrid& grid = picture.grid;
  const int middle = static_cast<int>(std::lround(-grid.left_mm / grid.step_mm));
  int near = 0, far = 0;
  for (const TissueStyle& t : kTissueStyles) {
    if (t.named == Named::no) continue;
    int& count = t.named == Named::near ? near : far;
    const bool left_half = count % 2 == 0;
    const Interior place = interior_of(grid, section_label::of(t.tissue), left_half ? 0 : middle,
                                       left_half ? middle : grid.columns);
    if (place.depth_mm < kNamedDepth) continue;
    ++count;
    picture.callouts.push_back({t.name, place.place, t.named == Named::near ? Edge::bottom : Edge::top});
  }
}

void name_bones(SectionPicture& picture, const BackShape& shape, int level) {
  const double y = shape.spine.height[level], v = shape.scaling.skeleton;
  const LabelGrid& grid = picture.grid;
  const auto bone_at = [&grid](const PlanePoint& p) {
    const int c = static_cast<int>(std::lround((p.x - grid.left_mm) / grid.step_mm));
    const int r = static_cast<int>(std::lround((p.y - grid.top_mm) / grid.step_mm));
    if (c < 0 || r < 0 || c >= grid.columns || r >= grid.rows) return -1;
    return static_cast<int>(grid.at(r, c)) - section_label::first_bone;
  };
  const std::vector<Bone> bones = named_bones();
  picture.words.push_back(
      {std::string(kLevelNames[level]), in_horizontal({shape.spine.centre[level].x() + 2, 8}), true});

  // The spinous process that the section meets behind the canal: often that of the vertebra above.
  const Column middle = shape.sections.column(0, y);
  for (double h = middle.roof; h > middle.floor; h -= 0.5) {
    const PlanePoint p = in_horizontal({middle.x_at(h - 3), 0});
    const int bone = bone_at(p);
    if (bone < 0) continue;
    picture.callouts.push_back({"spinous process " + bones[bone].name, p, Edge::bottom});
    break;
  }
  // Transverse process of the level, on the right, where the section meets its tip beside and behind the
  // body.
  const Vertebra& vertebra = shape.tables.spine.vertebra[level];
  const double tip = (vertebra.tp_span_mm / 2 - 6) * v;
  int met = 0;
  for (double back = vertebra.endplate_depth_mm / 2 * v;
       back < 60 * v && tip > vertebra.endplate_width_mm / 2 * v; back += 0.5) {
    const Vec2 here(shape.spine.centre[level].x() - back, tip);
    if (bone_at(in_horizontal(here)) == bone::of_level(level)) {
      ++met;
    } else if (met > 4) {
      picture.callouts.push_back(
          {"transverse process", in_horizontal({here.x() + 0.25 * met, tip}), Edge::top});
      break;
    } else {
      met = 0;
    }
  }
  // Ribs and scapula on the left half of the picture, the body's right; the hip bone likewise.
  const int half = static_cast<int>(std::lround(-grid.left_mm / grid.step_mm));
  int ribs = 0;
  for (int number = 12; number >= 1; --number) {
    const Interior place = interior_of(grid, section_label::of_bone(bone::rib_1_right + number - 1), 0, half);
    if (place.depth_mm < 1.5 || ribs == 2) continue;
    picture.callouts.push_back({"rib " + std::to_string(number), place.place, Edge::top});
    ++ribs;
  }
  const Interior scapula = interior_of(grid, section_label::of_bone(bone::scapula_left), half, grid.columns);
  if (scapula.depth_mm > kNamedDepth) picture.callouts.push_back({"scapula", scapula.place, Edge::bottom});
  const Interior ilium = interior_of(grid, section_label::of_bone(bone::pelvis), 0, half - 40);
  if (ilium.depth_mm > 1.5) picture.callouts.push_back({"ilium", ilium.place, Edge::top});
  const Interior canal = interior_of(grid, section_label::canal, 0, grid.columns);
  if (canal.depth_mm > 1.5)
    picture.callouts.push_back({"vertebral canal", {canal.place.x + 4, canal.place.y}, Edge::top});
}

// Posterior layer on the roof out to the erector group's edge, T12 to the sacrum; middle layer on the floor
// between the transverse processes' tips and that edge, L1 to L4; both sides.
void draw_fasciae(SectionPicture& picture, const BackShape& shape, int level) {
  if (level > level::T12) return;
  const double y = shape.spine.height[level], edge = shape.labels.erector_edge(y);
  const auto draw = [&](double from, double to, double SectionValues::*surface) {
    for (const int side : {-1, 1}) {
      SectionLine line;
      for (double s = from; s <= to; s += 1) {
        const Column c = shape.sections.column(s, y);
        const double h = c.*surface;
        line.points.push_back(in_horizontal({c.x_at(h), side * c.z_at(h)}));
      }
      picture.lines.push_back(line);
    }
    return picture.lines.back().points[picture.lines.back().points.size() * 2 / 3];
  };
  picture.callouts.push_back(
      {"thoracolumbar fascia, posterior layer", draw(2, edge, &SectionValues::roof), Edge::bottom});
  if (level >= level_index("L4") && level <= level::L1) {
    const double tip = shape.tables.spine.vertebra[level].tp_span_mm / 2 * shape.scaling.skeleton;
    if (tip < edge - 4)
      picture.callouts.push_back(
          {"thoracolumbar fascia, middle layer", draw(tip, edge, &SectionValues::floor), Edge::top});
  }
}

}  // namespace

SectionPicture horizontal_picture(const BackShape& shape, int level, const std::string& person) {
  SectionPicture picture;
  picture.title = "Section through the body of " + std::string(kLevelNames[level]) + ", " + person;
  picture.subtitle =
      "Horizontal, seen from the feet, the back below. Vertebral body and canal: drawn to their whole "
      "extent, the lattice ends in them.";
  picture.grid = grid_of(horizontal_section(shape, shape.spine.height[level]));
  picture.styles = styles();
  picture.left = "R";
  picture.right = "L";
  picture.pixels_per_mm = 3;
  name_tissues(picture);
  name_bones(picture, shape, level);
  draw_fasciae(picture, shape, level);
  return picture;
}

SectionPicture midline_picture(const BackShape& shape, const std::string& person) {
  SectionPicture picture;
  picture.title = "Section along the midline, " + person;
  picture.subtitle = "Seen from the right, the back on the left.";
  picture.grid = grid_of(midline_section(shape));
  picture.styles = styles();
  picture.pixels_per_mm = 2;
  const double v = shape.scaling.skeleton;
  for (int n = level::C7; n >= level::S4; --n) {
    const Vec2& tip = shape.spine.tip[n];
    picture.callouts.push_back({std::string(kLevelNames[n]) + (is_vertebra(n) ? " tip" : " crest"),
                                {tip.x() + 1.5, -tip.y()},
                                Edge::left});
    if (is_vertebra(n)) {
      const Vec2& body = shape.spine.centre[n];
      picture.words.push_back({std::string(kLevelNames[n]), {body.x(), -body.y()}, true});
    }
  }
  // What lies between: in the right margin, at places chosen on the curve.
  const auto beside = [&](const char* name, int level, double forward, double up) {
    const Vec2 p =
        shape.spine.centre[level] + v * (forward * shape.spine.forward[level] + up * shape.spine.up[level]);
    picture.callouts.push_back({name, {p.x(), -p.y()}, Edge::right});
  };
  const auto& vertebra = shape.tables.spine.vertebra;
  const auto canal = [&](int n) { return -vertebra[n].endplate_depth_mm / 2 - vertebra[n].canal_mm / 2; };
  beside("vertebral canal", level_index("T9"), canal(level_index("T9")),
         vertebra[level_index("T9")].body_height_mm / 2 + 2);
  beside("intervertebral disc", level_index("L3"), 0, vertebra[level_index("L3")].body_height_mm / 2 + 4);
  const auto under_skin = [&](const char* name, int n, double share) {
    const double y = 0.5 * (shape.spine.tip[n].y() + shape.spine.tip[n + 1].y());
    const Column c = shape.sections.column(0, y);
    const double h = share > 1 ? c.skin - 1 : c.roof + share * (c.skin - c.roof);
    picture.callouts.push_back({name, {c.x_at(h), -y}, Edge::left});
  };
  under_skin("skin", level_index("L1"), 2);
  under_skin("fat", level_index("L4"), 0.5);
  const Vec2 between = 0.5 * (shape.spine.tip[level_index("T10")] + shape.spine.tip[level_index("T11")]);
  picture.callouts.push_back({"interspinous ligament", {between.x() + 10, -between.y()}, Edge::left});
  const Vec2 sacrum = 0.5 * (shape.spine.tip[level::S1] + shape.spine.tip[level::S2]);
  picture.callouts.push_back({"sacrum", {sacrum.x() + 25, -sacrum.y()}, Edge::right});
  return picture;
}

}  // namespace backroll
