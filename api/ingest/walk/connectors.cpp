#include "api/ingest/walk/connectors.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "api/ingest/walk/bounded_search.hpp"
#include "api/ingest/walk/useless_connectors.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::size_t kLinksBetweenReports = 256;

/// A road path between two anchors: over `edge`, and from its ends back to them along the search's parents.
struct Link {
  double length_m = 0;
  std::uint32_t edge = 0;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

class LinkChooser {
 public:
  LinkChooser(const ClassifiedWays& ways, std::span<const std::uint32_t> places)
      : source_(ways.source), graph_(build_way_graph(ways.source, ways.walked, places)) {
    is_place_.assign(graph_.graph.node_count(), 0);
    for (const std::uint32_t node : places) {
      if (graph_.node_of[node] != WayGraph::kNoNode) {
        is_place_[graph_.node_of[node]] = 1;
      }
    }
    is_trail_.assign(graph_.graph.edge_count(), 0);
    for (std::uint32_t edge = 0; edge < is_trail_.size(); ++edge) {
      is_trail_[edge] = role(edge) == WayRole::trail ? 1 : 0;
    }
    kept_ = is_trail_;
  }

  enum class Roads : std::uint8_t { minor, all };

  void add_links(Roads roads, double max_link_m, const ProgressFn& progress) {
    const EdgeMask candidates = roads_not_kept(roads);
    BoundedSearch cells(graph_.graph, graph_.length_m, candidates);
    cells.run(anchors(candidates), max_link_m);
    BoundedSearch search(graph_.graph, graph_.length_m, kept_);
    const std::vector<Link> links = candidate_links(cells, candidates, max_link_m);
    for (std::size_t i = 0; i < links.size(); ++i) {
      const Link& link = links[i];
      const double limit_m = std::max(kLeastDetour * link.length_m, kLeastLoopM - link.length_m);
      search.run({&link.from, 1}, limit_m, link.to);
      if (search.distance_m(link.to) == BoundedSearch::kUnreached) {
        keep(link, cells);
      }
      if (progress && i % kLinksBetweenReports == 0) {
        progress("choosing connectors", static_cast<double>(i) / static_cast<double>(links.size()));
      }
    }
  }

  void drop_useless() {
    drop_useless_connectors({.ways = graph_, .is_trail = is_trail_, .is_place = is_place_, .worth_m = kWorthM}, kept_);
  }

  [[nodiscard]] SegmentMask mask() const {
    SegmentMask mask(source_.refs.size(), 0);
    for (std::uint32_t edge = 0; edge < kept_.size(); ++edge) {
      if (kept_[edge] != 0) {
        add_stretch(mask, graph_.stretch[edge]);
      }
    }
    return mask;
  }

 private:
  [[nodiscard]] WayRole role(std::uint32_t edge) const { return graph_.way(source_, EdgeIndex(edge)).profile.role; }

  [[nodiscard]] EdgeMask roads_not_kept(Roads roads) const {
    EdgeMask mask(kept_.size(), 0);
    for (std::uint32_t edge = 0; edge < mask.size(); ++edge) {
      mask[edge] = kept_[edge] == 0 && (roads == Roads::all || role(edge) != WayRole::main_road) ? 1 : 0;
    }
    return mask;
  }

  [[nodiscard]] std::vector<std::uint32_t> anchors(const EdgeMask& roads) const {
    std::vector<std::uint32_t> nodes;
    for (std::uint32_t node = 0; node < graph_.graph.node_count(); ++node) {
      bool on_road = false;
      bool on_kept = is_place_[node] != 0;
      for (const Arc& arc : graph_.graph.arcs(NodeIndex(node))) {
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
      const std::uint32_t tail = graph_.graph.tail(EdgeIndex(edge)).value();
      const std::uint32_t head = graph_.graph.head(EdgeIndex(edge)).value();
      const double length_m = cells.distance_m(tail) + graph_.length_m[edge] + cells.distance_m(head);
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
         {graph_.graph.tail(EdgeIndex(link.edge)).value(), graph_.graph.head(EdgeIndex(link.edge)).value()}) {
      for (std::uint32_t edge = cells.parent_edge(node); edge != BoundedSearch::kNone; edge = cells.parent_edge(node)) {
        kept_[edge] = 1;
        node = graph_.graph.other_end(EdgeIndex(edge), NodeIndex(node)).value();
      }
    }
  }

  const OsmSource& source_;
  WayGraph graph_;                      // of all walked ways
  std::vector<std::uint8_t> is_place_;  // per node
  EdgeMask is_trail_;
  EdgeMask kept_;
};

}  // namespace

SegmentMask trails_and_links(const ClassifiedWays& ways, std::span<const std::uint32_t> places,
                             const ProgressFn& progress) {
  LinkChooser chooser(ways, places);
  chooser.add_links(LinkChooser::Roads::minor, kMaxMinorLinkM, progress);
  chooser.add_links(LinkChooser::Roads::all, kMaxMainLinkM, progress);
  chooser.drop_useless();
  return chooser.mask();
}

}  // namespace loopgenie::ingest
