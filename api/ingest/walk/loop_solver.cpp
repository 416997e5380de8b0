#include "api/ingest/walk/loop_solver.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/loop/search/solve.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::uint64_t kEffortSteps = 100'000;  // a tenth of a query's million: any loop will do

/// Of the longest loop: nothing on it lies farther from its start. The rest covers the rounding to decimetres.
constexpr double kReachShare = 0.51;

}  // namespace

LoopSolver::LoopSolver(const OsmSource& source, const WayGraph& ways, double hike_m)
    : source_(source), ways_(ways), all_(ways.graph.edge_count(), 1), search_(ways.graph, ways.length_m, all_) {
  query_.hike_m = hike_m;
  query_.effort = kEffortSteps;
}

std::vector<std::uint32_t> LoopSolver::loop_from(std::uint32_t start, std::span<const std::uint8_t> kept) {
  look_around(start);
  const Network network = network_around(kept);
  TrailheadSolver solver(network, query_);
  std::vector<std::uint32_t> best;
  std::int64_t least_new_dm = std::numeric_limits<std::int64_t>::max();
  for (const Route& route : solver.solve(NodeIndex(near_index(start))).routes) {
    std::vector<std::uint32_t> edges;
    std::int64_t new_dm = 0;
    for (const RouteStep& step : route.steps) {
      const std::uint32_t edge = near_edges_[step.edge.value()];
      edges.push_back(edge);
      new_dm += kept[edge] != 0 ? 0 : network.length_dm[step.edge.value()];
    }
    if (new_dm < least_new_dm) {
      least_new_dm = new_dm;
      best = std::move(edges);
    }
  }
  return best;
}

void LoopSolver::look_around(std::uint32_t start) {
  search_.run({&start, 1}, query_.longest_m() * kReachShare);
  near_nodes_.assign(search_.settled().begin(), search_.settled().end());
  std::sort(near_nodes_.begin(), near_nodes_.end());
  near_edges_.clear();
  for (const std::uint32_t node : near_nodes_) {
    for (const Arc& arc : ways_.graph.arcs(NodeIndex(node))) {
      if (arc.forward && search_.distance_m(arc.head.value()) != BoundedSearch::kUnreached) {
        near_edges_.push_back(arc.edge.value());
      }
    }
  }
  std::sort(near_edges_.begin(), near_edges_.end());
}

Network LoopSolver::network_around(std::span<const std::uint8_t> kept) const {
  Network network;
  GraphBuilder builder(static_cast<std::uint32_t>(near_nodes_.size()));
  for (const std::uint32_t edge : near_edges_) {
    builder.add_edge(NodeIndex(near_index(ways_.graph.tail(EdgeIndex(edge)).value())),
                     NodeIndex(near_index(ways_.graph.head(EdgeIndex(edge)).value())));
    EdgeAttributes attributes = ways_.way(source_, EdgeIndex(edge)).profile.attributes;
    if (kept[edge] != 0) {
      attributes.way_class = WayClass::path;
    }
    network.edge_id.push_back(ways_.edge_id(source_, EdgeIndex(edge)));
    network.length_dm.push_back(static_cast<std::uint32_t>(std::lround(ways_.length_m[edge] * 10)));
    network.attributes.push_back(attributes);
  }
  network.graph = std::move(builder).build();
  for (std::uint32_t node = 0; node < near_nodes_.size(); ++node) {
    const std::uint32_t source_node = ways_.source_node[near_nodes_[node]];
    network.node_id.emplace_back(source_.node_id[source_node]);
    network.node_vertex.push_back({source_.node_point[source_node], Vertex::kUnknownElevation});
    network.node_full_degree.push_back(network.graph.degree(NodeIndex(node)));  // nothing that matters is left out
  }
  const std::size_t edge_count = near_edges_.size();
  network.strings = {""};
  network.ref.assign(edge_count, 0);
  network.climb.resize(edge_count);
  network.first_vertex.assign(edge_count + 1, 0);
  return network;
}

std::uint32_t LoopSolver::near_index(std::uint32_t node) const {
  return static_cast<std::uint32_t>(std::lower_bound(near_nodes_.begin(), near_nodes_.end(), node) -
                                    near_nodes_.begin());
}

}  // namespace loopgenie::ingest
