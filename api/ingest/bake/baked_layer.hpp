// The tiles of one layer, as its builder makes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/geo/polyline.hpp"
#include "core/geo/tile_id.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {

struct BakedTile {
  Layer layer = Layer::trails;
  TileId id;
  std::uint64_t hash = 0;
  std::size_t raw_bytes = 0;
  std::string gzip;
};

struct BakedLayer {
  std::vector<BakedTile> tiles;       // ascending (z, x, y)
  std::uint64_t source_vertices = 0;  // of the lines in the data set; 0 where the layer does not count them
  std::uint64_t kept_vertices = 0;    // of the lines in the tiles
};

/// What is drawn under the loops (map/README.md); empty where there is none.
struct Ground {
  std::vector<BakedTile> tiles;  // of map, terrain and ground
  std::string version;           // 16 hexadecimal digits: over all of them
  std::optional<std::uint32_t> elevation_spacing_m;
  std::vector<std::string> notes;  // whole sentences for a person
};

/// A cell is split while its tile is larger than either of the two sizes.
struct QuadtreeOptions {
  std::size_t max_gzip_bytes = 100'000;
  std::size_t max_raw_bytes = std::size_t{4} << 20;
  // FORMAT.md promises 3 m; the rest is for the rounding to the tile grid (≤ 0.08 m).
  SimplifyTolerance tolerance{.across_m = 2.9, .up_m = 5.0};
  unsigned threads = 2;
};

}  // namespace loopgenie::ingest
