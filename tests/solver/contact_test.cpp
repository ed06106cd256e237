// Contact of a held, flat or curved patch of skin: pressure sweep, slip sweep, action and reaction, tangent.
#include "solver/contact.hpp"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>
#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "scenario/catalogue.hpp"
#include "solver/blocks.hpp"
#include "solver/relative.hpp"
#include "solver/tissue_arrays.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

constexpr double kAlong = 0.12, kAcross = 0.08;  // [m] of the patch

Indenter rigid_cylinder() {
  Indenter in;
  in.rigid = true;
  in.layer_stiffness = 2e7;
  return in;
}

// A patch of skin (17 x 13 nodes) under an indenter on its middle.
struct Patch {
  TissueModel m;
  Indenter in;
  std::vector<SkinPoint> points;
  FieldLayout layout;
  std::vector<double> weight, u, before;  // u: 3 per node; before: field order
  std::vector<float> largest;
  ContactStep step;

  explicit Patch(const Indenter& indenter)
      : m(block(brick(13, 17, 2, Vec3(0.01, kAlong, kAcross)), neo_hookean())),
        in(indenter),
        layout(m.lattice.ni, m.lattice.nj, m.lattice.nk) {
    for (Vec3& x : m.lattice.position) x -= Vec3(0, kAlong / 2, kAcross / 2);
    points = skin_points(m);
    weight.assign(points.size(), 1.0);
    largest.assign(points.size(), 0.0f);
    u.assign(m.dofs(), 0.0);
    step.indenter = &in;
    step.points = &points;
    step.point_weight = &weight;
    step.largest = &largest;
    before = field(u);
    step.u_before = &before;
    step.layout = layout;
    step.base = Vec3::Zero();
    step.direction = -Vec3::UnitX();
    step.centre_before = step.centre(0);
    step.dt = 0.02;
    step.load_control = false;
    find_near(step, before, {}, 1);  // all of them
  }
  Patch(const Patch&) = delete;

  std::vector<double> field(const std::vector<double>& nodal) const { return to_field(m, layout, nodal); }

  struct Forces {
    Vec3 nodal = Vec3::Zero(), moment = Vec3::Zero();  // on the body; moment about the indenter's axis
    Eigen::Vector2d border;
    std::vector<double> gradient;
  };
  Forces forces(const std::vector<double>& at, const Pose& pose) const {
    Forces f;
    std::vector<Vec3> on_point;
    f.gradient.assign(m.dofs(), 0.0);
    SkinForces skin;
    f.border = contact_gradient(step, field(at), pose, skin, &on_point);
    for (int j = 0; j < layout.nj; ++j)
      for (int i = 0; i < layout.ni; ++i)
        for (int c = 0; c < 3; ++c)
          f.gradient[3 * m.lattice.node(i, j, 0) + c] = skin.value[c * skin.plane + j * layout.row + i];
    for (int n = 0; n < m.lattice.nodes(); ++n) f.nodal -= node_force(f.gradient, n);
    for (std::size_t n = 0; n < points.size(); ++n) {
      Vec3 x = points[n].place;
      for (int a = 0; a < 4; ++a) x += points[n].shape[a] * node_force(at, points[n].node[a]);
      f.moment += (x - step.centre(pose.height)).cross(on_point[n]);
    }
    return f;
  }
};

// Force on flat skin under the cylinder sunk by d, normal to the skin: integral of p(sinking) cos over y, a
// fine midpoint sum of the law itself.
double flat_cylinder_force(const Indenter& in, double d) {
  const int n = 200000;
  double sum = 0;
  for (int q = 0; q < n; ++q) {
    const double y = kAlong * ((q + 0.5) / n - 0.5), x = in.radius - d, distance = std::hypot(x, y);
    sum += contact_pressure(in, in.radius - distance, 0).p * x / distance;
  }
  return sum * kAlong / n * kAcross;
}

}  // namespace

TEST_CASE("contact sweep: the force on flat skin is the integral of the pressure law at every depth") {
  for (const Indenter& in : {rigid_cylinder(), Indenter{}}) {
    const Patch patch(in);
    double before = 0;
    for (int n = 1; n <= 20; ++n) {
      const double depth = 0.5e-3 * n;
      const Patch::Forces f = patch.forces(patch.u, {-depth, 0});
      const double expected = flat_cylinder_force(in, depth);
      // cells of 7.5 mm with three Gauss points: the edge of the contact lies within one of some ten of them
      CHECK(f.nodal.x() == relative(expected).epsilon(n < 4 ? 0.03 : 0.005));
      CHECK(f.nodal.x() > before);
      CHECK(f.nodal.tail<2>().norm() < 1e-12 * f.nodal.x());  // symmetric
      before = f.nodal.x();
    }
    CHECK(patch.forces(patch.u, {1e-3, 0}).nodal.norm() == 0);
  }
}

TEST_CASE("a punch on flat skin presses with its law on its face, a sphere with its cap") {
  Indenter punch = rigid_cylinder();
  punch.shape = IndenterShape::punch;
  punch.radius = 0.5;  // larger than the patch
  const double d = 2e-3;
  CHECK(Patch(punch).forces(Patch(punch).u, {-d, 0}).nodal.x() ==
        relative(2e7 * d * kAlong * kAcross).epsilon(1e-12));
  Indenter sphere = rigid_cylinder();
  sphere.shape = IndenterShape::sphere;
  sphere.radius = 0.05;
  // p = k s, s = R - rho, over the cap: 2 pi k times the integral of (R - rho)(R - d)/rho r dr, r dr = rho
  // drho
  const double h = sphere.radius - d, expected = 2 * M_PI * 2e7 * h * 0.5 * d * d;
  // smoothing of the first touch and quadrature of a cap about four cells wide
  CHECK(Patch(sphere).forces(Patch(sphere).u, {-d, 0}).nodal.x() == relative(expected).epsilon(0.03));
}

TEST_CASE("points that cannot touch carry nothing") {
  Patch patch(rigid_cylinder());
  const double whole = patch.forces(patch.u, {-4e-3, 0}).nodal.x();
  std::fill(patch.weight.begin(), patch.weight.end(), 0.25);
  CHECK(patch.forces(patch.u, {-4e-3, 0}).nodal.x() == relative(0.25 * whole).epsilon(1e-12));
  std::fill(patch.weight.begin(), patch.weight.end(), 0.0);
  CHECK(patch.forces(patch.u, {-4e-3, 0}).nodal.norm() == 0);
}

TEST_CASE("looking only at the points near the indenter changes no force, and leaves the far ones out") {
  Indenter in;
  in.friction = 0.5;
  Patch patch(in);
  const Pose pose{-6e-3, 0.01};
  patch.step.centre_before = patch.step.centre(-5.9e-3) - Vec3(0, 4e-4, 0);
  const std::vector<double> u = Noise(9).numbers(patch.m.dofs(), 5e-4), at = patch.field(u);
  freeze_friction(patch.step, at, pose);
  const Patch::Forces all = patch.forces(u, pose);
  REQUIRE(patch.step.near.size() == patch.points.size());
  for (const double margin : {0.0, 1e-3, 4e-3}) {
    // what is frozen stays with its points: the energy does not change within a step
    find_near(patch.step, at, pose, 1);
    freeze_friction(patch.step, at, pose);
    find_near(patch.step, at, pose, margin);
    CHECK(patch.step.near.size() < patch.points.size());
    const Patch::Forces kept = patch.forces(u, pose);
    CHECK(kept.gradient == all.gradient);
    CHECK(kept.border == all.border);
    freeze_friction(patch.step, at, pose);
    const Patch::Forces near = patch.forces(u, pose);
    CHECK(near.gradient == all.gradient);
    CHECK(near.border == all.border);
    // and as long as nothing moves by more than the margin: half by the indenter, half by the skin
    std::vector<double> moved = u;
    for (std::size_t n = 0; n < moved.size(); n += 3) moved[n] -= 0.5 * margin;
    Patch whole(in);
    patch.step.friction_force.clear();
    find_near(patch.step, at, pose, margin);
    const Pose lower{pose.height - 0.49 * margin, 0};
    CHECK(patch.forces(moved, lower).gradient == whole.forces(moved, lower).gradient);
  }
}

TEST_CASE("slip sweep: friction is mu N s / sqrt(s^2 + (v dt)^2) against the slip") {
  Indenter in = rigid_cylinder();
  in.shape = IndenterShape::punch;  // flat: all points slip alike
  in.radius = 0.5;
  in.friction = 0.4;
  in.spin = SpinMode::locked;
  Patch patch(in);
  const Pose pose{-1e-3, 0};
  patch.step.centre_before = patch.step.centre(pose.height);
  freeze_friction(patch.step, patch.field(patch.u), pose);
  const double normal = patch.forces(patch.u, pose).nodal.x(), sharp = in.slip_speed * patch.step.dt;
  CHECK(patch.forces(patch.u, pose).nodal.tail<2>().norm() < 1e-12 * normal);  // no slip
  for (const double ratio : {0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0}) {
    std::vector<double> moved = patch.u;
    const double slip = ratio * sharp;
    for (std::size_t n = 0; n < moved.size(); n += 3) {
      moved[n] = 1e-5;  // off the punch: no slip, but less sinking
      moved[n + 1] = 0.6 * slip;
      moved[n + 2] = -0.8 * slip;
    }
    const Vec3 force = patch.forces(moved, pose).nodal;
    const double expected = in.friction * normal * slip / std::hypot(slip, sharp);
    CHECK(force.x() == relative(0.99 * normal).epsilon(1e-10));
    CHECK(force.y() == relative(-0.6 * expected).epsilon(1e-10));
    CHECK(force.z() == relative(0.8 * expected).epsilon(1e-10));
  }
}

TEST_CASE("a roller that turns with the skin it passes over feels no friction") {
  Indenter in;
  in.friction = 0.5;
  Patch patch(in);
  const double depth = 1e-5, travel = 2e-3;  // just touching: rolling radius = radius
  const Pose before{-depth, 0.3};
  patch.step.centre_before = patch.step.centre(before.height) - Vec3(0, travel, 0);
  patch.step.spin_before = before.spin;
  freeze_friction(patch.step, patch.field(patch.u), before);
  // moving towards +y over skin on its +x side it turns about -z
  const Patch::Forces rolled = patch.forces(patch.u, {-depth, 0.3 - travel / in.radius});
  const Patch::Forces slid = patch.forces(patch.u, before);
  const double full = in.friction * slid.nodal.x();
  CHECK(slid.nodal.y() == relative(full).epsilon(0.01));  // drags the skin along at ten times the speed
  CHECK(std::abs(rolled.nodal.y()) < 0.05 * full);        // arms differ from the radius by the sinking
}

TEST_CASE("force and torque on the indenter are those on the body reversed") {
  Indenter in;
  in.friction = 0.5;
  Patch patch(in);
  Noise noise(4);
  std::vector<double> u = noise.numbers(patch.m.dofs(), 5e-4);
  const Pose pose{-5e-3, 0.01};
  patch.step.centre_before = patch.step.centre(-4.9e-3) - Vec3(0, 4e-4, 0);
  freeze_friction(patch.step, patch.field(u), pose);
  const Patch::Forces f = patch.forces(u, pose);
  REQUIRE(f.nodal.y() != 0);
  // height: border = force on the body along the direction; spin: torque on the body, without inertia
  CHECK(f.border[0] == relative(f.nodal.dot(patch.step.direction)).epsilon(1e-12));
  patch.in.spin = SpinMode::locked;
  CHECK(patch.forces(u, pose).border[1] == relative(f.moment.z()).epsilon(1e-12));
}

TEST_CASE("load and inertia enter the border as they should") {
  Indenter in;
  in.friction = 0.5;
  Patch patch(in);
  patch.step.load_control = true;
  patch.step.load = 123;
  patch.step.spin_before = 0.2;
  patch.step.spin_rate_before = 3;
  const Patch::Forces away = patch.forces(patch.u, {0.01, 0.2 + 3 * patch.step.dt + 1e-3});
  CHECK(away.border[0] == 123);
  CHECK(away.border[1] == relative(in.inertia * 1e-3 / (patch.step.dt * patch.step.dt)).epsilon(1e-9));
}

namespace {

// K applied to a displacement and a pose change, by contact_tangent.
struct Tangent {
  const Patch& patch;
  SplitLayout split;
  std::vector<ContactBlock> blocks;
  SkinMatrix K;
  FloatVector border[2];
  Eigen::Matrix2d corner;

  Tangent(const Patch& p, const std::vector<double>& u, const Pose& pose, bool positive)
      : patch(p), split(p.layout.ni, p.layout.nj, p.layout.nk), K(p.layout) {
    blocks = contact_blocks(p.step, p.field(u), pose, positive);
    contact_tangent(p.step, blocks, split, K, border, corner);
  }
  // in split order, of a degree of freedom in node order
  std::size_t place(std::size_t dof) const {
    const int n = static_cast<int>(dof / 3), i = n / split.nk % split.ni, j = n / split.nk / split.ni;
    return split.at(i, j, n % split.nk, static_cast<int>(dof % 3));
  }
  double entry(int i, int j, int di, int dj, int r, int c) const {
    return K.row(j)[((di + 1 + 3 * (dj + 1)) * 9 + 3 * r + c) * K.layout.row + i];
  }
  std::vector<double> times(const std::vector<double>& du, double dheight, double dspin) const {
    const Lattice& l = patch.m.lattice;
    std::vector<double> y(du.size());
    for (std::size_t n = 0; n < y.size(); ++n)
      y[n] = dheight * border[0][place(n)] + dspin * border[1][place(n)];
    for (int j = 0; j < l.nj; ++j)
      for (int i = 0; i < l.ni; ++i)
        for (int q = std::max(j - 1, 0); q < std::min(j + 2, l.nj); ++q)
          for (int p = std::max(i - 1, 0); p < std::min(i + 2, l.ni); ++p)
            for (int r = 0; r < 3; ++r)
              for (int c = 0; c < 3; ++c)
                y[3 * l.node(i, j, 0) + r] += entry(i, j, p - i, q - j, r, c) * du[3 * l.node(p, q, 0) + c];
    return y;
  }
  // (v, dh, ds) . K (w, eh, es) of the bordered matrix
  double energy(const std::vector<double>& v, double dh, double ds, const std::vector<double>& w, double eh,
                double es) const {
    const std::vector<double> kw = times(w, eh, es);
    double sum = Eigen::Vector2d(dh, ds).dot(corner * Eigen::Vector2d(eh, es));
    for (std::size_t n = 0; n < v.size(); ++n)
      sum += v[n] * kw[n] + w[n] * (dh * border[0][place(n)] + ds * border[1][place(n)]);
    return sum;
  }
};

}  // namespace

TEST_CASE("the normal part of the contact's tangent is the derivative of its gradient, height included") {
  for (const IndenterShape shape : {IndenterShape::cylinder, IndenterShape::sphere, IndenterShape::punch}) {
    Indenter in;
    in.shape = shape;
    in.radius = 0.05;
    in.fillet = 0.01;
    const Patch patch(in);
    Noise noise(5);
    const std::vector<double> u = noise.numbers(patch.m.dofs(), 2e-4);
    const Pose pose{-5e-3, 0};
    const Tangent t(patch, u, pose, false);
    for (int trial = 0; trial < 5; ++trial) {
      const std::vector<double> du = noise.numbers(u.size(), 1);
      const double dh = noise(), h = 1e-8;
      std::vector<double> up = u, down = u;
      for (std::size_t n = 0; n < u.size(); ++n) up[n] += h * du[n], down[n] -= h * du[n];
      const Patch::Forces a = patch.forces(up, {pose.height + h * dh, 0});
      const Patch::Forces b = patch.forces(down, {pose.height - h * dh, 0});
      const std::vector<double> expected = t.times(du, dh, 0);
      double top = 0, error = 0, by_border = t.corner(0, 0) * dh;
      for (std::size_t n = 0; n < u.size(); ++n) {
        top = std::max(top, std::abs(expected[n]));
        error = std::max(error, std::abs((a.gradient[n] - b.gradient[n]) / (2 * h) - expected[n]));
        by_border += du[n] * t.border[0][t.place(n)];
      }
      CHECK(error < 1e-5 * top);  // single precision in the matrix, kinks of the law at +- its smoothing
      CHECK((a.border[0] - b.border[0]) / (2 * h) == relative(by_border).epsilon(1e-4));
    }
  }
}

namespace {

// A roller of the catalogue as session's roller_indenter() makes it.
Indenter shaped_roller(const char* id) {
  Indenter in;
  in.shape = IndenterShape::roller;
  in.roller = roller_row(id).roller;
  in.radius = 0.5 * in.roller.diameter_m;
  in.foam_thickness = in.roller.foam_thickness();
  return in;
}

}  // namespace

TEST_CASE("the tangent of every roller is the derivative of its gradient by place, height and spin") {
  for (const char* id : {"spine-groove", "peanut-8", "ridged-eva", "grid-eva"}) {
    CAPTURE(id);
    Patch patch(shaped_roller(id));
    patch.in.spin = SpinMode::locked;  // no inertia in the border
    Noise noise(7);
    const std::vector<double> u = noise.numbers(patch.m.dofs(), 2e-4);
    const Pose pose{-6e-3, 0.17};
    find_near(patch.step, patch.field(u), pose, 1);
    const Tangent t(patch, u, pose, false);
    for (int trial = 0; trial < 4; ++trial) {
      const std::vector<double> du = noise.numbers(u.size(), 1);
      const double dh = noise(), ds = 10 * noise(), h = 1e-8;
      std::vector<double> up = u, down = u;
      for (std::size_t n = 0; n < u.size(); ++n) up[n] += h * du[n], down[n] -= h * du[n];
      const Patch::Forces a = patch.forces(up, {pose.height + h * dh, pose.spin + h * ds});
      const Patch::Forces b = patch.forces(down, {pose.height - h * dh, pose.spin - h * ds});
      const std::vector<double> expected = t.times(du, dh, ds);
      double top = 0, error = 0;
      Eigen::Vector2d border = t.corner * Eigen::Vector2d(dh, ds);
      for (std::size_t n = 0; n < u.size(); ++n) {
        top = std::max(top, std::abs(expected[n]));
        error = std::max(error, std::abs((a.gradient[n] - b.gradient[n]) / (2 * h) - expected[n]));
        for (int q = 0; q < 2; ++q) border[q] += du[n] * t.border[q][t.place(n)];
      }
      CHECK(error <
            1e-4 * top);  // single precision in the matrix, kinks of the law and of the waist's curvature
      const Eigen::Vector2d found = (a.border - b.border) / (2 * h);
      CHECK((found - border).norm() < 1e-3 * border.norm());
    }
    // what the Schur complement takes of it: the indenter moves by one unit of height or spin, skin by -W
    const std::vector<double> w[2] = {noise.numbers(u.size(), 1), noise.numbers(u.size(), 0.03)};
    FloatVector response[2];
    for (int q = 0; q < 2; ++q) {
      response[q].assign(t.split.size(), 0.0f);
      for (std::size_t n = 0; n < u.size(); ++n) response[q][t.place(n)] = static_cast<float>(w[q][n]);
    }
    const Eigen::Matrix2d form = contact_form(patch.step, t.blocks, t.split, response, 1);
    for (int p = 0; p < 2; ++p)
      for (int q = 0; q < 2; ++q) {
        std::vector<double> v = w[p], x = w[q];
        for (std::size_t n = 0; n < v.size(); ++n) v[n] = -v[n], x[n] = -x[n];
        const double expected = t.energy(v, p == 0, p == 1, x, q == 0, q == 1);
        CHECK(std::abs(form(p, q) - expected) < 1e-5 * std::sqrt(std::abs(form(p, p) * form(q, q))));
      }
  }
}

TEST_CASE(
    "ribs have a moment about the axis that is that of the forces on the body, surfaces of revolution none") {
  for (const char* id : {"ridged-eva", "spine-groove"}) {
    Patch patch(shaped_roller(id));
    const Patch::Forces f = patch.forces(patch.u, {-5e-3, 0.1});
    CHECK(std::abs(f.border[1] - (patch.in.patterned() ? f.moment.z() : 0)) < 1e-9 * f.nodal.x());
    CHECK((std::abs(f.moment.z()) > 1e-3 * f.nodal.x() * patch.in.radius) == patch.in.patterned());
  }
}

TEST_CASE("foam is as thick as the ray to the core is long: thinner in the groove, so stiffer") {
  const Patch patch(shaped_roller("spine-groove"));
  const Roller& roller = patch.in.roller;
  const Vec3 centre = patch.step.centre(0), inward = Vec3::UnitX();  // skin's side of the roller
  const auto thickness = [&](double rho, double z) {
    return foam_thickness_at(patch.in, centre, centre + rho * inward + Vec3(0, 0, z), 0.3);
  };
  CHECK(thickness(0.07, 0.1) == relative(roller.foam_thickness()));
  CHECK(thickness(0.05, 0) == relative(roller.foam_thickness() - roller.groove_depth_m));
}

TEST_CASE("the tangent of friction is symmetric, positive semidefinite and not below the exact one") {
  Indenter in;
  in.friction = 0.6;
  Patch patch(in);
  const Pose pose{-5e-3, 0.01};
  patch.step.centre_before = patch.step.centre(pose.height) - Vec3(0, 5e-4, 0);
  freeze_friction(patch.step, patch.field(patch.u), pose);
  Patch smooth(in);  // the same without friction
  const Tangent with(patch, patch.u, pose, false), without(smooth, smooth.u, pose, false);
  Noise noise(6);
  for (int trial = 0; trial < 10; ++trial) {
    const std::vector<double> v = noise.numbers(patch.m.dofs(), 1), w = noise.numbers(patch.m.dofs(), 1);
    const double dh = noise(), ds = 20 * noise(), eh = noise(), es = 20 * noise();
    const double vv = with.energy(v, dh, ds, v, dh, ds) - without.energy(v, dh, ds, v, dh, ds);
    const double ww = with.energy(w, eh, es, w, eh, es) - without.energy(w, eh, es, w, eh, es);
    const double vw = with.energy(v, dh, ds, w, eh, es) - without.energy(v, dh, ds, w, eh, es);
    const double wv = with.energy(w, eh, es, v, dh, ds) - without.energy(w, eh, es, v, dh, ds);
    CHECK(vv > 0);
    CHECK(ww > 0);
    CHECK(std::abs(vw - wv) < 1e-5 * std::sqrt(vv * ww));  // single precision
    // along v the exact curvature, by differences of the gradient, is at most that of the majorant
    const double h = 1e-8;
    std::vector<double> up = patch.u, down = patch.u;
    for (std::size_t n = 0; n < v.size(); ++n) up[n] += h * v[n], down[n] -= h * v[n];
    const Patch::Forces a = patch.forces(up, {pose.height + h * dh, pose.spin + h * ds});
    const Patch::Forces b = patch.forces(down, {pose.height - h * dh, pose.spin - h * ds});
    double exact = dh * (a.border[0] - b.border[0]) + ds * (a.border[1] - b.border[1]);
    for (std::size_t n = 0; n < v.size(); ++n) exact += v[n] * (a.gradient[n] - b.gradient[n]);
    CHECK(exact / (2 * h) < with.energy(v, dh, ds, v, dh, ds) * (1 + 1e-4));
  }
}

TEST_CASE("the contact's quadratic form is that of its tangent") {
  Indenter in;
  in.friction = 0.6;
  Patch patch(in);
  const Pose pose{-5e-3, 0.01};
  patch.step.centre_before = patch.step.centre(pose.height) - Vec3(0, 5e-4, 0);
  freeze_friction(patch.step, patch.before, pose);
  const Tangent t(patch, patch.u, pose, true);
  std::vector<double> w[2];
  FloatVector response[2];
  Noise noise(7);
  for (int a = 0; a < 2; ++a) {
    w[a] = noise.numbers(patch.m.dofs(), a == 0 ? 1 : 0.05);
    response[a].assign(t.split.size(), 0.0f);
    for (std::size_t n = 0; n < w[a].size(); ++n) response[a][t.place(n)] = static_cast<float>(-w[a][n]);
  }
  for (const double moves : {0.0, 1.0}) {
    const Eigen::Matrix2d form = contact_form(patch.step, t.blocks, t.split, response, moves);
    for (int a = 0; a < 2; ++a)
      for (int b = 0; b < 2; ++b) {
        const double scale = std::sqrt(form(a, a) * form(b, b));
        const double expected = t.energy(w[a], a == 0 ? moves : 0, a == 1 ? moves : 0, w[b],
                                         b == 0 ? moves : 0, b == 1 ? moves : 0);
        CHECK(std::abs(form(a, b) - expected) < 1e-6 * scale);  // single precision
      }
  }
}
