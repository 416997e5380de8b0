// What OpenStreetMap's tags make of a way for a driver: the one place where access by car and speeds are decided.
//
// Drivable: motorway, trunk, primary, secondary, tertiary (and their links), unclassified, road, residential,
// living_street, service but driveways, parking aisles and the like; a track only where a tag for motor vehicles opens
// it. The most specific of motorcar, motor_vehicle, vehicle and access decides; private, no, customers, delivery,
// forestry and the like close a road. One-way: oneway, and by implication motorways and roundabouts.
//
// Speeds are those of the road's class, or 0.8 of a tagged maxspeed (also maxspeed:forward/backward), at most what the
// surface allows: the tables of OSRM's car profile (Project-OSRM/osrm-backend, profiles/car.lua). No turn costs, no
// traffic, no turn restrictions. Ferries and car trains are left out.
#pragma once

#include <cstdint>
#include <osmium/osm/tag.hpp>

#include "core/tile/road_tile.hpp"

namespace loopgenie::ingest {

struct DriveProfile {
  RoadClass road_class = RoadClass::unknown;  // unknown: not for a car
  double forward_kmh = 0;                     // 0: closed in this direction
  double backward_kmh = 0;
  bool seasonal = false;  // closed at times: seasonal, or a conditional access tag that begins with "no"

  [[nodiscard]] bool is_open() const { return forward_kmh > 0 || backward_kmh > 0; }
};

/// O(number of tags).
[[nodiscard]] DriveProfile profile_drive(const osmium::TagList& tags);

/// True where a node's barrier cannot be driven through: a bollard, block or the like that no tag opens, a gate that is
/// locked or closed to cars. Other gates are opened.
[[nodiscard]] bool blocks_drive(const osmium::TagList& tags);

}  // namespace loopgenie::ingest
