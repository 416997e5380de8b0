// The sea of a map: coast.hpp over all coastlines of the files, checked against the ways that people walk.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/ingest/map/map_feature.hpp"
#include "api/ingest/map/map_objects.hpp"
#include "api/ingest/map/node_lines.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

struct MapSea {
  std::vector<MapFeature> features;
  std::vector<std::string> notes;  // whole sentences for a person
};

/// The sea in the rectangle of the z10 cells that meet the extent. None, with a note, where more than one in five of
/// the walked ways (ids, ascending) would lie in it, or where finding it takes too much.
[[nodiscard]] MapSea sea_of_map(const MapObjects& objects, NodeLines& lines, const std::vector<std::int64_t>& walked,
                                const Box& extent);

}  // namespace loopgenie::ingest
