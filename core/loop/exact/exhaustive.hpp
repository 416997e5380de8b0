// Settles an attachment node for good by trying every simple cycle through it, with pruning: depth-first branch and
// bound. Exponential; for small spaces, and given up when the steps run out.
//
// A partial path from j over nodes not before j is dropped where closing it must be too long (its length plus the
// shortest way back to j), or must lose as much as the best route known: what the stem and the path lose already, plus
// the least the remaining metres can lose, each at the space's least loss per metre or as off-length.
#pragma once

#include <cstdint>

#include "core/loop/space/effort.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/pool.hpp"

namespace loopgenie {

/// True if it is proved that no feasible route of the problem loses less than the pool's below_cdm(); the pool may gain
/// routes. False if the effort was over, or had reached `until_steps`, before that. REQUIRES one attachment.
[[nodiscard]] bool settle_attachment(const LoopProblem& problem, std::uint64_t until_steps, Effort& effort, Pool& pool);

/// What cycles are for that are tried one by one.
class CycleTaker {
 public:
  virtual ~CycleTaker() = default;
  /// A cycle whose route keeps within the limits, and what it loses.
  virtual void take(const Cycle& cycle, std::int64_t loss_cdm) = 0;
  /// Cycles that lose this much or more need not be tried.
  [[nodiscard]] virtual std::int64_t below_cdm() const = 0;
};

/// The same for any use: true if every cycle of a feasible route that loses less than below_cdm() at the end was taken.
[[nodiscard]] bool try_cycles(const LoopProblem& problem, std::uint64_t until_steps, Effort& effort, CycleTaker& taker);

}  // namespace loopgenie
