// What an import reports of lengths: of the source, and of the network that was made of it.
#pragma once

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

/// Fills in the lengths by class and the components, of the source and of the network's graph. O(n).
void add_network_figures(Figures& figures, const OsmSource& source, const WayGraph& graph);

}  // namespace loopgenie::ingest
