#include "tests/bench/solver/cases.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/base/random.hpp"
#include "core/graph/bridges.hpp"
#include "core/search/dijkstra.hpp"

namespace loopgenie::bench {

double loopable_m(const Network& network, NodeIndex node, double radius_m) {
  Dijkstra paths(network.graph, network.length_dm);
  paths.run(node, {.radius_dm = std::llround(radius_m * 10), .usable_nodes = {}, .usable_edges = {}});
  const auto near = paths.settled();
  GraphBuilder builder(static_cast<std::uint32_t>(near.size()));
  std::vector<std::uint32_t> length_dm;
  for (const NodeIndex from : near) {
    for (const Arc& arc : network.graph.arcs(from)) {
      if (arc.forward && paths.is_settled(arc.head)) {
        builder.add_edge(NodeIndex(paths.rank(from)), NodeIndex(paths.rank(arc.head)));
        length_dm.push_back(network.length_dm[arc.edge.value()]);
      }
    }
  }
  const Blocks blocks = find_blocks(std::move(builder).build());
  double sum_dm = 0;
  for (std::size_t e = 0; e < length_dm.size(); ++e) {
    sum_dm += blocks.is_bridge[e] != 0 ? 0 : length_dm[e];
  }
  return sum_dm / 10;
}

Starts draw_starts(const Network& network, std::span<const Trailhead> trailheads, std::uint64_t seed) {
  std::set<NodeIndex> nodes;
  for (const Trailhead& trailhead : trailheads) {
    const auto node = network.find_node(trailhead.node);
    if (node) {
      nodes.insert(*node);
    }
  }
  Starts starts;
  starts.trailhead_count = nodes.size();
  for (const NodeIndex node : nodes) {
    if (network.is_complete(node) && loopable_m(network, node, kLoopableRadiusM) >= kLoopableM) {
      starts.nodes.push_back(node);
    }
  }
  starts.eligible_count = starts.nodes.size();
  Random random(seed);
  for (std::size_t i = 0; i + 1 < starts.nodes.size(); ++i) {
    const auto left = static_cast<std::uint32_t>(starts.nodes.size() - i);
    std::swap(starts.nodes[i], starts.nodes[i + random.below(left)]);
  }
  starts.nodes.resize(std::min(starts.nodes.size(), kStartCount));
  return starts;
}

Query query_of(double hike_m) {
  Query query;
  query.max_sac_scale = SacScale::t6;  // every way, so that figures of all regions and times can be compared
  query.at = Point{};
  query.hike_m = hike_m;
  return validated(query).value();
}

}  // namespace loopgenie::bench
