// How much of the walk network lies around each trailhead.
#pragma once

#include "api/ingest/base/watch.hpp"
#include "api/ingest/walk/trailheads.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

/// Fills in network_m and loopable_m: the metres of network within each radius of kTrailheadRadiiM along the network
/// (edges are cut at the radius), and the part of them on edges that lie on some cycle (no bridges). REQUIRES that the
/// trailheads' nodes are nodes of the graph. One bounded search per trailhead, on as many threads as the machine has.
void measure_reach(Trailheads& trailheads, const WayGraph& graph, const ProgressFn& progress = {});

}  // namespace loopgenie::ingest
