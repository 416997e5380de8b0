// More loops of one trailhead that differ enough from those found, by solving again under the limit of overlap.
//
// The limit is priced, as in a Lagrangian relaxation: the edges of the routes found become lesser ground, and the space
// is searched and, where it is small, settled once more. What turns up is offered to the pool at its true loss. Each
// round has a higher price, on the edges of what the rounds before have found as well; at the last price the metres
// shared outweigh everything else.
#pragma once

#include "core/loop/search/primal.hpp"
#include "core/loop/space/effort.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/pool.hpp"

namespace loopgenie {

/// Three rounds, which share the steps up to `options.until_steps`. Never makes the pool's routes worse. O(space) a
/// round, and the search.
void search_alternatives(const LoopProblem& problem, const PrimalOptions& options, Effort& effort, Pool& pool);

}  // namespace loopgenie
