// What OpenStreetMap's tags make of everything but ways to walk: points of interest, starts, places, water.
//
// Nights: tourism = alpine_hut, wilderness_hut, camp_pitch, camp_site, and caravan_site with tents = yes; no camp site
// with tents = no, for groups or permanent guests alone. amenity = shelter whose shelter_type lists basic_hut or
// lean_to; with a name or a number of refuges.info also those of other types, as unverified, but for picnic shelters
// and bus shelters.
// Water: amenity = drinking_water, water_point, fountain (not decorative ones); man_made = water_tap, water_well;
// natural = spring. None of it where it is disused, ruined, broken, or closed by its access tags.
// Open water: waterway = river, stream, canal, riverbank above ground, and natural = water. Seasonal where intermittent
// or seasonal is anything but no. None where it is foul, salt or said not to be drunk: water = wastewater, lagoon,
// salt_pool or basin, salt or tidal = yes, drinking_water = no.
// Worth seeing: natural = peak, saddle, waterfall (or waterway = waterfall), mountain_pass = yes, tourism = viewpoint,
// named lakes. Starts: start_profile.hpp. Places: place = city … locality with a name.
#pragma once

#include <cstdint>
#include <optional>
#include <osmium/osm/tag.hpp>
#include <string>
#include <vector>

#include "core/graph/network.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie::ingest {

/// A stream, river, canal or lake: its line or outline. Seasonal: it may be dry.
enum class OpenWater : std::uint8_t { none, seasonal, perennial };

/// One object may be several things at once. Ids and points are filled in by the reader.
struct FeatureProfile {
  std::optional<Poi> poi;
  std::optional<Trailhead> start;  // start_profile.hpp
  std::optional<Place> place;
  OpenWater water = OpenWater::none;

  [[nodiscard]] bool is_empty() const { return !poi && !start && !place && water == OpenWater::none; }
};

[[nodiscard]] FeatureProfile profile_feature(const osmium::TagList& tags);

/// A feature with its position: a node, or the centre of a way or area and its line or outline.
struct Feature {
  SourceId id;
  Point center;
  std::vector<Point> outline;  // empty for a node
  FeatureProfile profile;

  /// The outline, then the centre.
  [[nodiscard]] std::vector<Point> points() const {
    std::vector<Point> all = outline;
    all.push_back(center);
    return all;
  }
  /// Gives the profile's point of interest and place the feature's id and position.
  void locate_profile();
};

}  // namespace loopgenie::ingest
