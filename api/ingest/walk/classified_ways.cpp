#include "api/ingest/walk/classified_ways.hpp"

#include <utility>

#include "api/ingest/walk/line_pieces.hpp"

namespace loopgenie::ingest {
namespace {

/// Such as towns have them, and neither a hiking route nor a grade says that hikers use it.
bool may_be_urban(const SourceWay& way) {
  const EdgeAttributes& attributes = way.profile.attributes;
  if (way.profile.role != WayRole::trail || attributes.route_network != RouteNetwork::none ||
      attributes.sac_scale > SacScale::strolling) {
    return false;
  }
  switch (attributes.way_class) {
    case WayClass::path:
    case WayClass::footway:
    case WayClass::steps:
    case WayClass::pedestrian:
    case WayClass::cycleway:
      return true;
    default:
      return false;
  }
}

bool is_urban(const OsmSource& source, const SourceWay& way, const Surroundings& surroundings) {
  const bool is_path = way.profile.attributes.way_class == WayClass::path;
  double total_m = 0;
  double urban_m = 0;
  source.visit_segments(way, [&](Point a, Point b) {
    visit_pieces(a, b, [&](Point middle, double length_m) {
      const bool urban = surroundings.is_in_town(middle) || (!is_path && surroundings.is_near_road(middle));
      total_m += length_m;
      urban_m += urban ? length_m : 0;
    });
  });
  return 2 * urban_m >= total_m && total_m > 0;
}

}  // namespace

ClassifiedWays classify_ways(OsmSource source, const ProgressFn& progress) {
  if (progress) {
    progress("classifying ways", 0);
  }
  Surroundings surroundings(source);
  for (SourceWay& way : source.ways) {
    if (may_be_urban(way) && is_urban(source, way, surroundings)) {
      way.profile.role = WayRole::pavement;
    }
  }
  SegmentMask walked = mask_of(source, [](const SourceWay& way) { return is_walked(way.profile.role); });
  cut_at_closed_nodes(source, walked);
  drop_repeated_segments(source, walked);
  Obstacles obstacles(source);
  return {std::move(source), std::move(surroundings), std::move(obstacles), std::move(walked)};
}

}  // namespace loopgenie::ingest
