// The demo region's signposted hiking routes: walks over existing ways, from place to place.
#pragma once

#include <string>
#include <vector>

#include "api/ingest/demo/sites.hpp"
#include "api/ingest/demo/way_grid.hpp"

namespace loopgenie::ingest::demo {

struct HikingRoute {
  Tags tags;
  std::vector<Cell> walk;  // cell to cell along ways
};

/// Prefers trails to roads and new ground to ground already walked. O(routes · n log n).
[[nodiscard]] std::vector<HikingRoute> choose_routes(const WayGrid& grid, const Sites& sites);

}  // namespace loopgenie::ingest::demo
