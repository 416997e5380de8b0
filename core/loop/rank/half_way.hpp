// Where a loop leads: the point half way round lies in some direction from its start.
#pragma once

#include "core/geo/point.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/direction.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

/// The point of the walk at half of its length, the stem counted both ways. Between two points of a line it is where
/// the straight segment's share says. The same in either direction but for rounding. O(vertices).
[[nodiscard]] Point half_way_point(const Network& network, const Route& route);

/// Whether `to` lies in this direction from `from`, within 45°, both ends included; false where they are one point. So
/// a point lies in two directions, or in three. For points up to some 100 km apart. O(1).
[[nodiscard]] bool lies_towards(Direction direction, Point from, Point to);

/// The direction nearest to that of `to` from `from`; north where they are one point. O(1).
[[nodiscard]] Direction direction_of(Point from, Point to);

/// Whether the point half way round lies in this direction from the start.
[[nodiscard]] bool leads_towards(Direction direction, const Network& network, const Route& route);

}  // namespace loopgenie
