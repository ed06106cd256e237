#include <doctest/doctest.h>

#include <clocale>

#include "recording/columns.hpp"
#include "recording/csv.hpp"
#include "recording/synthetic.hpp"
#include "scenario/input_error.hpp"

using namespace backroll;

TEST_CASE("numbers have eight significant digits and a point") {
  CHECK(csv_number(0) == "0");
  CHECK(csv_number(-0.0) == "0");
  CHECK(csv_number(0.1) == "0.1");
  CHECK(csv_number(1.0 / 3) == "0.33333333");
  CHECK(csv_number(123456789.0) == "1.2345679e+08");
  CHECK(csv_number(-2.5e-7) == "-2.5e-07");
  CHECK(csv_number(std::nan("")) == "nan");
  if (std::setlocale(LC_NUMERIC, "de_DE.UTF-8")) CHECK(csv_number(0.5) == "0.5");
  std::setlocale(LC_NUMERIC, "C");
}

TEST_CASE("text is quoted only where needed") {
  CHECK(csv_text("rib 5 left") == "rib 5 left");
  CHECK(csv_text("a,b") == "\"a,b\"");
  CHECK(csv_text("say \"x\"") == "\"say \"\"x\"\"\"");
}

TEST_CASE("header and row of a back") {
  CHECK(
      forces_header(false) ==
      "time_s,phase,roller_level,roller_position_mm,roller_height_mm,depth_mm,load_n,contact_force_n,muscle_"
      "force_n,"
      "spine_force_n,rib_force_n,other_force_n,path_spine_n,path_rib_n,path_scapula_n,path_pelvis_n,path_"
      "deep_n,"
      "weight_n,kyphosis_deg,lordosis_deg,kyphosis_change_deg,lordosis_change_deg,support_pelvis_n,support_"
      "sternum_n,support_abdomen_n,asymmetry,load_direction_x,load_direction_y,load_direction_z,tangential_"
      "force_n,torque_nm,spin_rad,contact_area_cm2,mean_pressure_kpa,peak_pressure_1cm2_"
      "kpa,"
      "peak_1cm2_muscle_kpa,peak_1cm2_bone_kpa,mean_pressure_paraspinal_kpa,peak_pressure_kpa,closure_skin,"
      "closure_path,closure_error,residual,iterations,linear_iterations,retries,converged,load_controlled,"
      "phase_number,phase_ended_by,roller_right_mm,breath,tone,local_stress_kpa,pain_score,pain_ratio,"
      "pain_area_cm2,pain_region,low_rib_force_n,warming_k,flow_pressed,flow_after,range_gain_percent,"
      "creep_deg,dose_balance,calm,calm_tone,stretch_reflex,pressed_s,dose_left_kpa_s,dose_right_kpa_s,"
      "person_load_n,statics_load_n,statics_difference_bw,trunk_pitch_deg,trunk_roll_deg,feet_n,feet_along_n,"
      "buttocks_n,arms_n,foot_friction_demand,foot_friction_margin,roller_friction_demand,roller_friction_"
      "margin,tip_margin_mm,level_off_mm,roller_floor_mm,roller_side_mm,person_sinking_mm,left_n,right_n,"
      "body_balance\n");
  const RunInfo info = synthetic::back_info();
  Frame f;
  f.time_s = 0.5;
  f.phase = "roll";
  f.level = 1;
  f.position = 0.3205;
  f.height = -0.0125;
  f.load = f.contact_force = 400;
  f.region_force = {100, 110, 0, 90, 0, 40, 35, 25, 0};
  f.path_spine = 180;
  f.path_deep = 20;
  f.contact_area = 0.0123;
  f.mean_pressure = 32520;
  f.iterations = 3;
  CHECK(forces_row(info, f) ==
        "0.5,roll,T8,320.5,-12.5,0,400,400,210,90,75,25,180,0,0,0,20,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,123,32.52,"
        "0,0,0,0,0,0,0,0,0,3,0,0,"
        "1,1,0,,0,0.5,1,0,0,0,0,,0,0,1,1,0,0,0,0,1,1,0,0,0,,,,,,,,,,,,,,,,,,,,,\n");
}

TEST_CASE("columns of a back whose bones move, and of one whose bones are held") {
  RunInfo info = synthetic::moving_info();
  Frame f = synthetic::back_frame(info, 0.5, "roll", 0.32, 1);
  synthetic::bend(info, f);
  f.kyphosis = 35 * kRadians;
  f.lordosis = 38.5 * kRadians;
  const auto cell = [&](const char* name) {
    for (const TableColumn& column : forces_columns(false))
      if (column.name == name) return column.text(info, f);
    return std::string("no such column");
  };
  CHECK(cell("kyphosis_deg") == "35");
  CHECK(cell("kyphosis_change_deg") == "-5");
  CHECK(cell("lordosis_change_deg") == "1.5");
  CHECK(cell("support_pelvis_n") == "200");
  CHECK(cell("load_direction_y") == "0.6");
  info.units.clear();
  CHECK(cell("kyphosis_deg") == "40");
  CHECK(cell("kyphosis_change_deg") == "0");
}

TEST_CASE("rows of spine.csv and bones.csv: units and signs") {
  RunInfo info = synthetic::moving_info();
  info.units = {"T7/T8"};
  info.bones.resize(1);
  Frame f;
  f.time_s = 0.25;
  f.load_direction = {0, 1, 0};
  f.unit = {{Vec3(10, -200, 3), Vec3(1, 2, 4), Vec3(0.1, 0.2, 0.5) * kRadians, Vec3(1e-3, -2e-3, 0)}};
  f.bone_force = {Vec3(7, 60, -1)};
  f.bone_pose = {{Vec3(1e-3, 2e-3, 3e-3), Vec3(0, 0, 2) * kRadians}};
  CHECK(spine_header() ==
        "time_s,unit,extension_deg,side_lean_deg,turn_deg,shift_anterior_mm,shift_cranial_mm,shift_right_mm,"
        "compression_n,shear_n,side_shear_n,moment_extension_nm,moment_side_nm,moment_axial_nm\n");
  CHECK(spine_rows(info, f) == "0.25,T7/T8,0.5,0.1,0.2,1,-2,0,200,10,3,4,1,2\n");
  CHECK(bones_header() ==
        "time_s,bone,force_n,force_x_n,force_y_n,force_z_n,shift_x_mm,shift_y_mm,shift_z_mm,turn_x_deg,"
        "turn_y_deg,turn_z_deg\n");
  CHECK(bones_rows(info, f) == "0.25,T4,60,7,60,-1,1,2,3,0,0,2\n");
}

TEST_CASE("header and row of a specimen") {
  CHECK(forces_header(true) ==
        "time_s,depth_mm,load_n,contact_force_n,contact_area_cm2,mean_pressure_kpa,peak_pressure_1cm2_kpa,"
        "peak_pressure_kpa,position_mm,tangential_force_n,torque_nm,spin_rad,penetration_mm,closure_error,"
        "residual,"
        "iterations,linear_iterations,retries,converged,load_controlled\n");
  Frame f;
  f.time_s = 1;
  f.depth = 0.01;
  f.contact_force = 100;
  f.penetration = 2e-5;
  f.converged = false;
  f.load_controlled = false;
  CHECK(forces_row(synthetic::specimen_info(), f) == "1,10,0,100,0,0,0,0,0,0,0,0,0.02,0,0,0,0,0,0,0\n");
}

TEST_CASE("rows of the regions, small ones left out") {
  const RunInfo info = synthetic::back_info();
  Frame f;
  f.time_s = 0.25;
  f.region_force = {100, 0, 0, 5e-4, 0, 0, 0, 0, 0};
  f.region_area = {0.004, 0, 0, 1e-6, 0, 0, 0, 0, 0};
  f.load_direction = {0, 1, 0};
  f.bone_force.assign(6, Vec3::Zero());
  f.bone_force[1] = Vec3(7, 60, 0);
  f.path_deep = 40;
  f.muscle.assign(3, {});
  f.muscle[2] = {2e3, 8e3, 0.02, 0.05, 1e-6};
  CHECK(regions_header() ==
        "time_s,view,region,force_n,pressure_kpa,area_cm2,stress_p95_kpa,strain,strain_p95,volume_above_"
        "limit_cm3\n");
  CHECK(regions_rows(info, f) ==
        "0.25,skin,longissimus left,100,25,40,,,,\n"
        "0.25,path,T8,60,,,,,,\n"
        "0.25,path,deep,40,,,,,,\n"
        "0.25,muscle,trapezius left,,2,,8,0.02,0.05,1\n");
}

TEST_CASE("every column has a unit and a meaning, and docs/columns.md is the table") {
  for (const bool specimen : {false, true})
    for (const TableColumn& column : forces_columns(specimen)) {
      CHECK_FALSE(column.unit.empty());
      CHECK_FALSE(column.meaning.empty());
    }
  for (const auto& column : spine_columns()) CHECK_FALSE(column.meaning.empty());
  for (const auto& column : bones_columns()) CHECK_FALSE(column.meaning.empty());
  CHECK(synthetic::text_of(std::string(BACKROLL_SOURCE_DIR) + "/docs/columns.md") == columns_markdown());
}

TEST_CASE("a CSV file is read with its quotes, and a cut-off last line is dropped") {
  const synthetic::TemporaryFolder folder("csv");
  const std::string file = (folder.path / "t.csv").string();
  std::ofstream(file) << "a,b\r\n1,\"x,\"\"y\"\"\"\n2,z\n3,cut";
  const CsvTable table = read_csv(file);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0][1] == "x,\"y\"");
  CHECK(csv_value(table, 1, table.column("a")) == 2);
  CHECK(table.column("c") == -1);
  CHECK_THROWS_WITH_AS(csv_value(table, 1, 1), (file + ":3: b = 'z': not a number").c_str(), InputError);
  std::ofstream(file) << "a,b\n1\n";
  CHECK_THROWS_WITH_AS(read_csv(file), (file + ":2: 1 cells, expected 2").c_str(), InputError);
}
