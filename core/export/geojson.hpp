// GeoJSON (RFC 7946) for the map and for other programs: positions are [lon, lat] in at most 7 decimals, each
// FeatureCollection is one line of text.
#pragma once

#include <span>
#include <string>

#include "core/export/document/plan.hpp"
#include "core/tile/index_tile.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie {

/// One LineString per edge, with id, class, name, sac_scale (null where ungraded), informal (true or absent) and
/// connector (a road that only links).
[[nodiscard]] std::string write_network_geojson(std::span<const TrailTile* const> tiles);

/// One Point per trailhead, with id, name, kind, capacity, fee, and loopable_m within each of kTrailheadRadiiM.
[[nodiscard]] std::string write_trailheads_geojson(std::span<const IndexTile* const> tiles);

/// A JSON array of {id, name, name_en, kind, lat, lon, population}: the smaller places, for the search field.
[[nodiscard]] std::string write_places_json(std::span<const IndexTile* const> tiles);

/// The loop as one Feature: a closed LineString with elevations where all of them are known.
[[nodiscard]] std::string write_loop_geojson(const Plan& plan, const PlanLoop& loop);

}  // namespace loopgenie
