// What shape a route has.
#pragma once

#include <span>
#include <vector>

#include "core/graph/network.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

/// The route's steps without its stem.
[[nodiscard]] inline std::span<const RouteStep> cycle_of(const Route& route) {
  return std::span(route.steps).subspan(route.stem_step_count, route.steps.size() - 2 * route.stem_step_count);
}

/// The places that the cycle leaves more than twice (place_ends.hpp), ascending, each once or more often. O(s · log s)
/// for s steps.
[[nodiscard]] std::vector<NodeId> places_passed_again(const Network& network, std::span<const RouteStep> cycle);

/// A figure of eight if there is a place that its cycle leaves more than twice, else by the length of its stem, in
/// metres whatever the query measures in. REQUIRES steps and stem_step_count. O(steps · log steps).
[[nodiscard]] RouteShape route_shape(const Network& network, const LoopLimits& limits, const Route& route);

}  // namespace loopgenie
