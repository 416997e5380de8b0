// Which segments of the source make the walk network, and where its trailheads are: the second stage.
//
// All trails, the roads that link them usefully (connectors.hpp), and the roads that give a trailhead a short loop
// (loop_roads.hpp). Then the trailheads (trailheads.hpp).
#pragma once

#include "api/ingest/base/watch.hpp"
#include "api/ingest/walk/classified_ways.hpp"
#include "api/ingest/walk/trailheads.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

struct ChosenNetwork {
  ClassifiedWays ways;
  SegmentMask network;  // without via ferratas: nothing that is chosen or measured depends on them
  Trailheads trailheads;
};

/// Deterministic. The costs are those of the files named above.
[[nodiscard]] ChosenNetwork choose_network(ClassifiedWays ways, const ProgressFn& progress = {});

}  // namespace loopgenie::ingest
