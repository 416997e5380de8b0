// A simple cycle of a loop space and what it costs as a route.
#pragma once

#include <cstdint>
#include <vector>

#include "core/graph/csr.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/loop_space.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

struct CycleStep {
  NodeIndex from;
  EdgeIndex edge;
  bool forward = true;
};

/// Consecutive steps; the last leads back to the first node.
using Cycle = std::vector<CycleStep>;

struct CycleCost {
  std::int64_t route_dm = 0;
  std::int64_t retraced_dm = 0;
  std::int64_t ascent_dm = 0;  // in the better direction
  std::int64_t loss_cdm = 0;
  /// The loss, and what lies beyond the limits at a higher price, so that a search is drawn back inside. Equal to the
  /// loss where the route is feasible.
  std::int64_t penalised_cdm = 0;
  bool is_feasible = false;
};

/// The cost of the route whose cycle has the given figures and lowest node, but for what it loses by pairs of
/// its edges. O(1).
[[nodiscard]] CycleCost cycle_cost(const LoopSpace& space, const LoopLimits& limits, const PathFigures& cycle,
                                   NodeIndex lowest);

/// The cost of the cycle's route, with all that it loses. O(steps + pairs of them).
[[nodiscard]] CycleCost route_cost(const LoopSpace& space, const LoopLimits& limits, const Cycle& cycle);

/// Whether the cycle is no figure of eight: it leaves no place more than twice. O(steps).
[[nodiscard]] bool leaves_places_rarely(const LoopSpace& space, const Cycle& cycle);

/// Figures in the given direction, and the lowest node. O(steps).
[[nodiscard]] PathFigures cycle_figures(const LoopSpace& space, const Cycle& cycle);
[[nodiscard]] NodeIndex lowest_node(const Cycle& cycle);

/// The steps of the source network along the cycle, and those of the stem to a node of the source network, out.
[[nodiscard]] std::vector<RouteStep> source_steps(const LoopSpace& space, const Cycle& cycle);
[[nodiscard]] std::vector<RouteStep> stem_steps(const Network& network, const Dijkstra& paths, NodeIndex to);

/// The route in source edges: stem, cycle from its lowest node, stem back. Of the two directions the one with less
/// ascent; where they are equal, the one whose first cycle edge is the lower, or forward.
[[nodiscard]] Route make_route(const LoopSpace& space, const LoopLimits& limits, const Network& network,
                               const Dijkstra& paths, const Cycle& cycle);

}  // namespace loopgenie
