#include "core/cost/way_limits.hpp"

namespace loopgenie {

bool lacks_grade(const EdgeAttributes& attributes) {
  const WayClass way_class = attributes.way_class;
  return attributes.sac_scale == SacScale::ungraded &&
         (way_class == WayClass::path || way_class == WayClass::footway || way_class == WayClass::bridleway ||
          way_class == WayClass::steps);
}

bool is_easy(const EdgeAttributes& attributes, bool is_climb_known) {
  const Surface surface = attributes.surface;
  if (surface == Surface::paved || surface == Surface::compacted || surface == Surface::gravel) {
    return true;
  }
  return attributes.visibility < TrailVisibility::bad && is_climb_known && !attributes.has(EdgeFlag::steep);
}

bool is_allowed(const EdgeAttributes& attributes, bool is_climb_known, const WayLimits& limits) {
  if (attributes.has(EdgeFlag::oneway_forward) || attributes.has(EdgeFlag::oneway_backward) ||
      attributes.has(EdgeFlag::twin)) {
    return false;
  }
  if (attributes.way_class == WayClass::via_ferrata && !limits.via_ferratas) {
    return false;
  }
  if (attributes.has(EdgeFlag::bike_trail) && !limits.bike_trails) {
    return false;
  }
  if (limits.known_climb && !is_climb_known) {
    return false;
  }
  if (limits.avoid_roads && is_main_road(attributes.way_class)) {
    return false;
  }
  if (attributes.sac_scale > limits.max_sac_scale) {
    return false;
  }
  return limits.ungraded == UngradedWays::fine || !lacks_grade(attributes) ||
         (limits.ungraded == UngradedWays::easy_only && is_easy(attributes, is_climb_known));
}

}  // namespace loopgenie
