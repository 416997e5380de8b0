// A triangle to walk round, with a way that leads off it, for tests of what lies along a loop.
#pragma once

#include <string>
#include <utility>

#include "core/export/document/plan.hpp"
#include "core/geo/distance.hpp"
#include "tests/support/ascii_map.hpp"

namespace loopgenie::test {

/// A way from A to B runs east for some 820 m, with C 1110 m south of A and D north east of B, off the triangle.
inline AsciiMap triangle_map() {
  AsciiMap map = ascii_map(R"(
A----B--D
|   /
|  /
| /
|/
C
)");
  const auto place = [&](char letter, double lat, double lon) {
    map.network.node_vertex[map[letter].value()].point = point_from_degrees(lat, lon);
  };
  place('A', 42.5, 1.5);
  place('B', 42.5, 1.51);
  place('C', 42.49, 1.5);
  place('D', 42.505, 1.515);
  for (std::uint32_t e = 0; e < map.network.edge_count(); ++e) {
    map.network.vertices[map.network.first_vertex[e]] =
        map.network.node_vertex[map.network.graph.tail(EdgeIndex(e)).value()];
    map.network.vertices[map.network.first_vertex[e + 1] - 1] =
        map.network.node_vertex[map.network.graph.head(EdgeIndex(e)).value()];
  }
  return map;
}

/// The edge between the two, as it is walked.
inline PlanEdge edge_between(const AsciiMap& map, char from, char to) {
  const Graph& graph = map.network.graph;
  for (std::uint32_t e = 0; e < map.network.edge_count(); ++e) {
    const NodeIndex tail = graph.tail(EdgeIndex(e));
    const NodeIndex head = graph.head(EdgeIndex(e));
    if ((tail == map[from] && head == map[to]) || (tail == map[to] && head == map[from])) {
      return {map.network.edge_id[e], tail == map[from]};
    }
  }
  return {};
}

/// The triangle once round: from A by B and C, or the other way.
inline PlanLoop triangle(const AsciiMap& map, const std::string& order = "ABCA") {
  PlanLoop loop;
  double length_m = 0;
  loop.geometry.push_back(map.network.node_vertex[map[order.front()].value()]);
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    loop.edges.push_back(edge_between(map, order[i], order[i + 1]));
    loop.geometry.push_back(map.network.node_vertex[map[order[i + 1]].value()]);
    length_m += distance_m(loop.geometry[i].point, loop.geometry[i + 1].point);
  }
  loop.length_m = static_cast<std::int64_t>(length_m + 0.5);
  return loop;
}

/// So many metres north of a place.
inline Point north_of(Point point, double north_m) {
  constexpr double kDegreesPerMetre = 1 / 111'100.0;
  point.lat_e7 += static_cast<std::int32_t>(north_m * kDegreesPerMetre * kE7PerDegree);
  return point;
}

inline Poi poi_north_of(std::int64_t id, PoiKind kind, Point near, double north_m, std::string name = "") {
  Poi made;
  made.id = {'n', id};
  made.kind = kind;
  made.point = north_of(near, north_m);
  made.name = std::move(name);
  return made;
}

}  // namespace loopgenie::test
