// One tile of the `index` layer (zoom 8), decoded. Format: core/tile/FORMAT.md and index.proto.
//
// It says which trail and road tiles meet its cell (the leaves of the quadtrees, with hash and size), every trailhead
// in the cell, the villages and smaller places in it, and what the whole data set is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/enum_names.hpp"
#include "core/base/ids.hpp"
#include "core/base/result.hpp"
#include "core/geo/tile_id.hpp"
#include "core/graph/network.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie {

struct LeafEntry {
  Layer layer = Layer::trails;
  TileId id;
  std::uint64_t hash = 0;
  std::uint32_t gzip_bytes = 0;
  friend bool operator==(const LeafEntry&, const LeafEntry&) = default;
};

/// From ferry landings on they are starts only where there is no road for cars. A junction is in no tile: a hike that
/// is asked for at any place begins there (core/plan/walk_start.hpp).
enum class TrailheadKind : std::uint8_t {
  unknown,
  trailhead,
  parking,
  road_junction,
  ferry_landing,
  station,
  bus_stop,
  village,
  junction,
};
template <>
inline constexpr auto kEnumNames<TrailheadKind> = std::to_array<std::string_view>({"unknown", "trailhead", "parking",
                                                                                   "road_junction", "ferry_landing",
                                                                                   "station", "bus_stop", "village",
                                                                                   "junction"});
static_assert(kLastOf<TrailheadKind> == TrailheadKind::junction);
inline constexpr TrailheadKind kLastTrailheadKindInTiles = TrailheadKind::village;

/// OSM `parking`: what a car park is like.
enum class ParkingKind : std::uint8_t { unknown, surface, roadside, underground, multi_storey };
template <>
inline constexpr auto kEnumNames<ParkingKind> = std::to_array<std::string_view>({"unknown", "surface", "roadside",
                                                                                 "underground", "multi_storey"});
static_assert(kLastOf<ParkingKind> == ParkingKind::multi_storey);

/// Radii in metres, along the network, that a trailhead's figures are for.
inline constexpr std::array<std::uint32_t, 3> kTrailheadRadiiM = {5'000, 10'000, 20'000};

struct Trailhead {
  SourceId id;
  TrailheadKind kind = TrailheadKind::unknown;
  std::string name;            // "" where the source has none
  Point point;                 // of the source object
  NodeId node;                 // where it meets the walk network
  Point node_point;            // on the tile grid
  std::uint32_t access_m = 0;  // straight line from point to node_point
  std::optional<std::uint32_t> capacity;
  std::optional<bool> fee;
  ParkingKind parking = ParkingKind::unknown;
  // The source's own words where they say more than the figures above; "" where there are none.
  std::string capacity_text;                     // "20-30"
  std::string fee_text;                          // "5 EUR", "Sa-Su 09:00-18:00"
  std::string max_stay;                          // "24 hours"
  std::string condition;                         // of access: "no @ (22:00-06:00)"
  std::array<std::uint32_t, 3> network_m = {};   // walk network within each radius
  std::array<std::uint32_t, 3> loopable_m = {};  // the part of it on some cycle
  std::optional<Point> road_node;  // of the roads layer, where one gets out of the car; none: no road near
  std::uint32_t road_leg_m = 0;    // straight line from there to point
  friend bool operator==(const Trailhead&, const Trailhead&) = default;
};

enum class PlaceKind : std::uint8_t { unknown, city, town, village, hamlet, suburb, locality };
template <>
inline constexpr auto kEnumNames<PlaceKind> = std::to_array<std::string_view>({"unknown", "city", "town", "village",
                                                                               "hamlet", "suburb", "locality"});
static_assert(kLastOf<PlaceKind> == PlaceKind::locality);

struct Place {
  SourceId id;
  PlaceKind kind = PlaceKind::unknown;
  std::string name;
  std::string name_en;
  Point point;
  std::optional<std::uint32_t> population;
  friend bool operator==(const Place&, const Place&) = default;
};

/// The data set the tile belongs to; the same in every index tile of it.
struct DatasetInfo {
  std::string version;  // 16 hexadecimal digits, over all leaves, trailheads and places
  std::string name;
  std::string date;  // ISO 8601 day of the source data; "" where unknown
  std::string attribution;
  std::vector<std::string> licences;
  bool made_up = false;  // the demo region
  Box extent;
  friend bool operator==(const DatasetInfo&, const DatasetInfo&) = default;
};

struct IndexTile {
  TileId id;
  DatasetInfo dataset;
  std::vector<LeafEntry> leaves;      // ascending (layer, z, x, y)
  std::vector<Trailhead> trailheads;  // ascending id
  std::vector<Place> places;          // ascending id: villages and smaller
};

/// Deterministic bytes, whatever the order of the input.
[[nodiscard]] std::string encode_index_tile(IndexTile tile);

/// Checks checksum, version, tile id and every bound before use. Any damage is an Error, never undefined behaviour.
[[nodiscard]] Result<IndexTile> decode_index_tile(TileId expected, std::span<const std::byte> bytes);

}  // namespace loopgenie
