#include "api/ingest/roads/road_overlay.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

#include "api/ingest/roads/needed_ends.hpp"
#include "api/ingest/roads/road_estimates.hpp"
#include "api/ingest/walk/around.hpp"
#include "api/ingest/walk/components.hpp"
#include "api/ingest/walk/nearest_node.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

/// A trailhead's road has to lead somewhere: a piece of road network shorter than this does not, where there is a
/// longer one around it.
constexpr double kSmallestRoadNetworkM = 5'000;

constexpr std::size_t kBatches = 24;  // of the junctions off the overlay, road_estimates.hpp

/// Per piece of the road networks: one can get there.
std::vector<std::uint8_t> is_connected(const OsmSource& source, const WayGraph& graph, const Components& components) {
  std::vector<std::uint32_t> by_length(components.component.size());
  std::iota(by_length.begin(), by_length.end(), 0U);
  std::stable_sort(by_length.begin(), by_length.end(), [&](std::uint32_t a, std::uint32_t b) {
    return components.component[a].length_m < components.component[b].length_m;
  });
  std::vector<std::uint32_t> rank(by_length.size(), 0);
  for (std::uint32_t i = 0; i < by_length.size(); ++i) {
    rank[by_length[i]] = i + 1;
  }
  const auto visit_nodes = [&](auto&& visit) {
    for (std::uint32_t node = 0; node < graph.graph.node_count(); ++node) {
      visit(source.node_point[graph.source_node[node]], components.of_node[node]);
    }
  };
  Around roads;
  visit_nodes([&](Point point, std::uint32_t component) { roads.note(point, rank[component]); });
  std::vector<std::uint8_t> connected(by_length.size(), 1);
  visit_nodes([&](Point point, std::uint32_t component) {
    if (components.component[component].length_m < kSmallestRoadNetworkM && roads.greatest(point) > rank[component]) {
      connected[component] = 0;
    }
  });
  return connected;
}

/// The segments of the road networks that one can get to.
SegmentMask connected_segments(const OsmSource& source, const SegmentMask& mask) {
  const WayGraph graph = build_way_graph(source, mask);
  const Components components = find_components(graph);
  const std::vector<std::uint8_t> connected = is_connected(source, graph, components);
  SegmentMask result(mask.size(), 0);
  for (std::uint32_t edge = 0; edge < graph.graph.edge_count(); ++edge) {
    if (connected[components.of_node[graph.graph.tail(EdgeIndex(edge)).value()]] != 0) {
      add_stretch(result, graph.stretch[edge]);
    }
  }
  return result;
}

bool is_main(const RoadPiece& piece) {
  const RoadClass road_class = piece.road_class();
  return road_class != RoadClass::unknown && road_class <= RoadClass::tertiary;
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
    const auto is_main_arc = [&](const Arc& arc) { return is_main(roads.pieces[arc.edge.value()]); };
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
    main[edge] = is_main(roads.pieces[edge]) ? 1 : 0;
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
  const NearestNode nearest(source, mask);
  std::vector<std::uint32_t> source_stops;
  std::vector<std::uint32_t> source_nodes;
  for (const Trailhead& trailhead : trailheads) {
    const std::optional<std::uint32_t> node = nearest.find({&trailhead.point, 1}, kRoadLegM);
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
  result.all = chains_of(road_graph_of(source, result.ways), result.stop);
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
