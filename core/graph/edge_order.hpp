// How wide a graph is to a search that takes its edges one by one: the frontier of an order of the edges after i of
// them is the set of nodes with an edge among the first i and another after. A dynamic program over frontiers has a
// number of states exponential in the width, so the width says which blocks can be searched completely. Source: K.
// Sekine, H. Imai, S. Tani, "Computing the Tutte polynomial of a graph of moderate size", ISAAC 1995.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/graph/csr.hpp"

namespace loopgenie {

/// The largest frontier of the order. REQUIRES every edge once. O(n + m).
[[nodiscard]] std::uint32_t frontier_width(const Graph& graph, std::span<const EdgeIndex> order);

/// An order that grows from `start`: always the node of the frontier whose edges bring in the fewest new nodes comes
/// next, with all its edges; of equals the one that waits longest. A new component starts at its lowest node.
/// O((n + m)·width).
[[nodiscard]] std::vector<EdgeIndex> grown_order(const Graph& graph, NodeIndex start);

/// The order of least width among those grown from `tries` nodes, spread evenly over the graph. Ties: the first.
[[nodiscard]] std::vector<EdgeIndex> narrow_order(const Graph& graph, std::uint32_t tries);

}  // namespace loopgenie
