// What is checked of a source once all files are read: whether its nodes lie where they can, and whether anything can
// be walked at all.
#pragma once

#include <string>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "core/base/result.hpp"

namespace loopgenie::ingest {

/// Where the map ends, north and south (core/geo/tile_id.hpp): what lies beyond is read, but cannot be drawn.
inline constexpr double kLastMapLat = 85.0511;

/// A node that was dragged away, or that lies at 0, 0: all segments that it is an end of are longer than any of a
/// real way. It counts as missing, which splits its ways. A warning says so.
void lose_misplaced_nodes(OsmSource& source);

/// A warning where ways that can be walked lie beyond kLastMapLat.
void warn_of_high_latitudes(OsmSource& source);

/// An Error unless there is a trail of which two nodes in a row have positions. `negative_ids`: how many ways were left
/// out since their ids are no ids of OpenStreetMap.
[[nodiscard]] Result<void> check_trails(const OsmSource& source, const std::vector<std::string>& files,
                                        std::size_t negative_ids);

}  // namespace loopgenie::ingest
