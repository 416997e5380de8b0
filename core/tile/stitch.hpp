// Joins decoded trail tiles into one network. A far node becomes whole when its own tile is among the tiles; otherwise
// its full degree stays unknown and no search may pass it. The result depends on the set of tiles only, not on their
// order.
#pragma once

#include <span>

#include "core/graph/network.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie {

/// An Error where two tiles contradict each other (a node at two positions, an edge twice): they are of different data.
/// O(n log n + m log m).
[[nodiscard]] Result<Network> stitch(std::span<const TrailTile* const> tiles);

}  // namespace loopgenie
