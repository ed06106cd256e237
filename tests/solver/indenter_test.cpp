// Shapes and pressure laws of indenters: closed-form distances, derivatives.
#include "solver/indenter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "solver/blocks.hpp"
#include "solver/relative.hpp"

using namespace backroll;
using namespace backroll::test;

namespace {

const Vec3 kCentre(-0.02, 0.03, 0.01);
constexpr IndenterShape kShapes[] = {IndenterShape::cylinder, IndenterShape::sphere, IndenterShape::punch,
                                     IndenterShape::square};
const Vec3 kDirection = Vec3(-0.8, 0.6, 0);  // from the body to the indenter

Indenter shaped(IndenterShape shape) {
  Indenter in;
  in.shape = shape;
  in.radius = 0.04;
  in.fillet = 5e-3;
  in.side = Vec3(0.6, 0.8, 1).normalized();  // across the direction
  return in;
}

double sinking(const Indenter& in, const Vec3& from_centre) {
  return indenter_gap(in, kCentre, kDirection, kCentre + from_centre).sinking;
}

}  // namespace

TEST_CASE("sinking into cylinder, sphere and punch is the closed-form distance") {
  CHECK(sinking(shaped(IndenterShape::cylinder), Vec3(0.03, 0, 0.5)) == relative(0.01));
  CHECK(sinking(shaped(IndenterShape::cylinder), Vec3(0.03, 0.04, -0.5)) == relative(-0.01));
  CHECK(sinking(shaped(IndenterShape::sphere), Vec3(0.01, 0.02, 0.02)) == relative(0.01));
  CHECK(sinking(shaped(IndenterShape::sphere), Vec3(0, 0.03, -0.04)) == relative(-0.01));
  const Indenter punch = shaped(IndenterShape::punch);
  const Vec3 across(0.6, 0.8, 0);
  CHECK(sinking(punch, 2e-3 * kDirection + 0.034 * across) == relative(2e-3));
  // at the rim the fillet has fallen off by half its radius
  CHECK(sinking(punch, 2e-3 * kDirection + 0.04 * across) == relative(2e-3 - 0.5 * punch.fillet));
}

TEST_CASE("a square head is flat within its fillets and falls off by the distance from there") {
  const Indenter square = shaped(IndenterShape::square);
  const Vec3 a = square.side, b = kDirection.cross(a);
  const double flat = square.radius - square.fillet, f = square.fillet;
  for (const double height : {-3e-3, 2e-3})
    for (const auto& [p, q, drop] : {std::tuple{0.9 * flat, -flat, 0.0},
                                     {-flat, 0.5 * flat, 0.0},
                                     {flat + f, 0.01, 0.5 * f},
                                     {0.01, -flat - f, 0.5 * f},
                                     {-flat - f, flat + f, f},
                                     {flat + 2 * f, flat, 2 * f}})
      CHECK(std::abs(sinking(square, height * kDirection + p * a + q * b) - (height - drop)) < 1e-15);
  // turned by a quarter it is itself; what the side has along the direction does not count
  Indenter turned = square;
  turned.side = b + 0.3 * kDirection;
  Noise noise(4);
  for (int trial = 0; trial < 10; ++trial) {
    const Vec3 r = 0.06 * noise.vector();
    CHECK(std::abs(sinking(turned, r) - sinking(square, r)) < 1e-14);
  }
}

TEST_CASE("no point that touches is farther from the indenter than the search of what is near thinks") {
  Noise noise(5);
  for (const IndenterShape shape : kShapes)
    for (int trial = 0; trial < 200; ++trial) {
      const Indenter in = shaped(shape);
      const Vec3 touching = kCentre + 0.03 * noise.vector(), other = kCentre + 0.1 * noise.vector();
      if (indenter_gap(in, kCentre, kDirection, touching).sinking < 0) continue;
      CHECK(indenter_reach(in, kCentre, kDirection, touching) >= 0);
      CHECK(indenter_reach(in, kCentre, kDirection, other) >= -(other - touching).norm() - 1e-15);
    }
}

TEST_CASE("the surface point that touches first lies at height zero") {
  for (const IndenterShape shape : kShapes) {
    const Indenter in = shaped(shape);
    const Vec3 base(0.1, 0.2, 0.3);
    const Gap gap = indenter_gap(in, base + kDirection * in.centre_offset(), kDirection, base);
    CHECK(std::abs(gap.sinking) < 1e-15);
    CHECK((gap.gradient - kDirection).norm() < 1e-12);
  }
}

TEST_CASE("gap gradients and Hessians are derivatives, inside and outside, on face and fillet") {
  Noise noise(3);
  for (const IndenterShape shape : kShapes)
    for (int trial = 0; trial < 20; ++trial) {
      const Indenter in = shaped(shape);
      const Vec3 x = kCentre + 0.045 * noise.vector();
      const Gap gap = indenter_gap(in, kCentre, kDirection, x);
      for (int c = 0; c < 3; ++c) {
        const double h = 1e-7;
        Vec3 step = Vec3::Zero();
        step[c] = h;
        const Gap up = indenter_gap(in, kCentre, kDirection, x + step);
        const Gap down = indenter_gap(in, kCentre, kDirection, x - step);
        // central differences: (h / radius)^2 and 1e-16 / h
        CHECK(std::abs((up.sinking - down.sinking) / (2 * h) - gap.gradient[c]) < 1e-7);
        CHECK(((up.gradient - down.gradient) / (2 * h) - gap.hessian.col(c)).norm() <
              1e-5 * (1 + gap.hessian.norm()));
      }
    }
}

TEST_CASE("contact pressure is smooth where it starts and follows its law beyond") {
  Indenter rigid;
  rigid.rigid = true;
  rigid.layer_stiffness = 1e7;
  for (const Indenter& in : {rigid, Indenter{}}) {
    const double eps = in.touch_smoothing, h = 1e-9;
    CHECK(contact_pressure(in, -eps, 0).p == 0);
    for (const double s : {-0.9 * eps, -0.2 * eps, 0.7 * eps, 2 * eps, 0.01}) {
      const ContactPressure p = contact_pressure(in, s, 0);
      const double slope = (contact_pressure(in, s + h, 0).p - contact_pressure(in, s - h, 0).p) / (2 * h);
      CHECK(p.slope == relative(slope).epsilon(1e-5));  // rounding of p over h
    }
    for (const double edge : {-eps, eps}) {  // continuous in value and slope
      const ContactPressure a = contact_pressure(in, edge - h, 0), b = contact_pressure(in, edge + h, 0);
      const double top = contact_pressure(in, eps + h, 0).slope;
      CHECK(std::abs(a.p - b.p) < 3 * h * top);
      CHECK(std::abs(a.slope - b.slope) < 1e-4 * top);
    }
  }
  CHECK(contact_pressure(rigid, 2e-3, 0).p == relative(2e4));
  const Indenter foam;
  CHECK(contact_pressure(foam, 0.01, 0).p == relative(foam_loading(foam.foam, 0.01 / foam.foam_thickness).p));
  CHECK(contact_pressure(foam, 0.01, 0.4).p ==
        relative(foam_pressure(foam.foam, 0.01 / foam.foam_thickness, 0.4).p));
}
