// Where one may start from, by OpenStreetMap's tags: mapped trailheads and car parks; and where no car gets, ferry
// landings (amenity = ferry_terminal), stations (railway = station, halt) and bus stops (highway = bus_stop).
//
// A trailhead is highway = trailhead that its access tags do not close. A car park is amenity = parking that anybody
// may drive to: of motorcar, motor_vehicle, vehicle and access the first that is there decides, and customers, permit
// and the like are not anybody, nor are those whom a bare private = employees names. Nor is it a start if it is for
// lorries alone (hgv = only), or disused, abandoned, closed or not built yet. A single space, a car park's entrance, a
// rest area, a relation of type = site and a board with information = trailhead are no starts: the road or the car park
// there is.
//
// What the map says of stay, fee, capacity, hours and season is kept: as a figure where it is one, else in its own
// words. A fee of "5 EUR" or "Sa-Su" is a fee; a capacity of 0 or less says nothing. Sources: OSM wiki,
// Tag:amenity=parking, Key:fee, Key:maxstay.
#pragma once

#include <optional>
#include <osmium/osm/tag.hpp>

#include "core/tile/index_tile.hpp"

namespace loopgenie::ingest {

/// A trailhead without id, position and place in the network; nullopt where nobody may start. O(number of tags).
[[nodiscard]] std::optional<Trailhead> start_of(const osmium::TagList& tags);

}  // namespace loopgenie::ingest
