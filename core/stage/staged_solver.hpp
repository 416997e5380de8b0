// Finds the best loops from one trailhead as the query wants them: for one day, or with nights on the way.
//
// Without nights it is the TrailheadSolver and nothing else. With nights every guarantee of it holds for *staged*
// routes (core/stage/README.md): every route has its nights and keeps within all limits, nothing that does loses less
// than least_loss_cdm, `optimal` and `none_exists` are proved. How: loops are found as without nights, staged exactly
// (staging.hpp) and repaired by moves under the staged loss (staged_search.hpp). A staged route loses at least what the
// same route loses without nights, so bounds on loops bound staged routes.
#pragma once

#include <memory>

#include "core/base/stop.hpp"
#include "core/graph/network.hpp"
#include "core/loop/search/solve.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"
#include "core/stage/staging.hpp"

namespace loopgenie {

class StagedSolver {
 public:
  /// Preprocesses the network for the query. The network must outlive the solver. REQUIRES a validated query.
  StagedSolver(const Network& network, const Query& query);
  ~StagedSolver();
  StagedSolver(StagedSolver&&) noexcept;
  StagedSolver& operator=(StagedSolver&&) noexcept;
  StagedSolver(const StagedSolver&) = delete;
  StagedSolver& operator=(const StagedSolver&) = delete;

  /// As TrailheadSolver::solve().
  [[nodiscard]] TrailheadAnswer solve(NodeIndex start, const StopFn& stop = {});
  /// As TrailheadSolver::prove().
  [[nodiscard]] TrailheadAnswer prove(NodeIndex start, std::int64_t below_cdm, std::uint64_t steps,
                                      const StopFn& stop = {});

  /// Stages routes of this network and query; needs to do nothing where the query has no nights.
  [[nodiscard]] Stager& stager();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace loopgenie
