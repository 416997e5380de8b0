// Reads files of OpenStreetMap data into the little of them that an import needs. Three passes over each file:
// relations (hiking routes, areas made of several ways), ways, nodes; only the positions of nodes that kept ways use
// are stored.
//
// An area to walk on (a closed pedestrian way, or a multipolygon, whose outer ways then count as such) is crossed along
// its edge: that is a real walk of true length, never shorter than the straight line, and needs no invented link.
//
// Positions come from the nodes, and from the ways where a file has them there and lacks the nodes.
//
// Several files make one source: an object in two of them counts once, its highest version, even where that one is of
// no interest any more; with more than one file each pass goes over them twice. The result does not depend on the order
// of the files, as long as they agree on what a version is. Memory: about 12 bytes per node and 4 per node reference of
// the kept ways.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "api/ingest/base/watch.hpp"
#include "api/ingest/osm/drive_profile.hpp"
#include "api/ingest/osm/feature_profile.hpp"
#include "api/ingest/osm/tag_profile.hpp"
#include "core/base/result.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

/// A way with a highway tag of interest. Its nodes are refs[first_ref, first_ref + ref_count) of the source.
struct SourceWay {
  std::int64_t id = 0;
  WayProfile profile;
  DriveProfile drive;
  std::string name;
  std::string route_ref;
  std::uint32_t first_ref = 0;
  std::uint32_t ref_count = 0;
};

/// The outer lines of an area, in no order, each once. Whole: the files have all of them, and every line goes on at
/// both of its ends. Else some are missing; the open ends are where those that there are break off.
struct AreaOutline {
  std::vector<std::pair<Point, Point>> segments;
  std::vector<Point> open_ends;
  bool is_whole = false;
};

struct OsmSource {
  static constexpr Point kNoPoint{std::numeric_limits<std::int32_t>::min(), 0};

  std::string date;                     // ISO 8601 day of the oldest file; "" where unknown
  std::vector<std::string> file_dates;  // by the file's header, else that of its newest object

  std::vector<SourceWay> ways;      // ascending id
  std::vector<std::uint32_t> refs;  // indices into the node arrays

  std::vector<std::int64_t> node_id;  // ascending
  std::vector<Point> node_point;      // kNoPoint where the file lacks the node (an extract's border)
  std::vector<bool> node_closed;      // nobody passes there on foot
  std::vector<bool> node_blocked;     // a barrier that cannot be driven through
  std::unordered_map<std::uint32_t, EdgeFlags> node_flags;  // of few nodes: what they make of the edges that meet there

  std::vector<Feature> features;                   // ascending id
  std::vector<std::pair<Point, Point>> obstacles;  // segments of lines that nobody crosses, obstacle_profile.hpp
  std::vector<Point> buildings;         // a corner of each, and of each outer way of those that are relations
  std::vector<AreaOutline> off_limits;  // where nobody camps wild, off_limits_profile.hpp
  std::vector<std::string> warnings;

  [[nodiscard]] bool has_node(std::uint32_t node) const { return node_point[node] != kNoPoint; }
  [[nodiscard]] std::span<const std::uint32_t> way_refs(const SourceWay& way) const {
    return {refs.data() + way.first_ref, way.ref_count};
  }
  /// Calls visit(a, b), two points, for every segment of the way whose nodes the files have.
  template <typename Visit>
  void visit_segments(const SourceWay& way, Visit&& visit) const {
    const auto nodes = way_refs(way);
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      if (has_node(nodes[i - 1]) && has_node(nodes[i])) {
        visit(node_point[nodes[i - 1]], node_point[nodes[i]]);
      }
    }
  }
};

/// Errors: those of scan_osm_file, and no walkable way that has a position.
[[nodiscard]] Result<OsmSource> read_osm(const std::vector<std::string>& files, const ProgressFn& progress);

}  // namespace loopgenie::ingest
