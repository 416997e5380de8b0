#include "api/ingest/walk/connectors.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>
#include <vector>

#include "api/ingest/walk/bounded_search.hpp"
#include "api/ingest/walk/loop_roads.hpp"
#include "api/ingest/walk/trailheads.hpp"
#include "core/graph/bridges.hpp"

namespace loopgenie::ingest {
namespace {

constexpr int kServingRounds = 2;

using EdgeMask = std::vector<std::uint8_t>;

/// A road path between two anchors: through `edge`, and from its ends back to them along the search's parents.
struct Link {
  double length_m = 0;
  std::uint32_t edge = 0;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

class Chooser {
 public:
  Chooser(const OsmSource& source, std::span<const std::uint32_t> places, const ConnectorRule& rule)
      : source_(source), rule_(rule) {
    SegmentMask all = mask_of(source, [](const SourceWay& way) { return is_walked(way.profile.role); });
    drop_repeated_segments(source, all);
    ways_ = build_way_graph(source, all, places);
    is_place_.assign(ways_.graph.node_count(), 0);
    for (const std::uint32_t node : places) {
      if (ways_.node_of[node] != WayGraph::kNoNode) {
        is_place_[ways_.node_of[node]] = 1;
      }
    }
    kept_.assign(ways_.graph.edge_count(), 0);
    for (std::uint32_t edge = 0; edge < kept_.size(); ++edge) {
      kept_[edge] = role(edge) == WayRole::trail ? 1 : 0;
    }
  }

  void add_links(bool main_roads, double max_link_m, const ProgressFn& progress) {
    EdgeMask roads(kept_.size(), 0);
    for (std::uint32_t edge = 0; edge < roads.size(); ++edge) {
      roads[edge] = kept_[edge] == 0 && (main_roads || role(edge) != WayRole::main_road) ? 1 : 0;
    }
    BoundedSearch cells(ways_.graph, ways_.length_m, roads);
    cells.run(anchors(roads), max_link_m);
    BoundedSearch search(ways_.graph, ways_.length_m, kept_);
    const std::vector<Link> links = candidate_links(cells, roads, max_link_m);
    for (std::size_t i = 0; i < links.size(); ++i) {
      const Link& link = links[i];
      const double limit_m = std::max(rule_.detour * link.length_m, rule_.min_loop_m - link.length_m);
      search.run({&link.from, 1}, limit_m, link.to);
      if (search.distance_m(link.to) == BoundedSearch::kUnreached) {
        keep(link, cells);
      }
      if (progress && i % 256 == 0) {
        progress("choosing connectors", static_cast<double>(i) / static_cast<double>(links.size()));
      }
    }
  }

  void drop_useless();

  [[nodiscard]] SegmentMask mask() const {
    SegmentMask mask(source_.refs.size(), 0);
    for (std::uint32_t edge = 0; edge < kept_.size(); ++edge) {
      if (kept_[edge] != 0) {
        add_stretch(mask, ways_.stretch[edge]);
      }
    }
    return mask;
  }

 private:
  [[nodiscard]] WayRole role(std::uint32_t edge) const { return ways_.way(source_, EdgeIndex(edge)).profile.role; }

  [[nodiscard]] std::vector<std::uint32_t> anchors(const EdgeMask& roads) const {
    std::vector<std::uint32_t> nodes;
    for (std::uint32_t node = 0; node < ways_.graph.node_count(); ++node) {
      bool on_road = false;
      bool on_kept = is_place_[node] != 0;
      for (const Arc& arc : ways_.graph.arcs(NodeIndex(node))) {
        on_road = on_road || roads[arc.edge.value()] != 0;
        on_kept = on_kept || kept_[arc.edge.value()] != 0;
      }
      if (on_road && on_kept) {
        nodes.push_back(node);
      }
    }
    return nodes;
  }

  /// One for every road edge between the cells of two anchors, shortest first.
  [[nodiscard]] std::vector<Link> candidate_links(const BoundedSearch& cells, const EdgeMask& roads,
                                                  double max_link_m) const {
    std::vector<Link> links;
    for (std::uint32_t edge = 0; edge < roads.size(); ++edge) {
      const std::uint32_t tail = ways_.graph.tail(EdgeIndex(edge)).value();
      const std::uint32_t head = ways_.graph.head(EdgeIndex(edge)).value();
      const double length_m = cells.distance_m(tail) + ways_.length_m[edge] + cells.distance_m(head);
      if (roads[edge] != 0 && length_m <= max_link_m && cells.source_of(tail) != cells.source_of(head)) {
        links.push_back({length_m, edge, cells.source_of(tail), cells.source_of(head)});
      }
    }
    std::sort(links.begin(), links.end(),
              [](const Link& a, const Link& b) { return std::tie(a.length_m, a.edge) < std::tie(b.length_m, b.edge); });
    return links;
  }

  void keep(const Link& link, const BoundedSearch& cells) {
    kept_[link.edge] = 1;
    for (std::uint32_t node :
         {ways_.graph.tail(EdgeIndex(link.edge)).value(), ways_.graph.head(EdgeIndex(link.edge)).value()}) {
      for (std::uint32_t edge = cells.parent_edge(node); edge != BoundedSearch::kNone; edge = cells.parent_edge(node)) {
        kept_[edge] = 1;
        node = ways_.graph.other_end(EdgeIndex(edge), NodeIndex(node)).value();
      }
    }
  }

  const OsmSource& source_;
  const ConnectorRule& rule_;
  WayGraph ways_;
  std::vector<std::uint8_t> is_place_;  // per node
  EdgeMask kept_;
};

/// The kept network as a forest: its parts that no bridge cuts, joined by bridges. From the heaviest part of each tree
/// outward, a connector bridge is useless where all that lies behind it is too little.
void Chooser::drop_useless() {
  std::vector<std::uint32_t> edges;  // of ways_, per edge of the kept graph
  GraphBuilder builder(ways_.graph.node_count());
  for (std::uint32_t edge = 0; edge < kept_.size(); ++edge) {
    if (kept_[edge] != 0) {
      builder.add_edge(ways_.graph.tail(EdgeIndex(edge)), ways_.graph.head(EdgeIndex(edge)));
      edges.push_back(edge);
    }
  }
  const Graph graph = std::move(builder).build();
  const Blocks blocks = find_blocks(graph);
  const std::vector<std::uint32_t> part_of = two_edge_connected_components(graph, blocks);
  const std::uint32_t part_count = part_of.empty() ? 0 : *std::max_element(part_of.begin(), part_of.end()) + 1;

  std::vector<double> trail_m(part_count, 0);
  std::vector<std::uint8_t> has_place(part_count, 0);
  for (std::uint32_t node = 0; node < part_of.size(); ++node) {
    has_place[part_of[node]] = static_cast<std::uint8_t>(has_place[part_of[node]] | is_place_[node]);
  }
  GraphBuilder forest_builder(part_count);
  std::vector<std::uint32_t> bridges;  // edges of the kept graph, per edge of the forest
  for (std::uint32_t i = 0; i < edges.size(); ++i) {
    const std::uint32_t tail = part_of[graph.tail(EdgeIndex(i)).value()];
    const std::uint32_t head = part_of[graph.head(EdgeIndex(i)).value()];
    if (blocks.is_bridge[i] != 0) {
      forest_builder.add_edge(NodeIndex(tail), NodeIndex(head));
      bridges.push_back(i);
    } else if (role(edges[i]) == WayRole::trail) {
      trail_m[tail] += ways_.length_m[edges[i]];
    }
  }
  const Graph forest = std::move(forest_builder).build();

  std::vector<std::uint32_t> roots(part_count);
  for (std::uint32_t part = 0; part < part_count; ++part) {
    roots[part] = part;
  }
  std::stable_sort(roots.begin(), roots.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return trail_m[a] > trail_m[b]; });
  std::vector<std::uint32_t> order;  // parents before children
  std::vector<std::uint32_t> parent_bridge(part_count, WayGraph::kNoNode);
  std::vector<std::uint8_t> visited(part_count, 0);
  for (const std::uint32_t root : roots) {
    if (visited[root] != 0) {
      continue;
    }
    visited[root] = 1;
    order.push_back(root);
    for (std::size_t at = order.size() - 1; at < order.size(); ++at) {
      for (const Arc& arc : forest.arcs(NodeIndex(order[at]))) {
        if (visited[arc.head.value()] == 0) {
          visited[arc.head.value()] = 1;
          parent_bridge[arc.head.value()] = arc.edge.value();
          order.push_back(arc.head.value());
        }
      }
    }
  }
  std::vector<std::uint8_t> cut(part_count, 0);  // too little hangs on the part's own tree
  for (std::size_t i = order.size(); i-- > 0;) {
    const std::uint32_t part = order[i];
    const bool too_little = trail_m[part] < rule_.worth_m && has_place[part] == 0;
    if (parent_bridge[part] == WayGraph::kNoNode) {
      cut[part] = too_little ? 1 : 0;
      continue;
    }
    const std::uint32_t edge = edges[bridges[parent_bridge[part]]];
    const std::uint32_t parent = forest.other_end(EdgeIndex(parent_bridge[part]), NodeIndex(part)).value();
    if (role(edge) == WayRole::trail) {
      trail_m[parent] += trail_m[part] + ways_.length_m[edge];
      has_place[parent] = static_cast<std::uint8_t>(has_place[parent] | has_place[part]);
    } else if (too_little) {
      kept_[edge] = 0;
      cut[part] = 1;
    } else {
      trail_m[parent] += trail_m[part];
      has_place[parent] = static_cast<std::uint8_t>(has_place[parent] | has_place[part]);
    }
  }
  // Behind a dropped bridge nothing is worth a connector either.
  for (const std::uint32_t part : order) {
    if (cut[part] == 0 && parent_bridge[part] != WayGraph::kNoNode) {
      const std::uint32_t bridge = bridges[parent_bridge[part]];
      const std::uint32_t parent = forest.other_end(EdgeIndex(parent_bridge[part]), NodeIndex(part)).value();
      cut[part] = cut[parent];
      if (cut[part] != 0 && role(edges[bridge]) != WayRole::trail) {
        kept_[edges[bridge]] = 0;
      }
    }
  }
  for (std::uint32_t i = 0; i < edges.size(); ++i) {
    if (blocks.is_bridge[i] == 0 && cut[part_of[graph.tail(EdgeIndex(i)).value()]] != 0 &&
        role(edges[i]) != WayRole::trail) {
      kept_[edges[i]] = 0;
    }
  }
}

}  // namespace

SegmentMask choose_walk_network(const OsmSource& source, std::span<const std::uint32_t> places,
                                const ProgressFn& progress, const ConnectorRule& rule) {
  Chooser chooser(source, places, rule);
  chooser.add_links(false, rule.max_minor_link_m, progress);
  chooser.add_links(true, rule.max_main_link_m, progress);
  chooser.drop_useless();
  SegmentMask network = chooser.mask();
  // A road that is added may bring a parking into reach, or be nearer to one: a second round serves what changed.
  std::vector<std::uint32_t> served;
  for (int round = 0; round < kServingRounds; ++round) {
    std::vector<std::uint32_t> starts = attach_nodes(find_trailheads(source, network), source);
    std::sort(starts.begin(), starts.end());
    std::vector<std::uint32_t> unserved;
    std::set_difference(starts.begin(), starts.end(), served.begin(), served.end(), std::back_inserter(unserved));
    add_roads_for_loops(source, unserved, network, progress);
    served = std::move(starts);
  }
  return network;
}

}  // namespace loopgenie::ingest
