// Which roads belong to the walk network: the useful connectors.
//
// The walk network is every trail plus the short links along roads that save a walker a long way round, plus the roads
// without which a trailhead has no short loop. Without them most trailheads have none; with every street no solver can
// prove anything. README.md's section "Useful road connectors" has the figures. Urban footways count as roads here
// (demote_urban_ways in surroundings.hpp). The rule:
//
// 1. Anchors are the nodes where kept ways meet roads, and the nodes next to tagged trailheads, night spots and
//    villages.
// 2. Candidate links are the shortest road paths between neighbouring anchors (neighbours in the roads' network Voronoi
//    diagram; K. Mehlhorn, "A faster approximation algorithm for the Steiner problem in graphs", 1988), no longer than
//    `max_link_m`. First round: minor roads and pavements, second round: main roads too, as the last resort.
// 3. Shortest first, a link is kept only if the way between its ends on what is kept so far is longer than `detour`
//    times the link, and the loop it closes is at least `min_loop_m` long (a greedy spanner; Althöfer et al., "On
//    sparse spanners of weighted graphs", 1993).
// 4. Connectors that lead only to less than `worth_m` of trail, and to no anchor place, are dropped again.
// 5. Where a trailhead has no loop of 8 km still, the roads of the loop that needs least of them are kept
//    (loop_roads.hpp).
//
// Nothing is merged or invented: a link is a set of whole edges of the source. Deterministic; ties break by edge.
#pragma once

#include <cstdint>
#include <span>

#include "api/ingest/base/watch.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

struct ConnectorRule {
  double max_minor_link_m = 3000;
  double max_main_link_m = 5000;
  double detour = 3;
  double min_loop_m = 3000;
  double worth_m = 500;
};

/// The segments of the walk network: all trails and the kept connectors. `places` are source nodes of trailheads, night
/// spots and villages on walkable ways. O(n log n) for the rounds' two searches plus one bounded search per candidate
/// link.
[[nodiscard]] SegmentMask choose_walk_network(const OsmSource& source, std::span<const std::uint32_t> places,
                                              const ProgressFn& progress = {}, const ConnectorRule& rule = {});

}  // namespace loopgenie::ingest
