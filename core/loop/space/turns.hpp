// Turns: where a cycle leaves or joins a way that goes on without it, so that a walker has to look out.
//
// At a node, the ways that meet there are told apart by what one may follow past it: by name, where two of them or more
// have that name (all others count as without one); and by being on a marked route, where two of them or more are. A
// cycle turns at a node where its two ways there differ in this, whichever comes first. So it does not turn where a
// name merely ends and another one begins, nor where a marked route begins. It loses kTurnCdm for each turn, once a
// node; a stem loses nothing by turns. Where nothing is known of names, there are no turns.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/ids.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

inline constexpr std::int64_t kTurnCdm = 50 * kCdmPerMetre;
static_assert(kTurnCdm % 2 == 0);  // halves are shared out

/// What one may follow past a node on an edge that meets it.
struct WayOn {
  std::uint32_t name = 0;  // index into Network::strings; 0: no name that goes on
  bool is_marked = false;  // on a marked route, as another way there is
  friend constexpr auto operator<=>(const WayOn&, const WayOn&) = default;
};
/// REQUIRES that the edge meets the node. O(degree).
[[nodiscard]] WayOn way_on(const Network& network, NodeIndex node, EdgeIndex edge);

/// Whether it is a turn to go from one of the edges to the other at a node that both meet. O(degree).
[[nodiscard]] inline bool is_turn(const Network& network, NodeIndex node, EdgeIndex first, EdgeIndex second) {
  const bool others_meet = network.graph.arcs(node).size() > 2;  // what could go on without the walk
  return others_meet && way_on(network, node, first) != way_on(network, node, second);
}

/// What the cycle of a route loses by its turns. O(sum of the degrees of its nodes).
[[nodiscard]] std::int64_t turns_cdm(const Network& network, std::span<const RouteStep> cycle);

}  // namespace loopgenie
