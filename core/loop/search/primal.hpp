// Finds good routes: loops through the promising attachment nodes, improved by local search.
//
// One move takes a part of the cycle between two of its nodes out, of any length up to all of it, and closes the cycle
// again: by the cheapest disjoint detour between the two (detour.hpp), or, one move in five, by the cheapest chord of
// any two (chord.hpp), under varied weights. A restart begins at an attachment node, at a node drawn at random or,
// mostly where there are some, at a route of the pool, and accepts somewhat worse cycles at first (threshold accepting:
// Dueck, Scheuer, Journal of Computational Physics 90, 1990), in whole numbers. Cycles outside the limits are allowed
// on the way, at a price. Everything feasible that is met is offered to the pool.
//
// Every few restarts the best cycles of the last ones and the best route are merged: the exact phase searches their
// edges together, few enough for a small diagram (tour merging: Cook, Seymour, INFORMS Journal on Computing 15, 2003).
#pragma once

#include <cstdint>

#include "core/loop/space/effort.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/pool.hpp"

namespace loopgenie {

struct PrimalOptions {
  std::uint64_t seed = 1;
  std::uint64_t until_steps = 0;  // works until the effort has spent this many
};

/// Stops early where the pool's best is as good as the best bound.
void search_loops(const LoopProblem& problem, const PrimalOptions& options, Effort& effort, Pool& pool);

}  // namespace loopgenie
