// What a straight line on the map must not cross where somebody is to walk along it: rivers and lakes, railways,
// motorways, walls and fences (osm/obstacle_profile.hpp). The way from a car to the network, and from the end of a
// drive to a trailhead, are such lines.
//
// A line that only ends at an obstacle does not cross it: a path's node on a fence is a gate, as far as anybody knows.
#pragma once

#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/segment_grid.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

class Obstacles {
 public:
  /// O(n log n).
  explicit Obstacles(const OsmSource& source);

  /// The straight line between them crosses one. Looks at the cells around it.
  [[nodiscard]] bool are_between(Point a, Point b) const;

 private:
  SegmentGrid grid_;
};

}  // namespace loopgenie::ingest
