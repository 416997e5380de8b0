// Changes of a cycle by chords, against the definition.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

#include "core/base/random.hpp"
#include "core/loop/search/chord.hpp"
#include "core/loop/search/detour.hpp"
#include "core/loop/space/limits.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();

bool is_simple_cycle(const LoopSpace& space, const Cycle& cycle) {
  std::set<NodeIndex> nodes;
  std::set<EdgeIndex> edges;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    const CycleStep& step = cycle[i];
    const Graph& graph = space.graph;
    const NodeIndex tail = step.forward ? graph.tail(step.edge) : graph.head(step.edge);
    const NodeIndex head = step.forward ? graph.head(step.edge) : graph.tail(step.edge);
    if (tail != step.from || head != cycle[(i + 1) % cycle.size()].from) {
      return false;
    }
    nodes.insert(step.from);
    edges.insert(step.edge);
  }
  return !cycle.empty() && nodes.size() == cycle.size() && edges.size() == cycle.size();
}

CycleCost cost_of(const LoopSpace& space, const LoopLimits& limits, const Cycle& cycle) {
  return route_cost(space, limits, cycle);
}

/// The cheapest cycle of a part of this one and an edge that is not of it; nullopt without such an edge.
std::optional<std::int64_t> cheapest_by_one_edge(const LoopSpace& space, const LoopLimits& limits, const Cycle& cycle) {
  std::optional<std::int64_t> least;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    for (const Arc& arc : space.graph.arcs(cycle[i].from)) {
      const bool is_of_cycle =
          std::any_of(cycle.begin(), cycle.end(), [&](const CycleStep& step) { return step.edge == arc.edge; });
      if (is_of_cycle || arc.head == cycle[i].from) {
        continue;
      }
      Cycle made = {{cycle[i].from, arc.edge, arc.forward}};
      for (std::size_t at = 0; at < cycle.size(); ++at) {  // from the edge's end along the cycle, back to its beginning
        const CycleStep& step = cycle[(i + at) % cycle.size()];
        if (step.from == arc.head || made.size() > 1) {
          made.push_back(step);
        }
      }
      if (made.size() > 1 && leaves_places_rarely(space, made)) {
        const std::int64_t cost = cost_of(space, limits, made).penalised_cdm;
        least = std::min(least.value_or(cost), cost);
      }
    }
  }
  return least;
}

TEST(Chords, MakeSimpleCyclesOfTheCostTheySayAndNoEdgeBetweenTwoNodesMakesACheaperOne) {
  std::size_t changed = 0;
  std::size_t refused = 0;
  for (std::uint64_t seed = 1; seed <= 3'000; ++seed) {
    Random random(seed);
    const Network network = test::random_network(random, {.max_nodes = 30, .max_edges = 60});
    const Query query = test::random_query(random, network);
    const NodeIndex start(random.below(network.node_count()));
    LoopSpaceBuilder builder(network, query);
    if (!builder.is_usable_node(start)) {
      continue;
    }
    const LoopSpace space = builder.build(start);
    const LoopLimits limits = LoopLimits::of(query);
    const StopFn never;
    Effort effort(std::numeric_limits<std::uint64_t>::max(), never);
    DetourSearch detours(space, limits);
    ChordSearch chords(space, limits);
    for (std::uint32_t e = 0; e < space.graph.edge_count(); ++e) {
      DetourSearch::Request round;
      round.from = round.to = space.graph.tail(EdgeIndex(e));
      round.block = space.block_of_edge[e];
      round.below_cdm = kAny;
      const auto cycle = detours.find(round, effort);
      if (!cycle) {
        continue;
      }
      ASSERT_TRUE(is_simple_cycle(space, cycle->cycle)) << "seed " << seed;
      ChordSearch::Request request;
      request.weights = {4 << random.below(6), random.below(2) * 100, random.next()};
      request.longest_half_dm = random.below(2) == 0 ? 0 : limits.longest_dm / 4;
      request.below_cdm = random.below(2) == 0 ? kAny : cycle->cost.penalised_cdm;
      const auto found = chords.find(cycle->cycle, request, effort);
      const auto by_one_edge = cheapest_by_one_edge(space, limits, cycle->cycle);
      if (!found) {
        EXPECT_GE(by_one_edge.value_or(kAny), request.below_cdm) << "seed " << seed;
        ++refused;
        continue;
      }
      ++changed;
      ASSERT_TRUE(is_simple_cycle(space, found->cycle)) << "seed " << seed;
      ASSERT_TRUE(leaves_places_rarely(space, found->cycle)) << "seed " << seed;
      const CycleCost cost = cost_of(space, limits, found->cycle);
      EXPECT_EQ(cost.penalised_cdm, found->cost.penalised_cdm) << "seed " << seed;
      EXPECT_EQ(cost.ascent_dm, found->cost.ascent_dm) << "seed " << seed;
      EXPECT_EQ(cost.is_feasible, found->cost.is_feasible) << "seed " << seed;
      EXPECT_LT(cost.penalised_cdm, request.below_cdm) << "seed " << seed;
      EXPECT_LE(cost.penalised_cdm, by_one_edge.value_or(kAny)) << "seed " << seed;
    }
  }
  EXPECT_GT(changed, 1'000U);
  EXPECT_GT(refused, 1'000U);
}

}  // namespace
}  // namespace loopgenie
