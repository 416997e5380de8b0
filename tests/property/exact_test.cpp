// The exact phase alone, without a route to begin with, against brute force; also where it is forced to give up.
// LOOPGENIE_LONG=1 multiplies the number of networks by 50.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "core/base/random.hpp"
#include "core/loop/exact/exhaustive.hpp"
#include "core/loop/exact/settle_block.hpp"
#include "core/loop/search/primal.hpp"
#include "core/loop/space/limits.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/make_network.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

struct Settled {
  std::int64_t least_open_cdm = kNoLoss;
  std::int64_t best_cdm = kNoLoss;
};

Settled settle(const Network& network, const Query& query, NodeIndex start, const ExactOptions& options) {
  Settled settled;
  LoopSpaceBuilder builder(network, query);
  if (!builder.is_usable_node(start)) {
    return settled;
  }
  const LoopLimits limits = LoopLimits::of(query);
  const LoopSpace space = builder.build(start);
  const std::vector<Attachment> attachments =
      bound_attachments(space, limits, builder.length_dm(), builder.lesser_hundredths());
  Pool pool(space, 1, LoopLimits::kMillion);
  const StopFn never;
  Effort effort(std::numeric_limits<std::uint64_t>::max(), never);
  settled.least_open_cdm = settle_blocks({space, limits, attachments}, options, effort, pool);
  settled.best_cdm = pool.empty() ? kNoLoss : pool.best_loss_cdm();
  return settled;
}

TEST(ExactPhase, FindsTheBestRouteWithoutAnyHelp) {
  for (std::uint64_t seed = 1; seed <= test::case_count(4'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed + 5'000'000);
    const Network network = test::random_network(random, {});
    const Query query = test::random_query(random, network);
    const NodeIndex start(random.below(network.node_count()));
    const Settled settled = settle(network, query, start, {std::numeric_limits<std::uint64_t>::max()});
    ASSERT_EQ(settled.least_open_cdm, kNoLoss) << "so small a network has to be settled";
    ASSERT_EQ(settled.best_cdm, test::brute_force(network, query, start).best_loss_cdm.value_or(kNoLoss));
  }
}

// The start, node 2, has a short stem along a main road to node 1 and a longer one along a path to node 4. A cycle over
// both attaches at node 1. Attached at node 4 it would lose less, but such a route there is not: once that hid the
// best.
TEST(ExactPhase, AStemOverBetterGroundIsNoReasonToAttachElsewhere) {
  const auto edge = [](std::uint32_t tail, std::uint32_t head, std::uint32_t length_dm) {
    test::EdgeSpec spec;
    spec.tail = tail;
    spec.head = head;
    spec.length_dm = length_dm;
    return spec;
  };
  std::vector<test::EdgeSpec> edges = {edge(4, 5, 2300), edge(2, 4, 1600), edge(0, 3, 5300), edge(0, 5, 1370),
                                       edge(5, 1, 4000), edge(3, 1, 1839), edge(1, 2, 1000), edge(0, 4, 1500),
                                       edge(4, 1, 5300), edge(3, 0, 4790)};
  for (const std::size_t track : {1U, 7U}) {
    edges[track].attributes.way_class = WayClass::track;
    edges[track].attributes.route_network = RouteNetwork::regional;
  }
  edges[1].attributes.surface = Surface::gravel;
  edges[2].attributes.route_network = RouteNetwork::regional;
  edges[6].attributes.way_class = WayClass::secondary;
  edges[9].attributes.route_network = RouteNetwork::local;
  edges[9].attributes.surface = Surface::compacted;
  const Network network = test::make_network(6, edges);
  Query query;
  query.hike_m = 1'851;
  query.tolerance = 0.32;
  query.max_retrace = 0.31;
  query.appeal.roads = 168;
  query.appeal.routes = 255;
  const Settled settled = settle(network, query, NodeIndex(2), {std::numeric_limits<std::uint64_t>::max()});
  EXPECT_EQ(settled.least_open_cdm, kNoLoss);
  EXPECT_EQ(settled.best_cdm, test::brute_force(network, query, NodeIndex(2)).best_loss_cdm);
}

TEST(ExactPhase, ForcedToGiveUpItsBoundsStillHold) {
  for (std::uint64_t seed = 1; seed <= test::case_count(3'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed + 6'000'000);
    const Network network = test::random_network(random, {});
    const Query query = test::random_query(random, network);
    const NodeIndex start(random.below(network.node_count()));
    const std::int64_t truth = test::brute_force(network, query, start).best_loss_cdm.value_or(kNoLoss);
    ExactOptions options;
    options.until_steps = 1 + random.below(3'000);
    options.max_states = 1 + random.below(400);
    options.max_labels = 1 + random.below(400);
    const Settled settled = settle(network, query, start, options);
    ASSERT_GE(settled.best_cdm, truth);
    ASSERT_LE(std::min(settled.least_open_cdm, settled.best_cdm), truth);
  }
}

/// The space with some of its edges alone.
LoopSpace only(const LoopSpace& space, const std::vector<std::uint8_t>& is_open) {
  LoopSpace kept = space;
  kept.figures.clear();
  kept.alone_cdm.clear();
  kept.block_of_edge.clear();
  kept.place_ends = {};
  std::vector<EdgeIndex> number(space.graph.edge_count());  // of the edges kept
  GraphBuilder builder(space.graph.node_count());
  for (std::uint32_t e = 0; e < space.graph.edge_count(); ++e) {
    if (is_open[e] != 0) {
      builder.add_edge(space.graph.tail(EdgeIndex(e)), space.graph.head(EdgeIndex(e)));
      number[e] = EdgeIndex(static_cast<std::uint32_t>(kept.figures.size()));
      kept.figures.push_back(space.figures[e]);
      kept.alone_cdm.push_back(space.alone_cdm[e]);
      kept.block_of_edge.push_back(space.block_of_edge[e]);
      kept.place_ends.add_edge(space.place_ends.of(e));
    }
  }
  kept.place_ends.number_places();
  std::vector<PairLosses::Pair> pairs;
  for (const PairLosses::Pair& pair : space.pairs.pairs()) {
    if (number[pair.first.value()].is_valid() && number[pair.second.value()].is_valid()) {
      pairs.push_back({number[pair.first.value()], number[pair.second.value()], pair.loss_cdm});
    }
  }
  kept.pairs = PairLosses(static_cast<std::uint32_t>(kept.figures.size()), std::move(pairs));
  kept.graph = std::move(builder).build();
  return kept;
}

TEST(ExactPhase, FindsTheBestRouteOverTheEdgesOfTwo) {
  std::size_t merged = 0;
  std::size_t better_than_both = 0;
  std::size_t not_the_best = 0;
  for (std::uint64_t seed = 1; seed <= test::case_count(23'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed + 7'000'000);
    const Network network = test::random_network(random, {20, 45});
    const Query query = test::random_query(random, network);
    LoopSpaceBuilder builder(network, query);
    const NodeIndex start(random.below(network.node_count()));
    if (!builder.is_usable_node(start)) {
      continue;
    }
    const LoopLimits limits = LoopLimits::of(query);
    const LoopSpace space = builder.build(start);
    std::vector<Attachment> attachments =
        bound_attachments(space, limits, builder.length_dm(), builder.lesser_hundredths());
    const StopFn never;
    Effort effort(std::numeric_limits<std::uint64_t>::max(), never);
    Pool pool(space, 4, LoopLimits::kMillion);
    search_loops({space, limits, attachments}, {seed, 1'000}, effort, pool);
    if (pool.entries().size() < 2 || pool.entries().back().cycle.size() == 1) {
      continue;
    }
    const Cycle& first = pool.entries().front().cycle;
    const Cycle& last = pool.entries().back().cycle;
    const std::uint32_t block = space.block_of_edge[first.front().edge.value()];
    if (first.size() == 1 || space.block_of_edge[last.front().edge.value()] != block) {
      continue;
    }
    std::erase_if(attachments, [&](const Attachment& attachment) { return attachment.block != block; });
    std::vector<std::uint8_t> is_open(space.graph.edge_count());
    for (const Cycle* cycle : {&first, &last}) {
      for (const CycleStep& step : *cycle) {
        is_open[step.edge.value()] = 1;
      }
    }
    Pool found(space, 1, LoopLimits::kMillion);
    search_among({space, limits, attachments}, is_open, {std::numeric_limits<std::uint64_t>::max()}, effort, found);
    if (found.empty()) {  // hidden by a cheaper one that is no route: attachments are not split there
      ++not_the_best;
      continue;
    }
    for (const CycleStep& step : found.entries().front().cycle) {
      ASSERT_EQ(is_open[step.edge.value()], 1);
    }
    const LoopSpace alone = only(space, is_open);
    Pool best(alone, 1, LoopLimits::kMillion);
    for (const Attachment& attachment : attachments) {
      ASSERT_TRUE(settle_attachment({alone, limits, {&attachment, 1}}, std::numeric_limits<std::uint64_t>::max(),
                                    effort, best));
    }
    ASSERT_GE(found.best_loss_cdm(), best.best_loss_cdm());
    ++merged;
    better_than_both += found.best_loss_cdm() < pool.best_loss_cdm() ? 1U : 0U;
    not_the_best += found.best_loss_cdm() > best.best_loss_cdm() ? 1U : 0U;
  }
  EXPECT_GE(merged, test::case_count(1'500));
  EXPECT_GE(better_than_both, test::case_count(40));
  EXPECT_LE(not_the_best * 100, merged) << "of " << merged;
  RecordProperty("merged", static_cast<int>(merged));
  RecordProperty("better_than_both", static_cast<int>(better_than_both));
  RecordProperty("not_the_best", static_cast<int>(not_the_best));
}

}  // namespace
}  // namespace loopgenie
