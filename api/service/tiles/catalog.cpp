#include "api/service/tiles/catalog.hpp"

#include <algorithm>
#include <utility>

#include "api/db/gzip.hpp"
#include "core/tile/envelope.hpp"

namespace loopgenie::service {
namespace {

bool meet(const Box& a, const Box& b) {
  return a.south_e7 <= b.north_e7 && b.south_e7 <= a.north_e7 && a.west_e7 <= b.east_e7 && b.west_e7 <= a.east_e7;
}

tl::unexpected<Error> swapped_meanwhile() {
  return fail(ErrorCode::mismatch, "a new import came in while its catalog was read; reading it again");
}

}  // namespace

Forms make_forms(std::string text, std::optional<std::string> gzip) {
  Forms forms;
  forms.hash = hash_to_hex(fnv1a64(text));
  forms.gzip = make_bytes(gzip ? std::move(*gzip) : db::gzip(text));
  forms.identity = make_bytes(std::move(text));
  return forms;
}

std::uint64_t Catalog::pack(Layer layer, TileId id) {
  static_assert(kLayers.size() <= 8 && kMaxZoom < 32);
  return (static_cast<std::uint64_t>(layer) << 61) | (std::uint64_t{id.z} << 56) | (std::uint64_t{id.x} << 28) | id.y;
}

Result<std::optional<Catalog>> Catalog::load(db::TileStore& store) {
  Result<std::optional<db::Generation>> generation = store.current_generation();
  if (!generation) return tl::unexpected(generation.error());
  if (!*generation) return std::optional<Catalog>();
  Catalog catalog;
  catalog.generation_ = std::move(**generation);

  for (auto [read, forms] :
       {std::pair(&db::TileStore::meta, &catalog.meta_), std::pair(&db::TileStore::places, &catalog.places_)}) {
    Result<std::optional<db::Document>> document = (store.*read)();
    if (!document) return tl::unexpected(document.error());
    if (!*document || (*document)->version != catalog.generation_.version) return swapped_meanwhile();
    *forms = make_forms(std::move((*document)->json));
  }

  const Result<std::vector<db::ListedTile>> tiles = store.tiles();
  if (!tiles) return tl::unexpected(tiles.error());
  catalog.tiles_.reserve(tiles->size());
  for (const db::ListedTile& tile : *tiles) {
    const std::optional<std::uint64_t> hash = hash_from_hex(tile.hash);
    if (!hash) {
      return fail(ErrorCode::malformed, tile_path(tile.layer, tile.id) + " has the hash \"" + tile.hash +
                                            "\" in the database, expected 16 hexadecimal digits; import again");
    }
    catalog.tiles_[pack(tile.layer, tile.id)] = {*hash, tile.gzip_bytes};
  }

  const Result<std::optional<db::Generation>> after = store.current_generation();
  if (!after) return tl::unexpected(after.error());
  if (!*after || (*after)->id != catalog.generation_.id) return swapped_meanwhile();
  return std::optional<Catalog>(std::move(catalog));
}

std::optional<Catalog::Entry> Catalog::find(Layer layer, TileId id) const {
  const auto found = tiles_.find(pack(layer, id));
  if (found == tiles_.end()) return std::nullopt;
  return found->second;
}

std::vector<TileId> Catalog::leaves_meeting(const Box& box) const {
  std::vector<TileId> leaves;
  const LayerFacts& trails = facts_of(Layer::trails);
  for (std::uint8_t z = trails.min_zoom; z <= trails.max_zoom; ++z) {
    for (const TileId id : tiles_in_box(box, z)) {
      if (find(Layer::trails, id) && meet(tile_box(id), box)) leaves.push_back(id);
    }
  }
  std::sort(leaves.begin(), leaves.end());
  return leaves;
}

}  // namespace loopgenie::service
