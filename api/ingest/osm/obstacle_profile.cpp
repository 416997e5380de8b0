#include "api/ingest/osm/obstacle_profile.hpp"

#include <algorithm>
#include <string_view>

#include "api/ingest/osm/tags.hpp"

namespace loopgenie::ingest {
namespace {

/// False for most ways, buildings above all.
bool may_be_obstacle(const Tags& tags) {
  return std::any_of(tags.begin(), tags.end(), [](const osmium::Tag& tag) {
    return is_one_of(tag.key(), {"barrier", "highway", "motorroad", "natural", "railway", "waterway"});
  });
}

bool is_water_edge(const Tags& tags) {
  return is_one_of(value_of(tags, "waterway"), {"river", "canal", "riverbank"}) ||
         is_one_of(value_of(tags, "natural"), {"water", "coastline"});
}

bool is_fast_road(const Tags& tags) {
  return is_one_of(value_of(tags, "highway"), {"motorway", "motorway_link", "trunk", "trunk_link"}) ||
         value_of(tags, "motorroad") == "yes";
}

bool is_wall(const Tags& tags) {
  return is_one_of(value_of(tags, "barrier"), {"wall", "retaining_wall", "city_wall", "fence"}) &&
         value_of(tags, "amenity") != "parking";
}

}  // namespace

bool is_obstacle(const Tags& tags) {
  return may_be_obstacle(tags) && !is_set(tags, "bridge") && !is_set(tags, "tunnel") && !is_given_up(tags) &&
         (is_water_edge(tags) || is_fast_road(tags) || is_wall(tags) ||
          is_one_of(value_of(tags, "railway"), {"rail", "light_rail", "narrow_gauge"}));
}

}  // namespace loopgenie::ingest
