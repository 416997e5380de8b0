// What the peers search in, made so that they lose nothing by it: the same edges in reach of the same start that the
// solver has, without those on no cycle, chains contracted. And the way from their closed walks to a route of ours.
//
// Written on its own, from the definition in core/loop/space/route.hpp: no peer uses a part of the solver.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/graph/csr.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"
#include "core/search/dijkstra.hpp"

namespace loopgenie::bench {

/// True once the peer's time is over.
using PeerStop = std::function<bool()>;

struct PeerStep {
  EdgeIndex edge;
  bool forward = true;
};
/// Consecutive steps in the space.
using PeerWalk = std::vector<PeerStep>;

/// What a cycle of the space costs as a route; `penalised_cdm` also where it is none, so that a search is drawn inside
/// the limits. A metre too long or too short costs ten times itself beyond them.
struct PeerCost {
  std::int64_t length_dm = 0;  // D
  std::int64_t penalised_cdm = 0;
  bool is_feasible = false;
};

class PeerSpace {
 public:
  /// The network must outlive the space. REQUIRES a validated query.
  PeerSpace(const Network& network, const Query& query, NodeIndex start);

  [[nodiscard]] const Graph& graph() const { return graph_; }
  [[nodiscard]] const LoopLimits& limits() const { return limits_; }
  [[nodiscard]] std::int64_t length_dm(EdgeIndex edge) const { return length_dm_[edge.value()]; }
  [[nodiscard]] std::int64_t lesser_cdm(EdgeIndex edge) const { return lesser_cdm_[edge.value()]; }
  [[nodiscard]] Point point(NodeIndex node) const;
  [[nodiscard]] Point start_point() const;
  [[nodiscard]] NodeIndex head(PeerStep step) const {
    return step.forward ? graph_.head(step.edge) : graph_.tail(step.edge);
  }
  [[nodiscard]] NodeIndex tail(PeerStep step) const {
    return step.forward ? graph_.tail(step.edge) : graph_.head(step.edge);
  }

  /// Where cycles can be entered from the start without leaving the shortest path: the start itself if it is on a
  /// cycle, and the entries of blocks, nearest first, as far as a stem may reach.
  [[nodiscard]] std::span<const NodeIndex> entries() const { return entries_; }

  /// REQUIRES a simple cycle. O(steps).
  [[nodiscard]] PeerCost cost(const PeerWalk& cycle) const;
  /// nullopt if it is no simple cycle, or comes back to a place where the query does not allow it.
  [[nodiscard]] std::optional<Route> route(const PeerWalk& cycle) const;

 private:
  [[nodiscard]] PeerCost cost(std::int64_t cycle_dm, std::int64_t lesser_cdm, NodeIndex lowest) const;

  const Network* network_;
  LoopLimits limits_;
  bool has_figures_of_eight_;
  NodeIndex start_;
  Dijkstra paths_;
  Graph graph_;
  std::vector<std::int64_t> length_dm_;
  std::vector<std::int64_t> lesser_cdm_;
  std::vector<NodeIndex> source_node_;
  std::vector<std::uint32_t> rank_;  // per node, of the shortest paths from the start
  std::vector<std::int64_t> stem_dm_;
  std::vector<std::int64_t> stem_lesser_cdm_;
  std::vector<std::uint32_t> first_step_;
  std::vector<RouteStep> steps_;
  std::vector<NodeIndex> entries_;
};

/// What a peer comes back with.
struct PeerAnswer {
  std::optional<Route> best;        // feasible
  std::size_t candidate_count = 0;  // walks it made
  std::size_t feasible_count = 0;   // of these
  double least_length_error = 1;    // |D − L| / L, of any walk it made, feasible or not

  void note(const PeerSpace& space, const PeerWalk& cycle, const PeerCost& cost);
};

/// Drops spurs (an edge and at once the same edge back), also over the walk's beginning. What is left may be empty.
[[nodiscard]] PeerWalk without_spurs(const PeerWalk& closed_walk);

/// Every node at most once. REQUIRES consecutive steps.
[[nodiscard]] bool is_simple_cycle(const PeerSpace& space, const PeerWalk& walk);

}  // namespace loopgenie::bench
