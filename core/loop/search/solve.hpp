// Finds the best loops and lollipops from one trailhead, and says what is proved about them.
//
// The problem is in route.hpp and, in exact words, in core/README.md. The network for a query is every edge that
// is_allowed; with an ascent limit or a length in hours, every such edge whose climb is known. Only nodes whose every
// edge is loaded are passed.
//
// How: what can be in a route of at most Lmax metres (d(s,u) + ℓ + d(v,s) ≤ Lmax) is cut into biconnected blocks and
// its chains are contracted (loop_space.hpp); loops are found by joining two shortest-path trees and improved by
// replacing the part between two of their nodes (primal.hpp); a relaxation gives a first bound for every attachment
// node (bound.hpp); then a decision diagram of all cycles of a block proves the best route where its frontier is narrow
// enough (exact/settle_block.hpp).
//
// Guarantees, whenever the search stops: every route is feasible; nothing feasible loses less than least_loss_cdm;
// `optimal` and `none_exists` are proved. Deterministic: the same network, query and effort give the same answer on
// every platform. Effort is counted in steps (an arc scanned or a join looked at).
#pragma once

#include <memory>

#include "core/base/ids.hpp"
#include "core/base/stop.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

class TrailheadSolver {
 public:
  /// Preprocesses the network for the query: O(n + m). The network must outlive the solver. REQUIRES a validated query.
  TrailheadSolver(const Network& network, const Query& query);
  ~TrailheadSolver();
  TrailheadSolver(TrailheadSolver&&) noexcept;
  TrailheadSolver& operator=(TrailheadSolver&&) noexcept;
  TrailheadSolver(const TrailheadSolver&) = delete;
  TrailheadSolver& operator=(const TrailheadSolver&) = delete;

  /// Reuses the scratch of the calls before; does not depend on them.
  [[nodiscard]] TrailheadAnswer solve(NodeIndex start, const StopFn& stop = {});

  /// Whether there is any route that loses less than `below_cdm`, with that many steps of effort at most: far cheaper
  /// than to settle what the best one is. The answer's routes are such a route, if one was met; its bound is at most
  /// `below_cdm`, and equal to it where it is proved that there is none.
  [[nodiscard]] TrailheadAnswer prove(NodeIndex start, std::int64_t below_cdm, std::uint64_t steps,
                                      const StopFn& stop = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace loopgenie
