// Which chains of the walk network run beside which, and how far: a walk with both is nearly out and back, though on
// two ways.
//
// For two chains c, d between two junctions each (junction_places.hpp), by geometry alone: what lies within
// kHairpinM, along the chain, of a junction or place at which both end is left out of each, since the hairpins of one
// climb are not meant. b(c, d) is how much of the rest of c lies within kBesideM of the rest of d, or the reverse, the
// smaller. Chains of at most kPlaceChainDm have none, nor have rings and dead ends: no cycle has one of these and
// another chain.
#pragma once

#include <vector>

#include "api/ingest/base/dataset.hpp"

namespace loopgenie::ingest {

inline constexpr double kBesideM = 30;
inline constexpr double kHairpinM = 125;

/// All pairs with b > 0, in decimetres, measured on the full lines. REQUIRES that the nodes' places are set.
/// O(n log n) for n segments of lines, as only so many lie within kBesideM of another.
[[nodiscard]] std::vector<TileBeside> chains_beside(const Dataset& dataset);

}  // namespace loopgenie::ingest
