// One tile of the `trails` layer, decoded. Format: core/tile/FORMAT.md and trails.proto.
//
// A tile holds the nodes inside its cell, with their full degree in the walk network, and every edge whose
// lower-numbered end (by source node id) is one of them. The other end may lie in another tile: it is then a far node,
// known by id and position. Coordinates are multiples of 1e-6 degree (rounding ≤ 0.08 m).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/ids.hpp"
#include "core/base/result.hpp"
#include "core/geo/tile_id.hpp"
#include "core/graph/network.hpp"

namespace loopgenie {

struct VerifiedMessage;  // envelope.hpp

struct TileNode {
  NodeId id;
  Vertex vertex;
  std::uint32_t full_degree = 0;  // 0 for a far node: its own tile knows
  NodeId place = {};              // as Network::node_place; invalid for a far node
  friend bool operator==(const TileNode&, const TileNode&) = default;
};

struct TileEdge {
  EdgeId id;
  NodeId tail;
  NodeId head;
  std::uint32_t length_dm = 0;  // measured on the full geometry
  std::optional<Climb> climb;   // measured on the full profile, tail to head
  EdgeAttributes attributes;
  std::uint32_t name = 0;  // index into strings
  std::uint32_t ref = 0;
  std::vector<Vertex> inner;  // simplified, tail to head, without the ends
  friend bool operator==(const TileEdge&, const TileEdge&) = default;
};

/// As Beside, by the edges' ids.
struct TileBeside {
  EdgeId first;
  EdgeId second;
  std::uint32_t dm = 0;
  friend constexpr auto operator<=>(const TileBeside&, const TileBeside&) = default;
};

struct TrailTile {
  TileId id;
  std::vector<TileNode> nodes;       // inside the cell, ascending id
  std::vector<TileNode> far_nodes;   // ends of edges outside the cell, ascending id
  std::vector<TileEdge> edges;       // ascending id
  std::vector<std::string> strings;  // strings[0] is ""
  std::vector<Poi> pois;             // ascending id
  std::vector<TileBeside> beside;    // ascending; the first edge is one of the tile's
};

/// Rounds to the tile's grid: the position every tile and decoder agrees on.
[[nodiscard]] Point to_tile_grid(Point point);

/// Deterministic bytes, whatever the order of the input: the same content gives the same bytes. Points must be on the
/// tile grid (`to_tile_grid`), the edges' ends among nodes or far_nodes, the lower-numbered end among nodes. No node
/// has a lower id than the place that it is part of; the node a place is named after is part of it.
[[nodiscard]] std::string encode_trail_tile(TrailTile tile);

/// Checks checksum, version, tile id and every bound before use. Any damage is an Error, never undefined behaviour.
[[nodiscard]] Result<TrailTile> decode_trail_tile(TileId expected, std::span<const std::byte> bytes);
/// The same where the checksum is checked already.
[[nodiscard]] Result<TrailTile> decode_trail_tile(TileId expected, const VerifiedMessage& verified);

}  // namespace loopgenie
