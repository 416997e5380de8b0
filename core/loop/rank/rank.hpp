// One list out of the routes of all trailheads: the best first, and each only if it differs enough from all before it.
//
// The overlap of two routes is the metres of the edges that both use, over the metres of the shorter one's edges; each
// edge counts once. Two loops on the two sides of a stream share few edges, and are the same walk all the same. So a
// loop is left out, too, where more than four fifths of it (or more than the overlap limit, if that is higher) lie in
// the corridor of another (corridor.hpp). A loop that is mostly on roads, such as one round a car park, is no hike. It
// is left out as long as there is any loop that is one.
//
// With `direction`, only loops that lead there (half_way.hpp) are looked at, for all of this.
//
// Nothing of this changes a status or a bound. Ties in loss break by the order of the answers, then of their routes. An
// answer may carry an extra loss, such as that of a long drive: it decides the order, and nothing else.
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
