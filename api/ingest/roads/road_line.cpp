#include "api/ingest/roads/road_line.hpp"

#include "core/geo/polyline.hpp"
#include "core/tile/road_tile.hpp"

namespace loopgenie::ingest {

std::vector<Point> simplified_road(const std::vector<Point>& points) {
  std::vector<Point> line;
  for (const std::uint32_t kept : simplify(points, {}, {.across_m = kRoadToleranceM})) {
    line.push_back(to_road_grid(points[kept]));
  }
  return line;
}

}  // namespace loopgenie::ingest
