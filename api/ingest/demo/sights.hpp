// What lies along the demo region's ways: settlements, parkings and trailheads, nights, water, and things worth seeing.
#pragma once

#include <cstdint>

#include "api/ingest/demo/names.hpp"
#include "api/ingest/demo/osm_document.hpp"
#include "api/ingest/demo/roads.hpp"
#include "api/ingest/demo/sites.hpp"
#include "api/ingest/demo/ways.hpp"

namespace loopgenie::ingest::demo {

struct FeatureInput {
  const WayGrid& grid;
  const Sites& sites;
  const Roads& roads;
  const WayNodes& nodes;
};

void write_features(const FeatureInput& input, Names& names, OsmDocument& document);

}  // namespace loopgenie::ingest::demo
