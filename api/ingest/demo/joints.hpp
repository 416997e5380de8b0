// What joins the tiles of the made-up country: motorways from corner to corner, and roads, paths and a common between
// the corners and the demo region's settlements.
#pragma once

#include "api/ingest/demo/region.hpp"
#include "api/ingest/demo/tile_sheet.hpp"

namespace loopgenie::ingest::demo {

/// Adds the corner's nodes first, as CornerNode has them. REQUIRES an empty sheet.
void lay_corner(TileSheet& sheet);
/// REQUIRES the corner.
void lay_joints(const DemoRegion& region, TileSheet& sheet);

}  // namespace loopgenie::ingest::demo
