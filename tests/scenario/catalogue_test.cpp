#include "scenario/catalogue.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <set>

#include "scenario/document.hpp"
#include "scenario/input_error.hpp"
#include "scenario/sourced_table.hpp"

namespace backroll {
namespace {

// p(e) with the gas term, the working form of the foam law.
double stress(const Foam& foam, double e) {
  return foam.modulus_pa * e / (1 + foam.modulus_pa * e / foam.collapse_pa) +
         foam.gas_pa * e / (1 - e - foam.relative_density);
}

}  // namespace

TEST_CASE("every number of the catalogues has a source") {
  for (const FoamPolymer& foam : foam_catalogue()) CHECK(foam.sources.size() == 10);
  for (const RollerRow& row : roller_catalogue())
    CHECK(row.sources.size() >= 5);  // a ball: density, two diameters, tube, friction
  for (const SubjectRow& row : subject_catalogue()) CHECK(row.sources.size() == 7);
  for (const TissueRow& row : tissue_catalogue()) CHECK(row.sources.size() == 7);
  // Reading refuses a number without one.
  const Node row = parse_document(
      "a = 3\nb = { value = 3 }\nc = { value = 3, source = \"hearsay\" }\n"
      "d = { value = 3, source = \"proposed: a guess\" }\n",
      "t.toml");
  SourcedTable table(row, "row");
  CHECK_THROWS_AS(table.number("a"), InputError);
  CHECK_THROWS_AS(table.number("b"), InputError);
  CHECK_THROWS_AS(table.number("c"), InputError);
  CHECK_THROWS_AS(table.number("e"), InputError);
  CHECK(table.number("d") == 3);
  CHECK(table.sources() == std::vector<std::string>{"d: proposed: a guess"});
}

TEST_CASE("the foam scaling gives the presets") {
  const FoamPolymer& epp = foam_polymer("EPP");
  const Foam medium = foam_at(epp, 30), firm = foam_at(epp, 60);
  CHECK(medium.modulus_pa == doctest::Approx(1.5e6));
  CHECK(medium.collapse_pa == doctest::Approx(110e3));
  CHECK(medium.relative_density == doctest::Approx(0.0333).epsilon(0.01));
  CHECK(firm.modulus_pa == doctest::Approx(5e6).epsilon(1e-3));
  CHECK(firm.collapse_pa == doctest::Approx(310e3).epsilon(1e-3));
  CHECK(firm.relative_density == doctest::Approx(0.0667).epsilon(0.01));
  CHECK(stress(medium, 0.25) == doctest::Approx(120e3).epsilon(0.02));
  CHECK(stress(firm, 0.25) == doctest::Approx(285e3).epsilon(0.02));
  const Foam soft = roller_row("soft-epe").roller.foam;
  CHECK(stress(soft, 0.25) == doctest::Approx(54e3).epsilon(0.02));
  CHECK(stress(soft, 0.5) == doctest::Approx(128e3).epsilon(0.02));
  const Foam grid = roller_row("hollow-grid").roller.foam;
  CHECK(grid.modulus_pa == doctest::Approx(2e6));
  CHECK(grid.relative_density == doctest::Approx(0.19).epsilon(0.01));
}

TEST_CASE("a density outside the polymer's range is refused") {
  CHECK_THROWS_WITH_AS(foam_at(foam_polymer("EPP"), 300),
                       "density_kg_m3 = 300: outside 20 to 90 kg/m3 for EPP", InputError);
  CHECK_THROWS_AS(foam_at(foam_polymer("EPE"), 61), InputError);
  CHECK_THROWS_AS(foam_at(foam_polymer("EVA"), 79), InputError);
  CHECK_THROWS_AS(foam_at(foam_polymer("EVA"), std::nan("")), InputError);
}

TEST_CASE("the rollers asked for are there and weigh what they should") {
  std::set<std::string> ids;
  for (const RollerRow& row : roller_catalogue()) {
    ids.insert(row.roller.id);
    CHECK(row.roller.core_diameter_m < row.roller.diameter_m);
    CHECK(row.roller.mass_kg > 0.01);
    CHECK(row.roller.mass_kg < 1.5);
  }
  for (const char* id : {"soft-epe", "medium-epp", "firm-epp", "hollow-grid", "rigid-core"})
    CHECK(ids.count(id) == 1);
  CHECK(ids.size() >= 10);
  // pi/4 (0.15^2 - 0.05^2) 0.3 x 30
  CHECK(roller_row("medium-epp").roller.mass_kg == doctest::Approx(0.1414).epsilon(1e-3));
  CHECK(roller_row("hollow-grid").roller.foam_thickness() == doctest::Approx(0.014));
  CHECK(roller_row("rigid-core").roller.foam_thickness() == doctest::Approx(0.010));
  CHECK(roller_row("lacrosse-ball").roller.mass_kg == doctest::Approx(0.145).epsilon(0.01));
  try {
    roller_row("firm-ep");
    FAIL("found");
  } catch (const InputError& error) {
    const std::string message = error.what();
    CHECK(message.starts_with("no roller 'firm-ep'; allowed: soft-epe, medium-epp, firm-epp, "));
    CHECK(message.ends_with("; did you mean 'firm-epp'?"));
  }
}

TEST_CASE("the subjects asked for are there") {
  for (const char* id : {"average-man", "average-woman", "lean-man", "lean-woman", "heavier-man"})
    CHECK(subject_row(id).subject.id == id);
  CHECK(subject_row("average-man").subject.bmi() == doctest::Approx(25.25).epsilon(1e-3));
  CHECK(subject_row("average-woman").subject.sex == Sex::woman);
}

TEST_CASE("every tissue of the lattice has a material") {
  const std::vector<std::string> names = {"skin",
                                          "fat",
                                          "trapezius",
                                          "latissimus",
                                          "rhomboidei",
                                          "serratus_posterior",
                                          "infraspinatus",
                                          "supraspinatus",
                                          "teres",
                                          "serratus_anterior",
                                          "subscapularis",
                                          "longissimus",
                                          "iliocostalis",
                                          "spinalis",
                                          "multifidus",
                                          "quadratus_lumborum",
                                          "psoas",
                                          "obliqui",
                                          "gluteus_maximus",
                                          "gluteus_medius",
                                          "intercostal",
                                          "collum",
                                          "ligament",
                                          "deep"};
  CHECK(tissue_catalogue().size() == names.size());
  for (const std::string& name : names) {
    CAPTURE(name);
    const Material material = tissue_material(name);
    CHECK(material.law == LawKind::ogden);
    CHECK(material.shear_modulus_along_pa >= material.shear_modulus_pa);
    double sum = 0;
    for (const double share : material.prony_g) sum += share;
    CHECK(sum < 1);
    CHECK(material.prony_g.size() == material.prony_tau_s.size());
  }
  CHECK(tissue_material("longissimus").shear_modulus_pa == 6e3);
  CHECK(tissue_material("longissimus").shear_modulus_along_pa == 9e3);
  CHECK(tissue_material("fat").prony_g == std::vector<double>{0.15, 0.39});
  CHECK_THROWS_AS(tissue_material("longisimus"), InputError);
  CHECK(deep_boundary().normal_pa_m == 60e3);
  CHECK(deep_boundary().tangential_pa_m == 20e3);
  CHECK(deep_boundary().cut_face_pa_m == 30e3);
  CHECK(fascia().thickness_m == doctest::Approx(0.6e-3));
  CHECK(fascia().modulus_pa == 30e6);
  CHECK(fascia().toe_strain == 0.04);
  CHECK(fascia().ogden_alpha == 60);
}

TEST_CASE("the muscles are the tissues made of muscle") {
  const std::vector<std::string> muscles = muscle_names();
  CHECK(muscles.size() == 20);
  const std::set<std::string> names(muscles.begin(), muscles.end());
  for (const char* muscle : {"trapezius", "serratus_posterior", "intercostal", "obliqui", "collum"})
    CHECK(names.count(muscle) == 1);
  for (const char* other : {"skin", "fat", "ligament", "deep"}) CHECK(names.count(other) == 0);
}

TEST_CASE("BACKROLL_ASSETS chooses the folder") {
  const std::filesystem::path normal = assets_dir();
  ::setenv("BACKROLL_ASSETS", "/nowhere/at/all", 1);
  CHECK_THROWS_AS(assets_dir(), MachineError);
  ::setenv("BACKROLL_ASSETS", normal.c_str(), 1);
  CHECK(assets_dir() == normal);
  ::unsetenv("BACKROLL_ASSETS");
}

}  // namespace backroll
