#include <vector>

#include "scenario/pieces.hpp"
#include "scenario/wrong_file.hpp"

namespace backroll {
namespace {

// Lines 1-2; what follows starts at line 3.

const std::vector<WrongFile>& wrong_files() {
  static const std::vector<WrongFile> all = {
      {"empty file", "",
       "wrong.toml:1: schema: missing, the file is empty; a scenario begins with schema = 1"},
      {"only a comment", "# nothing\n", "wrong.toml:1: schema: missing, the file is empty"},
      {"no schema", "name = \"x\"\n", "wrong.toml:1: schema: missing; a scenario begins with schema = 1"},
      {"other schema", "schema = 2\nname = \"x\"\n",
       "wrong.toml:1: schema = 2: this program reads schema = 1"},
      {"schema as text", "schema = \"1\"\n",
       "wrong.toml:1: schema = \"1\": a whole number is expected, found a text"},
      {"not TOML", kHead + "[subject\n", "wrong.toml:3: not valid TOML: "},
      {"key given twice", kHead + "name = \"y\"\n", "wrong.toml:3: not valid TOML: "},
      {"invalid UTF-8", kHead + "description = \"\xff\xfe\"\n", "wrong.toml:3: not valid TOML: "},
      {"zero byte", kHead + std::string(1, '\0'), "wrong.toml: not a text file"},
      {"no name", "schema = 1\n" + kRolling, "wrong.toml:1: name: missing"},
      {"empty name", "schema = 1\nname = \" \"\n" + kRolling, "wrong.toml:2: name = \" \": empty"},
      {"name of two lines", "schema = 1\nname = \"a\\nb\"\n" + kRolling,
       "wrong.toml:2: name = \"a\\nb\": must be one line"},
      {"control character", "schema = 1\nname = \"a\\u0007\"\n" + kRolling,
       "wrong.toml:2: name = \"a\\u0007\": holds a control character"},
      {"name as number", "schema = 1\nname = 7\n" + kRolling,
       "wrong.toml:2: name = 7: a text is expected, found a whole number"},
      {"unknown section", kHead + "[subjekt]\nid = \"average-man\"\n" + kRolling,
       "wrong.toml:3: subjekt: unknown key; allowed: schema, name, description, extends, protocol, subject, "
       "support, roller"},
      {"key of another section", kHead + "density_kg_m3 = 40\n" + kRolling,
       "wrong.toml:3: density_kg_m3: unknown key here; it belongs in [[roller]] or [[specimen.layers]] or "
       "[indenter]"},
      {"section as value", kHead + "subject = \"average-man\"\n" + kRolling,
       "wrong.toml:3: subject: a table is expected: write [subject]"},
      {"one bracket for a list", kHead + "[roller]\nid = \"firm-epp\"\n" + kPhase,
       "wrong.toml:3: roller: a list of tables is expected: write [[roller]] before each entry"},
      {"two brackets for a table", kHead + "[[load]]\nforce_n = 300\n" + kRolling,
       "wrong.toml:3: load: there is only one: write [load]"},

      {"unknown subject", kHead + "[subject]\nid = \"average-men\"\n" + kRolling,
       "wrong.toml:4: subject.id = \"average-men\": no such subject; allowed: average-man, average-woman, "
       "lean-man, lean-woman, heavier-man; did you mean 'average-man'?"},
      {"stature in cm", kHead + "[subject]\nstature_m = 178\n" + kRolling,
       "wrong.toml:4: subject.stature_m = 178: outside 1.45 to 2.05 m"},
      {"unknown sex", kHead + "[subject]\nsex = \"male\"\n" + kRolling,
       "wrong.toml:4: subject.sex = \"male\": not one of the known words; allowed: man, woman; did you mean "
       "'man'?"},
      {"body mass index", kHead + "[subject]\nmass_kg = 150\n" + kRolling,
       "wrong.toml:4: subject.mass_kg = 150: body mass index 47.3 is outside 17 to 40 kg/m2 (150 kg at 1.78 "
       "m)"},
      {"mass nan", kHead + "[subject]\nmass_kg = nan\n" + kRolling,
       "wrong.toml:4: subject.mass_kg = nan: not a finite number"},

      {"no roller", kHead + kPhase, "wrong.toml:1: roller: missing: add at least one [[roller]]"},
      {"unknown roller", kHead + "[[roller]]\nid = \"firm-ep\"\n" + kPhase,
       "wrong.toml:4: roller.id = \"firm-ep\": no such roller; allowed: soft-epe, medium-epp, firm-epp, "
       "hollow-grid, rigid-core, "},
      {"roller without id", kHead + "[[roller]]\nname = \"mine\"\n" + kPhase,
       "wrong.toml:3: roller.id: missing"},
      {"id with a slash", kHead + "[[roller]]\nid = \"../x\"\nbase = \"firm-epp\"\n" + kPhase,
       "wrong.toml:4: roller.id = \"../x\": must be 1 to 60 of a-z, 0-9, '-' and '_'"},
      {"reserved id", kHead + "[[roller]]\nid = \"charts\"\nbase = \"firm-epp\"\n" + kPhase,
       "wrong.toml:4: roller.id = \"charts\": is the name of a folder of the results"},
      {"same roller twice", kHead + kRoller + kRoller + kPhase,
       "wrong.toml:6: roller.id = \"firm-epp\": given twice, first in line 3; give a variation its own id"},
      {"density of another polymer", kHead + kRoller + "density_kg_m3 = 300\n" + kPhase,
       "wrong.toml:5: roller.density_kg_m3 = 300: outside 20 to 90 kg/m3 for EPP"},
      {"foam without its density", kHead + kRoller + "foam = \"EVA\"\n" + kPhase,
       "wrong.toml:5: roller.foam = \"EVA\": the row's density of 60 kg/m3 is outside 80 to 250 kg/m3 for "
       "EVA"},
      {"unknown key of a roller", kHead + kRoller + "density_kg_m = 40\n" + kPhase,
       "wrong.toml:5: roller.density_kg_m: unknown key; allowed: id, base, name, foam, density_kg_m3, "
       "shape, diameter_mm, core_diameter_mm, length_mm, groove_width_mm, groove_depth_mm, ball_spacing_mm, "
       "waist_diameter_mm, ridge_count, ridge_width_mm, ridge_height_mm, mass_kg, modulus_kpa, collapse_kpa, "
       "loss_share, friction, drive, part; did you mean 'density_kg_m3'?"},
      {"density as text", kHead + kRoller + "density_kg_m3 = \"40\"\n" + kPhase,
       "wrong.toml:5: roller.density_kg_m3 = \"40\": a number is expected, found a text"},
      {"core wider than the roller", kHead + kRoller + "core_diameter_mm = 149\n" + kPhase,
       "wrong.toml:5: roller.core_diameter_mm = 149: leaves less than 3 mm of foam between a core of 149 mm "
       "and a "
       "diameter of 150 mm"},
      {"unknown drive", kHead + kRoller + "drive = \"lock\"\n" + kPhase,
       "wrong.toml:5: roller.drive = \"lock\": not one of the known words; allowed: free, driven, locked; "
       "did you "
       "mean 'locked'?"},
      {"negative friction", kHead + kRoller + "friction = -0.1\n" + kPhase,
       "wrong.toml:5: roller.friction = -0.1: outside 0 to 2"},

      {"load given twice", kHead + "[load]\nforce_n = 300\nbody_weight_fraction = 0.5\n" + kRolling,
       "wrong.toml:5: load.body_weight_fraction = 0.5: give either this or load.force_n"},
      {"load infinite", kHead + "[load]\nforce_n = inf\n" + kRolling,
       "wrong.toml:4: load.force_n = inf: not a finite number"},
      {"load in percent", kHead + "[load]\nbody_weight_fraction = 60\n" + kRolling,
       "wrong.toml:4: load.body_weight_fraction = 60: outside 0.01 to 1.2 of body weight"},
      {"gravity as number", kHead + "[load]\ngravity = 9.81\n" + kRolling,
       "wrong.toml:4: load.gravity = 9.81: true or false is expected, found a number"},

      {"no phase", kHead + kRoller, "wrong.toml:1: phase: missing: add [[phase]] entries"},
      {"phase without kind", kHead + kRoller + "[[phase]]\nlevel = \"T8\"\n",
       "wrong.toml:5: phase.kind: missing"},
      {"unknown kind", kHead + kRolling + "[[phase]]\nkind = \"rol\"\n",
       "wrong.toml:9: phase.kind = \"rol\": not one of the known words; allowed: approach, warm_up, roll, "
       "hold, rest, repeat, lift; did you mean 'roll'?"},
      {"unknown level", kHead + kRoller + "[[phase]]\nkind = \"approach\"\nlevel = \"T13\"\n",
       "wrong.toml:7: phase.level = \"T13\": not one of the known words; allowed: C7, T1, T2,"},
      {"starts with a roll",
       kHead + kRoller + "[[phase]]\nkind = \"roll\"\nfrom_level = \"T4\"\nto_level = \"T8\"\n",
       "wrong.toml:6: phase.kind = \"roll\": the first phase must be an approach"},
      {"approach without level", kHead + kRoller + "[[phase]]\nkind = \"approach\"\n",
       "wrong.toml:5: phase.level: missing"},
      {"two approaches", kHead + kRolling + kPhase,
       "wrong.toml:9: phase.kind = \"approach\": only the first phase can be an approach"},
      {"lift in the middle", kHead + kRolling + "[[phase]]\nkind = \"lift\"\n[[phase]]\nkind = \"hold\"\n",
       "wrong.toml:9: phase.kind = \"lift\": a lift can only come last"},
      {"roll nowhere",
       kHead + kRolling + "[[phase]]\nkind = \"roll\"\nfrom_level = \"T4\"\nto_level = \"T4\"\n",
       "wrong.toml:11: phase.to_level = \"T4\": the same as from_level: nothing to roll"},
      {"roll without end", kHead + kRolling + "[[phase]]\nkind = \"roll\"\nfrom_level = \"T4\"\n",
       "wrong.toml:8: phase.to_level: missing"},
      {"too fast", kHead + kRolling + "[[phase]]\nkind = \"hold\"\nspeed_m_s = 3\n",
       "wrong.toml:10: phase.speed_m_s = 3: outside 0.005 to 0.3 m/s"},
      {"half a stroke",
       kHead + kRolling +
           "[[phase]]\nkind = \"roll\"\nfrom_level = \"T4\"\nto_level = \"T8\"\nstrokes = 1.5\n",
       "wrong.toml:12: phase.strokes = 1.5: a whole number is expected, found a number"},
      {"strokes of a hold", kHead + kRolling + "[[phase]]\nkind = \"hold\"\nstrokes = 2\n",
       "wrong.toml:10: phase.strokes = 2: not used by kind = \"hold\""},

      {"unknown resolution", kHead + kRolling + "[mesh]\nresolution = \"coarse\"\n",
       "wrong.toml:9: mesh.resolution = \"coarse\": not one of the known words; allowed: live, standard, "
       "fine"},
      {"nodes of a back", kHead + kRolling + "[mesh]\nnodes = 20000\n",
       "wrong.toml:9: mesh.nodes = 20000: is for a specimen; a back has mesh.resolution"},
      {"time step too long", kHead + kRolling + "[solver]\ntime_step_s = 0.1\n",
       "wrong.toml:9: solver.time_step_s = 0.1: too long for a back; allowed: 0.00416 to 0.0667 s"},
      {"integer too large", kHead + kRolling + "[solver]\nthreads = 9000000000\n",
       "wrong.toml:9: solver.threads = 9000000000: outside 0 to 1024"},
      {"tolerance zero", kHead + kRolling + "[solver]\nresidual_tolerance = 0\n",
       "wrong.toml:9: solver.residual_tolerance = 0: outside 1e-08 to 0.1"},
      {"output as list", kHead + kRolling + "[output]\ncharts = [true]\n",
       "wrong.toml:9: output.charts = [true]: true or false is expected, found a list"},
      {"date", kHead + kRolling + "[output]\nfields_every_s = 2020-01-01\n",
       "wrong.toml:9: output.fields_every_s = a date: a number is expected, found a date or time"},
  };
  return all;
}

}  // namespace

TEST_CASE("wrong scenarios of a back name file, line, key and what is allowed") {
  CHECK(wrong_files().size() >= 25);
  for (const WrongFile& wrong : wrong_files()) check_message(wrong);
}

}  // namespace backroll
