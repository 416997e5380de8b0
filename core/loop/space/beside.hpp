// Edges that run side by side, and what a cycle loses that goes over both.
//
// Two strands of one walk that run side by side on different ways are nearly out and back. The import finds the pairs
// of chains that do, and for how many metres (Network::beside). A cycle with both loses kBesideWeight metres for each;
// a stem loses nothing by it.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/ids.hpp"
#include "core/cost/measure.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

/// What the cycle of a route in source edges loses by it. O(steps · log steps + pairs).
[[nodiscard]] std::int64_t beside_cdm(const Network& network, std::span<const RouteStep> cycle,
                                      const Measure& measure = {});

}  // namespace loopgenie
