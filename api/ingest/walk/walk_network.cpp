#include "api/ingest/walk/walk_network.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "api/ingest/base/outline.hpp"
#include "api/ingest/walk/components.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

DatasetEdge edge_of(const OsmSource& source, const WayGraph& graph, EdgeIndex index) {
  const Stretch& stretch = graph.stretch[index.value()];
  const SourceWay& way = source.ways[stretch.way];
  DatasetEdge edge;
  edge.id = make_edge_id(way.id, stretch.first_ref - way.first_ref);
  edge.way_id = way.id;
  edge.tail = NodeId(source.node_id[source.refs[stretch.first_ref]]);
  edge.head = NodeId(source.node_id[source.refs[stretch.last_ref]]);
  edge.length_dm = std::max(1U, static_cast<std::uint32_t>(std::lround(graph.length_m[index.value()] * 10)));
  edge.attributes = way.profile.attributes;
  edge.name = way.name;
  edge.ref = way.route_ref;
  for (std::uint32_t at = stretch.first_ref; at <= stretch.last_ref; ++at) {
    const std::uint32_t node = source.refs[at];
    edge.points.push_back(source.node_point[node]);
    edge.point_ids.push_back(source.node_id[node]);
    if (source.node_ford[node]) {
      edge.attributes.set(EdgeFlag::ford);
    }
  }
  edge.elevation_m.resize(edge.points.size());
  return edge;
}

/// The figures' "walkable": hiking classes without cycleways.
bool is_walkable_class(WayClass way_class) { return way_class >= WayClass::path && way_class <= WayClass::pedestrian; }

double way_km(const OsmSource& source, const SourceWay& way) {
  double length_m = 0;
  const auto refs = source.way_refs(way);
  for (std::size_t i = 1; i < refs.size(); ++i) {
    if (source.has_node(refs[i - 1]) && source.has_node(refs[i])) {
      length_m += distance_m(source.node_point[refs[i - 1]], source.node_point[refs[i]]);
    }
  }
  return length_m / 1000;
}

}  // namespace

void add_network(Dataset& dataset, const OsmSource& source, const WayGraph& graph) {
  dataset.nodes.reserve(graph.source_node.size());
  for (const std::uint32_t node : graph.source_node) {
    dataset.nodes.push_back({NodeId(source.node_id[node]), source.node_point[node], std::nullopt});
  }
  dataset.edges.reserve(graph.stretch.size());
  for (std::uint32_t edge = 0; edge < graph.graph.edge_count(); ++edge) {
    dataset.edges.push_back(edge_of(source, graph, EdgeIndex(edge)));
  }
}

Box extent_of(const Dataset& dataset) {
  // The westernmost point east of Greenwich and the easternmost west of it: the antimeridian's sides.
  std::int32_t west_e7 = 180 * kE7PerDegree;
  std::int32_t east_e7 = -180 * kE7PerDegree;
  std::optional<Box> box;
  const auto add = [&](Point point) {
    if (box) {
      extend(*box, point);
    } else {
      box = Box{point.lat_e7, point.lon_e7, point.lat_e7, point.lon_e7};
    }
    if (point.lon_e7 >= 0) {
      west_e7 = std::min(west_e7, point.lon_e7);
    } else {
      east_e7 = std::max(east_e7, point.lon_e7);
    }
  };
  for (const DatasetEdge& edge : dataset.edges) {
    std::for_each(edge.points.begin(), edge.points.end(), add);
  }
  for (const Trailhead& trailhead : dataset.trailheads) {
    add(trailhead.point);
  }
  if (!box) {
    return {};
  }
  // Where nothing lies between the two for half a turn, the data lie on the other side.
  if (std::int64_t{west_e7} - east_e7 > 180 * std::int64_t{kE7PerDegree} && box->west_e7 < 0 && box->east_e7 >= 0) {
    box->west_e7 = west_e7;
    box->east_e7 = east_e7;
  }
  return *box;
}

void measure_network(Figures& figures, const OsmSource& source, const WayGraph& graph) {
  for (const SourceWay& way : source.ways) {
    const double km = way_km(source, way);
    const WayClass way_class = way.profile.attributes.way_class;
    figures.source_km[static_cast<std::size_t>(way_class)] += km;
    if (is_walkable_class(way_class)) {
      figures.walkable_km += km;
    }
    if (is_trail(way_class) && way.profile.role == WayRole::none) {
      figures.excluded_trail_km += km;
    }
    if (way.profile.role == WayRole::pavement || way.profile.role == WayRole::minor_road ||
        way.profile.role == WayRole::main_road) {
      figures.candidate_connector_km += km;
    }
  }
  const WayGraph walkable = build_way_graph(source, mask_of(source, [](const SourceWay& way) {
                                              return is_walkable_class(way.profile.attributes.way_class);
                                            }));
  const Component of_source = largest(find_components(walkable));
  figures.largest_component_km = of_source.length_m / 1000;
  figures.largest_component_loops = of_source.edge_count == 0 ? 0 : of_source.loop_count();

  for (std::uint32_t edge = 0; edge < graph.graph.edge_count(); ++edge) {
    const SourceWay& way = graph.way(source, EdgeIndex(edge));
    const double km = graph.length_m[edge] / 1000;
    figures.network_km[static_cast<std::size_t>(way.profile.attributes.way_class)] += km;
    const EdgeAttributes& attributes = way.profile.attributes;
    if (attributes.has(EdgeFlag::oneway_forward) || attributes.has(EdgeFlag::oneway_backward)) {
      figures.oneway_km += km;
    }
    switch (way.profile.role) {
      case WayRole::trail:
        figures.trail_km += km;
        break;
      case WayRole::pavement:
        figures.pavement_connector_km += km;
        figures.minor_connector_km += km;
        break;
      case WayRole::main_road:
        figures.main_connector_km += km;
        break;
      case WayRole::via_ferrata:
        break;
      default:
        figures.minor_connector_km += km;
    }
  }
  const Component of_network = largest(find_components(graph));
  figures.network_component_km = of_network.length_m / 1000;
  figures.network_component_loops = of_network.edge_count == 0 ? 0 : of_network.loop_count();
}

}  // namespace loopgenie::ingest
