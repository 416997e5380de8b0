#include "api/ingest/walk/bounded_search.hpp"

#include <algorithm>
#include <functional>

namespace loopgenie::ingest {

BoundedSearch::BoundedSearch(const Graph& graph, std::span<const double> length_m, std::span<const std::uint8_t> usable)
    : graph_(graph),
      length_m_(length_m),
      usable_(usable),
      seen_run_(graph.node_count(), 0),
      settled_run_(graph.node_count(), 0),
      distance_(graph.node_count(), 0),
      source_(graph.node_count(), 0),
      parent_edge_(graph.node_count(), kNone) {}

void BoundedSearch::run(std::span<const std::uint32_t> sources, double radius_m, std::uint32_t target) {
  ++run_;
  settled_.clear();
  heap_.clear();
  const auto reach = [&](std::uint32_t node, double distance, std::uint32_t source, std::uint32_t edge) {
    if (distance > radius_m || (seen_run_[node] == run_ && distance_[node] <= distance)) {
      return;
    }
    seen_run_[node] = run_;
    distance_[node] = distance;
    source_[node] = source;
    parent_edge_[node] = edge;
    heap_.emplace_back(distance, node);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
  };
  for (const std::uint32_t source : sources) {
    reach(source, 0, source, kNone);
  }
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const auto [distance, node] = heap_.back();
    heap_.pop_back();
    if (settled_run_[node] == run_) {
      continue;
    }
    settled_run_[node] = run_;
    settled_.push_back(node);
    if (node == target) {
      return;
    }
    for (const Arc& arc : graph_.arcs(NodeIndex(node))) {
      if (usable_[arc.edge.value()] != 0) {
        reach(arc.head.value(), distance + length_m_[arc.edge.value()], source_[node], arc.edge.value());
      }
    }
  }
}

}  // namespace loopgenie::ingest
