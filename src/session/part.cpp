#include "session/part.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "protocol/plan.hpp"

namespace backroll {

namespace {

const Table& load_of(const Part& part) {
  return part.moment_nm ? *part.moment_nm : part.force_n.value();
}

std::vector<double> times_of(const Part& part, double step_s) {
  const double end_s = load_of(part).back().first;
  std::vector<double> times;
  const int whole = static_cast<int>(std::floor(end_s / step_s * (1 + 1e-12) + 1e-9));
  for (int n = 0; n <= whole; ++n) times.push_back(n * step_s);
  if (end_s - times.back() > 1e-6 * step_s) times.push_back(end_s);
  return times;
}

// Rotation of the distal body against the proximal one, in the joint's axes at rest.
Mat3 relative_turn(const Joint& joint, const RigidPoses& poses) {
  const auto turn = [&](int body) { return body < 0 ? Mat3(Mat3::Identity()) : poses[body].R; };
  return joint.axes.transpose() * turn(joint.proximal).transpose() * turn(joint.distal) * joint.axes;
}

PartStep step_of(const PartModel& model, const RigidPoses& preloaded, const RigidPoses& poses) {
  PartStep step;
  const RigidBody& body = model.rigid.bodies[model.loaded];
  step.shift =
      place_of(body, poses[model.loaded], model.point) - place_of(body, preloaded[model.loaded], model.point);
  step.turn = rotation_vector(poses[model.loaded].R * preloaded[model.loaded].R.transpose());
  for (const int unit : model.units) {
    const Joint& joint = model.rigid.joints[unit];
    step.unit_angle.push_back(
        rotation_vector(relative_turn(joint, poses) * relative_turn(joint, preloaded).transpose()));
  }
  return step;
}

std::string no_equilibrium(double time_s, const std::string& load, double residual) {
  char text[160];
  std::snprintf(text, sizeof text, "no equilibrium at %.4g s under %s: %.3g N left out of balance", time_s,
                load.c_str(), residual);
  return text;
}

std::string load_text(const Part& part, double load) {
  char text[80];
  std::snprintf(text, sizeof text, "%.4g %s and a preload of %.4g N", load, part.moment_nm ? "N m" : "N",
                part.preload_n);
  return text;
}

}  // namespace

int part_steps(const Part& part, double time_step_s) {
  return static_cast<int>(times_of(part, time_step_s).size());
}

PartRun run_part(const Part& part, const PartModel& model, double time_step_s, const PartProgress& progress) {
  PartRun run;
  run.title = model.title;
  run.loaded_body = model.rigid.bodies[model.loaded].name;
  run.moment = part.moment_nm.has_value();
  run.direction = Vec3(part.direction[0], part.direction[1], part.direction[2]);
  run.preload = part.preload_n;
  run.joints = model.joint_names;
  for (const RigidBody& body : model.rigid.bodies) run.bodies.push_back(body.name);
  for (const int unit : model.units) run.units.push_back(model.joint_names[unit]);

  const Table& table = load_of(part);
  const std::vector<double> times = times_of(part, time_step_s);
  run.planned = static_cast<int>(times.size());

  RigidPoses poses(model.rigid.bodies.size());
  std::vector<double> factor;
  RigidResult result = rigid_equilibrium(model.rigid, {}, model.chain, part.preload_n, poses, factor);
  const RigidPoses preloaded = poses;
  for (const double time_s : times) {
    const double load = table_value(table, time_s);
    if (result.converged) {
      BodyLoad applied{model.loaded, model.point, Vec3::Zero(), Vec3::Zero()};
      (run.moment ? applied.moment : applied.force) = load * run.direction;
      result = rigid_equilibrium(model.rigid, {applied}, model.chain, part.preload_n, poses, factor);
    }
    if (!result.converged) {
      run.converged = false;
      run.message = no_equilibrium(time_s, load_text(part, load), result.residual);
      break;
    }
    PartStep step = step_of(model, preloaded, poses);
    step.time_s = time_s;
    (run.moment ? step.moment : step.force) = load;
    step.residual = result.residual;
    step.iterations = result.iterations;
    run.steps.push_back(std::move(step));
    if (progress && !progress(static_cast<int>(run.steps.size()))) break;
  }
  return run;
}

PartModel part_model(const Part& part, const Subject& subject) {
  const BackModel back = build_back(subject, Resolution::live, Outputs{}.bone_depth_m);
  return part_model(part, build_skeleton(subject, back));
}

PartRun run_part(const Part& part, const Subject& subject) {
  return run_part(part, part_model(part, subject));
}

}  // namespace backroll
