#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "anatomy/lattice_measures.hpp"
#include "subjects.hpp"

using namespace backroll;
using namespace backroll::test;

TEST_CASE("tissues have the volumes of the specification") {
  const std::map<Tissue, double> expected = {{Tissue::skin, 558},
                                             {Tissue::fat, 2912},
                                             {Tissue::trapezius, 159},
                                             {Tissue::latissimus, 460},
                                             {Tissue::rhomboidei, 78},
                                             {Tissue::serratus_posterior, 93},
                                             {Tissue::infraspinatus, 156},
                                             {Tissue::supraspinatus, 54},
                                             {Tissue::teres, 63},
                                             {Tissue::serratus_anterior, 507},
                                             {Tissue::subscapularis, 52},
                                             {Tissue::longissimus, 721},
                                             {Tissue::iliocostalis, 439},
                                             {Tissue::spinalis, 22},
                                             {Tissue::multifidus, 311},
                                             {Tissue::quadratus_lumborum, 180},
                                             {Tissue::psoas, 173},
                                             {Tissue::obliqui, 500},
                                             {Tissue::gluteus_maximus, 164},
                                             {Tissue::gluteus_medius, 372},
                                             {Tissue::intercostal, 690},
                                             {Tissue::collum, 94},
                                             {Tissue::ligament, 662},
                                             {Tissue::deep, 1242},
                                             {Tissue::bone, 587}};
  const auto fine = tissue_volumes_cm3(average_back(Resolution::fine));
  double total = 0;
  for (const auto& [tissue, volume] : expected) {
    CAPTURE(tissue_name(tissue));
    CHECK(fine[std::size_t(tissue)] == doctest::Approx(volume).epsilon(0.03));
    total += fine[std::size_t(tissue)];
  }
  CHECK(total == doctest::Approx(11260).epsilon(0.01));
}

TEST_CASE("coarser lattices keep the volumes of the erector muscles") {
  const auto fine = tissue_volumes_cm3(average_back(Resolution::fine));
  const auto standard = tissue_volumes_cm3(average_back(Resolution::standard)),
             live = tissue_volumes_cm3(average_back(Resolution::live));
  for (const Tissue t : {Tissue::longissimus, Tissue::iliocostalis, Tissue::multifidus}) {
    CAPTURE(tissue_name(t));
    CHECK(standard[std::size_t(t)] == doctest::Approx(fine[std::size_t(t)]).epsilon(0.06));
    CHECK(live[std::size_t(t)] == doctest::Approx(fine[std::size_t(t)]).epsilon(0.11));
  }
}

TEST_CASE("a hex is bone exactly when all its corners are") {
  const BackModel& back = average_back(Resolution::standard);
  const Lattice& l = back.lattice;
  for (int j = 0; j + 1 < l.nj; ++j)
    for (int i = 0; i + 1 < l.ni; ++i)
      for (int k = 0; k + 1 < l.nk; ++k) {
        bool all = true;
        for (const int node : l.hex_nodes(i, j, k)) all = all && back.node_bone[node] >= 0;
        REQUIRE((back.hex_tissue[l.hex(i, j, k)] == Tissue::bone) == all);
      }
}

TEST_CASE("fibres are unit vectors where a muscle has any") {
  for (const Resolution resolution : kResolutions) {
    const BackModel& back = average_back(resolution);
    int wrong = 0;
    for (int e = 0; e < back.lattice.hexes(); ++e) {
      const Tissue t = back.hex_tissue[e];
      const bool fibrous = is_muscle(t) && t != Tissue::obliqui;
      wrong += std::abs(back.hex_fibre[e].norm() - (fibrous ? 1 : 0)) > 1e-12;
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("fibres run the way their muscles do") {
  const BackModel& back = average_back(Resolution::standard);
  std::map<Tissue, Vec3> mean;  // right side
  for (int e = 0; e < back.lattice.hexes(); ++e)
    if (back.hex_side[e] > 0)
      mean.try_emplace(back.hex_tissue[e], Vec3::Zero()).first->second += back.hex_fibre[e];
  for (auto& [tissue, sum] : mean) sum.normalize();
  CHECK(mean[Tissue::longissimus].y() > 0.98);
  CHECK(mean[Tissue::multifidus].z() < -0.2);  // up and medial,
  CHECK(mean[Tissue::multifidus].x() < -0.1);  // and backwards to the spinous processes
  CHECK(mean[Tissue::rhomboidei].y() < -0.5);  // down and lateral
  CHECK(mean[Tissue::rhomboidei].z() > 0.5);
  CHECK(mean[Tissue::latissimus].y() > 0.5);  // up
  CHECK(mean[Tissue::psoas].y() < -0.9);      // down
}

TEST_CASE("the thoracolumbar fascia covers the lumbar erector group") {
  const BackModel& back = average_back(Resolution::standard);
  const Lattice& l = back.lattice;
  int posterior = 0, middle = 0;
  double reach = 0;
  for (int j = 0; j + 1 < l.nj; ++j)
    for (int i = 0; i + 1 < l.ni; ++i) {
      const int face = i + (l.ni - 1) * j;
      const Vec3& p = l.position[l.node(i, j, back.roof_layer)];
      if (back.posterior_fascia_face[face]) {
        ++posterior;
        reach = std::max(reach, std::abs(p.z()));
        CHECK(p.y() > -0.06);
        CHECK(p.y() < 0.20);
      }
      middle += back.middle_fascia_face[face];
    }
  CHECK(posterior > 300);
  CHECK(reach > 0.06);
  CHECK(reach < 0.10);
  CHECK(middle > 20);
}
