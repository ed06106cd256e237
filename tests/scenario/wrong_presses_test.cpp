// Wrong [support], [press], [part] and [subject.muscle_tone].
#include <vector>

#include "scenario/pieces.hpp"
#include "scenario/wrong_file.hpp"

namespace backroll {
namespace {

const std::string kForce = "force_n = [[0, 0], [1, 100]]\n";
const std::string kDepth = "depth_mm = [[0, 0], [1, 10]]\n";
const std::string kAt = "[press]\nat = \"L3\"\n";       // lines 3-4
const std::string kPress = kHead + kAt + kForce;        // next line is 6
const std::string kCage = "[part]\nkind = \"cage\"\n";  // lines 3-4
const std::string kPart = kHead + kCage + kForce;       // next line is 6

void check_all(const std::vector<WrongFile>& all) {
  for (const WrongFile& wrong : all) check_message(wrong);
}

}  // namespace

TEST_CASE("wrong supports and tones") {
  check_all({
      {"unknown posture", kHead + "[support]\nposture = \"hip_up\"\n" + kRolling,
       "wrong.toml:4: support.posture = \"hip_up\": not one of the known words; allowed: hips_up, hips_down, "
       "prone, held; did you mean 'hips_up'?"},
      {"prone on a roller", kHead + "[support]\nposture = \"prone\"\n" + kRolling,
       "wrong.toml:4: support.posture = \"prone\": is for a [press]; with rollers the posture is hips_up, "
       "hips_down or held"},
      {"share in percent", kHead + "[support]\nmuscle_hold_share = 50\n" + kRolling,
       "wrong.toml:4: support.muscle_hold_share = 50: outside 0 to 1"},
      {"preload below zero", kHead + "[support]\nspine_preload_n = -1\n" + kRolling,
       "wrong.toml:4: support.spine_preload_n = -1: outside 0 to 1000 N"},
      {"plinth of nothing", kHead + "[support]\nplinth_stiffness_n_mm = 0\n" + kRolling,
       "wrong.toml:4: support.plinth_stiffness_n_mm = 0: outside 1 to 10000 N/mm"},
      {"posture of the subject", kHead + "[subject]\nposture = \"held\"\n" + kRolling,
       "wrong.toml:4: subject.posture: unknown key here; it belongs in [response] or "
       "[support]"},
      {"misspelt muscle", kHead + "[subject.muscle_tone]\nlongisimus_left = 2\n" + kRolling,
       "wrong.toml:4: subject.muscle_tone.longisimus_left: unknown key; allowed: trapezius, latissimus, "
       "rhomboidei, serratus_posterior, infraspinatus, supraspinatus, teres, serratus_anterior, "
       "subscapularis, longissimus, iliocostalis, spinalis, multifidus, quadratus_lumborum, psoas, "
       "gluteus_maximus, gluteus_medius, intercostal, obliqui, collum, each also with _left or _right; did "
       "you mean 'longissimus_left'?"},
      {"tone of fat", kHead + "[subject.muscle_tone]\nfat = 2\n" + kRolling,
       "wrong.toml:4: subject.muscle_tone.fat: unknown key; allowed: trapezius, "},
      {"tone too high", kHead + "[subject.muscle_tone]\nlongissimus_right = 7\n" + kRolling,
       "wrong.toml:4: subject.muscle_tone.longissimus_right = 7: outside 0.5 to 6"},
      {"tone as text", kHead + "[subject.muscle_tone]\npsoas = \"high\"\n" + kRolling,
       "wrong.toml:4: subject.muscle_tone.psoas = \"high\": a number is expected, found a text"},
      {"tone as a value", kHead + "[subject]\nmuscle_tone = 2\n" + kRolling,
       "wrong.toml:4: subject.muscle_tone: a table is expected: write [subject.muscle_tone]"},
      {"muscle of the subject", kHead + "[subject]\nlongissimus = 2\n" + kRolling,
       "wrong.toml:4: subject.longissimus: unknown key here; it belongs in [subject.muscle_tone]"},
  });
}

TEST_CASE("a press is not mixed with rolling") {
  check_all({
      {"roller", kPress + kRoller, "wrong.toml:6: roller: belongs to rolling; this scenario holds a [press]"},
      {"phase", kPress + kPhase, "wrong.toml:6: phase: belongs to rolling; this scenario holds a [press]"},
      {"load", kPress + "[load]\nforce_n = 300\n",
       "wrong.toml:7: load.force_n = 300: is for a roller; a [press] has force_n or depth_mm"},
      {"load as a share", kPress + "[load]\nbody_weight_fraction = 0.5\n",
       "wrong.toml:7: load.body_weight_fraction = 0.5: is for a roller; a [press] has force_n or depth_mm"},
  });
}

TEST_CASE("wrong presses") {
  check_all({
      {"nowhere", kHead + "[press]\n" + kForce, "wrong.toml:3: press.at: missing"},
      {"unknown place", kHead + "[press]\nat = \"sternm\"\n" + kForce,
       "wrong.toml:4: press.at = \"sternm\": not one of the known words; allowed: C7, T1, T2"},
      {"unknown head", kPress + "head = \"flat\"\n",
       "wrong.toml:6: press.head = \"flat\": not one of the known words; allowed: round, square, sphere"},
      {"head in cm2", kPress + "area_mm2 = 3\n", "wrong.toml:6: press.area_mm2 = 3: outside 50 to 10000 mm2"},
      {"beside the back", kPress + "right_mm = 300\n",
       "wrong.toml:6: press.right_mm = 300: outside -200 to 200 mm"},
      {"above the back", kPress + "up_mm = -201\n",
       "wrong.toml:6: press.up_mm = -201: outside -200 to 200 mm"},
      {"neither force nor depth", kHead + kAt,
       "wrong.toml:3: press: missing: give force_n or depth_mm as [time_s, value] pairs"},
      {"force and depth", kPress + kDepth,
       "wrong.toml:6: press.depth_mm = [[0, 0], [1, 10]]: give either this or press.force_n"},
      {"sternum by depth", kHead + "[press]\nat = \"sternum\"\n" + kDepth,
       "wrong.toml:5: press.depth_mm = [[0, 0], [1, 10]]: at = \"sternum\" is pressed by force: give "
       "force_n"},
      {"sternum face down", kHead + "[support]\nposture = \"prone\"\n[press]\nat = \"sternum\"\n" + kForce,
       "wrong.toml:6: press.at = \"sternum\": a sternum is pressed with its owner on the back and bones that "
       "can "
       "move; allowed: support.posture = \"hips_up\" or \"hips_down\""},
      {"sternum of bones that are held",
       kHead + "[support]\nposture = \"held\"\n[press]\nat = \"sternum\"\n" + kForce,
       "wrong.toml:6: press.at = \"sternum\": a sternum is pressed with its owner on the back and bones that "
       "can "
       "move; allowed: support.posture = \"hips_up\" or \"hips_down\""},
      {"pulling", kHead + kAt + "force_n = [[0, 0], [1, -100]]\n",
       "wrong.toml:5: press.force_n = -100: outside 0 to 3000 N"},
      {"one force of a slope", kPress + "slope_between_n = [30]\n",
       "wrong.toml:6: press.slope_between_n = [30]: two forces are expected, the smaller one first"},
      {"slope turned round", kPress + "slope_between_n = [100, 30]\n",
       "wrong.toml:6: press.slope_between_n = [100, 30]: two forces are expected, the smaller one first"},
      {"two presses", kHead + "[[press]]\nat = \"L3\"\n" + kForce,
       "wrong.toml:3: press: there is only one: write [press]"},
  });
}

TEST_CASE("a part has a subject and nothing else of a back") {
  const std::string back = "belongs to a back; this scenario holds a [part]";
  check_all({
      {"support", kPart + "[support]\nposture = \"held\"\n", "wrong.toml:6: support: " + back},
      {"roller", kPart + kRoller, "wrong.toml:6: roller: " + back},
      {"load", kPart + "[load]\ngravity = true\n", "wrong.toml:6: load: " + back},
      {"phase", kPart + kPhase, "wrong.toml:6: phase: " + back},
      {"press", kPart + kAt + kForce, "wrong.toml:6: press: " + back},
      {"mesh", kPart + "[mesh]\nresolution = \"live\"\n",
       "wrong.toml:6: mesh: is for a back or a specimen; this scenario holds a [part]"},
      {"bulk ratio", kPart + "[solver]\nbulk_ratio = 100\n",
       "wrong.toml:7: solver.bulk_ratio = 100: is for a back; a part has no tissue"},
      {"bone depth", kPart + "[output]\nbone_depth_mm = 12\n",
       "wrong.toml:7: output.bone_depth_mm = 12: is for a back; a part has no skin"},
      {"indenter", kPart + "[indenter]\nkind = \"rigid_cylinder\"\n",
       "wrong.toml:3: part: is a piece of a skeleton; this scenario holds a specimen"},
  });
}

TEST_CASE("wrong parts") {
  const std::string unit = kHead + "[part]\nkind = \"spinal_unit\"\n";
  const std::string rib = kHead + "[part]\nkind = \"costovertebral\"\n";
  check_all({
      {"no kind", kHead + "[part]\n" + kForce, "wrong.toml:3: part.kind: missing"},
      {"unknown kind", kHead + "[part]\nkind = \"colum\"\n" + kForce,
       "wrong.toml:4: part.kind = \"colum\": not one of the known words; allowed: spinal_unit, "
       "costovertebral, thoracic_column, bare_column, cage"},
      {"unit without level", unit + kForce, "wrong.toml:3: part.level: missing"},
      {"unit below L5", unit + "level = \"S1\"\n" + kForce,
       "wrong.toml:5: part.level = \"S1\": there is no spinal_unit there; allowed: C7 to L5"},
      {"rib of the neck", rib + "level = \"C7\"\n" + kForce,
       "wrong.toml:5: part.level = \"C7\": there is no costovertebral there; allowed: T1 to T12"},
      {"rib of the loin", rib + "level = \"L1\"\n" + kForce,
       "wrong.toml:5: part.level = \"L1\": there is no costovertebral there; allowed: T1 to T12"},
      {"level of a cage", kPart + "level = \"T6\"\n",
       "wrong.toml:6: part.level = \"T6\": not used by kind = \"cage\""},
      {"preload of a cage", kPart + "preload_n = 100\n",
       "wrong.toml:6: part.preload_n = 100: not used by kind = \"cage\""},
      {"preload of a rib", rib + "level = \"T6\"\npreload_n = 100\n" + kForce,
       "wrong.toml:6: part.preload_n = 100: not used by kind = \"costovertebral\""},
      {"no load", kHead + kCage, "wrong.toml:3: part: missing: give force_n or moment_nm as [time_s, value]"},
      {"force and moment", kPart + "moment_nm = [[0, 0], [1, 5]]\n",
       "wrong.toml:6: part.moment_nm = [[0, 0], [1, 5]]: give either this or part.force_n"},
      {"moment in N mm", kHead + kCage + "moment_nm = [[0, 0], [1, 5000]]\n",
       "wrong.toml:5: part.moment_nm = 5000: outside -200 to 200 N m"},
      {"direction of two numbers", kPart + "direction = [1, 0]\n",
       "wrong.toml:6: part.direction = [1, 0]: three numbers are expected"},
      {"no direction", kPart + "direction = [0, 0, 0]\n",
       "wrong.toml:6: part.direction = [0, 0, 0]: has no length"},
  });
}

}  // namespace backroll
