// A piece of the skeleton without tissue, held at one end and loaded at one body: the experiments on spinal
// units, columns and cages. Quasi-static: equilibrium at every step.
//   spinal_unit      `level` and its caudal neighbour, which is held; load on the cranial vertebra at the
//                    disc's centre; preload along the unit's axis
//   costovertebral   vertebra `level`, held, and its right rib; load on the rib at the joint's place
//   thoracic_column  T1 .. T12, ribs and sternum; T12 held; load on T1 half way between its discs; preload:
//                    follower force along the discs
//   bare_column      the same without ribs and sternum
//   cage             ribs, sternum and T1 .. T12, which are held; load on the sternum at its centre
#pragma once

#include <functional>

#include "anatomy/skeleton.hpp"
#include "recording/part_run.hpp"
#include "solver/rigid_bodies.hpp"

namespace backroll {

struct PartModel {
  std::string title;
  RigidModel rigid;
  std::vector<std::string> joint_names;  // per rigid.joints
  std::vector<int> units;                // joints that are spinal units and can move, cranial to caudal
  std::vector<int> chain;                // joints that the preload goes through
  int loaded = -1;                       // body
  Vec3 point = Vec3::Zero();             // [m] where the force acts, at rest
};

// Throws InputError where the skeleton has no such part.
PartModel part_model(const Part& part, const Skeleton& skeleton);

// Called after each step with their number so far; false ends the run there.
using PartProgress = std::function<bool(int done)>;

int part_steps(const Part& part, double time_step_s);

// The load's table from 0 s to its last time in steps of `time_step_s` and what is left of one; the first
// value holds before it. Ends at the first step without equilibrium and says so.
PartRun run_part(const Part& part, const PartModel& model, double time_step_s = 1. / 60,
                 const PartProgress& progress = {});

// The part of a subject's skeleton.
PartModel part_model(const Part& part, const Subject& subject);
PartRun run_part(const Part& part, const Subject& subject);

}  // namespace backroll
