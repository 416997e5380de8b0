// The members of what the map and the search field are handed: properties of GeoJSON features, and places. Like
// document/plan_shape.hpp, each function takes an ObjectWriter or a class that describes.
#pragma once

#include "core/export/document/object_writer.hpp"
#include "core/tile/index_tile.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie {

template <typename Object>
void way_members(Object& object, const TrailTile& tile, const TileEdge& edge) {
  object.integer("id", static_cast<std::int64_t>(edge.id.value()));
  object.code("class", edge.attributes.way_class);
  object.text_or_null("name", tile.strings[edge.name]);
  object.known_code("sac_scale", edge.attributes.sac_scale);
  object.boolean("connector", !is_trail(edge.attributes.way_class));
  object.only_if_true("informal", edge.attributes.has(EdgeFlag::informal));
}

template <typename Object>
void map_trailhead_members(Object& object, const Trailhead& trailhead) {
  object.text("id", to_string(trailhead.id));
  object.text("name", trailhead.name);
  object.code("kind", trailhead.kind);
  object.integer("capacity", trailhead.capacity);
  object.boolean("fee", trailhead.fee);
  object.integers("loopable_m", trailhead.loopable_m);
}

template <typename Object>
void place_members(Object& object, const Place& place) {
  object.text("id", to_string(place.id));
  object.text("name", place.name);
  object.text("name_en", place.name_en);
  object.code("kind", place.kind);
  object.decimal("lat", place.point.lat_e7, kDegreeDigits);
  object.decimal("lon", place.point.lon_e7, kDegreeDigits);
  object.integer("population", place.population);
}

}  // namespace loopgenie
