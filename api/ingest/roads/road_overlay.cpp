#include "api/ingest/roads/road_overlay.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include "api/ingest/base/parallel.hpp"
#include "api/ingest/roads/road_estimates.hpp"
#include "api/ingest/walk/components.hpp"
#include "api/ingest/walk/nearest_node.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

/// A trailhead's road has to lead somewhere: a piece of road network shorter than this does not, unless it is the
/// largest.
constexpr double kSmallestRoadNetworkM = 5'000;

constexpr std::size_t kBatches = 24;      // of the junctions off the overlay, road_estimates.hpp
constexpr std::size_t kNodesAtOnce = 64;  // they do not see what the others of their batch add

/// The segments of the road networks that one can get to.
SegmentMask connected_segments(const OsmSource& source, const SegmentMask& mask) {
  const WayGraph graph = build_way_graph(source, mask);
  const Components components = find_components(graph);
  const double enough_m = std::min(kSmallestRoadNetworkM, largest(components).length_m);
  SegmentMask connected(mask.size(), 0);
  for (std::uint32_t edge = 0; edge < graph.graph.edge_count(); ++edge) {
    const std::uint32_t component = components.of_node[graph.graph.tail(EdgeIndex(edge)).value()];
    if (components.component[component].length_m >= enough_m) {
      add_stretch(connected, graph.stretch[edge]);
    }
  }
  return connected;
}

bool is_main(const RoadPiece& piece) {
  const RoadClass road_class = piece.road_class();
  return road_class != RoadClass::unknown && road_class <= RoadClass::tertiary;
}

/// Per piece: a trailhead can be reached over it. What is left are ways out of the extract, and into closed areas.
std::vector<std::uint8_t> leading_somewhere(const RoadGraph& roads, std::vector<std::uint32_t> stops) {
  std::erase(stops, WayGraph::kNoNode);
  RoadSearch search(roads);
  search.run(stops, {.toward = RoadSearch::Toward::to_sources, .cheap_edges = {}, .usable_edges = {}});
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

class OverlayChooser {
 public:
  OverlayChooser(const RoadGraph& roads, std::vector<std::uint32_t> stops, const OverlayRule& rule)
      : roads_(roads),
        stops_(std::move(stops)),
        rule_(rule),
        kept_(roads.graph.edge_count(), 0),
        has_ways_(roads.graph.node_count(), 0) {
    std::sort(stops_.begin(), stops_.end());
    stops_.erase(std::unique(stops_.begin(), stops_.end()), stops_.end());
    for (std::uint32_t edge = 0; edge < kept_.size(); ++edge) {
      kept_[edge] = is_main(roads_.pieces[edge]) ? 1 : 0;
    }
  }

  void drop_short_ends();
  /// For every node that came to the overlay since the last call; true where there were any to add.
  bool add_ways_to_stops(const ProgressFn& progress);

  /// Per piece: it is in the overlay.
  [[nodiscard]] std::vector<std::uint8_t>& kept() { return kept_; }

 private:
  [[nodiscard]] std::uint32_t faster_ms(std::uint32_t edge) const {
    return std::min(roads_.pieces[edge].forward_ms, roads_.pieces[edge].backward_ms);
  }
  [[nodiscard]] bool is_stop(std::uint32_t node) const {
    return std::binary_search(stops_.begin(), stops_.end(), node);
  }
  [[nodiscard]] std::vector<std::uint32_t> overlay_nodes() const;
  /// The edges not kept yet of the fastest ways between a node and others.
  void find_ways(RoadSearch& search, std::uint32_t from, RoadSearch::Toward toward,
                 const std::vector<std::uint32_t>& others, std::set<std::uint32_t>& found) const;

  const RoadGraph& roads_;
  std::vector<std::uint32_t> stops_;  // nodes of roads_, ascending
  const OverlayRule& rule_;
  std::vector<std::uint8_t> kept_;
  std::vector<std::uint8_t> has_ways_;  // per node: its ways to the stops and back are in the overlay
};

std::vector<std::uint32_t> OverlayChooser::overlay_nodes() const {
  std::vector<std::uint32_t> nodes = stops_;
  for (std::uint32_t edge = 0; edge < kept_.size(); ++edge) {
    if (kept_[edge] != 0) {
      nodes.push_back(roads_.graph.tail(EdgeIndex(edge)).value());
      nodes.push_back(roads_.graph.head(EdgeIndex(edge)).value());
    }
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

void OverlayChooser::drop_short_ends() {
  std::vector<std::uint32_t> degree(roads_.graph.node_count(), 0);
  for (std::uint32_t edge = 0; edge < kept_.size(); ++edge) {
    if (kept_[edge] != 0) {
      ++degree[roads_.graph.tail(EdgeIndex(edge)).value()];
      ++degree[roads_.graph.head(EdgeIndex(edge)).value()];
    }
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
    const auto arcs = roads_.graph.arcs(NodeIndex(end));
    const auto arc = std::find_if(arcs.begin(), arcs.end(), [&](const Arc& a) { return kept_[a.edge.value()] != 0; });
    if (arc == arcs.end() || is_stop(end)) {
      continue;
    }
    const std::uint32_t next = arc->head.value();
    const double way_ms = behind_ms[end] + faster_ms(arc->edge.value());
    if (way_ms <= rule_.leg_s * 1000) {
      kept_[arc->edge.value()] = 0;
      behind_ms[next] = std::max(behind_ms[next], way_ms);
      if (--degree[next] == 1) {
        ends.push_back(next);
      }
    }
  }
}

void OverlayChooser::find_ways(RoadSearch& search, std::uint32_t from, RoadSearch::Toward toward,
                               const std::vector<std::uint32_t>& others, std::set<std::uint32_t>& found) const {
  search.run({&from, 1}, {.toward = toward,
                          .limit_ms = static_cast<std::uint32_t>(rule_.reach_s * 1000),
                          .cheap_edges = kept_,
                          .slower_by_share = rule_.detour,
                          .usable_edges = {}});
  std::vector<std::uint8_t> followed(roads_.graph.node_count(), 0);
  for (std::uint32_t node : others) {
    while (followed[node] == 0 && search.time_ms(node) != kClosedMs && search.parent_edge(node) != RoadSearch::kNone) {
      followed[node] = 1;
      const std::uint32_t edge = search.parent_edge(node);
      if (kept_[edge] == 0) {
        found.insert(edge);
      }
      node = roads_.graph.other_end(EdgeIndex(edge), NodeIndex(node)).value();
    }
  }
}

bool OverlayChooser::add_ways_to_stops(const ProgressFn& progress) {
  std::vector<std::uint32_t> fresh = overlay_nodes();
  std::erase_if(fresh, [&](std::uint32_t node) { return has_ways_[node] != 0; });
  for (const std::uint32_t node : fresh) {
    has_ways_[node] = 1;
  }
  // The same ways are found from either end.
  const bool from_stops = stops_.size() <= fresh.size();
  const std::vector<std::uint32_t>& sources = from_stops ? stops_ : fresh;
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<RoadSearch> searches(threads, RoadSearch(roads_));
  bool any = false;
  for (std::size_t first = 0; first < sources.size(); first += kNodesAtOnce) {
    const std::size_t end = std::min(first + kNodesAtOnce, sources.size());
    const std::vector<std::uint32_t> others = from_stops ? overlay_nodes() : stops_;
    std::vector<std::set<std::uint32_t>> found(threads);
    parallel_for(threads, static_cast<unsigned>(threads), [&](std::size_t share) {
      for (std::size_t i = first + share; i < end; i += threads) {
        find_ways(searches[share], sources[i], RoadSearch::Toward::to_sources, others, found[share]);
        find_ways(searches[share], sources[i], RoadSearch::Toward::from_sources, others, found[share]);
      }
    });
    for (const std::set<std::uint32_t>& edges : found) {
      for (const std::uint32_t edge : edges) {
        kept_[edge] = 1;
        any = true;
      }
    }
    if (progress) {
      progress("choosing roads", static_cast<double>(end) / static_cast<double>(sources.size()));
    }
  }
  return any;
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
  OverlayChooser chooser(result.all, nodes_at(result.all, result.stop), rule);
  chooser.drop_short_ends();
  std::size_t batches = kBatches;
  do {
    while (chooser.add_ways_to_stops(progress)) {
    }
    // After the first time there is little left to add.
  } while (keep_where_estimates_fail(source, result.ways, result.all, result.stop,
                                     static_cast<std::uint32_t>(rule.leg_s * 1000), std::exchange(batches, 1),
                                     chooser.kept()));
  result.kept = chooser.kept();
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
