// A closed walk on a network, whoever chose it: a route of ours, or a round walk that people signpost.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/ids.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie::bench {

/// Consecutive steps; the last leads back to where the first begins. Some step.
using Walk = std::vector<RouteStep>;

[[nodiscard]] inline NodeIndex begin_of(const Network& network, const RouteStep& step) {
  return step.forward ? network.graph.tail(step.edge) : network.graph.head(step.edge);
}
[[nodiscard]] inline NodeIndex end_of(const Network& network, const RouteStep& step) {
  return step.forward ? network.graph.head(step.edge) : network.graph.tail(step.edge);
}

/// Every pass of an edge counted.
[[nodiscard]] std::int64_t length_dm(const Network& network, const Walk& walk);

/// Its edges, each once, ascending.
[[nodiscard]] std::vector<EdgeIndex> edges_of(const Walk& walk);

/// Per step: its edge is walked in no other step.
[[nodiscard]] std::vector<bool> is_walked_once(const Walk& walk);

/// The same walk from the first step that begins at the node. REQUIRES there is one.
[[nodiscard]] Walk begun_at(const Network& network, Walk walk, NodeIndex start);

/// The metres of the first one's edges, each once, that the other walks, too, over those of all of the first one's:
/// 0…1.
[[nodiscard]] double shared_of(const Network& network, const Walk& first, const Walk& other);

}  // namespace loopgenie::bench
