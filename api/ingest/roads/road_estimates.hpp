// Where a drive that begins off the access overlay would be misjudged.
//
// A drive begins at the nearest road of the overlay, after a leg in a straight line (core/search/drive_range.hpp).
// Where the way there is another one, across a river or round a hill, or leads to another road, the times are off. So
// every junction off the overlay is tried, with the lines that tiles will have: its estimated times to the overlay's
// junctions within kTriedMs, and to both ends of the road it begins at, are held against the true ones, and where they
// differ by more than the rule allows, the roads that it takes are added. Farther junctions are reached over those, so
// that no drive is off by much more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/roads/road_graph.hpp"

namespace loopgenie::ingest {

/// Adds to `kept`, per piece of `roads`, a graph over `ways` whose nodes `stops` stay nodes of the overlay; true where
/// it added any. Junctions are tried in `batches`, those farthest from the overlay first; each sees what the batches
/// before it added, so that the more there are, the less is added needlessly. Two searches of some minutes per
/// junction, over all cores.
[[nodiscard]] bool keep_where_estimates_fail(const OsmSource& source, const WayGraph& ways, const RoadGraph& roads,
                                             std::span<const std::uint32_t> stops, std::uint32_t allowed_ms,
                                             std::size_t batches, std::vector<std::uint8_t>& kept);

/// The line of a piece, tail to head.
[[nodiscard]] std::vector<Point> line_of(const OsmSource& source, const WayGraph& ways, const RoadPiece& piece);

}  // namespace loopgenie::ingest
