// The demo region's houses: rows along the streets of its settlements.
#pragma once

#include "api/ingest/demo/osm_document.hpp"
#include "api/ingest/demo/sites.hpp"
#include "api/ingest/demo/way_grid.hpp"
#include "api/ingest/demo/ways.hpp"

namespace loopgenie::ingest::demo {

/// Houses keep off ways, water and each other.
void write_houses(const WayGrid& grid, const Sites& sites, const WayNodes& nodes, OsmDocument& document);

}  // namespace loopgenie::ingest::demo
