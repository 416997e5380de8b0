// Bakes the `map` layer (README.md): Mapbox Vector Tiles of zooms kGroundMinZoom to kMapMaxZoom.
//
// The tiles of a z10 cell and those inside it are made from what meets the cell, and from nothing else; those of lower
// zooms from the features whose min_zoom says so. Each vertex's weight decides alone at which zooms it is kept, before
// anything is cut: so neighbouring tiles agree along their border. The result is a function of the features and the
// extent, not of threads. Time O(zooms · vertices) for features that are small beside a cell. Memory: beside features
// and tiles, what meets one cell of z6 or z10 for each thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "api/ingest/bake/baked_layer.hpp"
#include "api/ingest/base/watch.hpp"
#include "api/ingest/map/map_feature.hpp"
#include "core/base/result.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

inline constexpr std::size_t kMostMapTileBytes = 100'000;  // gzipped

struct MapTiles {
  std::vector<BakedTile> tiles;     // ascending (z, x, y)
  std::uint32_t reduced_tiles = 0;  // in which something was left out to hold kMostMapTileBytes
  std::uint32_t large_tiles = 0;    // of those, such as are larger all the same
  std::size_t largest_bytes = 0;    // gzipped, of all tiles
};

/// How the smallest go first, where a tile is too large: at `reduction` 1 to kMostReduction, whether the feature is
/// left out of a tile of zoom z. What one reduction leaves out, the next one does, too.
inline constexpr int kMostReduction = 10;
[[nodiscard]] bool is_left_out(const MapFeature& feature, std::uint8_t z, int reduction);

/// Tiles of all z10 cells that meet the extent, and of their parents. Error io when `watch` says to stop.
[[nodiscard]] Result<MapTiles> bake_map(const std::vector<MapFeature>& features, const Box& extent,
                                        unsigned threads = 2, const Watch& watch = {});

}  // namespace loopgenie::ingest
