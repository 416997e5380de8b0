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

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"
#include "core/geo/polyline.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::ingest {

struct QuadtreeOptions {
  std::size_t max_gzip_bytes = 100'000;
  std::size_t max_raw_bytes = std::size_t{4} << 20;
  // 3 m is promised; the difference covers the rounding to the tile grid (≤ 0.08 m).
  SimplifyTolerance tolerance{.across_m = 2.9, .up_m = 5.0};
  unsigned threads = 2;
};

struct BakedLeaf {
  TileId id;
  std::uint64_t hash = 0;
  std::size_t raw_bytes = 0;
  std::string gzip;
};

struct TrailLeaves {
  std::vector<BakedLeaf> leaves;  // ascending (z, x, y)
  std::uint64_t source_vertices = 0;
  std::uint64_t kept_vertices = 0;
};

/// Unknown, or not an elevation on Earth: kUnknownElevation.
[[nodiscard]] std::int16_t round_elevation(std::optional<float> elevation_m);

/// Error io when `watch` says to stop.
[[nodiscard]] Result<TrailLeaves> bake_trails(const Dataset& dataset, const QuadtreeOptions& options = {},
                                              const Watch& watch = {});

}  // namespace loopgenie::ingest
