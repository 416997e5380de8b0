// The village, town or city at the corner of a tile: streets in a grid with gaps, one-ways, through roads and parks.
#pragma once

#include "api/ingest/demo/tile_sheet.hpp"

namespace loopgenie::ingest::demo {

/// Around the corner's hub, which is its middle crossing. Of 16 tiles about twelve have a village, three a town, and
/// one a city of 4 km across.
void lay_town(TileSheet& sheet);

}  // namespace loopgenie::ingest::demo
