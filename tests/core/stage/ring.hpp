// A ring of 4 km round a lake, with places to sleep at, for tests of days and nights.
#pragma once

#include <string>

#include "core/loop/space/query.hpp"
#include "tests/support/ascii_map.hpp"

namespace loopgenie::test {

/// A to D are the corners, of 1000 m sides. E lies 300 m off C.
inline AsciiMap ring_map() {
  AsciiMap map = ascii_map(R"(
A---------B
|         |
|         |
|         |
|         |
|         |
|         |
|         |
|         |
|         |
D---------C--E
)");
  return map;
}

/// What the import finds at a place to sleep of this kind where no tags say more.
inline NightFacts night_facts(PoiKind kind) {
  switch (kind) {
    case PoiKind::alpine_hut:
      return {.kind = NightKind::hut, .water = NightWater::tap};
    case PoiKind::wilderness_hut:
      return {.kind = NightKind::bothy};
    case PoiKind::shelter:
      return {.kind = NightKind::shelter};
    case PoiKind::camp_site:
      return {.kind = NightKind::camp};
    default:
      return {};
  }
}

/// A point of interest at the node, with this id of a node.
inline Poi& add_poi(AsciiMap& map, char at, PoiKind kind, std::int64_t id) {
  Poi poi;
  poi.id = {'n', id};
  poi.kind = kind;
  poi.night = night_facts(kind);
  poi.node = map.network.node_id[map[at].value()];
  poi.point = map.network.node_vertex[map[at].value()].point;
  return map.network.pois.emplace_back(poi);
}

inline Query two_days(double hike_m = 4'000) {
  Query query;
  query.start = point_from_degrees(42.5, 1.5);
  query.hike_m = hike_m;
  query.nights = 1;
  query.effort = 100'000;
  return query;
}

}  // namespace loopgenie::test
