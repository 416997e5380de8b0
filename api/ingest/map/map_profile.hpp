// What OpenStreetMap's tags make of an object on the map (README.md). Pure functions of the tags.
#pragma once

#include <cstdint>
#include <osmium/osm/object.hpp>
#include <osmium/osm/tag.hpp>
#include <vector>

#include "api/ingest/map/map_feature.hpp"

namespace loopgenie::ingest {

/// Bytes of a name or ref on the map; longer ones are cut at the end of a character.
inline constexpr std::size_t kMostNameBytes = 200;

struct MapProfile {
  MapLayer layer = MapLayer::land;
  MapShape shape = MapShape::point;
  std::uint8_t min_zoom = 0;
  std::int64_t rank = 0;
  MapAttributes attributes;
  bool is_outline = false;  // of an area, drawn as the line around it
  bool by_size = false;     // areas, and names of them: from the zoom at which they are large enough, if that is deeper
};

/// Which kind of object has the tags.
enum class MapObject : std::uint8_t {
  node,
  open_way,
  closed_way,
  area_relation,  // type = multipolygon or boundary
};

/// Everything that the object is on the map; nothing for most objects.
[[nodiscard]] std::vector<MapProfile> profile_map(const osmium::TagList& tags, MapObject object);

[[nodiscard]] bool is_coastline(const osmium::TagList& tags);

/// Of a relation: 2 for the border of a country, 4 for that of a state; 0 for all others.
[[nodiscard]] int border_level(const osmium::TagList& tags);
[[nodiscard]] MapProfile border_profile(int level);

/// Valid UTF-8 without control characters, cut to kMostNameBytes; "" for a text that is not valid.
[[nodiscard]] std::string map_text(std::string_view text);

}  // namespace loopgenie::ingest
