// An order of a block's edges in which few nodes are ever half done: the frontier a dynamic program over the edges has
// to remember. Its size, the width, decides whether the exact phase can finish.
//
// Nodes are finished one after another (all their remaining edges next): greedily the one that brings the fewest new
// nodes in, and in breadth-first order; both from several first nodes. The best of all is taken: least width, then
// least Σ 2^(frontier size). O(tries · n · width).
#pragma once

#include <cstdint>
#include <vector>

#include "core/loop/exact/block_graph.hpp"

namespace loopgenie {

struct EdgeOrder {
  std::vector<std::uint32_t> edges;  // positions in the block's edges
  std::uint32_t width = 0;           // the most nodes ever on the frontier, those of the edge being added included
};

[[nodiscard]] EdgeOrder order_edges(const BlockGraph& block);

}  // namespace loopgenie
