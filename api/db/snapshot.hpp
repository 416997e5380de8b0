// Everything the served generation hands out, read as one whole: an export sees no swap half way.
#pragma once

#include <cstdint>
#include <functional>
#include <pqxx/connection>
#include <string>

#include "api/db/tile_store.hpp"
#include "core/base/result.hpp"

namespace loopgenie::db {

struct SnapshotHead {
  Generation generation;
  std::string meta_json;
  std::string places_json;
  std::uint64_t tiles = 0;
  std::uint64_t raw_bytes = 0;   // of all tiles, uncompressed
  std::uint64_t gzip_bytes = 0;  // of all tiles, as stored
};

struct SnapshotTile {
  Layer layer = Layer::trails;
  TileId id;
  std::string hash;
  std::string gzip;
};

/// Calls `on_head` once, then `on_tile` for each tile in order of (layer name, z, x, y), a bounded number of them in
/// memory at a time. An Error from either ends the reading. Error missing where nothing was imported yet.
[[nodiscard]] Result<void> read_snapshot(pqxx::connection& connection,
                                         const std::function<Result<void>(const SnapshotHead&)>& on_head,
                                         const std::function<Result<void>(const SnapshotTile&)>& on_tile);

}  // namespace loopgenie::db
