#include "api/ingest/walk/night_water.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

namespace loopgenie::ingest {
namespace {

NightWater water_of(const Poi& source) {
  return source.intermittent                  ? NightWater::seasonal
         : source.potable == Potable::unknown ? NightWater::spring
                                              : NightWater::tap;
}

constexpr auto kBestFirst = std::to_array({NightWater::tap, NightWater::spring, NightWater::natural, NightWater::keeper,
                                           NightWater::seasonal, NightWater::unknown});
static_assert(kBestFirst.size() == kEnumNames<NightWater>.size());

NightWater better_of(NightWater a, NightWater b) {
  return *std::find_if(kBestFirst.begin(), kBestFirst.end(),
                       [&](NightWater water) { return water == a || water == b; });
}

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
  NightWater best = surroundings_.is_water_within(point, natural_m)            ? NightWater::natural
                    : surroundings_.is_seasonal_water_within(point, natural_m) ? NightWater::seasonal
                                                                               : NightWater::unknown;
  sources_.visit_near(point, source_m, [&](const SegmentGrid::Segment& source, double /*distance_m*/) {
    best = better_of(best, static_cast<NightWater>(source.tag));
  });
  return best;
}

void set_night_water(Dataset& dataset, const WaterNearby& nearby) {
  std::unordered_map<std::int64_t, Point> nodes;
  for (const Poi& poi : dataset.pois) {
    if (poi.night.kind && poi.node.is_valid()) {
      nodes.emplace(poi.node.value(), poi.point);
    }
  }
  for (const DatasetNode& node : dataset.nodes) {
    if (const auto found = nodes.find(node.id.value()); found != nodes.end()) {
      found->second = node.point;
    }
  }
  for (Poi& poi : dataset.pois) {
    if (!poi.night.kind || poi.night.water == NightWater::tap) {
      continue;
    }
    NightWater best = better_of(poi.night.water, nearby.within(poi.point, kWaterNearNightM, kNearWaterM));
    if (poi.node.is_valid() && poi.detour_m <= kWaterNearNightM) {
      best = better_of(best, nearby.within(nodes.at(poi.node.value()), 0, kNearWaterM));
    }
    poi.night.water = best;
  }
}

}  // namespace loopgenie::ingest
