// Bakes the `terrain` layer (README.md): heights as pictures, for relief, contours and slopes that the eye sees.
//
// The pixels of a zoom are one grid over the Earth, so tiles continue each other without seams. A pixel of the deepest
// zoom is the elevation at its centre; one below is the mean of the four inside it, or, where no deeper tile is made,
// of samples inside it. Unknown pixels are filled from the zoom below, bilinearly; those of the lowest zoom from their
// surroundings in the tile. They are named in the result: no figure may read them.
//
// The result is a function of elevation and extent alone, not of threads. Memory: 128 KiB a tile. Time O(pixels).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/ingest/bake/baked_layer.hpp"
#include "api/ingest/base/watch.hpp"
#include "api/ingest/dem/dem.hpp"
#include "core/base/result.hpp"
#include "core/geo/point.hpp"
#include "core/geo/tile_id.hpp"

namespace loopgenie::ingest {

inline constexpr int kTerrainSide = 256;          // pixels
inline constexpr double kFineSpacingM = 60;       // elevation finer than this fills zoom 12
inline constexpr std::uint8_t kFinestMetre = 11;  // zooms from here on are rounded to 1 m, those below to 2, 4, 8 … m

/// Metres that heights of the zoom are rounded to.
[[nodiscard]] constexpr int terrain_step_m(std::uint8_t z) { return z >= kFinestMetre ? 1 : 1 << (kFinestMetre - z); }

/// The deepest zoom for elevation whose finest file has this spacing.
[[nodiscard]] constexpr std::uint8_t deepest_terrain_zoom(double spacing_m) {
  return spacing_m < kFineSpacingM ? std::uint8_t{12} : std::uint8_t{11};
}

/// Runs of pixels, counted from the north-west row by row: first, count, first, count …
using PixelRuns = std::vector<std::uint32_t>;

struct TerrainLayer {
  std::vector<BakedTile> tiles;        // ascending (z, x, y)
  std::map<TileId, PixelRuns> filled;  // of those tiles that have pixels whose height is not known
};

/// A lossless WebP picture of kTerrainSide² whole heights, by rows from the north-west: metres = 256·R + G − 32768.
/// Heights are held to −1000 … 9500. REQUIRES that many. Error io where the encoder fails (too little memory).
[[nodiscard]] Result<std::string> encode_terrarium(const std::vector<std::int32_t>& heights_m);

/// Tiles of all z10 cells that meet the extent, and of their parents down to kGroundMinZoom. Where no elevation
/// file reaches any of the cells: none. Error io when `watch` says to stop.
[[nodiscard]] Result<TerrainLayer> bake_terrain(Dem& dem, const Box& extent, unsigned threads = 2,
                                                const Watch& watch = {});

}  // namespace loopgenie::ingest
