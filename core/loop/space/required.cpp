#include "core/loop/space/required.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/base/sort.hpp"

namespace loopgenie {
namespace {

/// The space's edges whose chains hold the source edges, each once; nullopt where one of these is in none.
std::optional<std::vector<EdgeIndex>> edges_that_hold(const LoopSpace& space, std::span<const EdgeIndex> required) {
  std::vector<EdgeIndex> holding;
  for (const EdgeIndex source : required) {
    std::optional<EdgeIndex> found;
    for (std::uint32_t e = 0; e < space.graph.edge_count() && !found; ++e) {
      const std::span<const RouteStep> chain = space.chain(EdgeIndex(e));
      if (std::any_of(chain.begin(), chain.end(), [&](const RouteStep& step) { return step.edge == source; })) {
        found = EdgeIndex(e);
      }
    }
    if (!found) {
      return std::nullopt;
    }
    holding.push_back(*found);
  }
  heap_sort(holding);
  holding.erase(std::unique(holding.begin(), holding.end()), holding.end());
  return holding;
}

}  // namespace

std::optional<Stretched> stretched(const LoopSpace& space, const LoopLimits& limits,
                                   std::span<const EdgeIndex> required) {
  const std::optional<std::vector<EdgeIndex>> edges = edges_that_hold(space, required);
  if (!edges) {
    return std::nullopt;
  }
  const std::uint32_t block = space.block_of_edge[edges->front().value()];
  if (std::any_of(edges->begin(), edges->end(),
                  [&](EdgeIndex edge) { return space.block_of_edge[edge.value()] != block; })) {
    return std::nullopt;
  }
  // Of all blocks, so that a cycle of another one is too short as well.
  std::int64_t each_dm = 1 + 2 * limits.longest_stem_dm();
  for (const PathFigures& figures : space.figures) {
    each_dm += figures.length_dm;
  }
  Stretched result{space, limits, block};
  for (const EdgeIndex edge : *edges) {
    result.space.figures[edge.value()].length_dm += each_dm;
    result.limits.stretched_dm += each_dm;
  }
  LoopLimits& within = result.limits;
  for (std::int64_t* length_dm :
       {&within.gentle_from_dm, &within.wanted_dm, &within.flat_to_dm, &within.shortest_dm, &within.longest_dm}) {
    *length_dm += within.stretched_dm;
  }
  return result;
}

}  // namespace loopgenie
