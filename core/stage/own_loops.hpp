// Hears of the loops that are found as for one day, and stages them.
//
// While its share of the effort lasts it stages every loop that is offered and could still be the best with nights. So
// what is staged in the end is never worse than the best of those loops with their best nights.
#pragma once

#include <cstdint>
#include <vector>

#include "core/loop/space/effort.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/pool.hpp"
#include "core/stage/staged_pool.hpp"

namespace loopgenie {

class OwnLoops : public PoolListener {
 public:
  /// The loops' cycles are of `space`, all blocks of which are in the problem's. `staged` is of the problem; what its
  /// cycles lose staged, penalised, goes to `seeds`. All must outlive it.
  OwnLoops(const LoopSpace& space, const LoopProblem& problem, std::uint64_t until_steps, Effort& effort,
           StagedPool& staged, Pool& seeds);

  void hear(const Cycle& cycle, std::int64_t loss_cdm) override;
  /// Whatever the effort.
  void stage(const Cycle& cycle);

 private:
  /// Where a source edge is in the problem's space.
  struct Place {
    EdgeIndex source;
    EdgeIndex edge;
    bool forward = true;  // as it is in the edge's chain
  };

  [[nodiscard]] Cycle in_problem(const Cycle& cycle) const;

  const LoopSpace& space_;
  const LoopProblem& problem_;
  std::uint64_t until_steps_;
  Effort& effort_;
  StagedPool& staged_;
  Pool& seeds_;
  std::vector<Place> places_;         // ascending by source edge; none where the spaces are the same
  std::vector<std::uint64_t> heard_;  // hashes of cycles, each at the place that it gives
};

}  // namespace loopgenie
