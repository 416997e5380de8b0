#pragma once

#include "core/plan/planner.hpp"

namespace loopgenie::test {

/// The query's plan, with all its proofs. An Error where start() gives one.
[[nodiscard]] inline Result<Plan> whole_plan(Planner& planner, const Query& query) {
  return planner.start(query).map([](PlanRun run) {
    while (!run.is_done()) {
      run.step();
    }
    return run.current();
  });
}

}  // namespace loopgenie::test
