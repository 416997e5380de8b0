// Turns the chosen segments of the source into a data set's nodes, edges and extent.
#pragma once

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

/// Fills in nodes and edges, without elevation. O(n).
void add_network(Dataset& dataset, const OsmSource& source, const WayGraph& graph);

/// A box around the edges and the trailheads; over the antimeridian where that is the smaller one. O(n).
[[nodiscard]] Box extent_of(const Dataset& dataset);

}  // namespace loopgenie::ingest
