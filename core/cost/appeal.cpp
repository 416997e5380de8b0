#include "core/cost/appeal.hpp"

#include <algorithm>

namespace loopgenie {
namespace {

int base_by_class(WayClass way_class) {
  switch (way_class) {
    case WayClass::path:
      return 90;
    case WayClass::footway:
      return 80;
    case WayClass::bridleway:
      return 78;
    case WayClass::track:
    case WayClass::steps:
      return 75;
    case WayClass::pedestrian:
    case WayClass::cycleway:
      return 50;
    case WayClass::living_street:
    case WayClass::service:
    case WayClass::unclassified:
    case WayClass::road:
      return 30;
    case WayClass::residential:
      return 25;
    case WayClass::tertiary:
      return 18;
    case WayClass::secondary:
      return 8;
    case WayClass::primary:
      return 3;
    case WayClass::via_ferrata:
      return 0;
    case WayClass::unknown:
      return 50;
  }
  return 50;
}

int by_surface(const EdgeAttributes& attributes) {
  switch (attributes.surface) {
    case Surface::paved:
      return is_trail(attributes.way_class) ? -20 : 0;  // a road's base already says it
    case Surface::snow:
      return -10;
    case Surface::gravel:
    case Surface::mud:
      return -5;
    case Surface::compacted:
      return -2;
    case Surface::unknown:
    case Surface::ground:
    case Surface::grass:
    case Surface::rock:
    case Surface::sand:
    case Surface::wood:
      return 0;
  }
  return 0;
}

int by_visibility(TrailVisibility visibility) {
  switch (visibility) {
    case TrailVisibility::bad:
      return -5;
    case TrailVisibility::horrible:
      return -10;
    case TrailVisibility::no:
      return -15;
    default:
      return 0;
  }
}

int by_route(RouteNetwork network) {
  switch (network) {
    case RouteNetwork::none:
      return 0;
    case RouteNetwork::other:
    case RouteNetwork::local:
      return 8;
    case RouteNetwork::regional:
      return 9;
    case RouteNetwork::national:
    case RouteNetwork::international:
      return 10;
  }
  return 0;
}

int by_flags(const EdgeAttributes& attributes) {
  int sum = 0;
  sum += attributes.has(EdgeFlag::near_water) ? 4 : 0;
  sum += attributes.has(EdgeFlag::near_peak) ? 6 : 0;
  sum -= attributes.has(EdgeFlag::informal) ? 5 : 0;
  if (is_trail(attributes.way_class)) {
    sum -= attributes.has(EdgeFlag::near_road) ? 15 : 0;
    sum -= attributes.has(EdgeFlag::in_town) ? 20 : 0;
  }
  return sum;
}

bool is_main_road(WayClass way_class) { return way_class == WayClass::secondary || way_class == WayClass::primary; }

}  // namespace

std::uint8_t appeal_hundredths(const EdgeAttributes& attributes) {
  const int sum = base_by_class(attributes.way_class) + by_surface(attributes) + by_visibility(attributes.visibility) +
                  by_route(attributes.route_network) + by_flags(attributes);
  return static_cast<std::uint8_t>(std::clamp(sum, 0, kPerfectAppeal));
}

bool is_allowed(const EdgeAttributes& attributes, const WayLimits& limits) {
  if (attributes.way_class == WayClass::via_ferrata || attributes.has(EdgeFlag::oneway_forward) ||
      attributes.has(EdgeFlag::oneway_backward)) {
    return false;
  }
  if (limits.max_sac_scale != SacScale::ungraded && attributes.sac_scale > limits.max_sac_scale) {
    return false;
  }
  return !(limits.avoid_roads && is_main_road(attributes.way_class));
}

}  // namespace loopgenie
