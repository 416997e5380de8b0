// What a tile of the made-up country adds to its copy of the demo region, while it is being drawn.
//
// Every object's id follows from its tile and its place in it, so that a tile can name what lies in its neighbours
// without knowing them: their copies' objects and the first few of their own.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "api/ingest/demo/country.hpp"
#include "api/ingest/demo/osm_document.hpp"

namespace loopgenie::ingest::demo {

struct CountryTile {
  int column = 0;
  int row = 0;
};

/// The nodes that come first in every tile's sheet, all at its corner.
enum class CornerNode : std::uint8_t { hub, eastbound, westbound, northbound, southbound, trail };
inline constexpr std::size_t kCornerNodeCount = 6;

inline constexpr double kTileWidthM = kColumns * kCellM;
inline constexpr double kTileHeightM = kRows * kCellM;

/// Numbers of a country's objects.
struct CountryIds {
  CountrySize size;
  const OsmDocument* region = nullptr;

  static constexpr std::int64_t kNodesPerTile = 100'000;
  static constexpr std::int64_t kWaysPerTile = 10'000;
  static constexpr std::int64_t kRelationsPerTile = 100;

  [[nodiscard]] bool has(CountryTile tile) const {
    return tile.column >= 0 && tile.column < size.columns && tile.row >= 0 && tile.row < size.rows;
  }
  [[nodiscard]] std::int64_t number_of(CountryTile tile) const {
    return std::int64_t{tile.row} * size.columns + tile.column;
  }
  /// Of the region's copy in the tile.
  [[nodiscard]] std::int64_t node(CountryTile tile, std::int64_t region_node) const {
    return region_node + number_of(tile) * kNodesPerTile;
  }
  [[nodiscard]] std::int64_t way(CountryTile tile, std::int64_t region_way) const {
    return region_way + number_of(tile) * kWaysPerTile;
  }
  [[nodiscard]] std::int64_t relation(CountryTile tile, std::int64_t region_relation) const {
    return region_relation + number_of(tile) * kRelationsPerTile;
  }
  /// Of the tile's own sheet, behind those of the copy.
  [[nodiscard]] std::int64_t own_node(CountryTile tile, std::size_t index) const {
    return node(tile, OsmDocument::kFirstNode + static_cast<std::int64_t>(region->nodes.size() + index));
  }
  [[nodiscard]] std::int64_t own_way(CountryTile tile, std::size_t index) const {
    return way(tile, OsmDocument::kFirstWay + static_cast<std::int64_t>(region->ways.size() + index));
  }
  [[nodiscard]] std::int64_t corner(CountryTile tile, CornerNode which) const {
    return own_node(tile, static_cast<std::size_t>(which));
  }
};

class TileSheet {
 public:
  TileSheet(const CountryIds& ids, CountryTile tile) : ids_(&ids), tile_(tile) {}

  /// `at` in metres from the tile's south-west corner; it may lie in a neighbour.
  std::int64_t add_node(Local at, Tags tags = {}) {
    nodes_.push_back({to_point({at.x + tile_.column * kTileWidthM, at.y + tile_.row * kTileHeightM}), std::move(tags)});
    return ids_->own_node(tile_, nodes_.size() - 1);
  }
  std::int64_t add_way(std::vector<std::int64_t> nodes, Tags tags) {
    ways_.push_back({std::move(nodes), std::move(tags)});
    return ids_->own_way(tile_, ways_.size() - 1);
  }
  void add_relation(OsmRelation relation) { relations_.push_back(std::move(relation)); }

  [[nodiscard]] const CountryIds& ids() const { return *ids_; }
  [[nodiscard]] CountryTile tile() const { return tile_; }
  [[nodiscard]] CountryTile east() const { return {tile_.column + 1, tile_.row}; }
  [[nodiscard]] CountryTile north() const { return {tile_.column, tile_.row + 1}; }
  [[nodiscard]] const std::vector<OsmNode>& nodes() const { return nodes_; }
  [[nodiscard]] const std::vector<OsmWay>& ways() const { return ways_; }
  [[nodiscard]] const std::vector<OsmRelation>& relations() const { return relations_; }

 private:
  const CountryIds* ids_;
  CountryTile tile_;
  std::vector<OsmNode> nodes_;
  std::vector<OsmWay> ways_;
  std::vector<OsmRelation> relations_;
};

}  // namespace loopgenie::ingest::demo
