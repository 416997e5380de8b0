#include "api/ingest/walk/useless_connectors.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/graph/bridges.hpp"

namespace loopgenie::ingest {
namespace {

class BridgeForest {
 public:
  BridgeForest(const ConnectorUse& use, EdgeMask& kept) : use_(use), kept_(kept), graph_(kept_graph()) {
    blocks_ = find_blocks(graph_);
    part_of_ = two_edge_connected_components(graph_, blocks_);
    part_count_ = part_of_.empty() ? 0 : *std::max_element(part_of_.begin(), part_of_.end()) + 1;
    weigh_parts();
    hang_trees();
  }

  void drop_useless() {
    cut_from_the_leaves();
    cut_from_the_roots();
    drop_roads_inside_cut_parts();
  }

 private:
  static constexpr std::uint32_t kNone = WayGraph::kNoNode;

  [[nodiscard]] bool is_trail(std::uint32_t kept_edge) const { return use_.is_trail[edges_[kept_edge]] != 0; }
  void drop(std::uint32_t kept_edge) { kept_[edges_[kept_edge]] = 0; }

  Graph kept_graph() {
    const Graph& ways = use_.ways.graph;
    GraphBuilder builder(ways.node_count());
    for (std::uint32_t edge = 0; edge < kept_.size(); ++edge) {
      if (kept_[edge] != 0) {
        builder.add_edge(ways.tail(EdgeIndex(edge)), ways.head(EdgeIndex(edge)));
        edges_.push_back(edge);
      }
    }
    return std::move(builder).build();
  }

  void weigh_parts() {
    trail_m_.assign(part_count_, 0);
    has_place_.assign(part_count_, 0);
    for (std::uint32_t node = 0; node < part_of_.size(); ++node) {
      has_place_[part_of_[node]] = static_cast<std::uint8_t>(has_place_[part_of_[node]] | use_.is_place[node]);
    }
    GraphBuilder builder(part_count_);
    for (std::uint32_t i = 0; i < edges_.size(); ++i) {
      const std::uint32_t tail = part_of_[graph_.tail(EdgeIndex(i)).value()];
      const std::uint32_t head = part_of_[graph_.head(EdgeIndex(i)).value()];
      if (blocks_.is_bridge[i] != 0) {
        builder.add_edge(NodeIndex(tail), NodeIndex(head));
        bridges_.push_back(i);
      } else if (is_trail(i)) {
        trail_m_[tail] += use_.ways.length_m[edges_[i]];
      }
    }
    forest_ = std::move(builder).build();
  }

  /// Every tree from its part with the most trail.
  void hang_trees() {
    std::vector<std::uint32_t> roots(part_count_);
    std::iota(roots.begin(), roots.end(), 0U);
    std::stable_sort(roots.begin(), roots.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return trail_m_[a] > trail_m_[b]; });
    parent_bridge_.assign(part_count_, kNone);
    std::vector<std::uint8_t> visited(part_count_, 0);
    for (const std::uint32_t root : roots) {
      if (visited[root] != 0) {
        continue;
      }
      visited[root] = 1;
      order_.push_back(root);
      for (std::size_t at = order_.size() - 1; at < order_.size(); ++at) {
        for (const Arc& arc : forest_.arcs(NodeIndex(order_[at]))) {
          if (visited[arc.head.value()] == 0) {
            visited[arc.head.value()] = 1;
            parent_bridge_[arc.head.value()] = arc.edge.value();
            order_.push_back(arc.head.value());
          }
        }
      }
    }
  }

  [[nodiscard]] std::uint32_t parent(std::uint32_t part) const {
    return forest_.other_end(EdgeIndex(parent_bridge_[part]), NodeIndex(part)).value();
  }

  /// What hangs on a part counts as the part's own, but for what hangs on a useless connector.
  void cut_from_the_leaves() {
    cut_.assign(part_count_, 0);
    for (std::size_t i = order_.size(); i-- > 0;) {
      const std::uint32_t part = order_[i];
      const bool too_little = trail_m_[part] < use_.worth_m && has_place_[part] == 0;
      if (parent_bridge_[part] == kNone) {
        cut_[part] = too_little ? 1 : 0;
        continue;
      }
      const std::uint32_t bridge = bridges_[parent_bridge_[part]];
      if (!is_trail(bridge) && too_little) {
        drop(bridge);
        cut_[part] = 1;
        continue;
      }
      const double bridge_m = is_trail(bridge) ? use_.ways.length_m[edges_[bridge]] : 0;
      trail_m_[parent(part)] += trail_m_[part] + bridge_m;
      has_place_[parent(part)] = static_cast<std::uint8_t>(has_place_[parent(part)] | has_place_[part]);
    }
  }

  /// Whatever hangs on a cut part is worth no connector either.
  void cut_from_the_roots() {
    for (const std::uint32_t part : order_) {
      if (cut_[part] != 0 || parent_bridge_[part] == kNone) {
        continue;
      }
      cut_[part] = cut_[parent(part)];
      const std::uint32_t bridge = bridges_[parent_bridge_[part]];
      if (cut_[part] != 0 && !is_trail(bridge)) {
        drop(bridge);
      }
    }
  }

  void drop_roads_inside_cut_parts() {
    for (std::uint32_t i = 0; i < edges_.size(); ++i) {
      if (blocks_.is_bridge[i] == 0 && cut_[part_of_[graph_.tail(EdgeIndex(i)).value()]] != 0 && !is_trail(i)) {
        drop(i);
      }
    }
  }

  const ConnectorUse& use_;
  EdgeMask& kept_;
  std::vector<std::uint32_t> edges_;  // of the ways' graph, per edge of the kept graph
  Graph graph_;                       // what is kept, with the nodes of the ways' graph
  Blocks blocks_;
  std::vector<std::uint32_t> part_of_;  // per node
  std::uint32_t part_count_ = 0;
  std::vector<double> trail_m_;          // per part
  std::vector<std::uint8_t> has_place_;  // per part
  Graph forest_;                         // of parts
  std::vector<std::uint32_t> bridges_;   // edges of the kept graph, per edge of the forest
  std::vector<std::uint32_t> order_;     // of parts, parents before children
  std::vector<std::uint32_t> parent_bridge_;
  std::vector<std::uint8_t> cut_;  // per part: what hangs on it, itself included, is too little
};

}  // namespace

void drop_useless_connectors(const ConnectorUse& use, EdgeMask& kept) { BridgeForest(use, kept).drop_useless(); }

}  // namespace loopgenie::ingest
