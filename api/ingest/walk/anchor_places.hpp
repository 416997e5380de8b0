// The places that connectors should reach.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/walk/classified_ways.hpp"

namespace loopgenie::ingest {

/// The source nodes of walked ways next to tagged trailheads, night spots, villages and hamlets: the nearest node of
/// each. Ascending, none twice. O(n log n).
[[nodiscard]] std::vector<std::uint32_t> anchor_places(const ClassifiedWays& ways);

}  // namespace loopgenie::ingest
