// What OpenStreetMap's tags make of everything but ways to walk: points of interest, starts, places, water.
//
// Nights: tourism = camp_site, camp_pitch, alpine_hut, wilderness_hut; amenity = shelter with shelter_type = basic_hut
// or lean_to. Water: amenity = drinking_water, fountains and taps with drinking_water = yes, natural = spring. Worth
// seeing: natural = peak, saddle, waterfall (or waterway = waterfall), mountain_pass = yes, tourism = viewpoint, named
// lakes. Starts: highway = trailhead; amenity = parking whose access is public. Places: place = city … locality with a
// name.
#pragma once

#include <optional>
#include <osmium/osm/tag.hpp>
#include <string>
#include <vector>

#include "core/graph/network.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie::ingest {

/// Where one may start from, by its tags.
struct StartProfile {
  TrailheadKind kind = TrailheadKind::unknown;
  std::string name;
  std::optional<std::uint32_t> capacity;
  std::optional<bool> fee;
};

/// One object may be several things at once. The poi's and place's id and point are filled in by the reader.
struct FeatureProfile {
  std::optional<Poi> poi;
  std::optional<StartProfile> start;
  std::optional<Place> place;
  bool water = false;  // a stream, river, canal or lake: its line or outline

  [[nodiscard]] bool is_empty() const { return !poi && !start && !place && !water; }
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
