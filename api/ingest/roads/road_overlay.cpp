#include "api/ingest/roads/road_overlay.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "api/ingest/roads/needed_ends.hpp"
#include "api/ingest/roads/road_estimates.hpp"
#include "api/ingest/walk/components.hpp"
#include "api/ingest/walk/drive_ends.hpp"
#include "api/ingest/walk/obstacles.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::size_t kBatches = 24;  // of the junctions off the overlay, road_estimates.hpp

/// The segments of the road networks that one can get to.
SegmentMask connected_segments(const OsmSource& source, const SegmentMask& mask) {
  const WayGraph graph = build_way_graph(source, mask);
  const Components components = find_components(graph);
  std::vector<double> length_m;
  for (const Component& component : components.component) {
    length_m.push_back(component.length_m);
  }
  const std::vector<std::uint8_t> connected = lead_somewhere(source, graph, components.of_node, length_m);
  SegmentMask result(mask.size(), 0);
  for (std::uint32_t edge = 0; edge < graph.graph.edge_count(); ++edge) {
    if (connected[components.of_node[graph.graph.tail(EdgeIndex(edge)).value()]] != 0) {
      add_stretch(result, graph.stretch[edge]);
    }
  }
  return result;
}

/// From the most important kind of smaller road to the least.
int rank_of(WayClass way_class) {
  switch (way_class) {
    case WayClass::unclassified:
      return 0;
    case WayClass::road:
    case WayClass::residential:
      return 1;
    case WayClass::living_street:
      return 2;
    case WayClass::service:
      return 3;
    default:
      return 4;
  }
}

/// Marks the main roads: tertiary and better. A network without any, an island's, takes those of its highest class.
void mark_main(const OsmSource& source, const WayGraph& ways, RoadGraph& roads) {
  constexpr int kMain = -1;
  const Components components = find_components(ways);
  std::vector<int> highest(components.component.size(), rank_of(WayClass::unknown));
  const auto rank = [&](std::uint32_t edge) {
    const SourceWay& way = ways.way(source, EdgeIndex(edge));
    const bool is_main = way.drive.road_class != RoadClass::unknown && way.drive.road_class <= RoadClass::tertiary;
    return is_main ? kMain : rank_of(way.profile.attributes.way_class);
  };
  const auto network = [&](std::uint32_t edge) { return components.of_node[ways.graph.tail(EdgeIndex(edge)).value()]; };
  for (std::uint32_t edge = 0; edge < ways.graph.edge_count(); ++edge) {
    highest[network(edge)] = std::min(highest[network(edge)], rank(edge));
  }
  for (std::uint32_t edge = 0; edge < ways.graph.edge_count(); ++edge) {
    roads.pieces[edge].main = rank(edge) == highest[network(edge)];
  }
}

/// Per piece: a trailhead can be reached over it. What is left are ways out of the extract, and into closed areas.
std::vector<std::uint8_t> leading_somewhere(const RoadGraph& roads, std::vector<std::uint32_t> stops) {
  std::erase(stops, WayGraph::kNoNode);
  RoadSearch search(roads);
  search.run(stops, {.toward = RoadSearch::Toward::to_sources});
  std::vector<std::uint8_t> leads(roads.graph.edge_count(), 0);
  for (std::uint32_t edge = 0; edge < leads.size(); ++edge) {
    const auto is_way = [&](std::uint32_t ms, NodeIndex end) {
      return ms != kClosedMs && search.time_ms(end.value()) != kClosedMs;
    };
    const RoadPiece& piece = roads.pieces[edge];
    leads[edge] = is_way(piece.forward_ms, roads.graph.head(EdgeIndex(edge))) ||
                          is_way(piece.backward_ms, roads.graph.tail(EdgeIndex(edge)))
                      ? 1
                      : 0;
  }
  return leads;
}

/// Chains of one kind each, main or smaller roads, with a node at every stop, without those that lead nowhere.
RoadGraph chains_of(const RoadGraph& roads, const std::vector<std::uint32_t>& stops) {
  std::vector<std::uint8_t> kept(roads.graph.node_count(), 0);
  for (const std::uint32_t stop : stops) {
    if (stop != WayGraph::kNoNode) {
      kept[stop] = 1;
    }
  }
  for (std::uint32_t node = 0; node < kept.size(); ++node) {
    const auto arcs = roads.graph.arcs(NodeIndex(node));
    const auto is_main_arc = [&](const Arc& arc) { return roads.pieces[arc.edge.value()].main; };
    if (std::any_of(arcs.begin(), arcs.end(), is_main_arc) && !std::all_of(arcs.begin(), arcs.end(), is_main_arc)) {
      kept[node] = 1;
    }
  }
  return joined(roads, leading_somewhere(roads, stops), kept);
}

/// Takes the dead ends that lead no farther than `leg_ms` off the `main` roads.
void drop_short_ends(const RoadGraph& roads, const std::vector<std::uint32_t>& stops, double leg_ms,
                     std::vector<std::uint8_t>& main) {
  std::vector<std::uint32_t> degree(roads.graph.node_count(), 0);
  for (std::uint32_t edge = 0; edge < main.size(); ++edge) {
    if (main[edge] != 0) {
      ++degree[roads.graph.tail(EdgeIndex(edge)).value()];
      ++degree[roads.graph.head(EdgeIndex(edge)).value()];
    }
  }
  std::vector<std::uint8_t> is_stop(degree.size(), 0);
  for (const std::uint32_t stop : stops) {
    is_stop[stop] = 1;
  }
  std::vector<double> behind_ms(degree.size(), 0);  // the longest way that was dropped behind the node
  std::vector<std::uint32_t> ends;
  for (std::uint32_t node = 0; node < degree.size(); ++node) {
    if (degree[node] == 1) {
      ends.push_back(node);
    }
  }
  while (!ends.empty()) {
    const std::uint32_t end = ends.back();
    ends.pop_back();
    const auto arcs = roads.graph.arcs(NodeIndex(end));
    const auto arc = std::find_if(arcs.begin(), arcs.end(), [&](const Arc& a) { return main[a.edge.value()] != 0; });
    if (arc == arcs.end() || is_stop[end] != 0) {
      continue;
    }
    const RoadPiece& piece = roads.pieces[arc->edge.value()];
    const double way_ms = behind_ms[end] + std::min(piece.forward_ms, piece.backward_ms);
    const std::uint32_t next = arc->head.value();
    if (way_ms <= leg_ms) {
      main[arc->edge.value()] = 0;
      behind_ms[next] = std::max(behind_ms[next], way_ms);
      if (--degree[next] == 1) {
        ends.push_back(next);
      }
    }
  }
}

ClosedRoads main_roads_and_ways(const RoadGraph& roads, const std::vector<std::uint32_t>& stops,
                                const OverlayRule& rule) {
  std::vector<std::uint8_t> main(roads.graph.edge_count(), 0);
  for (std::uint32_t edge = 0; edge < main.size(); ++edge) {
    main[edge] = roads.pieces[edge].main ? 1 : 0;
  }
  drop_short_ends(roads, stops, rule.leg_s * 1000, main);
  NeededEnds needed = find_needed_ends(roads, main, stops, {.detour = rule.detour, .reach_s = rule.reach_s});
  return {roads, std::move(needed), std::move(main), stops};
}

/// The junctions in kBatches parts, each in their order: of every piece of road network by itself, so that what is
/// tried together in one does not depend on the others.
std::vector<std::vector<std::uint32_t>> batches_of(const std::vector<std::uint32_t>& junctions, const RoadGraph& roads,
                                                   const Components& components) {
  const auto component_of = [&](std::uint32_t node) { return components.of_node[roads.way_nodes[node]]; };
  std::vector<std::size_t> size(components.component.size(), 0);
  for (const std::uint32_t node : junctions) {
    ++size[component_of(node)];
  }
  std::vector<std::size_t> rank(size.size(), 0);
  std::vector<std::vector<std::uint32_t>> result(kBatches);
  for (const std::uint32_t node : junctions) {
    const std::uint32_t component = component_of(node);
    result[rank[component]++ / (size[component] / kBatches + 1)].push_back(node);
  }
  return result;
}

/// Adds junctions whose drives are misjudged, until there are none.
void add_misjudged(const OsmSource& source, const RoadOverlay& roads, const OverlayRule& rule,
                   const ProgressFn& progress, ClosedRoads& chosen) {
  const auto allowed_ms = static_cast<std::uint32_t>(rule.leg_s * 1000);
  std::vector<std::uint32_t> off = chosen.junctions_off();
  RoadEstimates estimates(source, roads.ways, roads.all);
  const auto add_of = [&](std::vector<std::uint32_t> tried) {
    std::erase_if(tried, [&](std::uint32_t node) { return chosen.has(node); });
    estimates.set_overlay(overlay_of(roads.all, chosen.kept(), roads.stop));
    std::erase_if(tried, [&](std::uint32_t node) { return !estimates.is_open(node); });
    const std::vector<std::uint32_t> misjudged = estimates.misjudged(tried, allowed_ms);
    for (const std::uint32_t node : misjudged) {
      chosen.add(node);
    }
    return !misjudged.empty();
  };
  std::size_t tried_batches = 0;
  for (const std::vector<std::uint32_t>& batch : batches_of(off, roads.all, find_components(roads.ways))) {
    add_of(batch);
    if (progress) {
      progress("choosing roads", static_cast<double>(++tried_batches) / static_cast<double>(kBatches));
    }
  }
  // What was added may be the nearest road of a junction that was judged before. There is little left to add.
  while (add_of(off)) {
  }
}

EdgeId id_of(const OsmSource& source, const WayGraph& ways, const RoadPiece& piece) {
  EdgeId id;
  for (const ChainStep& step : piece.steps) {
    const Stretch& stretch = ways.stretch[step.edge.value()];
    const SourceWay& way = source.ways[stretch.way];
    id = std::min(id, make_edge_id(way.id, stretch.first_ref - way.first_ref));
  }
  return id;
}

/// Per node of the graph: its place on the road grid, which no other has.
std::vector<Point> places_of(const OsmSource& source, const WayGraph& ways, const RoadGraph& roads) {
  std::vector<Point> places;
  std::set<Point> taken;
  for (const std::uint32_t way_node : roads.way_nodes) {  // ascending by source id
    Point place = to_road_grid(source.node_point[ways.source_node[way_node]]);
    const std::int32_t step_e7 =
        place.lat_e7 < 0 ? kE7PerRoadUnit : -kE7PerRoadUnit;  // towards the equator: never off it
    while (!taken.insert(place).second) {
      place.lat_e7 += step_e7;
    }
    places.push_back(place);
  }
  return places;
}

std::uint32_t to_ds(std::uint32_t ms) { return std::max(1U, ms / 100 + (ms % 100 >= 50 ? 1 : 0)); }

}  // namespace

RoadOverlay choose_road_overlay(const OsmSource& source, const std::vector<Trailhead>& trailheads,
                                const ProgressFn& progress, const OverlayRule& rule) {
  const SegmentMask mask = connected_segments(source, drivable_segments(source));
  const DriveEnds ends(source);
  const Obstacles obstacles(source);
  std::vector<std::uint32_t> source_stops;
  std::vector<std::uint32_t> source_nodes;
  for (const Trailhead& trailhead : trailheads) {
    const std::optional<std::uint32_t> node = ends.near(trailhead.point, obstacles);
    source_stops.push_back(node.value_or(WayGraph::kNoNode));
    if (node) {
      source_nodes.push_back(*node);
    }
  }
  RoadOverlay result;
  result.ways = build_way_graph(source, mask, source_nodes);
  for (const std::uint32_t node : source_stops) {
    result.stop.push_back(node == WayGraph::kNoNode ? node : result.ways.node_of[node]);
  }
  RoadGraph roads = road_graph_of(source, result.ways);
  mark_main(source, result.ways, roads);
  result.all = chains_of(roads, result.stop);
  ClosedRoads chosen = main_roads_and_ways(result.all, nodes_at(result.all, result.stop), rule);
  add_misjudged(source, result, rule, progress, chosen);
  result.kept = chosen.kept();
  result.overlay = overlay_of(result.all, result.kept, result.stop);
  return result;
}

std::vector<DatasetRoad> roads_of(const OsmSource& source, const WayGraph& ways, const RoadGraph& roads) {
  const std::vector<Point> places = places_of(source, ways, roads);
  std::vector<DatasetRoad> result;
  for (std::uint32_t edge = 0; edge < roads.graph.edge_count(); ++edge) {
    const RoadPiece& piece = roads.pieces[edge];
    const bool forward = piece.forward_ms != kClosedMs;  // a road runs from tail to head at least
    const std::uint32_t there_ms = forward ? piece.forward_ms : piece.backward_ms;
    const std::uint32_t back_ms = forward ? piece.backward_ms : piece.forward_ms;
    DatasetRoad road;
    road.id = id_of(source, ways, piece);
    road.tail = places[(forward ? roads.graph.tail(EdgeIndex(edge)) : roads.graph.head(EdgeIndex(edge))).value()];
    road.head = places[(forward ? roads.graph.head(EdgeIndex(edge)) : roads.graph.tail(EdgeIndex(edge))).value()];
    road.length_m = static_cast<std::uint32_t>(std::lround(piece.length_m));
    road.forward_ds = to_ds(there_ms);
    road.backward_ds = back_ms == kClosedMs ? std::nullopt : std::optional(to_ds(back_ms));
    road.road_class = piece.road_class();
    road.seasonal = piece.seasonal;
    road.points = line_of(source, ways, piece);
    if (!forward) {
      std::reverse(road.points.begin(), road.points.end());
    }
    result.push_back(std::move(road));
  }
  std::sort(result.begin(), result.end(), [](const DatasetRoad& a, const DatasetRoad& b) { return a.id < b.id; });
  return result;
}

void attach_trailheads(Dataset& dataset, const OsmSource& source, const RoadOverlay& roads) {
  const std::vector<Point> places = places_of(source, roads.ways, roads.overlay);
  dataset.figures.trailheads_without_road = 0;
  for (std::size_t i = 0; i < dataset.trailheads.size(); ++i) {
    const auto& nodes = roads.overlay.way_nodes;
    const auto found = std::lower_bound(nodes.begin(), nodes.end(), roads.stop[i]);
    Trailhead& trailhead = dataset.trailheads[i];
    if (found != nodes.end() && *found == roads.stop[i]) {
      trailhead.road_node = places[static_cast<std::size_t>(found - nodes.begin())];
      const Point point = source.node_point[roads.ways.source_node[*found]];
      trailhead.road_leg_m = static_cast<std::uint32_t>(std::lround(distance_m(trailhead.point, point)));
    } else {
      trailhead.road_node.reset();
      trailhead.road_leg_m = 0;
      ++dataset.figures.trailheads_without_road;
    }
  }
}

void add_roads(Dataset& dataset, const OsmSource& source, const ProgressFn& progress) {
  if (progress) {
    progress("choosing roads", 0);
  }
  const RoadOverlay roads = choose_road_overlay(source, dataset.trailheads, progress);
  dataset.roads = roads_of(source, roads.ways, roads.overlay);
  attach_trailheads(dataset, source, roads);
  dataset.figures.road_km = total_km(roads.all);
  dataset.figures.overlay_km = total_km(roads.overlay);
}

}  // namespace loopgenie::ingest
