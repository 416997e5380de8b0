// Where a hike may start.
//
// 1. Tagged trailheads (highway = trailhead) and public parkings within kStartRadiusM of the walk network; a parking's
//    outline counts. Each meets the network at the nearest source node of it that one can walk straight to: across no
//    river, railway, motorway or wall (obstacles.hpp).
// 2. Junctions of a drivable public road with a trail, but for those that have one of the first kind within
//    kJunctionRadiusM along the network.
// 3. Where no car gets, ferry landings, stations, bus stops and villages near the network: on pieces of it where no
//    start of the first two kinds has a road for cars (drive_ends.hpp), and not where one has a road itself.
// Of starts closer together than kStartRadiusM, or at the same node, the better one stays: by kind, then a named one,
// then the lower id. Pieces of network shorter than kSmallestNetworkM are no place to start: a hike of 1 km does not
// fit on them.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/walk/classified_ways.hpp"
#include "api/ingest/walk/drive_ends.hpp"
#include "api/ingest/walk/way_graph.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie::ingest {

inline constexpr double kStartRadiusM = 150;
inline constexpr double kVillageRadiusM = 500;  // its centre is a point that mappers chose
inline constexpr double kJunctionRadiusM = 1000;
inline constexpr double kSmallestNetworkM = 500;

struct Trailheads {
  std::vector<Trailhead> found;      // ascending id; reach (reach.hpp) and roads are not known yet
  std::vector<std::uint32_t> nodes;  // per trailhead: the source node where it meets the network
  SegmentMask hikeable;              // the network without pieces that are too short to start on
};

/// O(n log n).
[[nodiscard]] Trailheads find_trailheads(const ClassifiedWays& ways, const DriveEnds& drives,
                                         const SegmentMask& network);

}  // namespace loopgenie::ingest
