// One tile of the `roads` layer, decoded. Format: core/tile/FORMAT.md and roads.proto.
//
// The roads are an access overlay (api/ingest/roads/road_overlay.hpp says of what): junctions and the ways between
// them, with metres and the seconds of a drive in each direction. A node is its position on the road grid of 1e-5
// degree (rounding ≤ 0.8 m): no two nodes share one. A tile holds the nodes inside its cell and **every** edge that
// meets one of them, so that a search can leave a node whose tile it has; an edge between two tiles is in both, the
// same in each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/geo/point.hpp"
#include "core/geo/tile_id.hpp"

namespace loopgenie {

struct VerifiedMessage;  // envelope.hpp

inline constexpr std::int32_t kE7PerRoadUnit = 100;  // road tiles count 1e-5 degrees

/// How a road is drawn; its speed is in its seconds. `motorway` holds trunk roads, `main` primary and secondary ones.
enum class RoadClass : std::uint8_t { unknown, motorway, main, tertiary, minor };
inline constexpr RoadClass kLastRoadClass = RoadClass::minor;
[[nodiscard]] std::string_view to_string(RoadClass road_class);

struct RoadEdge {
  Point tail;
  Point head;
  std::uint32_t length_m = 0;
  std::uint32_t forward_ds = 0;              // tenths of a second from tail to head: always open
  std::optional<std::uint32_t> backward_ds;  // none: one-way
  RoadClass road_class = RoadClass::unknown;
  bool seasonal = false;     // closed at times, as a pass in winter
  std::vector<Point> inner;  // simplified, tail to head, without the ends
  friend bool operator==(const RoadEdge&, const RoadEdge&) = default;
};

struct RoadTile {
  TileId id;
  std::vector<Point> nodes;      // inside the cell, ascending
  std::vector<Point> far_nodes;  // ends of edges outside the cell, ascending
  std::vector<RoadEdge> edges;   // ascending by the ends' place in nodes and far_nodes
};

/// Rounds to the road grid.
[[nodiscard]] Point to_road_grid(Point point);

/// Deterministic bytes, whatever the order of the input. Points must be on the road grid, each edge's ends among nodes
/// or far_nodes.
[[nodiscard]] std::string encode_road_tile(RoadTile tile);

/// Checks checksum, version, tile id and every bound before use. Any damage is an Error, never undefined behaviour.
[[nodiscard]] Result<RoadTile> decode_road_tile(TileId expected, std::span<const std::byte> bytes);
/// The same where the checksum is checked already.
[[nodiscard]] Result<RoadTile> decode_road_tile(TileId expected, const VerifiedMessage& verified);

}  // namespace loopgenie
