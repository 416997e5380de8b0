// What one generation holds, in memory: every tile's hash, and the two documents. Made once per generation and never
// changed, so that a request that holds one sees one generation to its end. The bytes of a tile are then asked for by
// hash, which no swap in between can falsify; "nothing there" and "not modified" need no database at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "api/db/tile_store.hpp"
#include "api/service/http/forms.hpp"
#include "core/base/result.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie::service {

/// `text` with its hash and its gzip form, which is made unless it is given.
[[nodiscard]] Forms make_forms(std::string text, std::optional<std::string> gzip = std::nullopt);

class Catalog {
 public:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t gzip_bytes = 0;
  };

  /// Reads the current generation. nullopt before the first import. Error mismatch where another import was swapped in
  /// meanwhile (try again), else the store's.
  [[nodiscard]] static Result<std::optional<Catalog>> load(db::TileStore& store);

  [[nodiscard]] const db::Generation& generation() const { return generation_; }
  [[nodiscard]] const Forms& meta() const { return meta_; }
  [[nodiscard]] const Forms& places() const { return places_; }
  [[nodiscard]] std::optional<Entry> find(Layer layer, TileId id) const;
  /// The trail leaves whose cell meets the box, ascending (z, x, y).
  [[nodiscard]] std::vector<TileId> leaves_meeting(const Box& box) const;
  [[nodiscard]] std::size_t tile_count() const { return tiles_.size(); }

 private:
  /// Layer, zoom, x and y in one number.
  [[nodiscard]] static std::uint64_t pack(Layer layer, TileId id);
  [[nodiscard]] Result<void> add_index_tile(const db::StoredLeaf& stored);

  db::Generation generation_;
  Forms meta_;
  Forms places_;
  std::unordered_map<std::uint64_t, Entry> tiles_;
};

}  // namespace loopgenie::service
