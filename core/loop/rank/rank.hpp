// One list out of all trailheads' routes: greedily by loss, a route only if it differs enough from all taken before it.
//
// The overlap of two routes is the metres of the edges both use (each counted once), over the metres of the shorter
// one's edges. Besides, two loops are one if the shorter keeps to the other's corridor (corridor.hpp) for more than
// four fifths, or than the limit where that is more: on either side of a stream they share few edges. And a loop that
// is mostly on roads, such as one round a car park, is no hike: it is left out where there is any that is one. Nothing
// of this changes a status or a bound. Ties in loss break by the order of the answers, then of their routes. An answer
// may carry an extra loss, such as that of a long drive: it decides the order, and nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

struct Ranked {
  std::size_t trailhead_index = 0;  // into the answers
  std::size_t route_index = 0;      // into that answer's routes
  double overlap_max = 0;           // the largest overlap with any other route of the list
  bool best_of_trailhead = false;   // the trailhead's own best route
  friend bool operator==(const Ranked&, const Ranked&) = default;
};

/// `extra_cdm`: per answer, or empty. At most query.count routes, best first, with pairwise overlap ≤
/// query.max_overlap. O(r·k·e) in the routes given, the routes kept and the edges (for some: the cells) of one.
[[nodiscard]] std::vector<Ranked> rank(std::span<const TrailheadAnswer> answers, const Network& network,
                                       const Query& query, std::span<const std::int64_t> extra_cdm = {});

}  // namespace loopgenie
