// What grows and lies on the demo region's ground: woods, scrub, heath, meadows and fields in the valleys, moors, rock
// and scree on the heights, sand at the shore, the built-up land of the settlements; and names of valleys, woods,
// fields and moors.
#pragma once

#include "api/ingest/demo/names.hpp"
#include "api/ingest/demo/osm_document.hpp"
#include "api/ingest/demo/sites.hpp"
#include "api/ingest/demo/terrain.hpp"

namespace loopgenie::ingest::demo {

/// Each kind as areas, those with holes as relations.
void write_cover(const Terrain& terrain, const Sites& sites, Names& names, OsmDocument& document);

}  // namespace loopgenie::ingest::demo
