#include "api/ingest/walk/loop_solver.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace loopgenie::ingest {
namespace {

constexpr std::uint64_t kEffortSteps = 100'000;  // a tenth of a query's million: any loop will do

}  // namespace

LoopSolver::LoopSolver(const OsmSource& source, const WayGraph& ways, std::span<const std::uint8_t> kept,
                       double hike_m) {
  query_.hike_m = hike_m;
  query_.effort = kEffortSteps;
  network_.graph = ways.graph;
  const std::uint32_t edge_count = ways.graph.edge_count();
  network_.strings = {""};
  network_.name.assign(edge_count, 0);
  network_.ref.assign(edge_count, 0);
  network_.climb.resize(edge_count);
  network_.first_vertex.assign(edge_count + 1, 0);
  for (std::uint32_t node = 0; node < ways.graph.node_count(); ++node) {
    const std::uint32_t source_node = ways.source_node[node];
    network_.node_id.emplace_back(source.node_id[source_node]);
    network_.node_vertex.push_back({source.node_point[source_node], Vertex::kUnknownElevation});
    network_.node_full_degree.push_back(ways.graph.degree(NodeIndex(node)));
  }
  for (std::uint32_t edge = 0; edge < edge_count; ++edge) {
    const SourceWay& way = ways.way(source, EdgeIndex(edge));
    network_.edge_id.push_back(ways.edge_id(source, EdgeIndex(edge)));
    network_.length_dm.push_back(static_cast<std::uint32_t>(std::lround(ways.length_m[edge] * 10)));
    network_.attributes.push_back(way.profile.attributes);
    if (kept[edge] != 0) {
      keep(edge);
    }
  }
}

void LoopSolver::keep(std::uint32_t edge) {
  network_.attributes[edge].way_class = WayClass::path;
  solver_.reset();
}

std::vector<std::uint32_t> LoopSolver::loop_from(std::uint32_t start, std::span<const std::uint8_t> kept) {
  if (!solver_) {
    solver_.emplace(network_, query_);
  }
  std::vector<std::uint32_t> best;
  std::int64_t least_new_dm = std::numeric_limits<std::int64_t>::max();
  for (const Route& route : solver_->solve(NodeIndex(start)).routes) {
    std::vector<std::uint32_t> edges;
    std::int64_t new_dm = 0;
    for (const RouteStep& step : route.steps) {
      const std::uint32_t edge = step.edge.value();
      edges.push_back(edge);
      new_dm += kept[edge] != 0 ? 0 : network_.length_dm[edge];
    }
    if (new_dm < least_new_dm) {
      least_new_dm = new_dm;
      best = std::move(edges);
    }
  }
  return best;
}

}  // namespace loopgenie::ingest
