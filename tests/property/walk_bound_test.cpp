// Bounds and closed edges by closed walks, against brute force. LOOPGENIE_LONG=1 multiplies the number of networks
// by 50.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/random.hpp"
#include "core/loop/exact/middle_split.hpp"
#include "core/loop/exact/settle_block.hpp"
#include "core/loop/exact/walk_bound.hpp"
#include "core/loop/search/primal.hpp"
#include "core/loop/space/limits.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

/// A random network, query and start with all that the exact phase works on.
struct Case {
  explicit Case(std::uint64_t seed)
      : random(seed),
        network(test::random_network(random, {})),
        query(test::random_query(random, network)),
        start(random.below(network.node_count())),
        limits(LoopLimits::of(query)),
        truth_cdm(test::brute_force(network, query, start).best_loss_cdm.value_or(kNoLoss)) {
    LoopSpaceBuilder builder(network, query);
    if (builder.is_usable_node(start)) {
      space = builder.build(start);
      attachments = bound_attachments(space, limits, builder.length_dm(), builder.lesser_hundredths());
      for (const Attachment& attachment : attachments) {
        by_block[attachment.block].push_back(attachment);
      }
    }
  }

  [[nodiscard]] LoopProblem problem() const { return {space, limits, attachments}; }

  Random random;
  Network network;
  Query query;
  NodeIndex start;
  LoopLimits limits;
  std::int64_t truth_cdm;
  LoopSpace space;
  std::vector<Attachment> attachments;
  std::map<std::uint32_t, std::vector<Attachment>> by_block;
};

/// The block's routes, parted and sharpened at random.
std::vector<WalkBound> sharpened_parts(Case& c, const BlockGraph& graph, std::int64_t below_cdm, Effort& effort) {
  std::vector<WalkBound> parts = {all_routes(graph)};
  for (std::uint32_t run = c.random.below(6); run-- > 0;) {
    WalkBound& part = parts[c.random.below(static_cast<std::uint32_t>(parts.size()))];
    const std::uint64_t cells = 1'000 + c.random.below(100'000);
    sharpen(graph, c.limits, {below_cdm, kUnlimited, 1 + c.random.below(20), cells}, effort, part);
    std::optional<std::array<WalkBound, 2>> two = split_by_middle(graph, part);
    if (two && c.random.below(3) > 0) {
      part = std::move(two->front());
      parts.push_back(std::move(two->back()));
    }
  }
  return parts;
}

/// Whether all edges of the route are open, one of its middle's as a middle, and its attachment.
bool may_hold(const BlockGraph& graph, const WalkBound& part, const Cycle& cycle) {
  bool has_middle = false;
  std::uint32_t attachment = graph.node_count();
  for (const CycleStep& step : cycle) {
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
      if (graph.edges[e].space_edge == step.edge) {
        if (part.is_open[e] == 0) {
          return false;
        }
        has_middle |= part.may_be_middle[e] != 0;
        attachment = std::min({attachment, graph.edges[e].tail, graph.edges[e].head});
      }
    }
  }
  return has_middle && part.may_attach[attachment] != 0;
}

TEST(WalkBounds, SomePartKeepsTheBestRouteAndABoundThatIsNotAboveIt) {
  const StopFn never;
  std::uint64_t split = 0;
  std::uint64_t closed = 0;
  std::uint64_t above_nothing = 0;
  for (std::uint64_t seed = 1; seed <= test::case_count(2'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Case c(seed + 7'000'000);
    Effort effort(kUnlimited, never);
    Pool pool(c.space, 1, LoopLimits::kMillion);
    ASSERT_EQ(settle_blocks(c.problem(), {kUnlimited}, effort, pool), kNoLoss);
    ASSERT_EQ(pool.empty() ? kNoLoss : pool.best_loss_cdm(), c.truth_cdm);
    const std::int64_t wanted_cdm = c.limits.wanted_dm * kCdmPerDm;
    const std::int64_t below_cdm =
        c.truth_cdm == kNoLoss ? wanted_cdm : c.truth_cdm + 1 + std::int64_t{c.random.below(20)} * wanted_cdm / 200;
    for (const auto& [block, attachments] : c.by_block) {
      const BlockGraph graph = make_block_graph(c.space, attachments);
      if (graph.edge_count() == 0) {
        continue;
      }
      const std::vector<WalkBound> parts = sharpened_parts(c, graph, below_cdm, effort);
      for (const WalkBound& part : parts) {
        above_nothing += part.least_cdm > 0 ? 1U : 0U;
        closed += static_cast<std::uint64_t>(std::count(part.is_open.begin(), part.is_open.end(), 0));
      }
      split += parts.size() > 1 ? 1U : 0U;
      if (!pool.empty() && c.space.block_of_edge[pool.entries().front().cycle.front().edge.value()] == block) {
        const Cycle& best = pool.entries().front().cycle;
        ASSERT_TRUE(std::any_of(parts.begin(), parts.end(), [&](const WalkBound& part) {
          return part.least_cdm <= c.truth_cdm && may_hold(graph, part, best);
        }));
      }
    }
  }
  EXPECT_GT(closed, 200U);
  EXPECT_GT(above_nothing, 100U);
  EXPECT_GT(split, 50U);
}

TEST(WalkBounds, ProofsThroughClosedEdgesHold) {
  const StopFn never;
  std::uint64_t settled = 0;
  for (std::uint64_t seed = 1; seed <= test::case_count(3'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Case c(seed + 8'000'000);
    Effort effort(kUnlimited, never);
    // Beside loops that are known, or beside what a loop has to beat alone.
    const bool knows_loops = c.random.below(2) == 0;
    const std::int64_t around_cdm = c.truth_cdm == kNoLoss ? c.limits.wanted_dm * kCdmPerDm : c.truth_cdm;
    const std::int64_t beaten_cdm = around_cdm + (std::int64_t{c.random.below(41)} - 20) * around_cdm / 50;
    Pool pool(c.space, 1, LoopLimits::kMillion, knows_loops ? kAnyLoss : beaten_cdm);
    if (knows_loops) {
      search_loops(c.problem(), {seed, 1 + c.random.below(2'000)}, effort, pool);
    }
    ExactOptions options;
    options.bounds_by_walks = true;
    options.until_steps = effort.spent() + (c.random.below(2) == 0 ? 200'000 : c.random.below(20'000));
    options.max_states = 1 + c.random.below(60);
    options.max_labels = 1 + c.random.below(400);
    const std::int64_t least_open_cdm = settle_blocks(c.problem(), options, effort, pool);
    settled += least_open_cdm == kNoLoss ? 1U : 0U;
    ASSERT_TRUE(pool.empty() || pool.best_loss_cdm() >= c.truth_cdm);
    ASSERT_LE(std::min(least_open_cdm, pool.below_cdm()), c.truth_cdm);
  }
  EXPECT_GT(settled, 100U);
}

TEST(WalkBounds, AreNotTriedOnWalksWhoseSumsCouldOverflow) {
  std::uint64_t seed = 1;
  while (Case(seed).by_block.empty()) {
    ++seed;
  }
  Case c(seed);
  const BlockGraph graph = make_block_graph(c.space, c.by_block.begin()->second);
  c.limits.wanted_dm = 1'000'000;
  c.limits.longest_dm = 1'100'000;
  EXPECT_TRUE(can_sharpen(graph, c.limits, 0));
  EXPECT_FALSE(can_sharpen(graph, c.limits, 100'000'001));
  c.limits.longest_dm = 2'000'001;
  EXPECT_FALSE(can_sharpen(graph, c.limits, 0));
  c.limits.wanted_dm = 1'000'001;
  c.limits.longest_dm = 1'100'001;
  EXPECT_FALSE(can_sharpen(graph, c.limits, 0));
}

}  // namespace
}  // namespace loopgenie
