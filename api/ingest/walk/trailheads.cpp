#include "api/ingest/walk/trailheads.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "api/ingest/walk/bounded_search.hpp"
#include "api/ingest/walk/components.hpp"
#include "api/ingest/walk/nearest_node.hpp"
#include "core/geo/distance.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::ingest {
namespace {

/// Starts that keep kStartRadiusM apart and share no node.
class StartList {
 public:
  explicit StartList(const OsmSource& source) : source_(source) {}

  /// False where there is one too near already.
  bool add(Trailhead start, std::uint32_t node) {
    const Box box = boxes_around(start.point, kStartRadiusM).front();  // its latitudes: all have the same
    for (auto at = by_latitude_.lower_bound(box.south_e7); at != by_latitude_.end() && at->first <= box.north_e7;
         ++at) {
      if (distance_m(starts_[at->second].first.point, start.point) <= kStartRadiusM) {
        return false;
      }
    }
    if (!nodes_.insert(node).second) {
      return false;
    }
    start.node = NodeId(source_.node_id[node]);
    start.node_point = to_tile_grid(source_.node_point[node]);
    start.access_m = static_cast<std::uint32_t>(std::lround(distance_m(start.point, source_.node_point[node])));
    by_latitude_.emplace(start.point.lat_e7, starts_.size());
    starts_.emplace_back(std::move(start), node);
    return true;
  }

  [[nodiscard]] std::vector<std::uint32_t> nodes() const { return {nodes_.begin(), nodes_.end()}; }

  /// Calls visit(trailhead, its node) for each.
  template <typename Visit>
  void visit(Visit&& visit) const {
    for (const auto& [trailhead, node] : starts_) {
      visit(trailhead, node);
    }
  }

  Trailheads take() && {
    std::sort(starts_.begin(), starts_.end(), [](const Start& a, const Start& b) { return a.first.id < b.first.id; });
    Trailheads result;
    for (auto& [trailhead, node] : starts_) {
      result.found.push_back(std::move(trailhead));
      result.nodes.push_back(node);
    }
    return result;
  }

 private:
  using Start = std::pair<Trailhead, std::uint32_t>;  // and its node

  const OsmSource& source_;
  std::vector<Start> starts_;
  std::multimap<std::int32_t, std::size_t> by_latitude_;
  std::set<std::uint32_t> nodes_;
};

/// Without the components that are too small to hike on.
SegmentMask hikeable(const OsmSource& source, const SegmentMask& network) {
  const WayGraph graph = build_way_graph(source, network);
  const Components components = find_components(graph);
  SegmentMask mask(network.size(), 0);
  for (std::uint32_t edge = 0; edge < graph.graph.edge_count(); ++edge) {
    const std::uint32_t component = components.of_node[graph.graph.tail(EdgeIndex(edge)).value()];
    if (components.component[component].length_m >= kSmallestNetworkM) {
      add_stretch(mask, graph.stretch[edge]);
    }
  }
  return mask;
}

/// What a feature is a start of; a village has no profile of one.
std::optional<Trailhead> start_at(const Feature& feature) {
  std::optional<Trailhead> start = feature.profile.start;
  if (const auto& place = feature.profile.place;
      !start && place && place->kind >= PlaceKind::town && place->kind <= PlaceKind::hamlet) {
    start.emplace();
    start->kind = TrailheadKind::village;
    start->name = place->name;
  }
  if (start) {
    start->id = feature.id;
    start->point = feature.center;
  }
  return start;
}

struct Candidate {
  Trailhead start;
  std::uint32_t node = 0;  // where it meets the network
};

/// The features of the chosen kinds that are near enough to the network, the better ones first.
template <typename Chosen>
std::vector<Candidate> candidates(const ClassifiedWays& ways, const SegmentMask& network, Chosen&& chosen) {
  const NearestNode nearest(ways.source, network);
  std::vector<Candidate> found;
  for (const Feature& feature : ways.source.features) {
    std::optional<Trailhead> start = start_at(feature);
    if (!start || !chosen(*start)) {
      continue;
    }
    const double radius_m = start->kind == TrailheadKind::village ? kVillageRadiusM : kStartRadiusM;
    // A ferry lands at a pier, which the map often draws on the other side of the coastline.
    const auto node = start->kind == TrailheadKind::ferry_landing
                          ? nearest.find(feature.points(), radius_m)
                          : nearest.find_open(feature.points(), radius_m, ways.obstacles);
    if (node) {
      found.push_back({*std::move(start), *node});
    }
  }
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    const auto rank = [](const Trailhead& t) { return std::tuple(t.kind, t.name.empty(), t.id); };
    return rank(a.start) < rank(b.start);
  });
  return found;
}

void add_tagged(const ClassifiedWays& ways, const SegmentMask& network, StartList& list) {
  const auto is_tagged = [](const Trailhead& start) { return start.kind <= TrailheadKind::parking; };
  for (Candidate& candidate : candidates(ways, network, is_tagged)) {
    list.add(std::move(candidate.start), candidate.node);
  }
}

/// Starts on pieces of network that no car gets to.
void add_carless(const ClassifiedWays& ways, const DriveEnds& drives, const SegmentMask& network, StartList& list) {
  std::vector<Candidate> found = candidates(ways, network, [&](const Trailhead& start) {
    return start.kind > TrailheadKind::road_junction && !drives.near(start.point, ways.obstacles);
  });
  if (found.empty()) {
    return;
  }
  std::vector<std::uint32_t> forced = list.nodes();
  for (const Candidate& candidate : found) {
    forced.push_back(candidate.node);
  }
  const WayGraph graph = build_way_graph(ways.source, network, forced);
  const Components components = find_components(graph);
  const auto component_of = [&](std::uint32_t node) { return components.of_node[graph.node_of[node]]; };
  std::vector<std::uint8_t> has_cars(components.component.size(), 0);
  list.visit([&](const Trailhead& start, std::uint32_t node) {
    std::uint8_t& cars = has_cars[component_of(node)];
    cars = cars != 0 || drives.near(start.point, ways.obstacles) ? 1 : 0;
  });
  for (Candidate& candidate : found) {
    if (has_cars[component_of(candidate.node)] == 0) {
      list.add(std::move(candidate.start), candidate.node);
    }
  }
}

/// Source nodes where a drivable public road meets a trail of the network, ascending.
std::vector<std::uint32_t> junctions(const OsmSource& source, const SegmentMask& network) {
  constexpr std::uint8_t kOnTrail = 1;
  constexpr std::uint8_t kOnRoad = 2;
  std::vector<std::uint8_t> on(source.node_id.size(), 0);
  for (const SourceWay& way : source.ways) {
    for (std::uint32_t at = way.first_ref; at < way.first_ref + way.ref_count; ++at) {
      if (way.profile.drivable) {
        on[source.refs[at]] |= kOnRoad;
      } else if (way.profile.role == WayRole::trail && network[at] != 0) {
        on[source.refs[at]] |= kOnTrail;
        on[source.refs[at + 1]] |= kOnTrail;
      }
    }
  }
  std::vector<std::uint32_t> nodes;
  for (std::uint32_t node = 0; node < on.size(); ++node) {
    if (on[node] == (kOnTrail | kOnRoad)) {
      nodes.push_back(node);
    }
  }
  return nodes;
}

void add_junctions(const OsmSource& source, const SegmentMask& network, StartList& list) {
  const std::vector<std::uint32_t> candidates = junctions(source, network);
  std::vector<std::uint32_t> forced = list.nodes();
  std::vector<std::uint32_t> starts = forced;
  forced.insert(forced.end(), candidates.begin(), candidates.end());
  const WayGraph graph = build_way_graph(source, network, forced);
  for (std::uint32_t& node : starts) {
    node = graph.node_of[node];
  }
  const std::vector<std::uint8_t> all(graph.graph.edge_count(), 1);
  BoundedSearch search(graph.graph, graph.length_m, all);
  search.run(starts, kJunctionRadiusM);
  for (const std::uint32_t node : candidates) {
    if (search.distance_m(graph.node_of[node]) == BoundedSearch::kUnreached) {
      Trailhead trailhead;
      trailhead.id = {'n', source.node_id[node]};
      trailhead.kind = TrailheadKind::road_junction;
      trailhead.point = source.node_point[node];
      list.add(std::move(trailhead), node);
    }
  }
}

}  // namespace

Trailheads find_trailheads(const ClassifiedWays& ways, const DriveEnds& drives, const SegmentMask& network) {
  SegmentMask mask = hikeable(ways.source, network);
  StartList list(ways.source);
  add_tagged(ways, mask, list);
  add_junctions(ways.source, mask, list);
  add_carless(ways, drives, mask, list);
  Trailheads trailheads = std::move(list).take();
  trailheads.hikeable = std::move(mask);
  return trailheads;
}

}  // namespace loopgenie::ingest
