// The climb of a closed walk, which may be walked either way round.
#pragma once

#include <cstdint>
#include <span>

#include "core/graph/network.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

/// Of what is known, in the direction that climbs less. O(steps).
[[nodiscard]] std::int64_t ascent_in_better_direction_dm(const Network& network, std::span<const RouteStep> steps);

}  // namespace loopgenie
