#include "core/loop/search/alternatives.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/loop/exact/settle_block.hpp"
#include "core/loop/space/cycle.hpp"

namespace loopgenie {
namespace {

constexpr std::uint64_t kRounds = 3;
// In hundredths per decimetre: at first a shared metre loses as much more as the worst ground does, at last 64 times.
constexpr std::int64_t kFirstPrice = 100;
constexpr std::int64_t kPriceGrowth = 8;
constexpr std::uint32_t kMostStates = 20'000;  // a small proof only: the effort of a round is small

/// The space with the edges of the pool's routes made lesser ground.
LoopSpace with_shared_priced(const LoopSpace& space, const Pool& pool, std::int64_t price) {
  LoopSpace priced = space;
  for (const Pool::Entry& entry : pool.entries()) {
    for (const CycleStep& step : entry.cycle) {
      const PathFigures& plain = space.figures[step.edge.value()];
      priced.figures[step.edge.value()].lesser_cdm = plain.lesser_cdm + price * plain.length_dm;
    }
  }
  return priced;
}

}  // namespace

void search_alternatives(const LoopProblem& problem, const PrimalOptions& options, Effort& effort, Pool& pool) {
  const auto& [space, limits, attachments] = problem;
  std::int64_t price = kFirstPrice;
  for (std::uint64_t rounds_left = kRounds; rounds_left > 0 && !pool.empty() && !effort.is_over(options.until_steps);
       --rounds_left, price *= kPriceGrowth) {
    const LoopSpace priced = with_shared_priced(space, pool, price);
    const LoopProblem with_prices{priced, limits, attachments};
    const std::uint64_t steps_per_part = (options.until_steps - effort.spent()) / (2 * rounds_left);
    Pool found = pool.empty_like(priced);
    search_loops(with_prices, {options.seed + rounds_left, effort.spent() + steps_per_part}, effort, found);
    ExactOptions exact;
    exact.until_steps = effort.spent() + steps_per_part;
    exact.max_states = kMostStates;
    static_cast<void>(settle_blocks(with_prices, exact, effort, found));
    for (const Pool::Entry& entry : found.entries()) {
      const CycleCost cost = route_cost(space, limits, entry.cycle);
      pool.offer(entry.cycle, cost.loss_cdm);
    }
  }
}

}  // namespace loopgenie
