// Fills a pool with the good loops of one trailhead, phase by phase, and proves what it can.
#pragma once

#include <cstdint>

#include "core/loop/space/effort.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/pool.hpp"

namespace loopgenie {

/// States of a diagram that is worth a try before much else is.
inline constexpr std::uint32_t kStatesOfSmallProof = 250'000;

/// Ends with the effort. Returns the best of what settle_blocks() proves.
[[nodiscard]] std::int64_t search_and_prove(const LoopProblem& problem, std::uint64_t seed, Effort& effort, Pool& pool);

}  // namespace loopgenie
