// The exact phase: settles the blocks of a problem for good, or says how good a route there can be at most.
//
// One diagram (diagram.hpp) holds every cycle of the block with any of its nodes as attachment. That is a relaxation:
// the stem must end at the cycle's first node. Moving the attachment to the first node makes a route shorter by twice
// what its stem gets shorter. That raises the loss only if the shorter stem crosses worse ground, and leaves the limits
// only when the route gets too short. So the relaxed optimum is nearly always a true route and then the true optimum;
// where it is not, the attachments are split in two and settled apart, down to single ones, for which the relaxation is
// exact.
//
// Within a diagram, the best price per metre gives a bound. If that does not settle it, labels (length, loss) are
// carried from layer to layer. A label is dropped where the bound at one of several prices reaches the best known
// route, or where another label of the same state is at least as good for every way to go on. A first pass keeps only
// the most promising labels of a layer, for a good route early. Where the diagram is too large, the routes are parted,
// and bounds by walks (walk_bound.hpp) close edges until each part has a bound or a diagram that settles it.
#pragma once

#include <cstdint>
#include <span>

#include "core/loop/space/effort.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/pool.hpp"

namespace loopgenie {

struct ExactOptions {
  std::uint64_t until_steps = 0;
  // At most about 64 bytes for each state of two layers while building, 60 for each state after it, 64 for each label:
  // less than 256 MB together, whatever the effort.
  std::uint32_t max_states = 2'000'000;
  std::uint32_t max_labels = 1'000'000;
  bool bounds_by_walks = false;  // where the diagram is too large: part the routes, and close edges by walk_bound.hpp
};

/// A proved lower bound on the loss of every feasible route of the problem, or kNoLoss where it is proved that none of
/// them loses less than the pool's below_cdm(). The pool may gain routes. Works block by block, in the order in which
/// the attachments name them. Never above the truth, wherever the effort ends.
[[nodiscard]] std::int64_t settle_blocks(const LoopProblem& problem, const ExactOptions& options, Effort& effort,
                                         Pool& pool);

/// Offers the pool the best of the problem's routes whose cycle uses only edges marked in `is_open`, where these have a
/// small enough diagram. Nearly always the best: attachments are not split here. REQUIRES attachments, at least one,
/// all of one block.
void search_among(const LoopProblem& problem, std::span<const std::uint8_t> is_open, const ExactOptions& options,
                  Effort& effort, Pool& pool);

}  // namespace loopgenie
