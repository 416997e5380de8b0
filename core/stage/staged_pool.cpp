#include "core/stage/staged_pool.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loopgenie {
namespace {

constexpr std::uint64_t kWorkPerStep = 4;  // of effort
constexpr std::int64_t kWholeShare = 1024;

}  // namespace

StagedPool::StagedPool(const LoopSpace& space, const Network& network, const Dijkstra& paths, Stager& stager, Pool pool)
    : space_(space), network_(network), paths_(paths), stager_(stager), pool_(std::move(pool)) {
  if (!space.source_node.empty()) {
    const double latitude = network.node_vertex[space.source_node.front().value()].point.lat();
    const double share = std::cos(latitude * std::numbers::pi / 180);
    east_share_ = std::llround(share * share * static_cast<double>(kWholeShare));
  }
}

StagedPool::Cost StagedPool::offer(const Cycle& cycle, const CycleCost& route, const LoopLimits& limits,
                                   Effort& effort) {
  const NodeIndex lowest = lowest_node(cycle);
  Cycle from_lowest = cycle;
  std::rotate(
      from_lowest.begin(),
      std::find_if(from_lowest.begin(), from_lowest.end(), [&](const CycleStep& step) { return step.from == lowest; }),
      from_lowest.end());
  const std::vector<RouteStep> steps = source_steps(space_, from_lowest);
  const std::vector<RouteStep> stem = stem_steps(network_, paths_, space_.source_node[lowest.value()]);
  const std::uint64_t before = stager_.work();
  const Staging staging = stager_.stage({stem, steps, route.ascent_dm}, StagingDirection::better);
  effort.spend((stager_.work() - before) / kWorkPerStep + 1);
  is_exact_ = is_exact_ && staging.is_exact;
  const std::int64_t other_cdm = route.penalised_cdm - limits.off_length_cdm(route.route_dm);
  const Cost cost{other_cdm + staging.cost_cdm, route.is_feasible && staging.is_feasible};
  if (cost.is_feasible) {
    pool_.offer(cycle, cost.penalised_cdm);
  }
  return cost;
}

std::vector<EdgeIndex> StagedPool::edges_with_spots() const {
  std::vector<EdgeIndex> edges;
  for (std::uint32_t e = 0; e < space_.graph.edge_count(); ++e) {
    const std::span<const RouteStep> chain = space_.chain(EdgeIndex(e));
    if (std::any_of(chain.begin(), chain.end(), [&](const RouteStep& step) {
          return !stager_.spots().ways_from(network_.graph.tail(step.edge)).empty() ||
                 !stager_.spots().ways_from(network_.graph.head(step.edge)).empty();
        })) {
      edges.emplace_back(e);
    }
  }
  return edges;
}

std::int64_t StagedPool::away(NodeIndex a, NodeIndex b) const {
  const auto point = [&](NodeIndex node) {
    return network_.node_vertex[space_.source_node[node.value()].value()].point;
  };
  const std::int64_t north = (std::int64_t{point(a).lat_e7} - point(b).lat_e7) / 64;
  const std::int64_t east = (std::int64_t{point(a).lon_e7} - point(b).lon_e7) / 64;
  return north * north + east * east * east_share_ / kWholeShare;
}

}  // namespace loopgenie
