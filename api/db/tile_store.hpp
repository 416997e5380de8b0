// Reads the baked tiles of the generation that is served now. The only SQL at run time, every parameter bound.
//
// One statement answers one call, so each answer is of one generation. Two calls may be answered by two generations:
// the `version` and the tiles' hashes tell. A TileStore owns one connection and belongs to one thread at a time. It
// connects at the first call. A call that finds the connection lost is tried once more on a new one.
//
// Errors: io where the database cannot be reached or a statement fails; version or missing where its schema is not this
// program's (the message says to run `loopgenie-ingest migrate`). "Nothing there" is nullopt, not an error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/db/read_connection.hpp"
#include "core/base/result.hpp"
#include "core/geo/tile_id.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::db {

struct Generation {
  std::int64_t id = 0;
  std::string version;  // 16 hexadecimal digits
  std::string name;
  bool made_up = false;
};

/// A finished JSON document, with the version of its data.
struct Document {
  std::string version;
  std::string json;
};

struct StoredTile {
  std::string hash;  // 16 hexadecimal digits, of the uncompressed bytes
  std::string gzip;  // the body as stored
};

/// What is known of a tile without its body.
struct ListedTile {
  Layer layer = Layer::index;
  TileId id;
  std::string hash;
  std::uint32_t gzip_bytes = 0;
};

/// The layer of a row of tiles, by its name. Error version where this program does not know it.
[[nodiscard]] Result<Layer> stored_layer(std::string_view name);

class TileStore {
 public:
  explicit TileStore(std::string database_url, StoreOptions options = {});
  ~TileStore();
  TileStore(TileStore&&) noexcept;
  TileStore& operator=(TileStore&&) noexcept;

  /// nullopt before the first import.
  [[nodiscard]] Result<std::optional<Generation>> current_generation();
  /// The `/v1/meta` document; nullopt before the first import.
  [[nodiscard]] Result<std::optional<Document>> meta();
  /// The `/v1/places.json` document; nullopt before the first import.
  [[nodiscard]] Result<std::optional<Document>> places();

  /// Every tile of every layer, all of one generation, in no order; none before the first import. Error version where
  /// there is one of a layer that this program does not know.
  [[nodiscard]] Result<std::vector<ListedTile>> tiles();
  /// The tile with this hash from any generation kept, so that a client that began before a swap can finish; else the
  /// current tile of the cell; nullopt where the cell has none. Compare the answer's hash with the one asked for before
  /// calling it immutable.
  [[nodiscard]] Result<std::optional<StoredTile>> tile_preferring(Layer layer, TileId id, const std::string& hash);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace loopgenie::db
