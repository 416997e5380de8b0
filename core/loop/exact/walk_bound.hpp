// A bound on the routes of a block from closed walks, and with it the edges and attachments that no good route can use.
//
// The relaxation: forget that a cycle passes every node once, but not that it is one walk, that it does not turn round
// on an edge, and how long it is. Nodes and places get prices instead (Lagrangian multipliers of "at most two edges
// here", "at most two ends of edges there", raised by subgradients: Held, Wolfe, Crowder, Mathematical Programming 6,
// 1974). A walk begins and ends with half of a stem each, not necessarily the same one. The walks themselves:
// walk_relaxation.hpp.
//
// Left alone, the least walk goes out and comes back by the same ways; prices on one far end only send it to another.
// With its far end given, node prices leave it no such choice: two ways that pass no node twice are a flow, whose
// prices have no gap. So the routes are parted by where they are at half of their length (middle_split.hpp), and each
// part has prices of its own.
//
// An edge, an attachment or a middle is closed when every walk with it, hence every route, loses at least `below_cdm`.
// Closing shrinks the block for the next round and for the diagram.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/loop/exact/block_graph.hpp"
#include "core/loop/space/effort.hpp"
#include "core/loop/space/limits.hpp"

namespace loopgenie {

/// What is known of some of the routes of a block: of those with certain edges at half of their length.
struct WalkBound {
  /// Every feasible route meant loses at least this or at least below_cdm. Never above the truth.
  std::int64_t least_cdm = 0;
  /// Per edge of the block: 0 where no route meant that loses less than below_cdm uses it.
  std::vector<std::uint8_t> is_open;
  /// Per edge: 0 where no route meant that loses less than below_cdm has it at half of its length.
  std::vector<std::uint8_t> may_be_middle;
  /// Per node: 0 where no route meant that loses less than below_cdm attaches.
  std::vector<std::uint8_t> may_attach;
  // Where the bound comes from: prices, and the edge at half of the least walk.
  std::vector<std::int64_t> price;                // per node, then per place of the block
  std::array<std::int64_t, 2> length_price = {};  // of short and of long walks
  std::uint32_t middle = 0;
};

/// Nothing known of all the routes of the block.
[[nodiscard]] WalkBound all_routes(const BlockGraph& block);

struct WalkOptions {
  std::int64_t below_cdm = 0;  // routes that lose this much or more are of no interest; never raised between runs
  std::uint64_t until_steps = 0;
  std::uint32_t rounds = 40;
  std::uint64_t cells = 200'000;  // of one kind of walks: units times nodes; 18 bytes each
};

/// Whether sums stay far from the limits of 32 bits: for walks of 100 km and blocks of 32,767 edges, they do.
[[nodiscard]] bool can_sharpen(const BlockGraph& block, const LoopLimits& limits, std::int64_t below_cdm);

/// Sharpens the bound, from where it is, round by round. REQUIRES can_sharpen(). O(rounds · edges · units).
void sharpen(const BlockGraph& block, const LoopLimits& limits, const WalkOptions& options, Effort& effort,
             WalkBound& bound);

}  // namespace loopgenie
