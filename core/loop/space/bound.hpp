// A lower bound on the loss of every route, by attachment node, from a relaxation that anyone can check.
//
// A route that attaches at j walks x metres of cycle, all of it in one block of j and on nodes not before j in the
// space's order. Its stem is known exactly. For the cycle, forget that it is a cycle: any x metres of those edges may
// be taken, the best first, by fractions (a fractional knapsack; metres are sorted by appeal, of which there are only
// 101 kinds). A metre short of the gentle band saves 100 hundredths of off-length and costs at most 100, one in it
// saves 25, one beyond L nothing. So the least loss is at a length from the band's begin to L, farther into it the more
// ground loses at most 25; or at the nearest length to that that there is and that is allowed. Never above the true
// optimum; usually far below it on mixed ground. O(m + 101·n).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/loop/space/limits.hpp"
#include "core/loop/space/loop_space.hpp"

namespace loopgenie {

struct Attachment {
  NodeIndex node;
  std::uint32_t block = 0;
  std::int64_t least_loss_cdm = 0;
};

/// The (node, block) pairs a feasible route can attach at, least loss first, ties by node, then block. Those left out
/// are proved to have no feasible route. Per source edge its length, and 100 − q.
[[nodiscard]] std::vector<Attachment> bound_attachments(const LoopSpace& space, const LoopLimits& limits,
                                                        std::span<const std::uint32_t> length_dm,
                                                        std::span<const std::uint8_t> lesser_hundredths);

}  // namespace loopgenie
