#include "core/graph/csr.hpp"

#include <utility>

namespace loopgenie {

EdgeIndex GraphBuilder::add_edge(NodeIndex tail, NodeIndex head) {
  assert(tail.value() < node_count_ && head.value() < node_count_);
  tail_.push_back(tail);
  head_.push_back(head);
  return EdgeIndex(static_cast<std::uint32_t>(tail_.size() - 1));
}

Graph GraphBuilder::build() && {
  Graph graph;
  graph.tail_ = std::move(tail_);
  graph.head_ = std::move(head_);
  graph.first_arc_.assign(node_count_ + 1, 0);
  const std::uint32_t edge_count = graph.edge_count();
  for (std::uint32_t e = 0; e < edge_count; ++e) {
    ++graph.first_arc_[graph.tail_[e].value() + 1];
    ++graph.first_arc_[graph.head_[e].value() + 1];
  }
  for (std::uint32_t n = 0; n < node_count_; ++n) {
    graph.first_arc_[n + 1] += graph.first_arc_[n];
  }
  graph.arcs_.resize(std::size_t{2} * edge_count);
  std::vector<std::uint32_t> next(graph.first_arc_.begin(), graph.first_arc_.end() - 1);
  for (std::uint32_t e = 0; e < edge_count; ++e) {
    graph.arcs_[next[graph.tail_[e].value()]++] = {graph.head_[e], EdgeIndex(e), true};
    graph.arcs_[next[graph.head_[e].value()]++] = {graph.tail_[e], EdgeIndex(e), false};
  }
  return graph;
}

}  // namespace loopgenie
