// Contact of a held, flat or curved patch of skin: pressure sweep, slip sweep, action and reaction, tangent.
#include "solver/contact.hpp"

#include <doctest/doctest.h>

#include <Eigen/Eigenvalues>
#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "solver/blocks.hpp"
#include "solver/relative.hpp"

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
  std::vector<double> weight, u;
  std::vector<float> largest;
  ContactStep step;

  explicit Patch(const Indenter& indenter)
      : m(block(brick(13, 17, 2, Vec3(0.01, kAlong, kAcross)), neo_hookean())), in(indenter) {
    for (Vec3& x : m.lattice.position) x -= Vec3(0, kAlong / 2, kAcross / 2);
    points = skin_points(m);
    weight.assign(points.size(), 1.0);
    largest.assign(points.size(), 0.0f);
    u.assign(m.dofs(), 0.0);
    step.indenter = &in;
    step.points = &points;
    step.point_weight = &weight;
    step.largest = &largest;
    step.u_before = &u;
    step.base = Vec3::Zero();
    step.direction = -Vec3::UnitX();
    step.centre_before = step.centre(0);
    step.dt = 0.02;
    step.load_control = false;
  }
  Patch(const Patch&) = delete;

  struct Forces {
    Vec3 nodal = Vec3::Zero(), moment = Vec3::Zero();  // on the body; moment about the indenter's axis
    Eigen::Vector2d border;
    std::vector<double> gradient;
  };
  Forces forces(const std::vector<double>& at, const Pose& pose) const {
    Forces f;
    std::vector<Vec3> on_point;
    f.gradient.assign(m.dofs(), 0.0);
    f.border = contact_gradient(step, m.lattice, at, pose, f.gradient, &on_point);
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

TEST_CASE("slip sweep: friction is mu N s / sqrt(s^2 + (v dt)^2) against the slip") {
  Indenter in = rigid_cylinder();
  in.shape = IndenterShape::punch;  // flat: all points slip alike
  in.radius = 0.5;
  in.friction = 0.4;
  in.spin = SpinMode::locked;
  Patch patch(in);
  const Pose pose{-1e-3, 0};
  patch.step.centre_before = patch.step.centre(pose.height);
  freeze_friction(patch.step, patch.m.lattice, patch.u, pose);
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
  freeze_friction(patch.step, patch.m.lattice, patch.u, before);
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
  freeze_friction(patch.step, patch.m.lattice, u, pose);
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
  StencilMatrix K;
  GridVector border[2];
  Eigen::Matrix2d corner;

  Tangent(const Patch& p, const std::vector<double>& u, const Pose& pose, bool positive)
      : K(Grid{p.m.lattice.ni, p.m.lattice.nj, p.m.lattice.nk}),
        border{make_vector(K.grid), make_vector(K.grid)} {
    contact_tangent(p.step, p.m.lattice, u, pose, positive, K, border, corner);
  }
  std::size_t place(int node) const {
    return 3 * K.grid.padded(node / K.grid.nk % K.grid.ni, node / K.grid.nk / K.grid.ni, node % K.grid.nk);
  }
  std::vector<double> times(const std::vector<double>& du, double dheight, double dspin) const {
    GridVector x = make_vector(K.grid), y = make_vector(K.grid);
    for (std::size_t n = 0; n < du.size(); ++n) x[place(n / 3) + n % 3] = static_cast<float>(du[n]);
    multiply(K, x, y);
    std::vector<double> r(du.size());
    for (std::size_t n = 0; n < r.size(); ++n) {
      const std::size_t p = place(n / 3) + n % 3;
      r[n] = y[p] + dheight * border[0][p] + dspin * border[1][p];
    }
    return r;
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
        by_border += du[n] * t.border[0][t.place(n / 3) + n % 3];
      }
      CHECK(error < 1e-5 * top);  // single precision in the matrix, kinks of the law at +- its smoothing
      CHECK((a.border[0] - b.border[0]) / (2 * h) == relative(by_border).epsilon(1e-4));
    }
  }
}

TEST_CASE("the tangent of friction is symmetric, positive semidefinite and not below the exact one") {
  Indenter in;
  in.friction = 0.6;
  Patch patch(in);
  const Pose pose{-5e-3, 0.01};
  patch.step.centre_before = patch.step.centre(pose.height) - Vec3(0, 5e-4, 0);
  freeze_friction(patch.step, patch.m.lattice, patch.u, pose);
  Patch smooth(in);  // the same without friction
  const Tangent with(patch, patch.u, pose, false), without(smooth, smooth.u, pose, false);
  Noise noise(6);
  // (v, dh, ds) . K (w, eh, es) of the bordered matrix
  auto energy = [](const Tangent& t, const std::vector<double>& v, double dh, double ds,
                   const std::vector<double>& w, double eh, double es) {
    const std::vector<double> kw = t.times(w, eh, es);
    double sum = Eigen::Vector2d(dh, ds).dot(t.corner * Eigen::Vector2d(eh, es));
    for (std::size_t n = 0; n < v.size(); ++n) {
      const std::size_t p = t.place(n / 3) + n % 3;
      sum += v[n] * kw[n] + w[n] * (dh * t.border[0][p] + ds * t.border[1][p]);
    }
    return sum;
  };
  for (int trial = 0; trial < 10; ++trial) {
    const std::vector<double> v = noise.numbers(patch.m.dofs(), 1), w = noise.numbers(patch.m.dofs(), 1);
    const double dh = noise(), ds = 20 * noise(), eh = noise(), es = 20 * noise();
    const double vv = energy(with, v, dh, ds, v, dh, ds) - energy(without, v, dh, ds, v, dh, ds);
    const double ww = energy(with, w, eh, es, w, eh, es) - energy(without, w, eh, es, w, eh, es);
    const double vw = energy(with, v, dh, ds, w, eh, es) - energy(without, v, dh, ds, w, eh, es);
    const double wv = energy(with, w, eh, es, v, dh, ds) - energy(without, w, eh, es, v, dh, ds);
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
    CHECK(exact / (2 * h) < energy(with, v, dh, ds, v, dh, ds) * (1 + 1e-4));
  }
}
