// Where a drive that begins off the access overlay would be misjudged.
//
// A drive begins at the nearest road of the overlay, after a leg in a straight line (core/search/drive_range.hpp).
// Where the way there is another one, across a river or round a hill, or leads to another road, the times are off. A
// junction's drives are *misjudged* where the estimate differs from the true time by more than is allowed
//   - at an end of the road that the drive begins at: what is beyond would seem nearer or farther than it is; or
//   - at a junction by which its fastest ways enter the overlay: what is beyond would seem farther.
// Where neither is so, no estimate to anything that the overlay leads to is off by more than is allowed, but for what
// the overlay's own times are off: a drive that takes less than estimated enters the overlay somewhere, and one that
// takes more cannot come to the ends of that road sooner. Ways to the overlay of more than five minutes are looked at
// only where there are no shorter ones.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/roads/road_graph.hpp"
#include "api/ingest/roads/road_search.hpp"
#include "api/ingest/walk/segment_grid.hpp"
#include "core/search/road_network.hpp"
#include "core/tile/road_tile.hpp"

namespace loopgenie::ingest {

/// An overlay as a planner sees it, with the lines of its tiles, beside all roads.
class RoadEstimates {
 public:
  /// `overlay` has nodes of `all` only; both are graphs over `ways`. Source, ways and `all` must outlive the object.
  RoadEstimates(const OsmSource& source, const WayGraph& ways, const RoadGraph& all, RoadGraph overlay);

  /// Those of `nodes`, junctions of all roads off the overlay, in their order, whose drives are misjudged by more than
  /// `allowed_ms`. Two searches for each that end where the overlay begins, over all cores.
  [[nodiscard]] std::vector<std::uint32_t> misjudged(std::span<const std::uint32_t> nodes, std::uint32_t allowed_ms,
                                                     const RoadSearch& idle) const;

 private:
  class Trial;

  [[nodiscard]] std::vector<SegmentGrid::Segment> segments_of(const OsmSource& source, const WayGraph& ways);
  /// Where a drive reaches the ends of the road it begins at, the leg included; empty without a road near.
  [[nodiscard]] std::vector<RoadSearch::Source> ends_near(Point place) const;
  [[nodiscard]] std::vector<RoadSearch::Source> ends_of(std::uint32_t edge, const RoadStart& start) const;

  const OsmSource& source_;
  const WayGraph& ways_;
  const RoadGraph& all_;
  RoadGraph overlay_;
  std::vector<std::uint32_t> node_in_all_;      // per node of the overlay
  std::vector<std::uint32_t> node_in_overlay_;  // per node of all roads; WayGraph::kNoNode
  std::vector<std::uint8_t> is_overlay_node_;   // the same, as a mask
  std::vector<RoadEdge> lines_;                 // per edge of the overlay
  SegmentGrid grid_;                            // tags are edges
};

/// The line of a piece, tail to head.
[[nodiscard]] std::vector<Point> line_of(const OsmSource& source, const WayGraph& ways, const RoadPiece& piece);

}  // namespace loopgenie::ingest
