// What OpenStreetMap's tags make of a way: the one place where access and class are decided.
//
// Trails: highway = path, footway, track, bridleway, steps, pedestrian, cycleway. Minor roads, kept as connectors only:
// living_street, residential, service, unclassified, road, tertiary (and tertiary_link). Main roads, connectors of last
// resort: secondary, and primary with a sidewalk or foot = yes/designated (and their links). Pavements beside a road
// (footway = sidewalk, crossing, traffic_island) are no trails: they are candidates for connectors like minor roads.
// Via ferratas (highway = via_ferrata, or a via_ferrata_scale above 0) are carried along for those who ask for them;
// the choice of the network and its measures leave them out. Never on foot: motorway, trunk, motorroad = yes, indoor
// ways, road areas, driveways without foot = yes.
//
// Access, by foot and access tags: walk_access.hpp. Nor on foot: what is abandoned, disused, demolished, proposed,
// under construction, closed or impassable, a collapsed or missing bridge, a flooded tunnel, a ford by boat.
//
// Trails of a bike park are no hikes, and are carried along like via ferratas: a path or track that no tag opens to
// walkers by name, without a sac_scale and on no hiking route, that is one-way and either bicycle or mtb = designated
// or has a tag mtb:…, or that is bicycle = designated with mtb:scale ≥ 2. mtb:scale alone closes nothing: much of the
// Alps has it.
//
// One-way on foot: oneway:foot, conveying, foot:forward/backward = no, and oneway on footways and steps. Source: OSM
// wiki, Key:access, Key:foot, Key:mtb:scale, OSM_tags_for_routing/Access_restrictions.
#pragma once

#include <cstdint>
#include <osmium/osm/tag.hpp>
#include <string>

#include "core/graph/attributes.hpp"

namespace loopgenie::ingest {

enum class WayRole : std::uint8_t { none, trail, pavement, minor_road, main_road, via_ferrata, bike_trail };

/// A trail or a candidate for a connector: what everybody walks.
constexpr bool is_walked(WayRole role) { return role != WayRole::none && role < WayRole::via_ferrata; }
/// Carried along for those who ask for it; the choice of the network and its measures leave it out.
constexpr bool is_walked_if_asked_for(WayRole role) { return role >= WayRole::via_ferrata; }

struct WayProfile {
  EdgeAttributes attributes;     // way_class `unknown` where the way is of no interest to walkers at all
  WayRole role = WayRole::none;  // what the walk network may use it as; none where access rules forbid it
  bool bike_park = false;        // built for riding down: a bike trail, unless a hiking route goes there
  bool drivable = false;         // a public road: one may arrive by car
  bool motor_traffic = false;    // any road for motor traffic, motorways included: what a trail may run along
};

/// O(number of tags). Hiking routes are not part of it: they come from relations.
[[nodiscard]] WayProfile profile_way(const osmium::TagList& tags);

/// The way's name, or its ref, or "".
[[nodiscard]] std::string way_name(const osmium::TagList& tags);

/// The largest grade of a sac_scale value ("hiking;mountain_hiking" is the latter); ungraded where unknown.
[[nodiscard]] SacScale parse_sac_scale(std::string_view value);

/// A hiking relation's `network` value.
[[nodiscard]] RouteNetwork parse_route_network(std::string_view value);

}  // namespace loopgenie::ingest
