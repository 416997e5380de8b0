#include "core/stage/own_loops.hpp"

#include <algorithm>

#include "core/base/random.hpp"
#include "core/base/sort.hpp"

namespace loopgenie {
namespace {

constexpr std::uint64_t kRemembered = 4096;  // cycles

/// The same for every direction and first node.
std::uint64_t hash_of(const Cycle& cycle) {
  std::uint64_t sum = 0;
  for (const CycleStep& step : cycle) {
    sum += Random(step.edge.value()).next();
  }
  return sum;
}

}  // namespace

OwnLoops::OwnLoops(const LoopSpace& space, const LoopProblem& problem, std::uint64_t until_steps, Effort& effort,
                   StagedPool& staged, Pool& seeds)
    : space_(space),
      problem_(problem),
      until_steps_(until_steps),
      effort_(effort),
      staged_(staged),
      seeds_(seeds),
      heard_(static_cast<std::size_t>(kRemembered)) {
  const LoopSpace& whole = problem.space;
  if (space.graph.edge_count() == whole.graph.edge_count() && space.graph.node_count() == whole.graph.node_count()) {
    return;
  }
  for (std::uint32_t e = 0; e < whole.graph.edge_count(); ++e) {
    for (const RouteStep& step : whole.chain(EdgeIndex(e))) {
      places_.push_back({step.edge, EdgeIndex(e), step.forward});
    }
  }
  heap_sort(places_, [](const Place& a, const Place& b) { return a.source < b.source; });
}

Cycle OwnLoops::in_problem(const Cycle& cycle) const {
  if (places_.empty()) {
    return cycle;
  }
  const Graph& graph = problem_.space.graph;
  Cycle whole;
  for (const RouteStep& step : source_steps(space_, cycle)) {
    const auto place = std::lower_bound(places_.begin(), places_.end(), step.edge,
                                        [](const Place& a, EdgeIndex source) { return a.source < source; });
    if (whole.empty() || whole.back().edge != place->edge) {
      const bool forward = place->forward == step.forward;
      whole.push_back({forward ? graph.tail(place->edge) : graph.head(place->edge), place->edge, forward});
    }
  }
  return whole;
}

void OwnLoops::hear(const Cycle& cycle, std::int64_t loss_cdm) {
  if (loss_cdm >= staged_.pool().below_cdm() || effort_.is_over(until_steps_)) {
    return;
  }
  const std::uint64_t hash = hash_of(cycle);
  std::uint64_t& heard = heard_[static_cast<std::size_t>(hash % kRemembered)];
  if (heard != hash) {
    heard = hash;
    stage(cycle);
  }
}

void OwnLoops::stage(const Cycle& cycle) {
  const Cycle whole = in_problem(cycle);
  const CycleCost route = route_cost(problem_.space, problem_.limits, whole);
  seeds_.offer(whole, staged_.offer(whole, route, problem_.limits, effort_).penalised_cdm);
}

}  // namespace loopgenie
