// Which roads link the trails: the first half of the choice of the walk network.
//
// Without any roads most trailheads have no loop; with every street no solver can prove anything. So a walker gets the
// short links along roads that save a long way round. Town footways count as roads here (classified_ways.hpp). The
// rule:
//
// 1. Anchors are the nodes where kept ways meet roads, and the places that anchor_places.hpp names.
// 2. Candidate links are the shortest road paths between neighbouring anchors (neighbours in the roads' network Voronoi
//    diagram; K. Mehlhorn, "A faster approximation algorithm for the Steiner problem in graphs", 1988). First round:
//    minor roads and pavements, links of at most kMaxMinorLinkM. Second round: main roads too, as a last resort, links
//    of at most kMaxMainLinkM.
// 3. Shortest first, a link is kept where it saves a long way: the way between its ends on what is kept so far is more
//    than kLeastDetour times the link, and the loop that it closes is longer than kLeastLoopM (a greedy spanner;
//    Althöfer et al., "On sparse spanners of weighted graphs", 1993).
// 4. Connectors that lead only to less than kWorthM of trail, and to no anchor place, are dropped again
//    (useless_connectors.hpp).
//
// Nothing is merged or invented: a link is a set of whole edges of the source. Deterministic; ties break by edge.
#pragma once

#include <cstdint>
#include <span>

#include "api/ingest/base/watch.hpp"
#include "api/ingest/walk/classified_ways.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

inline constexpr double kMaxMinorLinkM = 3000;
inline constexpr double kMaxMainLinkM = 5000;
inline constexpr double kLeastDetour = 3;
inline constexpr double kLeastLoopM = 3000;
inline constexpr double kWorthM = 500;

/// All trails and the links that are kept. `places` are source nodes on walked ways. O(n log n) for the two searches of
/// the rounds, and one bounded search per candidate link.
[[nodiscard]] SegmentMask trails_and_links(const ClassifiedWays& ways, std::span<const std::uint32_t> places,
                                           const ProgressFn& progress = {});

}  // namespace loopgenie::ingest
