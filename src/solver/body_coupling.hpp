// Nodes that move with rigid bodies, and the bodies' share of the tangent (docs/solver.md, "Bones").
//   A tied degree of freedom follows its body: u = t + (R - I) (X - centre); per increment J = [1, -[r]x /
//   L], r = R (X - centre). Bodies' unknowns are (dt, L dtheta) with the lever L, so that all are lengths,
//   and their gradient is (force, moment / L). With K the tangent over all nodes: C = K_ft J (free rows
//   beside tied ones), B = J' K_tt J + joints.
#pragma once

#include <vector>

#include "solver/kernels.hpp"
#include "solver/rigid_bodies.hpp"
#include "solver/tissue_model.hpp"

namespace backroll {

using FloatVector = std::vector<float>;
inline constexpr double kBodyLever = 0.05;  // [m]

struct TiedNode {
  int i, j, k;
  std::size_t place;  // field order
  int body;
  std::uint8_t mask;  // bit c: component c is tied
  Vec3 arm;           // [m] X - centre, rest
};

// A spring from a node to a place fixed in a body.
struct AnchoredSpring {
  int i, j, k;
  std::size_t place;
  int body;
  Vec3 arm;
  Mat3 stiffness;
};

struct BodyTies {
  FieldLayout layout;
  std::vector<TiedNode> node;                 // by body, then by place
  std::vector<int> node_at;                   // per place of one component: index into `node`, -1 = none
  std::vector<AnchoredSpring> spring;         // by body
  std::vector<int> first_node, first_spring;  // of each body, and the end
  int bodies() const { return static_cast<int>(held.size()); }
  std::vector<std::uint8_t> held;  // per body: keeps its place
};
BodyTies body_ties(const TissueModel& model, const FieldLayout& layout);

// Puts the tied degrees of freedom of `u` (field order) where their bodies are.
void follow_bodies(const BodyTies& ties, const RigidPoses& poses, std::vector<double>& u);
// Forces of the anchored springs: added to `forces` at the nodes (field order), and per body (force, moment /
// L).
template <class Forces>
void add_anchored_springs(const BodyTies& ties, const RigidPoses& poses, const std::vector<double>& u,
                          Forces& forces, std::vector<Vec6>& gradient);
// Adds what the tied nodes' forces (field order) do to their bodies: (force, moment / L).
template <class Forces>
void gather_on_bodies(const BodyTies& ties, const RigidPoses& poses, const Forces& forces,
                      std::vector<Vec6>& gradient);

// Adds the springs' own blocks to the tangent's nodes.
void add_anchored_tangent(const BodyTies& ties, FloatVector& matrix);

// C of one level, body by body.
struct BodyCoupling {
  struct NodeAt {
    int i, j, k;
  };
  struct Column {
    int body;
    std::vector<NodeAt> node;
    Eigen::Matrix<float, Eigen::Dynamic, 6> value;  // rows 3 n + c: component c of node n
  };
  std::vector<Column> column;
};
// C and B (6 bodies squared) from the finest tangent before anything is struck; `factor`: of the joints'
// preload.
struct BodyTangent {
  BodyCoupling C;
  Eigen::MatrixXd B;
};
BodyTangent body_tangent(const BodyTies& ties, const RigidModel& rigid, const RigidPoses& poses,
                         const std::vector<double>& factor, const FloatVector& matrix);
// C of the next level: P' C. `mask`: of the coarse level, field order, 0 = held.
BodyCoupling coarsen_coupling(const BodyCoupling& fine, const int (&factor)[3], const FieldLayout& coarse,
                              const FloatVector& mask);
// y += a C' x; `x` in split order.
void add_coupling_transposed(const BodyCoupling& coupling, const SplitLayout& split, double a, const float* x,
                             Eigen::VectorXd& y);
// x += a C y.
void add_coupling(const BodyCoupling& coupling, const SplitLayout& split, double a, const Eigen::VectorXd& y,
                  float* x);

}  // namespace backroll
