// Turns the chosen segments of the source into a Dataset's nodes, edges and extent, and fills in the figures about
// them.
#pragma once

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

/// Fills in nodes and edges (elevation aside). Edge ids follow core/base/ids.hpp. O(n).
void add_network(Dataset& dataset, const OsmSource& source, const WayGraph& graph);

/// The smaller of the two boxes around the edges and trailheads: the plain one, and one over the antimeridian. O(n).
[[nodiscard]] Box extent_of(const Dataset& dataset);

/// Fills in the lengths and components of the figures. `network` is the walk network's mask.
void measure_network(Figures& figures, const OsmSource& source, const WayGraph& graph);

}  // namespace loopgenie::ingest
