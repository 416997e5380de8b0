#include "tests/bench/walks/walk.hpp"

#include <algorithm>
#include <cassert>
#include <map>

namespace loopgenie::bench {

std::int64_t length_dm(const Network& network, const Walk& walk) {
  std::int64_t sum_dm = 0;
  for (const RouteStep& step : walk) {
    sum_dm += network.length_dm[step.edge.value()];
  }
  return sum_dm;
}

std::vector<EdgeIndex> edges_of(const Walk& walk) {
  std::vector<EdgeIndex> edges;
  for (const RouteStep& step : walk) {
    edges.push_back(step.edge);
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

std::vector<bool> is_walked_once(const Walk& walk) {
  std::map<EdgeIndex, int> passes;
  for (const RouteStep& step : walk) {
    ++passes[step.edge];
  }
  std::vector<bool> once;
  for (const RouteStep& step : walk) {
    once.push_back(passes[step.edge] == 1);
  }
  return once;
}

Walk begun_at(const Network& network, Walk walk, NodeIndex start) {
  const auto first =
      std::find_if(walk.begin(), walk.end(), [&](const RouteStep& step) { return begin_of(network, step) == start; });
  assert(first != walk.end());
  std::rotate(walk.begin(), first, walk.end());
  return walk;
}

double shared_of(const Network& network, const Walk& first, const Walk& other) {
  const std::vector<EdgeIndex> others = edges_of(other);
  std::int64_t all_dm = 0;
  std::int64_t shared_dm = 0;
  for (const EdgeIndex edge : edges_of(first)) {
    const std::int64_t edge_dm = network.length_dm[edge.value()];
    all_dm += edge_dm;
    shared_dm += std::binary_search(others.begin(), others.end(), edge) ? edge_dm : 0;
  }
  return static_cast<double>(shared_dm) / static_cast<double>(all_dm);
}

}  // namespace loopgenie::bench
