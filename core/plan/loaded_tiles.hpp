// The decoded tiles of one data set, and which of them a place needs.
//
// A leaf is a tile of the trail or road layer. Leaves are asked for in whole blocks (cells of zoom 10), all leaves of a
// block together, so that a server learns no more of a start than its block. A leaf larger than a block belongs to
// every block inside it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "core/base/result.hpp"
#include "core/geo/tile_id.hpp"
#include "core/tile/index_tile.hpp"
#include "core/tile/road_tile.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie {

inline constexpr std::uint8_t kBlockZoom = 10;

struct TileRequest {
  Layer layer = Layer::index;
  TileId id;
  std::optional<std::uint64_t> hash;  // of the tile that is expected; unknown for index tiles
  friend bool operator==(const TileRequest&, const TileRequest&) = default;
};

[[nodiscard]] inline TileRequest request_index(TileId id) { return {Layer::index, id, std::nullopt}; }

class LoadedTiles {
 public:
  /// Decodes and checks the tile; see Planner::add_tile.
  [[nodiscard]] Result<void> add(Layer layer, TileId id, std::span<const std::byte> bytes);
  /// Rises with every tile that is added: while it stays the same, so does everything below.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  [[nodiscard]] bool is_empty() const { return index_.empty() && empty_index_.empty(); }
  /// The index tiles that meet the disc and were not added yet, in order of id.
  [[nodiscard]] std::vector<TileId> missing_index_tiles(Point center, double radius_m) const;

  /// The leaves of all blocks that meet the disc, loaded or not, in order of id. Of blocks whose index tile is not
  /// loaded nothing is known.
  [[nodiscard]] std::set<TileId> leaves_around(Layer layer, Point center, double radius_m) const;
  /// Those of one block.
  [[nodiscard]] std::span<const TileId> leaves_of(Layer layer, TileId block) const;
  /// Adds a request for each of the leaves that is not loaded.
  template <typename Leaves>
  void request_missing(Layer layer, const Leaves& leaves, std::vector<TileRequest>& requests) const {
    for (const TileId id : leaves) {
      if (!is_loaded(layer, id)) {
        requests.push_back({layer, id, leaf(layer, id).hash});
      }
    }
  }
  /// REQUIRES the id is a leaf of a loaded index tile.
  [[nodiscard]] const LeafEntry& leaf(Layer layer, TileId id) const { return leaves_.at({layer, id}); }
  [[nodiscard]] bool is_loaded(Layer layer, TileId id) const;
  /// nullptr where it is not loaded.
  [[nodiscard]] const TrailTile* find_trail_tile(TileId id) const;
  [[nodiscard]] const Trailhead* find_trailhead(SourceId id) const;

  /// In order of id.
  [[nodiscard]] std::vector<const IndexTile*> index_tiles() const;
  [[nodiscard]] std::vector<const TrailTile*> trail_tiles() const;
  /// The tiles stay where they are as long as this object lives.
  [[nodiscard]] std::vector<const RoadTile*> road_tiles() const;
  /// nullopt until an index tile with content is loaded.
  [[nodiscard]] std::optional<DatasetInfo> dataset() const;

 private:
  [[nodiscard]] Result<void> add_index(TileId id, std::span<const std::byte> bytes);
  [[nodiscard]] Result<void> add_leaf(Layer layer, TileId id, std::span<const std::byte> bytes);

  std::uint64_t version_ = 0;
  std::map<TileId, IndexTile> index_;
  std::set<TileId> empty_index_;
  std::map<std::pair<Layer, TileId>, LeafEntry> leaves_;
  std::map<std::pair<Layer, TileId>, std::vector<TileId>> leaves_of_block_;
  std::map<TileId, TrailTile> trails_;
  std::map<TileId, RoadTile> roads_;
};

}  // namespace loopgenie
