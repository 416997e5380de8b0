// The source's ways with the role that each of them has in the walk network: the first stage after reading.
//
// Tags alone give a way's role (tag_profile.hpp). What lies around it may change it: a town's footways and the footways
// along a road are no trails. They become pavements, which are kept only where they are useful (connectors.hpp). That
// is done to a way that
//   - is a path, footway, steps, pedestrian street or cycleway,
//   - is on no hiking route and has no grade of T1 or more, and
//   - lies in a town for at least half of its length, or, unless it is a path, along a road.
#pragma once

#include "api/ingest/base/watch.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/obstacles.hpp"
#include "api/ingest/walk/surroundings.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

struct ClassifiedWays {
  OsmSource source;           // with final roles
  Surroundings surroundings;  // of the whole source
  Obstacles obstacles;        // of the whole source
  SegmentMask walked;         // all trails and all roads that a walker may use, each segment drawn once
};

/// O(n log n).
[[nodiscard]] ClassifiedWays classify_ways(OsmSource source, const ProgressFn& progress = {});

}  // namespace loopgenie::ingest
