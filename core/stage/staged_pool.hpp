// The best staged routes of one trailhead, and how a cycle becomes one.
#pragma once

#include <cstdint>

#include "core/loop/space/effort.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/pool.hpp"
#include "core/search/dijkstra.hpp"
#include "core/stage/staging.hpp"

namespace loopgenie {

class StagedPool {
 public:
  struct Cost {
    std::int64_t penalised_cdm = 0;  // the staged loss where feasible; else beyond the limits at a higher price
    bool is_feasible = false;
  };

  /// Its parts must outlive it. `paths`: of the space's start.
  StagedPool(const LoopSpace& space, const Network& network, const Dijkstra& paths, Stager& stager, Pool pool);

  /// What the cycle's route loses with its best nights; `route` is what it loses without any, within `limits`. It is
  /// offered to the pool where there are such nights. O(steps), and staging.
  Cost offer(const Cycle& cycle, const CycleCost& route, const LoopLimits& limits, Effort& effort);

  [[nodiscard]] const Pool& pool() const { return pool_; }
  /// Whether every cycle that was offered has got its best nights.
  [[nodiscard]] bool is_exact() const { return is_exact_; }
  /// Edges of the space whose cycles can have a night on the way: from a node of their chain a way leads to a spot.
  [[nodiscard]] std::vector<EdgeIndex> edges_with_spots() const;
  /// How far two nodes of the space lie apart in a straight line, squared, in a measure of its own.
  [[nodiscard]] std::int64_t away(NodeIndex a, NodeIndex b) const;

 private:
  const LoopSpace& space_;
  const Network& network_;
  const Dijkstra& paths_;
  Stager& stager_;
  Pool pool_;
  std::int64_t east_share_ = 0;  // a degree of longitude against one of latitude, squared
  bool is_exact_ = true;
};

}  // namespace loopgenie
