#include "core/graph/edge_order.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace loopgenie {
namespace {

class Grower {
 public:
  explicit Grower(const Graph& graph)
      : graph_(graph),
        is_taken_(graph.edge_count(), 0),
        is_seen_(graph.node_count(), 0),
        unseen_(graph.node_count(), 0) {
    order_.reserve(graph.edge_count());
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
      unseen_[n] = static_cast<std::uint32_t>(graph.arcs(NodeIndex(n)).size());
    }
  }

  std::vector<EdgeIndex> run(NodeIndex start) && {
    grow(start);
    for (std::uint32_t n = 0; n < graph_.node_count(); ++n) {
      if (is_seen_[n] == 0) {
        grow(NodeIndex(n));
      }
    }
    return std::move(order_);
  }

 private:
  void grow(NodeIndex start) {
    see(start);
    frontier_.assign(1, start);
    while (!frontier_.empty()) {
      const auto next = std::min_element(frontier_.begin(), frontier_.end(), [&](NodeIndex a, NodeIndex b) {
        return unseen_[a.value()] < unseen_[b.value()];
      });
      const NodeIndex node = *next;
      frontier_.erase(next);
      take_edges(node);
    }
  }

  void see(NodeIndex node) {
    is_seen_[node.value()] = 1;
    for (const Arc& arc : graph_.arcs(node)) {
      --unseen_[arc.head.value()];
    }
  }

  void take_edges(NodeIndex node) {
    for (const Arc& arc : graph_.arcs(node)) {
      if (std::exchange(is_taken_[arc.edge.value()], std::uint8_t{1}) == 0) {
        order_.push_back(arc.edge);
      }
      if (is_seen_[arc.head.value()] == 0) {
        see(arc.head);
        frontier_.push_back(arc.head);
      }
    }
  }

  const Graph& graph_;
  std::vector<std::uint8_t> is_taken_;  // per edge
  std::vector<std::uint8_t> is_seen_;   // per node
  std::vector<std::uint32_t> unseen_;   // per node: arcs to nodes not seen
  std::vector<NodeIndex> frontier_;
  std::vector<EdgeIndex> order_;
};

}  // namespace

std::uint32_t frontier_width(const Graph& graph, std::span<const EdgeIndex> order) {
  assert(order.size() == graph.edge_count());
  std::vector<std::uint32_t> left(graph.node_count());  // edge ends still to come
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    left[n] = graph.degree(NodeIndex(n));
  }
  std::uint32_t width = 0;
  std::uint32_t now = 0;
  for (const EdgeIndex edge : order) {
    for (const NodeIndex end : {graph.tail(edge), graph.head(edge)}) {
      now += left[end.value()] == graph.degree(end) ? 1 : 0;
      --left[end.value()];
    }
    const std::uint32_t ends_left = left[graph.tail(edge).value()];
    now -= ends_left == 0 ? 1 : 0;
    now -= graph.tail(edge) != graph.head(edge) && left[graph.head(edge).value()] == 0 ? 1 : 0;
    width = std::max(width, now);
  }
  return width;
}

std::vector<EdgeIndex> grown_order(const Graph& graph, NodeIndex start) { return Grower(graph).run(start); }

std::vector<EdgeIndex> narrow_order(const Graph& graph, std::uint32_t tries) {
  std::vector<EdgeIndex> best;
  std::uint32_t best_width = std::numeric_limits<std::uint32_t>::max();
  tries = std::min(tries, graph.node_count());
  for (std::uint32_t i = 0; i < tries; ++i) {
    const auto start = static_cast<std::uint32_t>(std::uint64_t{i} * graph.node_count() / tries);
    std::vector<EdgeIndex> order = grown_order(graph, NodeIndex(start));
    if (const std::uint32_t width = frontier_width(graph, order); width < best_width) {
      best_width = width;
      best = std::move(order);
    }
  }
  return best;
}

}  // namespace loopgenie
