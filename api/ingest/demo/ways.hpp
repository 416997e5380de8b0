// Turns the grid's strokes into OpenStreetMap ways: nodes every 18 to 30 m on smooth lines, shared at junctions;
// bridges over rivers, bridges or fords over streams; hiking routes as relations over whole ways.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/demo/osm_document.hpp"
#include "api/ingest/demo/roads.hpp"
#include "api/ingest/demo/routes.hpp"
#include "api/ingest/demo/waters.hpp"
#include "api/ingest/demo/way_grid.hpp"

namespace loopgenie::ingest::demo {

struct WayNodes {
  std::vector<std::int64_t> node_of_cell;  // 0 where no way is
  std::vector<Local> position;             // of the cells on ways, smoothed
};

/// Fords become nodes of the streams, so the streams' ways are to be written afterwards.
[[nodiscard]] WayNodes write_ways(const WayGrid& grid, const std::vector<HikingRoute>& routes,
                                  std::vector<Stream>& streams, OsmDocument& document);

/// The trunk road over the strait: the only link of the two islands, and closed to walkers.
void write_trunk_road(const Roads& roads, const WayNodes& nodes, OsmDocument& document);

}  // namespace loopgenie::ingest::demo
