// What nobody crosses on foot away from its crossings, by OpenStreetMap's tags: lines, and the edges of areas.
//
// Water: waterway = river, canal, riverbank, natural = water, coastline; streams are stepped over. Railways in use:
// railway = rail, light_rail, narrow_gauge. Roads: motorway, trunk, motorroad = yes. Walls and fences: barrier = wall,
// retaining_wall, city_wall, fence, but not around a car park, which has its entrance. Nothing of it where it is on a
// bridge, in a tunnel or culvert, or given up.
#pragma once

#include <osmium/osm/tag.hpp>

namespace loopgenie::ingest {

/// O(number of tags).
[[nodiscard]] bool is_obstacle(const osmium::TagList& tags);

}  // namespace loopgenie::ingest
