// The demo region's roads: links between settlements, village streets, and service roads that end at parkings.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/demo/sites.hpp"
#include "api/ingest/demo/way_grid.hpp"

namespace loopgenie::ingest::demo {

struct Roads {
  std::vector<Cell> parkings;      // the last cell of a road beside which cars are left
  Cell west_bridgehead = kNoCell;  // where the trunk road, closed to walkers, leaves the main island
  Cell east_bridgehead = kNoCell;  // and where it reaches the other one
};

[[nodiscard]] Roads lay_roads(WayGrid& grid, const Sites& sites, std::uint64_t seed);

}  // namespace loopgenie::ingest::demo
