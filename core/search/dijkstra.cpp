#include "core/search/dijkstra.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace loopgenie {
namespace {

bool is_usable(std::span<const std::uint8_t> mask, std::uint32_t index) { return mask.empty() || mask[index] != 0; }

// std::push_heap keeps the greatest on top: "less" means "settled later".
constexpr auto kSettledLater = [](const auto& a, const auto& b) {
  return a.distance_dm != b.distance_dm ? a.distance_dm > b.distance_dm : a.node > b.node;
};

}  // namespace

Dijkstra::Dijkstra(const Graph& graph, std::span<const std::uint32_t> length_dm)
    : graph_(&graph), length_dm_(length_dm), label_(graph.node_count()) {
  assert(length_dm.size() == graph.edge_count());
}

void Dijkstra::run(NodeIndex source, const Options& options) {
  if (++run_ == 0) {  // the counter wrapped: old labels must not look fresh
    std::fill(label_.begin(), label_.end(), Label{});
    run_ = 1;
  }
  heap_.clear();
  settled_.clear();
  label_[source.value()] = {0, run_, 0, NodeIndex(), EdgeIndex(), State::open};
  push({0, source});
  while (!heap_.empty()) {
    const NodeIndex node = pop().node;
    Label& label = label_[node.value()];
    if (label.state == State::settled) {
      continue;  // an older, longer entry
    }
    label.state = State::settled;
    label.rank = static_cast<std::uint32_t>(settled_.size());
    settled_.push_back(node);
    for (const Arc& arc : graph_->arcs(node)) {
      relax(node, arc, options);
    }
  }
}

void Dijkstra::relax(NodeIndex from, const Arc& arc, const Options& options) {
  if (!is_usable(options.usable_edges, arc.edge.value()) || !is_usable(options.usable_nodes, arc.head.value())) {
    return;
  }
  const std::int64_t distance_dm = label_[from.value()].distance_dm + length_dm_[arc.edge.value()];
  if (distance_dm > options.radius_dm) {
    return;
  }
  Label& label = label_[arc.head.value()];
  const State head_state = state(arc.head);
  if (head_state == State::settled) {
    return;
  }
  if (head_state == State::unreached || distance_dm < label.distance_dm) {
    label = {distance_dm, run_, 0, from, arc.edge, State::open};
    push({distance_dm, arc.head});
  } else if (distance_dm == label.distance_dm &&
             std::pair(from, arc.edge) < std::pair(label.parent, label.parent_edge)) {
    label.parent = from;
    label.parent_edge = arc.edge;
  }
}

void Dijkstra::push(Entry entry) {
  heap_.push_back(entry);
  std::push_heap(heap_.begin(), heap_.end(), kSettledLater);
}

Dijkstra::Entry Dijkstra::pop() {
  std::pop_heap(heap_.begin(), heap_.end(), kSettledLater);
  const Entry entry = heap_.back();
  heap_.pop_back();
  return entry;
}

}  // namespace loopgenie
