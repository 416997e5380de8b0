#include "api/ingest/osm/source_checks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

bool is_trail(const SourceWay& way) { return way.profile.role == WayRole::trail; }

bool has_segment(const OsmSource& source, const SourceWay& way) {
  bool found = false;
  source.visit_segments(way, [&](Point, Point) { found = true; });
  return found;
}

}  // namespace

void lose_misplaced_nodes(OsmSource& source) {
  constexpr double kLongestSegmentM = 100'000;
  std::vector<std::uint8_t> has_long(source.node_id.size(), 0);
  std::vector<std::uint8_t> has_short(source.node_id.size(), 0);
  std::size_t count = 0;
  std::string first;
  for (const SourceWay& way : source.ways) {
    const auto nodes = source.way_refs(way);
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      if (!source.has_node(nodes[i - 1]) || !source.has_node(nodes[i])) {
        continue;
      }
      const bool is_long = distance_m(source.node_point[nodes[i - 1]], source.node_point[nodes[i]]) > kLongestSegmentM;
      (is_long ? has_long : has_short)[nodes[i - 1]] = 1;
      (is_long ? has_long : has_short)[nodes[i]] = 1;
      first = is_long && count++ == 0
                  ? "way " + std::to_string(way.id) + " at node " + std::to_string(source.node_id[nodes[i]])
                  : first;
    }
  }
  for (std::size_t node = 0; node < has_long.size(); ++node) {
    if (has_long[node] != 0 && has_short[node] == 0) {
      source.node_point[node] = OsmSource::kNoPoint;
    }
  }
  if (count > 0) {
    source.warnings.push_back(std::to_string(count) + " segments of ways are longer than 100 km, the first of " +
                              first +
                              ": a node there is not in its place. Nodes with such segments alone were left out.");
  }
}

void warn_of_high_latitudes(OsmSource& source) {
  const auto lies_beyond = [&](std::uint32_t node) {
    return source.has_node(node) && std::abs(source.node_point[node].lat()) > kLastMapLat;
  };
  std::size_t count = 0;
  std::int64_t first = 0;
  for (const SourceWay& way : source.ways) {
    const auto nodes = source.way_refs(way);
    if (is_walked(way.profile.role) && std::any_of(nodes.begin(), nodes.end(), lies_beyond)) {
      first = count++ == 0 ? way.id : first;
    }
  }
  if (count > 0) {
    source.warnings.push_back(std::to_string(count) + " ways lie beyond latitude 85.05, the first of them way " +
                              std::to_string(first) +
                              ": the map ends there. Loops are planned on them, but not drawn in their place.");
  }
}

Result<void> check_trails(const OsmSource& source, const std::vector<std::string>& files, std::size_t negative_ids) {
  std::string names;
  for (const std::string& file : files) {
    names += (names.empty() ? "" : ", ") + file;
  }
  const bool any = std::any_of(source.ways.begin(), source.ways.end(), is_trail);
  if (!any && negative_ids > 0) {
    return fail(ErrorCode::missing, names + ": its " + std::to_string(negative_ids) +
                                        " ways have negative ids, as data that was never uploaded to OpenStreetMap "
                                        "has them; expected ids from 1 on. Number them anew: `osmium renumber FILE -o "
                                        "FILE.osm.pbf`.");
  }
  if (!any) {
    return fail(ErrorCode::missing,
                names +
                    ": holds no walkable way; expected ways with highway=path, footway, track or the like that are "
                    "open on foot. Take an extract made with complete ways that covers a hiking region.");
  }
  if (std::none_of(source.ways.begin(), source.ways.end(),
                   [&](const SourceWay& way) { return is_trail(way) && has_segment(source, way); })) {
    return fail(ErrorCode::missing,
                names +
                    ": none of its walkable ways has a position, since it lacks their nodes; expected the nodes, or "
                    "positions on the ways. Take the extract that it was filtered from, or filter that anew and keep "
                    "what is referenced (`osmium tags-filter` without --omit-referenced).");
  }
  return {};
}

}  // namespace loopgenie::ingest
