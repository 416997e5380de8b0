// A bound on every route of a block from closed walks, and with it the edges that no good route can use.
//
// The relaxation: forget that a cycle passes every node once, but not that it is one walk, that it does not turn round
// on an edge, and how long it is. Nodes get prices instead (Lagrangian multipliers of "at most once", raised by
// subgradients: Held, Wolfe, Crowder, Mathematical Programming 6, 1974). A walk begins and ends with half of a stem
// each, not necessarily the same one; the least priced walk of every length is found by dynamic programming over
// (length, node), keeping the best two last edges of each, so that the next one can differ.
//
// Lengths are counted in whole units, rounded by edge, only to part the walks in two: those of at most the wanted
// number of units are charged L − D, the others D − L, with their true lengths. Whichever of the two is meant for a
// walk, neither is more than |D − L|: the rounding costs sharpness, never validity.
//
// An edge is closed when every walk over it, hence every route, loses at least `below_cdm`. Closing shrinks the block
// for the next round and for the diagram.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/loop/effort.hpp"
#include "core/loop/exact/block_graph.hpp"
#include "core/loop/limits.hpp"

namespace loopgenie {

struct WalkBound {
  /// Every feasible route of the block loses at least this or at least below_cdm. Never above the truth.
  std::int64_t least_cdm = 0;
  /// Per edge of the block: 0 where no route that loses less than below_cdm uses it.
  std::vector<std::uint8_t> is_open;
};

/// Sharpens a bound round by round; each run goes on where the last one ended, on finer units.
class WalkBounder {
 public:
  /// The block and the limits must outlive it.
  WalkBounder(const BlockGraph& block, const LoopLimits& limits);
  ~WalkBounder();
  WalkBounder(const WalkBounder&) = delete;
  WalkBounder& operator=(const WalkBounder&) = delete;

  struct Options {
    std::int64_t below_cdm = 0;  // routes that lose this much or more are of no interest; never raised between runs
    std::uint64_t until_steps = 0;
    std::uint32_t rounds = 40;
  };
  /// False where more rounds would not help. O(rounds · edges · units); units are chosen so that 48 MB are enough.
  bool run(const Options& options, Effort& effort);
  [[nodiscard]] const WalkBound& bound() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace loopgenie
