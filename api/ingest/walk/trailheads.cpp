#include "api/ingest/walk/trailheads.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <thread>
#include <tuple>
#include <utility>

#include "api/ingest/base/parallel.hpp"
#include "api/ingest/walk/bounded_search.hpp"
#include "api/ingest/walk/components.hpp"
#include "api/ingest/walk/nearest_node.hpp"
#include "core/geo/distance.hpp"
#include "core/graph/bridges.hpp"
#include "core/graph/contract.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::ingest {
namespace {

/// Starts that keep kStartRadiusM apart and share no node.
class StartList {
 public:
  explicit StartList(const OsmSource& source) : source_(source) {}

  /// False where a start is too near already.
  bool add(Trailhead start, std::uint32_t node) {
    const Box box = boxes_around(start.point, kStartRadiusM).front();  // its latitudes: all have the same
    for (auto at = by_latitude_.lower_bound(box.south_e7); at != by_latitude_.end() && at->first <= box.north_e7;
         ++at) {
      if (distance_m(starts_[at->second].point, start.point) <= kStartRadiusM) {
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
    starts_.push_back(std::move(start));
    return true;
  }

  [[nodiscard]] std::vector<std::uint32_t> nodes() const { return {nodes_.begin(), nodes_.end()}; }

  std::vector<Trailhead> take() && {
    std::sort(starts_.begin(), starts_.end(), [](const Trailhead& a, const Trailhead& b) { return a.id < b.id; });
    return std::move(starts_);
  }

 private:
  const OsmSource& source_;
  std::vector<Trailhead> starts_;
  std::multimap<std::int32_t, std::size_t> by_latitude_;
  std::set<std::uint32_t> nodes_;
};

std::vector<Point> points_of(const Feature& feature) {
  std::vector<Point> points = feature.outline;
  points.push_back(feature.center);
  return points;
}

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

void add_tagged(const OsmSource& source, const SegmentMask& network, StartList& list) {
  const NearestNode nearest(source, network);
  std::vector<const Feature*> features;
  for (const Feature& feature : source.features) {
    if (feature.profile.start) {
      features.push_back(&feature);
    }
  }
  std::sort(features.begin(), features.end(), [](const Feature* a, const Feature* b) {
    const auto rank = [](const Feature& f) {
      return std::tuple(f.profile.start->kind, f.profile.start->name.empty(), f.id);
    };
    return rank(*a) < rank(*b);
  });
  for (const Feature* feature : features) {
    if (const auto node = nearest.find(points_of(*feature), kStartRadiusM)) {
      const StartProfile& start = *feature->profile.start;
      Trailhead trailhead;
      trailhead.id = feature->id;
      trailhead.kind = start.kind;
      trailhead.name = start.name;
      trailhead.point = feature->center;
      trailhead.capacity = start.capacity;
      trailhead.fee = start.fee;
      list.add(std::move(trailhead), *node);
    }
  }
}

/// Source nodes where a drivable public road meets a trail of the network, ascending.
std::vector<std::uint32_t> junctions(const OsmSource& source, const SegmentMask& network) {
  std::vector<std::uint8_t> on(source.node_id.size(), 0);  // 1: on a trail, 2: on a road
  for (const SourceWay& way : source.ways) {
    for (std::uint32_t at = way.first_ref; at < way.first_ref + way.ref_count; ++at) {
      if (way.profile.drivable) {
        on[source.refs[at]] |= 2U;
      } else if (way.profile.role == WayRole::trail && network[at] != 0) {
        on[source.refs[at]] |= 1U;
        on[source.refs[at + 1]] |= 1U;
      }
    }
  }
  std::vector<std::uint32_t> nodes;
  for (std::uint32_t node = 0; node < on.size(); ++node) {
    if (on[node] == 3) {
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

/// Metres of network in reach of trailheads. Chains between junctions are one edge: what of a chain lies within a
/// radius follows from the distances of its ends.
class Reach {
 public:
  Reach(const WayGraph& graph, const std::vector<Trailhead>& trailheads, const std::vector<std::uint32_t>& nodes) {
    std::vector<std::uint8_t> keep(graph.graph.node_count(), 0);
    for (const std::uint32_t node : nodes) {
      keep[graph.node_of[node]] = 1;
    }
    Contraction chains = contract(graph.graph, keep);
    const Blocks blocks = find_blocks(chains.graph);
    is_bridge_ = blocks.is_bridge;
    length_m_.assign(chains.graph.edge_count(), 0);
    for (std::uint32_t edge = 0; edge < length_m_.size(); ++edge) {
      for (const ChainStep& step : chains.chain(EdgeIndex(edge))) {
        length_m_[edge] += graph.length_m[step.edge.value()];
      }
    }
    for (std::size_t t = 0; t < trailheads.size(); ++t) {
      start_.push_back(chains.contracted_node[graph.node_of[nodes[t]]].value());
    }
    all_.assign(length_m_.size(), 1);
    graph_ = std::move(chains.graph);
  }

  struct Scratch {
    explicit Scratch(const Reach& reach)
        : search(reach.graph_, reach.length_m_, reach.all_), counted_for(reach.length_m_.size(), 0) {}
    BoundedSearch search;
    std::vector<std::uint32_t> counted_for;
    std::uint32_t run = 0;
  };

  void measure(std::size_t trailhead, Scratch& scratch, Trailhead& result) const {
    scratch.search.run({&start_[trailhead], 1}, kTrailheadRadiiM.back());
    ++scratch.run;
    std::array<double, kTrailheadRadiiM.size()> network_m = {};
    std::array<double, kTrailheadRadiiM.size()> loopable_m = {};
    for (const std::uint32_t node : scratch.search.settled()) {
      for (const Arc& arc : graph_.arcs(NodeIndex(node))) {
        const std::uint32_t edge = arc.edge.value();
        if (std::exchange(scratch.counted_for[edge], scratch.run) == scratch.run) {
          continue;
        }
        for (std::size_t r = 0; r < kTrailheadRadiiM.size(); ++r) {
          const double radius_m = kTrailheadRadiiM[r];
          const double from_here = std::max(0.0, radius_m - scratch.search.distance_m(node));
          const double from_there = std::max(0.0, radius_m - scratch.search.distance_m(arc.head.value()));
          const double reached_m = std::min(length_m_[edge], from_here + from_there);
          network_m[r] += reached_m;
          loopable_m[r] += is_bridge_[edge] != 0 ? 0 : reached_m;
        }
      }
    }
    for (std::size_t r = 0; r < kTrailheadRadiiM.size(); ++r) {
      result.network_m[r] = static_cast<std::uint32_t>(std::lround(network_m[r]));
      result.loopable_m[r] = static_cast<std::uint32_t>(std::lround(loopable_m[r]));
    }
  }

 private:
  Graph graph_;
  std::vector<double> length_m_;
  std::vector<std::uint8_t> is_bridge_;
  std::vector<std::uint8_t> all_;
  std::vector<std::uint32_t> start_;  // per trailhead
};

}  // namespace

std::vector<Trailhead> find_trailheads(const OsmSource& source, const SegmentMask& network) {
  const SegmentMask mask = hikeable(source, network);
  StartList list(source);
  add_tagged(source, mask, list);
  add_junctions(source, mask, list);
  return std::move(list).take();
}

std::vector<std::uint32_t> attach_nodes(const std::vector<Trailhead>& trailheads, const OsmSource& source) {
  std::vector<std::uint32_t> nodes;
  for (const Trailhead& trailhead : trailheads) {
    const auto found = std::lower_bound(source.node_id.begin(), source.node_id.end(), trailhead.node.value());
    nodes.push_back(static_cast<std::uint32_t>(found - source.node_id.begin()));
  }
  return nodes;
}

void measure_reach(std::vector<Trailhead>& trailheads, const OsmSource& source, const WayGraph& graph,
                   const ProgressFn& progress) {
  const Reach reach(graph, trailheads, attach_nodes(trailheads, source));
  // Each share of the trailheads has its own scratch; a trailhead's figures depend on nothing but the graph.
  const std::size_t share_count = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t size = (trailheads.size() + share_count - 1) / share_count;
  const auto report = [&](std::size_t share, std::size_t t) {
    if (progress && share == 0 && t % 16 == 0) {  // shares take about as long as each other
      progress("measuring reach", static_cast<double>(t) / static_cast<double>(size));
    }
  };
  parallel_for(share_count, static_cast<unsigned>(share_count), [&](std::size_t share) {
    Reach::Scratch scratch(reach);
    for (std::size_t t = share * size; t < std::min((share + 1) * size, trailheads.size()); ++t) {
      report(share, t);
      reach.measure(t, scratch, trailheads[t]);
    }
  });
}

std::vector<std::uint32_t> places_to_connect(const OsmSource& source) {
  const NearestNode nearest(source, mask_of(source, [](const SourceWay& way) { return is_walked(way.profile.role); }));
  const auto reach_m = [](const FeatureProfile& profile) {
    double radius_m = 0;
    if (profile.start && profile.start->kind == TrailheadKind::trailhead) {
      radius_m = kStartRadiusM;
    }
    if (profile.poi && profile.poi->kind >= PoiKind::alpine_hut && profile.poi->kind <= PoiKind::camp_site) {
      radius_m = 300;
    }
    if (profile.place && profile.place->kind <= PlaceKind::hamlet) {
      radius_m = 500;
    }
    return radius_m;
  };
  std::set<std::uint32_t> nodes;
  for (const Feature& feature : source.features) {
    if (const double radius_m = reach_m(feature.profile); radius_m > 0) {
      if (const auto node = nearest.find(points_of(feature), radius_m)) {
        nodes.insert(*node);
      }
    }
  }
  return {nodes.begin(), nodes.end()};
}

}  // namespace loopgenie::ingest
