#include "api/ingest/walk/network_figures.hpp"

#include "api/ingest/walk/components.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

/// The figures' "walkable": hiking classes without cycleways.
bool is_walkable_class(WayClass way_class) { return way_class >= WayClass::path && way_class <= WayClass::pedestrian; }

bool may_connect(WayRole role) {
  return role == WayRole::pavement || role == WayRole::minor_road || role == WayRole::main_road;
}

double way_km(const OsmSource& source, const SourceWay& way) {
  double length_m = 0;
  source.visit_segments(way, [&](Point a, Point b) { length_m += distance_m(a, b); });
  return length_m / 1000;
}

void add_source_lengths(Figures& figures, const OsmSource& source) {
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
    if (may_connect(way.profile.role)) {
      figures.candidate_connector_km += km;
    }
  }
}

void add_network_lengths(Figures& figures, const OsmSource& source, const WayGraph& graph) {
  for (std::uint32_t edge = 0; edge < graph.graph.edge_count(); ++edge) {
    const WayProfile& profile = graph.way(source, EdgeIndex(edge)).profile;
    const double km = graph.length_m[edge] / 1000;
    figures.network_km[static_cast<std::size_t>(profile.attributes.way_class)] += km;
    if (profile.attributes.has(EdgeFlag::oneway_forward) || profile.attributes.has(EdgeFlag::oneway_backward)) {
      figures.oneway_km += km;
    }
    switch (profile.role) {
      case WayRole::trail:
        figures.trail_km += km;
        break;
      case WayRole::main_road:
        figures.main_connector_km += km;
        break;
      case WayRole::via_ferrata:
      case WayRole::bike_trail:
        break;
      default:
        figures.minor_connector_km += km;
    }
  }
}

std::uint32_t loops_of(const Component& component) { return component.edge_count == 0 ? 0 : component.loop_count(); }

}  // namespace

void add_network_figures(Figures& figures, const OsmSource& source, const WayGraph& graph) {
  add_source_lengths(figures, source);
  const SegmentMask walkable =
      mask_of(source, [](const SourceWay& way) { return is_walkable_class(way.profile.attributes.way_class); });
  const Component of_source = largest(find_components(build_way_graph(source, walkable)));
  figures.largest_component_km = of_source.length_m / 1000;
  figures.largest_component_loops = loops_of(of_source);

  add_network_lengths(figures, source, graph);
  const Component of_network = largest(find_components(graph));
  figures.network_component_km = of_network.length_m / 1000;
  figures.network_component_loops = loops_of(of_network);
}

}  // namespace loopgenie::ingest
