// Random but well-formed walk networks cut into tiles, for tests of the codec and of stitching.
#pragma once

#include <vector>

#include "core/base/random.hpp"
#include "core/tile/index_tile.hpp"
#include "core/tile/road_tile.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::test {

/// A network of `node_count` nodes around Andorra with about 1.5 edges a node (parallel edges, self-loops, unknown
/// elevations among them), cut into the trail tiles of zoom `z` by the rule of FORMAT.md §3.
[[nodiscard]] std::vector<TrailTile> random_trail_tiles(Random& random, std::uint32_t node_count, std::uint8_t z);

/// Likewise of roads, by the rule of FORMAT.md §4.
[[nodiscard]] std::vector<RoadTile> random_road_tiles(Random& random, std::uint32_t node_count, std::uint8_t z);

[[nodiscard]] IndexTile random_index_tile(Random& random, TileId id);

}  // namespace loopgenie::test
