#include "core/loop/space/cycle.hpp"

#include <algorithm>
#include <tuple>

#include "core/loop/space/route_shape.hpp"
#include "core/loop/space/turns.hpp"

namespace loopgenie {
namespace {

// What a decimetre beyond a limit costs, in hundredths: enough to outweigh what it can save.
constexpr std::int64_t kPenalty = 400;
// A loop has far fewer decimetres of ascent than of length, so those beyond a limit count for more.
constexpr std::int64_t kAscentFactor = 10;

std::vector<RouteStep> reversed(const std::vector<RouteStep>& steps) {
  std::vector<RouteStep> back;
  for (auto s = steps.rbegin(); s != steps.rend(); ++s) {
    back.push_back({s->edge, !s->forward});
  }
  return back;
}

/// What it loses by pairs of its edges.
std::int64_t pair_loss_cdm(const LoopSpace& space, const Cycle& cycle) {
  if (space.pairs.empty()) {
    return 0;
  }
  PairLoss loss(space.pairs, space.graph.edge_count());
  for (const CycleStep& step : cycle) {
    loss.add(step.edge);
  }
  return loss.total_cdm();
}

}  // namespace

std::vector<RouteStep> source_steps(const LoopSpace& space, const Cycle& cycle) {
  std::vector<RouteStep> steps;
  for (const CycleStep& step : cycle) {
    const auto chain = space.chain(step.edge);
    if (step.forward) {
      steps.insert(steps.end(), chain.begin(), chain.end());
    } else {
      for (auto s = chain.rbegin(); s != chain.rend(); ++s) {
        steps.push_back({s->edge, !s->forward});
      }
    }
  }
  return steps;
}

std::vector<RouteStep> stem_steps(const Network& network, const Dijkstra& paths, NodeIndex to) {
  std::vector<RouteStep> steps;
  for (NodeIndex node = to; paths.parent(node).is_valid(); node = paths.parent(node)) {
    const EdgeIndex edge = paths.parent_edge(node);
    steps.push_back({edge, network.graph.head(edge) == node});
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

CycleCost cycle_cost(const LoopSpace& space, const LoopLimits& limits, const PathFigures& cycle, NodeIndex lowest) {
  const PathFigures& stem = space.stem[lowest.value()];
  CycleCost cost;
  cost.route_dm = cycle.length_dm + 2 * stem.length_dm;
  cost.retraced_dm = stem.length_dm;
  cost.ascent_dm = std::min(cycle.ascent_dm, cycle.descent_dm) + stem.ascent_dm + stem.descent_dm;
  cost.loss_cdm = limits.loss(cost.route_dm, cost.retraced_dm, cycle.lesser_cdm + stem.lesser_cdm).total_cdm();
  cost.is_feasible = limits.allows(cost.route_dm, cost.retraced_dm, cost.ascent_dm);
  cost.penalised_cdm = cost.loss_cdm;
  if (!cost.is_feasible) {
    const std::int64_t beyond_dm =
        std::max<std::int64_t>({limits.shortest_dm - cost.route_dm, cost.route_dm - limits.longest_dm, 0}) +
        std::max<std::int64_t>(cost.retraced_dm - limits.longest_retraced_dm(cost.route_dm), 0) +
        kAscentFactor * limits.off_ascent_dm(cost.ascent_dm);
    cost.penalised_cdm += kPenalty * beyond_dm + 1;  // never equal to a feasible route's
  }
  return cost;
}

CycleCost route_cost(const LoopSpace& space, const LoopLimits& limits, const Cycle& cycle) {
  CycleCost cost = cycle_cost(space, limits, cycle_figures(space, cycle), lowest_node(cycle));
  const std::int64_t pairs_cdm = pair_loss_cdm(space, cycle);
  cost.loss_cdm += pairs_cdm;
  cost.penalised_cdm += pairs_cdm;
  return cost;
}

bool leaves_places_rarely(const LoopSpace& space, const Cycle& cycle) {
  PlaceCount count(space.place_ends);
  return std::all_of(cycle.begin(), cycle.end(), [&](const CycleStep& step) { return count.add(step.edge); });
}

PathFigures cycle_figures(const LoopSpace& space, const Cycle& cycle) {
  PathFigures sum;
  for (const CycleStep& step : cycle) {
    const PathFigures& figures = space.figures[step.edge.value()];
    sum += step.forward ? figures : figures.reversed();
  }
  return sum;
}

NodeIndex lowest_node(const Cycle& cycle) {
  NodeIndex lowest = cycle.front().from;
  for (const CycleStep& step : cycle) {
    lowest = std::min(lowest, step.from);
  }
  return lowest;
}

Route make_route(const LoopSpace& space, const LoopLimits& limits, const Network& network, const Dijkstra& paths,
                 const Cycle& cycle) {
  const NodeIndex lowest = lowest_node(cycle);
  Cycle from_lowest = cycle;
  std::rotate(
      from_lowest.begin(),
      std::find_if(from_lowest.begin(), from_lowest.end(), [&](const CycleStep& step) { return step.from == lowest; }),
      from_lowest.end());
  const PathFigures figures = cycle_figures(space, from_lowest);
  std::vector<RouteStep> around = source_steps(space, from_lowest);
  std::vector<RouteStep> back = reversed(around);
  const auto order = [](std::int64_t ascent_dm, const std::vector<RouteStep>& steps) {
    return std::tuple(ascent_dm, steps.front().edge, !steps.front().forward);
  };
  if (order(figures.descent_dm, back) < order(figures.ascent_dm, around)) {
    around.swap(back);
  }

  const CycleCost cost = cycle_cost(space, limits, figures, lowest);
  Route route;
  route.start = paths.settled().front();
  route.steps = stem_steps(network, paths, space.source_node[lowest.value()]);
  route.stem_step_count = static_cast<std::uint32_t>(route.steps.size());
  const std::vector<RouteStep> home = reversed(route.steps);
  route.steps.insert(route.steps.end(), around.begin(), around.end());
  route.steps.insert(route.steps.end(), home.begin(), home.end());
  route.length_dm = cost.route_dm;
  route.retraced_dm = cost.retraced_dm;
  route.shape = route_shape(network, limits, route);
  std::int64_t alone_cdm = 0;
  for (const CycleStep& step : cycle) {
    alone_cdm += space.alone_cdm[step.edge.value()];
  }
  const std::int64_t by_turns_cdm = turns_cdm(network, cycle_of(route));
  route.loss = limits.loss(cost.route_dm, cost.retraced_dm,
                           figures.lesser_cdm - alone_cdm + space.stem[lowest.value()].lesser_cdm,
                           alone_cdm + pair_loss_cdm(space, cycle) - by_turns_cdm, by_turns_cdm);
  return route;
}

}  // namespace loopgenie
