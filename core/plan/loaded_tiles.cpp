#include "core/plan/loaded_tiles.hpp"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "core/tile/envelope.hpp"

namespace loopgenie {
namespace {

tl::unexpected<Error> data_changed(const std::string& path) {
  return fail(ErrorCode::mismatch, {.code = ProblemCode::data_changed, .subject = path});
}

/// The blocks the leaf belongs to: its ancestor, or every block inside it.
std::vector<TileId> blocks_of(TileId leaf) {
  if (leaf.z >= kBlockZoom) {
    return {leaf.ancestor(kBlockZoom)};
  }
  const auto shift = static_cast<unsigned>(kBlockZoom - leaf.z);
  const std::uint32_t side = std::uint32_t{1} << shift;
  std::vector<TileId> blocks;
  for (std::uint32_t dx = 0; dx < side; ++dx) {
    for (std::uint32_t dy = 0; dy < side; ++dy) {
      blocks.push_back({kBlockZoom, (leaf.x << shift) + dx, (leaf.y << shift) + dy});
    }
  }
  return blocks;
}

}  // namespace

Result<void> LoadedTiles::add(Layer layer, TileId id, std::span<const std::byte> bytes) {
  Result<void> added = layer == Layer::index ? add_index(id, bytes) : add_leaf(layer, id, bytes);
  version_ += added ? 1 : 0;
  return added;
}

Result<void> LoadedTiles::add_index(TileId id, std::span<const std::byte> bytes) {
  if (!id.is_valid() || id.z != kIndexZoom) {
    return fail(ErrorCode::invalid_input, tile_path(Layer::index, id) + " is no index tile: they are of zoom 8");
  }
  if (bytes.empty()) {
    if (index_.contains(id)) {
      return data_changed(tile_path(Layer::index, id));
    }
    empty_index_.insert(id);
    return {};
  }
  Result<IndexTile> tile = decode_index_tile(id, bytes);
  if (!tile) {
    return tl::unexpected(tile.error());
  }
  const std::optional<DatasetInfo> known = dataset();
  if (known && known->version != tile->dataset.version) {
    return data_changed(tile_path(Layer::index, id));
  }
  if (index_.contains(id)) {
    return {};  // same data version: same content
  }
  for (const LeafEntry& leaf : tile->leaves) {
    if (leaves_.emplace(std::pair(leaf.layer, leaf.id), leaf).second) {
      for (const TileId block : blocks_of(leaf.id)) {
        leaves_of_block_[{leaf.layer, block}].push_back(leaf.id);
      }
    }
  }
  empty_index_.erase(id);
  index_.emplace(id, std::move(*tile));
  return {};
}

Result<void> LoadedTiles::add_leaf(Layer layer, TileId id, std::span<const std::byte> bytes) {
  const std::string path = tile_path(layer, id);
  const auto entry = leaves_.find({layer, id});
  if (entry == leaves_.end()) {
    return fail(ErrorCode::missing,
                path + " is in no loaded index tile; add the index tile of zoom 8 that covers it first");
  }
  if (bytes.empty()) {
    return data_changed(path);
  }
  const Result<VerifiedMessage> message = verified_message(path, bytes);
  if (!message) {
    return tl::unexpected(message.error());
  }
  if (message->hash != entry->second.hash) {
    return data_changed(path);
  }
  if (is_loaded(layer, id)) {
    return {};  // same hash: same content
  }
  const auto keep = [&](auto tile, auto& tiles) -> Result<void> {
    return std::move(tile).map([&](auto&& decoded) { tiles.emplace(id, std::move(decoded)); });
  };
  switch (layer) {  // without a default, so that a new layer does not compile until it is read here
    case Layer::index:
    case Layer::map:
    case Layer::terrain:
    case Layer::ground:
      break;  // no leaves: no index tile names any
    case Layer::trails:
      return keep(decode_trail_tile(id, *message), trails_);
    case Layer::roads:
      return keep(decode_road_tile(id, *message), roads_);
  }
  assert(false);
  return {};
}

std::vector<TileId> LoadedTiles::missing_index_tiles(Point center, double radius_m) const {
  std::vector<TileId> tiles = tiles_in_disc(center, radius_m, kIndexZoom);
  std::erase_if(tiles, [&](TileId id) { return index_.contains(id) || empty_index_.contains(id); });
  return tiles;
}

std::set<TileId> LoadedTiles::leaves_around(Layer layer, Point center, double radius_m) const {
  std::set<TileId> leaves;
  for (const TileId block : tiles_in_disc(center, radius_m, kBlockZoom)) {
    const auto found = leaves_of(layer, block);
    leaves.insert(found.begin(), found.end());
  }
  return leaves;
}

std::span<const TileId> LoadedTiles::leaves_of(Layer layer, TileId block) const {
  const auto found = leaves_of_block_.find({layer, block});
  return found == leaves_of_block_.end() ? std::span<const TileId>() : found->second;
}

bool LoadedTiles::is_loaded(Layer layer, TileId id) const {
  switch (layer) {
    case Layer::index:
      return index_.contains(id);
    case Layer::trails:
      return trails_.contains(id);
    case Layer::roads:
      return roads_.contains(id);
    case Layer::map:
    case Layer::terrain:
    case Layer::ground:
      return false;  // never read here
  }
  assert(false);
  return false;
}

const TrailTile* LoadedTiles::find_trail_tile(TileId id) const {
  const auto found = trails_.find(id);
  return found == trails_.end() ? nullptr : &found->second;
}

const Trailhead* LoadedTiles::find_trailhead(SourceId id) const {
  for (const auto& [tile_id, tile] : index_) {
    const auto found = std::find_if(tile.trailheads.begin(), tile.trailheads.end(),
                                    [&](const Trailhead& trailhead) { return trailhead.id == id; });
    if (found != tile.trailheads.end()) {
      return &*found;
    }
  }
  return nullptr;
}

std::vector<const IndexTile*> LoadedTiles::index_tiles() const {
  std::vector<const IndexTile*> tiles;
  for (const auto& [id, tile] : index_) {
    tiles.push_back(&tile);
  }
  return tiles;
}

std::vector<const TrailTile*> LoadedTiles::trail_tiles() const {
  std::vector<const TrailTile*> tiles;
  for (const auto& [id, tile] : trails_) {
    tiles.push_back(&tile);
  }
  return tiles;
}

std::vector<const RoadTile*> LoadedTiles::road_tiles() const {
  std::vector<const RoadTile*> tiles;
  for (const auto& [id, tile] : roads_) {
    tiles.push_back(&tile);
  }
  return tiles;
}

std::optional<DatasetInfo> LoadedTiles::dataset() const {
  return index_.empty() ? std::nullopt : std::optional(index_.begin()->second.dataset);
}

}  // namespace loopgenie
