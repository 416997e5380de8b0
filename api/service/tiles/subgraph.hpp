// The walk network of a small region as one tile, for scripts and GIS: every edge that meets the box, in its whole
// length and with both ends. It is made from the tiles, so it is what the planner sees.
#pragma once

#include <span>

#include "core/geo/point.hpp"
#include "core/graph/network.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::service {

/// Square degrees a request may ask for: about 20 km × 20 km in middle latitudes.
inline constexpr double kMaxSubgraphArea = 0.05;

/// An edge is in the tile of its lower-numbered end, which may lie outside the box. So tiles within this distance of
/// the box are read, too. An edge is missed only if both its ends are farther away than this.
inline constexpr std::int32_t kSubgraphMarginE7 = kE7PerDegree / 20;

[[nodiscard]] double area_square_degrees(const Box& box);
[[nodiscard]] Box grown(const Box& box, std::int32_t margin_e7);

/// The edges whose line meets the box, and the points of interest inside it. Nodes whose degree is unknown become far
/// nodes. The tile's id is the smallest cell that covers all `leaves`. O(vertices).
[[nodiscard]] TrailTile cut(const Network& network, const Box& box, std::span<const TileId> leaves);

/// True if a point of the segment is in the box, in the plane of longitude and latitude. Exact.
[[nodiscard]] bool segment_meets(Point from, Point to, const Box& box);

}  // namespace loopgenie::service
