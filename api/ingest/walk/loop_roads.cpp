#include "api/ingest/walk/loop_roads.hpp"

#include <optional>
#include <vector>

#include "api/ingest/walk/loop_solver.hpp"
#include "api/ingest/walk/loop_tree.hpp"

namespace loopgenie::ingest {
namespace {

constexpr double kRadiusShare = 0.75;  // of a loop's length: the longer of its two branches may be a winding way
constexpr std::size_t kStartsBetweenReports = 16;

/// All walked ways, with nodes where kept stretches begin and end: so an edge is kept as a whole or not at all.
WayGraph graph_for(const ClassifiedWays& ways, std::span<const std::uint32_t> starts, const SegmentMask& network) {
  std::vector<std::uint32_t> forced(starts.begin(), starts.end());
  for (std::uint32_t at = 0; at < network.size(); ++at) {
    const bool before = at > 0 && network[at - 1] != 0;
    if (before != (network[at] != 0)) {
      forced.push_back(ways.source.refs[at]);
    }
  }
  return build_way_graph(ways.source, ways.walked, forced);
}

class LoopServer {
 public:
  LoopServer(const OsmSource& source, const WayGraph& graph, const SegmentMask& network)
      : graph_(graph),
        kept_(kept_edges(graph, network)),
        cost_of_new_(costs_of_new(source, graph)),
        tree_(source, graph_, cost_of_new_, kept_),
        solver_(source, graph_, kServedHikeM) {}

  /// Adds to the network what the start needs; true where that was anything.
  bool serve(std::uint32_t start, SegmentMask& network) {
    if (search(start, LoopTree::Ways::kept, kKeptTrees)) {
      return false;
    }
    bool any = false;
    for (const std::uint32_t edge : loop_over_new_roads(start)) {
      if (kept_[edge] == 0) {
        kept_[edge] = 1;
        add_stretch(network, graph_.stretch[edge]);
        any = true;
      }
    }
    return any;
  }

 private:
  static std::vector<std::uint8_t> kept_edges(const WayGraph& graph, const SegmentMask& network) {
    std::vector<std::uint8_t> kept;
    kept.reserve(graph.stretch.size());
    for (const Stretch& stretch : graph.stretch) {
      kept.push_back(network[stretch.first_ref]);
    }
    return kept;
  }

  static std::vector<double> costs_of_new(const OsmSource& source, const WayGraph& graph) {
    std::vector<double> costs;
    costs.reserve(graph.stretch.size());
    for (std::uint32_t edge = 0; edge < graph.graph.edge_count(); ++edge) {
      const bool main_road = graph.way(source, EdgeIndex(edge)).profile.role == WayRole::main_road;
      costs.push_back(graph.length_m[edge] * (main_road ? kNewMainRoadFactor : kNewRoadFactor));
    }
    return costs;
  }

  std::optional<TreeLoop> search(std::uint32_t start, LoopTree::Ways of, std::uint32_t trees) {
    std::optional<TreeLoop> found;
    for (std::uint32_t bend = 0; bend < trees && !found; ++bend) {
      tree_.grow(start, {.radius_m = kServedHikeM * kRadiusShare,
                         .most_new_cost = kMostNewRoadM * kNewRoadFactor,
                         .of = of,
                         .bend = bend});
      found = tree_.find(kServedHikeM);
    }
    return found;
  }

  std::vector<std::uint32_t> loop_over_new_roads(std::uint32_t start) {
    const std::optional<TreeLoop> found = search(start, LoopTree::Ways::all, kAllTrees);
    if (!found) {
      return solver_.loop_from(start, kept_);
    }
    std::vector<std::uint32_t> edges;
    tree_.visit_loop(*found, [&](std::uint32_t edge) { edges.push_back(edge); });
    return edges;
  }

  const WayGraph& graph_;
  std::vector<std::uint8_t> kept_;  // per edge
  std::vector<double> cost_of_new_;
  LoopTree tree_;
  LoopSolver solver_;
};

}  // namespace

bool add_roads_for_loops(const ClassifiedWays& ways, std::span<const std::uint32_t> starts, SegmentMask& network,
                         const ProgressFn& progress) {
  if (starts.empty()) {
    return false;
  }
  const WayGraph graph = graph_for(ways, starts, network);
  LoopServer server(ways.source, graph, network);
  bool any = false;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    any = server.serve(graph.node_of[starts[i]], network) || any;
    if (progress && i % kStartsBetweenReports == 0) {
      progress("choosing roads for loops", static_cast<double>(i) / static_cast<double>(starts.size()));
    }
  }
  return any;
}

}  // namespace loopgenie::ingest
