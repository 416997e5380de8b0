// Finds good routes with nights: loops that are known already, changed until their days fit.
//
// A move takes a part of the cycle between two of its nodes out and closes the cycle again by the cheapest disjoint way
// (core/loop/search/detour.hpp), one in three by way of a spot to sleep at; one in eight puts a chord in
// (core/loop/search/chord.hpp). What comes of it is staged exactly, and taken if it loses little more than before, less
// and less of that (threshold accepting, as in core/loop/search/primal.hpp). Cycles whose days do not fit are allowed
// on the way, at a price. Everything feasible that is met is offered to the pool.
#pragma once

#include <cstdint>

#include "core/loop/space/effort.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/pool.hpp"
#include "core/stage/staged_pool.hpp"

namespace loopgenie {

struct StagedSearchOptions {
  std::uint64_t seed = 1;
  std::uint64_t until_steps = 0;  // works until the effort has spent this many
};

/// `seeds`: cycles with what they lose staged, penalised beyond the limits; the best is tried first. Does nothing
/// without any.
void search_staged(const LoopProblem& problem, const Pool& seeds, const StagedSearchOptions& options, Effort& effort,
                   StagedPool& pool);

}  // namespace loopgenie
