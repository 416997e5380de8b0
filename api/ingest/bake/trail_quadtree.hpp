// Bakes the `trails` layer: the leaves of a quadtree over zooms 8 to 13 (core/tile/FORMAT.md §3).
//
// A cell is split while its tile is larger than `max_gzip_bytes` gzipped (or `max_raw_bytes` before), down to zoom 13.
// A leaf's tile has the nodes and points of interest inside the cell and the edges whose lower-numbered end is inside
// it; a cell with none of them has no tile. So every node, point of interest and edge is in exactly one tile.
//
// Positions are rounded to the tile grid and decide the cell; elevations are rounded to metres; an edge's inner
// vertices are simplified to `tolerance`. The result is a function of the data set alone, not of the order within it or
// of threads. Time O(levels · size), memory O(size).
#pragma once

#include <cstdint>
#include <optional>

#include "api/ingest/bake/baked_layer.hpp"
#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"

namespace loopgenie::ingest {

/// kUnknownElevation where it is unknown, or no elevation on Earth.
[[nodiscard]] std::int16_t round_elevation(std::optional<float> elevation_m);

/// Error io when `watch` says to stop.
[[nodiscard]] Result<BakedLayer> bake_trails(const Dataset& dataset, const QuadtreeOptions& options = {},
                                             const Watch& watch = {});

}  // namespace loopgenie::ingest
