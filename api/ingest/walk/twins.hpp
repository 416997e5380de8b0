// Ways that are drawn twice: a path mapped by two people, the two carriageways of a track. Walking out on one strand
// and back on the other is out and back, no loop.
//
// A cycle is such a pair if two of its points part it into strands that run within kTwinM of each other for kTwinShare
// of the longer one. Looked at are the cycles that nothing else crosses: of one chain of edges, and of two chains
// between the same two junctions or places (junction_places.hpp). Within a place the cycle goes straight. One edge is
// closed for loops (EdgeFlag::twin), the worst of the strand that is worse to walk: so nearly everything on it can
// still be reached, and a loop that comes by uses the better strand.
#pragma once

#include <vector>

#include "api/ingest/base/dataset.hpp"

namespace loopgenie::ingest {

inline constexpr double kTwinM = 25;
inline constexpr double kTwinShare = 0.8;
inline constexpr double kShortestTwinCycleM = 500;  // shorter ones are no loop anyway

/// REQUIRES EdgeFlag::within_place where it belongs. O(m) for the network; for each such cycle of v vertices O(64 · v).
void close_twins(std::vector<DatasetEdge>& edges);

}  // namespace loopgenie::ingest
