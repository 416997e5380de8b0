#include "api/ingest/walk/night_water.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

namespace loopgenie::ingest {
namespace {

NightWater water_of(const Poi& source) {
  return source.intermittent                  ? NightWater::seasonal
         : source.potable == Potable::unknown ? NightWater::spring
                                              : NightWater::tap;
}

/// How much one would rather have it.
int rank(NightWater water) {
  switch (water) {
    case NightWater::tap:
      return 4;
    case NightWater::spring:
      return 3;
    case NightWater::natural:
      return 2;
    case NightWater::seasonal:
      return 1;
    case NightWater::unknown:
      break;
  }
  return 0;
}

NightWater better_of(NightWater a, NightWater b) { return rank(b) > rank(a) ? b : a; }

SegmentGrid source_grid(const Dataset& dataset) {
  std::vector<SegmentGrid::Segment> sources;
  for (const Poi& poi : dataset.pois) {
    if (is_water(poi.kind) && poi.potable != Potable::no) {
      sources.push_back({poi.point, poi.point, static_cast<std::uint32_t>(water_of(poi))});
    }
  }
  return SegmentGrid(std::move(sources));
}

}  // namespace

WaterNearby::WaterNearby(const Dataset& dataset, const Surroundings& surroundings)
    : sources_(source_grid(dataset)), surroundings_(surroundings) {}

NightWater WaterNearby::within(Point point, double source_m, double natural_m) const {
  NightWater best = surroundings_.is_water_within(point, natural_m) ? NightWater::natural : NightWater::unknown;
  sources_.visit_near(point, source_m, [&](const SegmentGrid::Segment& source, double /*distance_m*/) {
    best = better_of(best, static_cast<NightWater>(source.tag));
  });
  return best;
}

void set_night_water(Dataset& dataset, const Surroundings& surroundings) {
  const WaterNearby nearby(dataset, surroundings);
  std::unordered_set<std::int64_t> by_water;
  for (const DatasetEdge& edge : dataset.edges) {
    if (edge.attributes.has(EdgeFlag::near_water)) {
      by_water.insert({edge.tail.value(), edge.head.value()});
    }
  }
  for (Poi& poi : dataset.pois) {
    if (!poi.night.kind || poi.night.water == NightWater::tap) {
      continue;
    }
    NightWater best = nearby.within(poi.point, kWaterNearNightM, kNearWaterM);
    if (poi.node.is_valid() && by_water.contains(poi.node.value())) {
      best = better_of(best, NightWater::natural);
    }
    poi.night.water = best;
  }
}

}  // namespace loopgenie::ingest
