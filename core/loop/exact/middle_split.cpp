#include "core/loop/exact/middle_split.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

namespace loopgenie {
namespace {

/// Per node the length to one of the edge's ends, over open edges.
std::vector<std::int64_t> lengths_from(const BlockGraph& block, const WalkBound& bound, std::uint32_t edge) {
  using At = std::pair<std::int64_t, std::uint32_t>;
  std::vector<std::int64_t> length_dm(block.node_count(), std::numeric_limits<std::int64_t>::max());
  std::priority_queue<At, std::vector<At>, std::greater<>> queue;
  for (const std::uint32_t node : {block.edges[edge].tail, block.edges[edge].head}) {
    length_dm[node] = 0;
    queue.emplace(0, node);
  }
  while (!queue.empty()) {
    const auto [at_dm, node] = queue.top();
    queue.pop();
    if (at_dm > length_dm[node]) {
      continue;
    }
    for (const Arc& arc : block.graph.arcs(NodeIndex(node))) {
      const std::int64_t over_dm = at_dm + block.edges[arc.edge.value()].length_dm;
      if (bound.is_open[arc.edge.value()] != 0 && over_dm < length_dm[arc.head.value()]) {
        length_dm[arc.head.value()] = over_dm;
        queue.emplace(over_dm, arc.head.value());
      }
    }
  }
  return length_dm;
}

}  // namespace

std::optional<std::array<WalkBound, 2>> split_by_middle(const BlockGraph& block, const WalkBound& bound) {
  const auto length_to = [&](const std::vector<std::int64_t>& from, std::uint32_t edge) {
    return std::min(from[block.edges[edge].tail], from[block.edges[edge].head]);
  };
  const std::vector<std::int64_t> from_near = lengths_from(block, bound, bound.middle);
  std::optional<std::uint32_t> farthest;
  for (std::uint32_t e = 0; e < block.edge_count(); ++e) {
    if (bound.is_open[e] != 0 && bound.may_be_middle[e] != 0 &&
        (!farthest || length_to(from_near, e) > length_to(from_near, *farthest))) {
      farthest = e;
    }
  }
  if (!farthest || length_to(from_near, *farthest) == 0) {
    return std::nullopt;
  }
  const std::vector<std::int64_t> from_far = lengths_from(block, bound, *farthest);
  std::array<WalkBound, 2> parts = {bound, bound};
  for (std::uint32_t e = 0; e < block.edge_count(); ++e) {
    const bool is_far = length_to(from_far, e) < length_to(from_near, e);
    parts[is_far ? 0 : 1].may_be_middle[e] = 0;
  }
  return parts;
}

}  // namespace loopgenie
