#include "api/ingest/walk/wild_candidates.hpp"

#include <unordered_set>
#include <utility>

#include "api/ingest/walk/off_limits.hpp"
#include "api/ingest/walk/segment_grid.hpp"

namespace loopgenie::ingest {
namespace {

SegmentGrid building_grid(const OsmSource& source) {
  std::vector<SegmentGrid::Segment> corners;
  for (const Point corner : source.buildings) {
    corners.push_back({corner, corner, 0});
  }
  return SegmentGrid(std::move(corners));
}

}  // namespace

std::vector<Poi> wild_candidates(const Dataset& dataset, const OsmSource& source, const Surroundings& surroundings,
                                 const WaterNearby& water) {
  const SegmentGrid buildings = building_grid(source);
  const OffLimits off_limits(source.off_limits, dataset.extent);
  std::unordered_set<std::int64_t> taken;
  for (const Poi& poi : dataset.pois) {
    if (poi.id.type == 'n') {
      taken.insert(poi.id.id);
    }
  }
  std::vector<Poi> candidates;
  for (const DatasetNode& node : dataset.nodes) {
    const NightWater best = water.within(node.point, kWildWaterM, kWildWaterM);
    if (!is_wet(best) || taken.contains(node.id.value()) || surroundings.is_in_town(node.point) ||
        surroundings.is_car_way_within(node.point, kWildAwayM) || buildings.is_near(node.point, kWildAwayM) ||
        off_limits.contains(node.point)) {
      continue;
    }
    Poi poi;
    poi.id = {'n', node.id.value()};
    poi.kind = PoiKind::wild_camp;
    poi.point = node.point;
    poi.node = node.id;
    poi.night = {.kind = NightKind::wild, .water = best};
    candidates.push_back(std::move(poi));
  }
  return candidates;
}

}  // namespace loopgenie::ingest
