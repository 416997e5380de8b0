// Verifies every claim a plan makes about its loops from the source file alone: each is one closed walk on walkable
// ways, of the length, the retraced metres and the road metres it says, inside the query's limits, from its trailhead.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/checker/osm_walk.hpp"

namespace loopgenie::checker {

struct LoopVerdict {
  std::string title;                // "loop 3, 25.0 km from n123"
  std::vector<std::string> faults;  // empty: everything holds
};

struct PlanVerdict {
  std::vector<LoopVerdict> loops;
  std::vector<std::string> faults;  // of the list as a whole: overlap, order
  [[nodiscard]] bool holds() const;
};

/// `plan` is the plan document (design: one result, written by core/export). Throws nlohmann::json::exception where a
/// member is missing or of the wrong type.
[[nodiscard]] PlanVerdict check_plan(const OsmWalk& walk, const nlohmann::json& plan);

}  // namespace loopgenie::checker
