// Where a drive that begins off the access overlay would be misjudged.
//
// A drive begins at the nearest road of the overlay or at one little farther away, after a leg in a straight line
// (core/search/drive_range.hpp).
// Where the way there is another one, across a river or round a hill, or leads to another road, the times are off. A
// junction's drives are *misjudged* where the estimate differs from the true time by more than is allowed
//   - at an end of a road that the drive may begin at: what is beyond would seem nearer or farther than it is; or
//   - at a junction by which its fastest ways enter the overlay: what is beyond would seem farther.
// Where neither is so, no estimate to anything that the overlay leads to is off by more than is allowed, but for what
// the overlay's own times are off: a drive that takes less than estimated enters the overlay somewhere, and one that
// takes more cannot come to the ends of that road sooner. Ways to the overlay of more than five minutes are looked at
// only where there are no shorter ones.
//
// The overlay grows from version to version, and most of it stays. A verdict rests on what the searches came to: the
// roads around the junction, the ways to the overlay and the ways on it. They lie in a box, its *footprint*. Where no
// edge of the overlay that came or went since meets it, the verdict stands: a shorter way on the overlay would leave a
// junction that was settled along such an edge.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/roads/changed_ground.hpp"
#include "api/ingest/roads/road_graph.hpp"
#include "api/ingest/roads/road_search.hpp"
#include "api/ingest/walk/segment_grid.hpp"
#include "core/geo/point.hpp"
#include "core/search/road_network.hpp"
#include "core/tile/road_tile.hpp"

namespace loopgenie::ingest {

/// An overlay as a planner sees it, with the lines of its tiles, beside all roads.
class RoadEstimates {
 public:
  /// Source, ways and `all`, a graph over `ways`, must outlive the object.
  RoadEstimates(const OsmSource& source, const WayGraph& ways, const RoadGraph& all);

  /// The next version of the overlay, which has nodes of `all` only. O(n) for its arrays; lines are simplified and
  /// sorted into the grid where they are new, O(k log n) for k of them in all versions together.
  void set_overlay(RoadGraph overlay);

  /// Those of `nodes`, junctions of all roads off the overlay, in their order, whose drives are misjudged by more than
  /// `allowed_ms`. Two searches for each that end where the overlay begins, over all cores.
  [[nodiscard]] std::vector<std::uint32_t> misjudged(std::span<const std::uint32_t> nodes, std::uint32_t allowed_ms);

  /// False where the node was judged, and the verdict still stands.
  [[nodiscard]] bool is_open(std::uint32_t node) const {
    return verdict_[node].version == 0 || changed_.is_newer(verdict_[node].footprint, verdict_[node].version);
  }

 private:
  class Trial;
  /// The edge of the overlay that begins with a stretch of way. As long as it ends with the same one it stays.
  struct Line {
    RoadEdge road;
    std::uint32_t last_step = 0;
    std::size_t step_count = 0;
    std::uint32_t edge = WayGraph::kNoNode;  // of the overlay; none once it is gone
    std::uint32_t version = 0;               // the last of which it is part
  };
  struct Grid {
    SegmentGrid segments;  // tags are lines
    std::vector<std::uint32_t> lines;
  };
  struct Verdict {
    std::uint32_t version = 0;
    Box footprint;
  };

  void set_nodes();
  void set_lines();
  [[nodiscard]] std::uint32_t add_line(std::uint32_t edge);
  void add_grid(std::vector<std::uint32_t> lines);
  [[nodiscard]] Point place_of(std::uint32_t node) const {
    return source_.node_point[ways_.source_node[all_.way_nodes[node]]];
  }
  /// Where a drive reaches the ends of the roads it may begin at, the leg included; empty without a road near. Extends
  /// the footprint by where it looked.
  [[nodiscard]] std::vector<RoadSearch::Source> ends_near(Point place, Box& footprint) const;
  void add_ends(std::uint32_t edge, const RoadStart& start, std::vector<RoadSearch::Source>& ends) const;

  const OsmSource& source_;
  const WayGraph& ways_;
  const RoadGraph& all_;
  RoadSearch idle_;
  RoadGraph overlay_;
  std::uint32_t version_ = 0;
  ChangedGround changed_;
  std::vector<Verdict> verdict_;                // per node of all roads
  std::vector<std::uint32_t> node_in_all_;      // per node of the overlay
  std::vector<std::uint32_t> node_in_overlay_;  // per node of all roads; WayGraph::kNoNode
  std::vector<std::uint8_t> is_overlay_node_;   // the same, as a mask
  std::vector<Line> lines_;                     // of this version and those before
  std::vector<std::uint32_t> line_at_;          // per edge of the ways' graph: the newest that begins there, or kNoNode
  std::vector<std::uint32_t> line_of_;          // per edge of the overlay
  std::vector<Grid> grids_;                     // each at least twice as large as the next
};

/// The line of a piece, tail to head.
[[nodiscard]] std::vector<Point> line_of(const OsmSource& source, const WayGraph& ways, const RoadPiece& piece);

}  // namespace loopgenie::ingest
