#include "api/ingest/walk/surroundings.hpp"

#include <utility>
#include <vector>

namespace loopgenie::ingest {
namespace {

SegmentGrid water_segments(const OsmSource& source, OpenWater water) {
  std::vector<SegmentGrid::Segment> segments;
  for (const Feature& feature : source.features) {
    if (feature.profile.water == water) {
      for (std::size_t i = 1; i < feature.outline.size(); ++i) {
        segments.push_back({feature.outline[i - 1], feature.outline[i], 0});
      }
    }
  }
  return SegmentGrid(std::move(segments));
}

SegmentGrid road_segments(const OsmSource& source) {
  std::vector<SegmentGrid::Segment> segments;
  for (const SourceWay& way : source.ways) {
    if (way.profile.motor_traffic) {
      source.visit_segments(way, [&](Point a, Point b) { segments.push_back({a, b, 0}); });
    }
  }
  return SegmentGrid(std::move(segments));
}

/// Made for cars, whoever may drive there: all but trails and tracks.
SegmentGrid car_way_segments(const OsmSource& source) {
  std::vector<SegmentGrid::Segment> segments;
  for (const SourceWay& way : source.ways) {
    if (way.profile.motor_traffic || way.profile.attributes.way_class >= WayClass::living_street) {
      source.visit_segments(way, [&](Point a, Point b) { segments.push_back({a, b, 0}); });
    }
  }
  return SegmentGrid(std::move(segments));
}

bool is_sight(const Feature& feature) {
  if (!feature.profile.poi) {
    return false;
  }
  const PoiKind kind = feature.profile.poi->kind;
  return kind == PoiKind::peak || kind == PoiKind::saddle || kind == PoiKind::waterfall || kind == PoiKind::viewpoint;
}

SegmentGrid sight_segments(const OsmSource& source) {
  std::vector<SegmentGrid::Segment> segments;
  for (const Feature& feature : source.features) {
    if (is_sight(feature)) {
      segments.push_back({feature.center, feature.center, 0});
    }
  }
  return SegmentGrid(std::move(segments));
}

}  // namespace

Surroundings::Surroundings(const OsmSource& source)
    : water_(water_segments(source, OpenWater::perennial)),
      seasonal_water_(water_segments(source, OpenWater::seasonal)),
      roads_(road_segments(source)),
      car_ways_(car_way_segments(source)),
      sights_(sight_segments(source)),
      streets_(source) {}

}  // namespace loopgenie::ingest
