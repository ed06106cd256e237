#include "cli/validation_cases.hpp"

#include "cli/validation_runs.hpp"

namespace backroll {

const char* row_verdict_name(RowVerdict verdict) {
  constexpr const char* kNames[] = {"inside", "outside", "calibrated", "for information"};
  return kNames[static_cast<int>(verdict)];
}

RowVerdict verdict_of(const ValidationRow& row) {
  if (!row.low && !row.high) return RowVerdict::information;
  const bool inside = row.ours >= row.low.value_or(row.ours) && row.ours <= row.high.value_or(row.ours);
  return !inside ? RowVerdict::outside : row.calibrated ? RowVerdict::calibrated : RowVerdict::inside;
}

const std::vector<ValidationCase>& validation_cases() {
  static const std::vector<ValidationCase> cases = {
      {.id = "V2",
       .title = "Force under calf and thigh while rolling",
       .grade = "A",
       .source = "Baumgart 2019 Sports 7:27, 20 men",
       .not_modelled = "calf and thigh on the roller: the program rolls backs only"},
      {.id = "V4",
       .title = "A head pressed on the spine, face down",
       .grade = "A",
       .source = "Edmondston 1999 Man Ther 4:157, 20 adults; L3 recalled: Latimer 1996-98, Shirley "
                 "1999-2002, Lee and Evans 1992",
       .scenarios = {"v4_t4.toml", "v4_t7.toml", "v4_t10.toml", "v4_l3.toml"},
       .note = "Slope between 30 and 100 N. Head (300 mm2), rate (0.5 Hz) and band are assumed, the abstract "
               "does not give them. Accepted on L3: 13 to 18 for a rigid head of this kind, 5 to 25 over all "
               "methods (slow indentation gives 5 to 7).",
       .measure = measure_press},
      {.id = "V5",
       .title = "The sternum pressed towards a held spine",
       .grade = "A",
       .source = "Edmondston 1999; Tsitlik 1983, 10 adults; Tomlinson 2007, 91 people",
       .scenarios = {"v5_cage.toml"},
       .note = "The costal joints' rotation was set so that the secant to 30 mm is 7.6 N/mm: that row checks "
               "nothing; the other rows follow from it. That was done with shoulder blades and abdomen "
               "attached. This part has neither, so its secant comes out lower.",
       .measure = measure_cage},
      {.id = "V8",
       .title = "A muscle block compressed across its fibres",
       .grade = "A-",
       .source = "Bosboom 2001 J Biomech 34:1365, 4 rats; Van Loocke 2008 J Biomech",
       .scenarios = {"v8_step.toml", "v8_ramp.toml"},
       .note = "The relaxing shares of muscle in assets/tissues.toml were chosen from these two sources.",
       .measure = measure_muscle_block},
      {.id = "V9",
       .title = "A block of fat indented and held",
       .grade = "A-",
       .source = "Sims 2010 BMMB 9:703, pig",
       .scenarios = {"v9_fat_block.toml"},
       .note = "Slow share and time constant of fat are this source's, and are found again from the force "
               "(one exponential and a rest, fitted from 30 s on). The block's sides are free, those of the "
               "experiment were not; the head's size and depth are ours. The published modulus is read as "
               "the long-term one; the short-term modulus used here, 1.5 kPa, lies above it.",
       .measure = measure_fat_block},
      {.id = "V10",
       .title = "Multifidus stiffens with activation",
       .grade = "A-",
       .source = "Sadeghi 2020 ASME J Eng Sci Med Diagn Ther 3:041001",
       .not_modelled = "muscles do not activate; subject.muscle_tone is a factor on their stiffness that the "
                       "user sets, so the ratio would be what was put in"},
      {.id = "V11",
       .title = "Crush stress of EPP foam by density",
       .grade = "A-",
       .source = "Crushing responses of expanded polypropylene foam (discovery.researcher.life)",
       .note = "From the foam's law alone, with its gas: mean stress up to 50 % compression.",
       .measure = measure_foam_density},
      {.id = "V12",
       .title = "Enclosed gas of a closed-cell foam",
       .grade = "C",
       .source = "Gibson and Ashby, Cellular Solids, 2nd ed. 1997, relative density 0.05",
       .note = "The law holds this very formula: a check of the program, not of the foam. Accepted: 2 %.",
       .measure = measure_foam_gas},
      {.id = "V13",
       .title = "A wheel rolling on a foam beam",
       .grade = "B",
       .source = "VerteTrack bench (chiromt s12998-020-00331-8)",
       .not_modelled = "the wheel's shape and the beam's foam are not known; with either chosen freely any "
                       "stiffness comes out"},
      {.id = "V14",
       .title = "The thoracic column with and without ribs",
       .grade = "A-",
       .source = "PMC6016553, cadaver; standard deviations as large as the means",
       .scenarios = {"v14_ribs_sagittal.toml", "v14_ribs_lateral.toml", "v14_ribs_torsion.toml",
                     "v14_bare_sagittal.toml", "v14_bare_lateral.toml", "v14_bare_torsion.toml"},
       .note = "T1 to T12, T12 held, 400 N along the column, +-5 N m on T1. Stiffness of T4 to T8 between "
               "half and full moment, mean of both ways. Accepted: the ratio times 0.6 to 1.6.",
       .measure = measure_thoracic_column},
      {.id = "V15",
       .title = "One costovertebral joint",
       .grade = "A-",
       .source = "J Biomech 2024 163:111923, 2 bodies, 4 levels",
       .scenarios = {"v15_longitudinal.toml", "v15_sagittal.toml", "v15_transverse.toml", "v15_torsion.toml"},
       .note =
           "Rib 6 on T6. The joint's stiffness is this source's, so agreement checks axes and places only. "
           "Its stiff axis lies along the neck of the rib, which points more backward than sideways: hence "
           "less motion in the sagittal and more in the transverse direction than published.",
       .measure = measure_costovertebral},
      {.id = "V16",
       .title = "Depth of bones under the skin",
       .grade = "A-",
       .source = "Wada 2025 JPTS 37:84, 18 men; Kawchuk 2011 Man Ther, 105 back-pain patients",
       .note = "The average man's continuous back. The patients are heavier: accepted is from half of their "
               "depth (a lean person) to all of it. Depths over the lumbar tips were set to 0.73 of theirs.",
       .measure = measure_depths},
      {.id = "V16b",
       .title = "Lordosis of someone lying",
       .grade = "A",
       .source = "PMC6680033, 627 healthy people; 49.8 deg standing",
       .note = "The average man's built spine; its lordosis is the rounded published mean.",
       .measure = measure_lordosis},
      {.id = "V17",
       .title = "Force on the roller by the body's posture",
       .grade = "C",
       .source = "derived from de Leva 1996: statics of a straight body, 80 kg, 1.75 m, mass centre 0.72 m "
                 "from the vertex",
       .note = "Bullet's body after a second of a hold, medium roller. Accepted: 3 points hips up; hips down "
               "from "
               "the weight of head, arms and upper trunk to that of a rigid trunk. Ankles 0.40 m before the "
               "hips, "
               "as in the table's body, whose trunk is 47 mm longer. Hips down the lean of the upper trunk "
               "and the "
               "round of the buttock were chosen after a first try (rigid trunk, fixed point: 29 at T4) fell "
               "short.",
       .measure = measure_lying},
      {.id = "V20",
       .title = "A soft and a firm roller at T8, hips up",
       .grade = "C",
       .source =
           "derived; pain threshold of men's spinous processes over 1 cm2, 450 to 750 kPa, recalled (low)",
       .scenarios = {"v20_soft_firm.toml"},
       .note = "502 N, live lattice. Over bone: over spine or ribs. Accepted: at least as much peak pressure "
               "under the firm roller, a mean of 31 to 63 kPa, peaks below the lower end of the threshold.",
       .measure = measure_soft_and_firm},
      {.id = "V21",
       .title = "A lumbar unit under compression",
       .grade = "A-",
       .source = "Gardner-Morse and Stokes 2004 J Biomech 37:205",
       .scenarios = {"v21_no_preload.toml", "v21_250n.toml", "v21_500n.toml"},
       .note = "L2 on L3, three forces and three moments, mean of the six ratios. The law's factor for "
               "compression is this source's.",
       .measure = measure_preload},
      {.id = "V23",
       .title = "Pressure that muscle endures by time",
       .grade = "C",
       .source = "Linder-Ganz 2006 J Biomech 39:2725",
       .not_modelled = "the program reports the muscle above 32 kPa and for how long; it has no limit that "
                       "falls with time"},
      {.id = "V24",
       .title = "Lift of the lumbar spine by body mass index",
       .grade = "C",
       .source = "Cardoso 2022 Front Rehabil Sci, massage bed",
       .not_modelled =
           "heads that rise from a bed under someone lying on it: the body on the bed is not in the program"},
  };
  return cases;
}

}  // namespace backroll
