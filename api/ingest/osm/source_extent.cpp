#include "api/ingest/osm/source_extent.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <set>
#include <utility>

#include "api/ingest/base/outline.hpp"
#include "api/ingest/osm/osm_source.hpp"

namespace loopgenie::ingest {

namespace {

/// South and west side in whole degrees. The poles and the antimeridian belong to the last cell before them.
using DemCell = std::pair<int, int>;

DemCell dem_cell(Point point) {
  return {std::min(static_cast<int>(std::floor(point.lat())), 89),
          std::min(static_cast<int>(std::floor(point.lon())), 179)};
}

std::string name_of(const DemCell& cell) {
  const auto& [south, west] = cell;
  std::array<char, 32> name{};
  std::snprintf(name.data(), name.size(), "%c%02d%c%03d", south < 0 ? 'S' : 'N', std::abs(south), west < 0 ? 'W' : 'E',
                std::abs(west));
  return name.data();
}

}  // namespace

Result<SourceExtent> read_source_extent(const std::vector<std::string>& osm_files, const ProgressFn& progress) {
  try {
    const Result<OsmSource> osm = read_osm(osm_files, progress);
    if (!osm) {
      return tl::unexpected(osm.error());
    }
    std::vector<Point> points;
    std::set<DemCell> cells;
    for (const SourceWay& way : osm->ways) {
      if (way.profile.role != WayRole::trail) {
        continue;
      }
      for (const std::uint32_t node : osm->way_refs(way)) {
        if (osm->has_node(node)) {
          points.push_back(osm->node_point[node]);
          cells.insert(dem_cell(points.back()));
        }
      }
    }
    SourceExtent extent{box_of(points), {}};
    for (const DemCell& cell : cells) {
      extent.dem_cells.push_back(name_of(cell));
    }
    return extent;
  } catch (const std::exception& exception) {
    return fail(ErrorCode::io, std::string("The files could not be read: ") + exception.what());
  }
}

}  // namespace loopgenie::ingest
