#include "api/ingest/walk/points_of_interest.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "api/ingest/walk/nearest_node.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

double radius_m(PoiKind kind) { return is_water(kind) || kind == PoiKind::lake ? kWaterRadiusM : kPoiRadiusM; }

}  // namespace

PointsOfInterest points_of_interest(const OsmSource& source, const SegmentMask& hikeable) {
  const NearestNode nearest(source, hikeable);
  PointsOfInterest result;
  for (const Feature& feature : source.features) {
    if (!feature.profile.poi) {
      continue;
    }
    Poi poi = *feature.profile.poi;
    const std::vector<Point> points = feature.points();
    const std::optional<std::uint32_t> node = nearest.find(points, radius_m(poi.kind));
    if (!node) {
      continue;
    }
    double detour_m = std::numeric_limits<double>::infinity();
    for (const Point point : points) {
      detour_m = std::min(detour_m, distance_m(point, source.node_point[*node]));
    }
    poi.node = NodeId(source.node_id[*node]);
    poi.detour_m = static_cast<std::uint32_t>(std::lround(detour_m));
    result.pois.push_back(std::move(poi));
    result.nodes.push_back(*node);
  }
  return result;
}

}  // namespace loopgenie::ingest
