#include "api/ingest/osm/feature_profile.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "api/ingest/osm/elevation_tag.hpp"
#include "api/ingest/osm/tags.hpp"

namespace loopgenie::ingest {
namespace {

/// Up to 2³¹ − 1: more is a slip, and more than the database's integers hold.
std::optional<std::uint32_t> parse_count(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0
             ? std::optional(static_cast<std::uint32_t>(value))
             : std::nullopt;
}

PoiKind poi_kind(const Tags& tags) {
  const std::string_view tourism = value_of(tags, "tourism");
  const std::string_view amenity = value_of(tags, "amenity");
  const std::string_view natural = value_of(tags, "natural");
  constexpr std::array<std::pair<std::string_view, PoiKind>, 5> kTourism = {{
      {"alpine_hut", PoiKind::alpine_hut},
      {"wilderness_hut", PoiKind::wilderness_hut},
      {"camp_site", PoiKind::camp_site},
      {"camp_pitch", PoiKind::camp_pitch},
      {"viewpoint", PoiKind::viewpoint},
  }};
  for (const auto& [value, kind] : kTourism) {
    if (tourism == value) {
      return kind;
    }
  }
  if (amenity == "shelter" && is_one_of(value_of(tags, "shelter_type"), {"basic_hut", "lean_to"})) {
    return PoiKind::shelter;
  }
  const bool tap = amenity == "fountain" || amenity == "water_point" || value_of(tags, "man_made") == "water_tap";
  if (amenity == "drinking_water" || (tap && value_of(tags, "drinking_water") == "yes")) {
    return PoiKind::drinking_water;
  }
  if (natural == "spring") {
    return PoiKind::spring;
  }
  if (natural == "peak") {
    return PoiKind::peak;
  }
  if (natural == "saddle" || value_of(tags, "mountain_pass") == "yes") {
    return PoiKind::saddle;
  }
  if (natural == "waterfall" || value_of(tags, "waterway") == "waterfall") {
    return PoiKind::waterfall;
  }
  const bool lake = natural == "water" && is_one_of(value_of(tags, "water"), {"", "lake", "pond", "reservoir"});
  return lake && !value_of(tags, "name").empty() ? PoiKind::lake : PoiKind::unknown;
}

std::optional<Poi> poi_of(const Tags& tags) {
  Poi poi;
  poi.kind = poi_kind(tags);
  if (poi.kind == PoiKind::unknown) {
    return std::nullopt;
  }
  poi.name = value_of(tags, "name");
  poi.elevation_m = parse_elevation_m(value_of(tags, "ele"));
  if (is_water(poi.kind)) {
    const std::string_view drinkable = value_of(tags, "drinking_water");
    const bool tap = poi.kind == PoiKind::drinking_water;
    poi.potable = drinkable == "no" ? Potable::no : drinkable == "yes" || tap ? Potable::yes : Potable::unknown;
  }
  const std::string_view seasonal = value_of(tags, "seasonal");
  poi.intermittent = value_of(tags, "intermittent") == "yes" || (!seasonal.empty() && seasonal != "no");
  poi.backcountry = value_of(tags, "backcountry") == "yes";
  return poi;
}

std::optional<StartProfile> start_of(const Tags& tags) {
  StartProfile start;
  if (value_of(tags, "highway") == "trailhead") {
    start.kind = TrailheadKind::trailhead;
  } else if (value_of(tags, "amenity") == "parking" &&
             is_one_of(value_of(tags, "access"),
                       {"", "yes", "public", "permissive", "designated", "destination", "unknown", "official"})) {
    start.kind = TrailheadKind::parking;
  } else {
    return std::nullopt;
  }
  start.name = value_of(tags, "name");
  start.capacity = parse_count(value_of(tags, "capacity"));
  const std::string_view fee = value_of(tags, "fee");
  if (fee == "yes" || fee == "no") {
    start.fee = fee == "yes";
  }
  return start;
}

std::optional<Place> place_of(const Tags& tags) {
  const std::string_view value = value_of(tags, "place");
  const std::string_view name = value_of(tags, "name");
  if (value.empty() || name.empty()) {
    return std::nullopt;
  }
  const std::optional<PlaceKind> kind = parse_enum<PlaceKind>(value);
  if (!kind || *kind == PlaceKind::unknown) {
    return std::nullopt;
  }
  Place place;
  place.kind = *kind;
  place.name = name;
  place.name_en = value_of(tags, "name:en");
  place.population = parse_count(value_of(tags, "population"));
  return place;
}

bool is_water(const Tags& tags) {
  const bool line = is_one_of(value_of(tags, "waterway"), {"river", "stream", "canal", "riverbank"});
  const std::string_view tunnel = value_of(tags, "tunnel");
  return (line && (tunnel.empty() || tunnel == "no")) || value_of(tags, "natural") == "water";
}

/// False for most objects, buildings above all: they have no key that the functions above look for.
bool may_be_feature(const Tags& tags) {
  return std::any_of(tags.begin(), tags.end(), [](const osmium::Tag& tag) {
    return is_one_of(tag.key(),
                     {"amenity", "highway", "man_made", "mountain_pass", "natural", "place", "tourism", "waterway"});
  });
}

}  // namespace

FeatureProfile profile_feature(const Tags& tags) {
  FeatureProfile profile;
  if (may_be_feature(tags)) {
    profile.poi = poi_of(tags);
    profile.start = start_of(tags);
    profile.place = place_of(tags);
    profile.water = is_water(tags);
  }
  return profile;
}

void Feature::locate_profile() {
  if (profile.poi) {
    profile.poi->id = id;
    profile.poi->point = center;
  }
  if (profile.place) {
    profile.place->id = id;
    profile.place->point = center;
  }
}

}  // namespace loopgenie::ingest
