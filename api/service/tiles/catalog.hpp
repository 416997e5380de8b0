// What one generation of the data holds, in memory: the hash of every tile of every layer, and the two documents. A
// catalog is made once per generation and never changed, so a request that holds one sees the same generation to its
// end. Tiles are then read by their hash, so an import meanwhile cannot bring in other bytes. "There is no tile" and
// "not modified" are answered without the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "api/db/tile_store.hpp"
#include "api/service/http/forms.hpp"
#include "core/base/result.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::service {

/// `text` with its hash and its gzip form. `gzip`: that form, if there is one already; else it is made.
[[nodiscard]] Forms make_forms(std::string text, std::optional<std::string> gzip = std::nullopt);

class Catalog {
 public:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t gzip_bytes = 0;
  };

  /// Reads the current generation; nullopt before the first import. Error mismatch if another import came in meanwhile
  /// (try again), else the store's error.
  [[nodiscard]] static Result<std::optional<Catalog>> load(db::TileStore& store);

  [[nodiscard]] const db::Generation& generation() const { return generation_; }
  [[nodiscard]] const Forms& meta() const { return meta_; }
  [[nodiscard]] const Forms& places() const { return places_; }
  [[nodiscard]] std::optional<Entry> find(Layer layer, TileId id) const;
  /// The tiles of the layer `trails` whose cell meets the box, ascending by (z, x, y).
  [[nodiscard]] std::vector<TileId> leaves_meeting(const Box& box) const;
  [[nodiscard]] std::size_t tile_count() const { return tiles_.size(); }

 private:
  /// Layer, zoom, x and y in one number.
  [[nodiscard]] static std::uint64_t pack(Layer layer, TileId id);

  db::Generation generation_;
  Forms meta_;
  Forms places_;
  std::unordered_map<std::uint64_t, Entry> tiles_;
};

}  // namespace loopgenie::service
