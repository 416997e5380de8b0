// One list out of all trailheads' routes: greedily by loss, a route only if it differs enough from all taken before it.
//
// The overlap of two routes is the metres of the edges both use (each counted once), over the metres of the shorter
// one's edges. Ties in loss break by the order of the answers, then of their routes. An answer may carry an extra loss,
// such as that of a long drive: it decides the order, and nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/graph/network.hpp"
#include "core/loop/query.hpp"
#include "core/loop/route.hpp"

namespace loopgenie {

struct Ranked {
  std::size_t trailhead_index = 0;  // into the answers
  std::size_t route_index = 0;      // into that answer's routes
  double overlap_max = 0;           // the largest overlap with any other route of the list
  bool best_of_trailhead = false;   // the trailhead's own best route
  friend bool operator==(const Ranked&, const Ranked&) = default;
};

/// `extra_cdm`: per answer, or empty. At most query.count routes, best first, with pairwise overlap ≤
/// query.max_overlap. O(r·k·e) in the routes given, the routes kept and the edges of one.
[[nodiscard]] std::vector<Ranked> rank(std::span<const TrailheadAnswer> answers, const Network& network,
                                       const Query& query, std::span<const std::int64_t> extra_cdm = {});

/// The overlap of two routes, 0…1.
[[nodiscard]] double overlap(const Route& a, const Route& b, const Network& network);

}  // namespace loopgenie
