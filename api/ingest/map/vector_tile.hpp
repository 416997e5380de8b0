// Writes Mapbox Vector Tiles, version 2.1 (https://github.com/mapbox/vector-tile-spec).
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "api/ingest/map/map_feature.hpp"

namespace loopgenie::ingest {

inline constexpr std::int32_t kTileExtent = 4096;
inline constexpr int kTileBuffer = 64;

struct TileStep {
  std::int32_t x = 0;
  std::int32_t y = 0;
  friend bool operator==(TileStep, TileStep) = default;
};
using TileLine = std::vector<TileStep>;

/// Collects objects, and joins those of one layer, shape and attributes into one feature of several parts. The bytes
/// are a function of what was added, and within a feature of the order.
class VectorTile {
 public:
  void add(MapLayer layer, MapShape shape, std::int64_t rank, const MapAttributes& attributes,
           std::vector<TileLine> lines);
  [[nodiscard]] bool is_empty() const { return features_.empty(); }
  /// The layers in MapLayer's order; in each the features of the highest rank first, then by shape and attributes.
  [[nodiscard]] std::string encode() const;

 private:
  struct Key {
    MapLayer layer;
    std::int64_t minus_rank;
    MapShape shape;
    MapAttributes attributes;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  std::map<Key, std::vector<TileLine>> features_;
};

}  // namespace loopgenie::ingest
