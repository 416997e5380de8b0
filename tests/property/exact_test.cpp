// The exact phase alone, without a route to begin with, against brute force; also where it is forced to give up.
// LOOPGENIE_LONG=1 multiplies the number of networks by 50.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "core/base/random.hpp"
#include "core/loop/exact/settle_block.hpp"
#include "core/loop/limits.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

std::uint64_t case_count(std::uint64_t usual) { return std::getenv("LOOPGENIE_LONG") != nullptr ? usual * 50 : usual; }

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
  const std::vector<Attachment> attachments = bound_attachments(space, limits, network, builder.lesser_hundredths());
  Pool pool(space, 1, LoopLimits::kMillion);
  const StopFn never;
  Effort effort(std::numeric_limits<std::uint64_t>::max(), never);
  for (std::uint32_t block = 0; block < space.block_count; ++block) {
    std::vector<Attachment> of_block;
    std::copy_if(attachments.begin(), attachments.end(), std::back_inserter(of_block),
                 [&](const Attachment& attachment) { return attachment.block == block; });
    if (!of_block.empty()) {
      settled.least_open_cdm =
          std::min(settled.least_open_cdm, settle_block(space, limits, of_block, options, effort, pool));
    }
  }
  settled.best_cdm = pool.empty() ? kNoLoss : pool.best_loss_cdm();
  return settled;
}

TEST(ExactPhase, FindsTheBestRouteWithoutAnyHelp) {
  for (std::uint64_t seed = 1; seed <= case_count(4'000); ++seed) {
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

TEST(ExactPhase, ForcedToGiveUpItsBoundsStillHold) {
  for (std::uint64_t seed = 1; seed <= case_count(3'000); ++seed) {
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

}  // namespace
}  // namespace loopgenie
