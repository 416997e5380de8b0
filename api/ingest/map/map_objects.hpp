// Reads the objects that the map draws from OpenStreetMap files: three passes over each, for relations, ways and nodes.
//
// Several files make one map: an object in two of them counts once, in its highest version.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "api/ingest/base/watch.hpp"
#include "api/ingest/map/map_profile.hpp"
#include "api/ingest/map/rings.hpp"
#include "core/base/result.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

/// `size`, here and below: how many members, to tell a whole object from one that an extract has cut.
struct MapRelation {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::size_t size = 0;
  int border_level = 0;  // as border_level() has it
  std::vector<MapProfile> profiles;
  std::vector<std::int64_t> ways;
  std::vector<bool> is_inner;  // of the ways, by their roles
};

struct MapWay {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::size_t size = 0;
  bool is_coast = false;
  std::vector<MapProfile> profiles;
  NodeIds refs;
  std::vector<Point> points;  // empty once the objects are read

  [[nodiscard]] bool is_closed() const { return refs.size() > 3 && refs.front() == refs.back(); }
};

struct MapNode {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::size_t size = 0;
  Point point;
  std::vector<MapProfile> profiles;
};

/// Where a node is that no file holds.
inline constexpr Point kNowhere{std::numeric_limits<std::int32_t>::min(), 0};

/// All by ascending ids.
struct MapObjects {
  std::vector<MapRelation> relations;  // areas and borders
  std::vector<MapWay> ways;            // what is drawn, coastlines, and members of the relations
  std::vector<MapNode> nodes;          // what is drawn
  std::vector<std::int64_t> node_ids;  // of the ways' nodes
  std::vector<Point> node_points;      // of each of these, or kNowhere
  std::optional<Box> cut;              // the box that all files are cut to, by their own words

  /// Null where there is no such way. O(log ways).
  [[nodiscard]] const MapWay* find_way(std::int64_t id) const;
};

/// Errors: those of scan_osm_file, and io when `watch` says to stop.
[[nodiscard]] Result<MapObjects> read_map_objects(const std::vector<std::string>& files, const Watch& watch);

}  // namespace loopgenie::ingest
