#include "core/graph/bridges.hpp"

#include <algorithm>
#include <limits>
#include <span>

namespace loopgenie {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

struct Frame {
  NodeIndex node;
  EdgeIndex entered_by;
  std::uint32_t next_arc = 0;
};

class BlockSearch {
 public:
  explicit BlockSearch(const Graph& graph)
      : graph_(graph), entered_(graph.node_count(), kNone), low_(graph.node_count(), kNone) {
    blocks_.block_of_edge.assign(graph.edge_count(), kNone);
    blocks_.is_bridge.assign(graph.edge_count(), 0);
  }

  Blocks run() && {
    for (std::uint32_t n = 0; n < graph_.node_count(); ++n) {
      if (entered_[n] == kNone) {
        search_from(NodeIndex(n));
      }
    }
    return std::move(blocks_);
  }

 private:
  void search_from(NodeIndex root) {
    enter(root, EdgeIndex());
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::span<const Arc> arcs = graph_.arcs(frame.node);
      if (frame.next_arc < arcs.size()) {
        scan(frame.node, frame.entered_by, arcs[frame.next_arc++]);
      } else {
        const Frame done = frame;
        frames_.pop_back();
        if (!frames_.empty()) {
          leave(done, frames_.back().node);
        }
      }
    }
  }

  void enter(NodeIndex node, EdgeIndex by) {
    entered_[node.value()] = low_[node.value()] = time_++;
    frames_.push_back({node, by, 0});
  }

  void scan(NodeIndex node, EdgeIndex entered_by, const Arc& arc) {
    if (arc.edge == entered_by) {
      return;
    }
    if (arc.head == node) {
      if (blocks_.block_of_edge[arc.edge.value()] == kNone) {
        blocks_.block_of_edge[arc.edge.value()] = blocks_.block_count++;
      }
    } else if (entered_[arc.head.value()] == kNone) {
      open_edges_.push_back(arc.edge);
      enter(arc.head, arc.edge);
    } else if (entered_[arc.head.value()] < entered_[node.value()]) {
      open_edges_.push_back(arc.edge);
      low_[node.value()] = std::min(low_[node.value()], entered_[arc.head.value()]);
    }
  }

  // The child is finished: where nothing in its subtree reaches above the parent, the edges since then are one block.
  void leave(const Frame& child, NodeIndex parent) {
    low_[parent.value()] = std::min(low_[parent.value()], low_[child.node.value()]);
    if (low_[child.node.value()] < entered_[parent.value()]) {
      return;
    }
    std::uint32_t size = 0;
    EdgeIndex edge;
    do {
      edge = open_edges_.back();
      open_edges_.pop_back();
      blocks_.block_of_edge[edge.value()] = blocks_.block_count;
      ++size;
    } while (edge != child.entered_by);
    blocks_.is_bridge[edge.value()] = size == 1 ? 1 : 0;
    ++blocks_.block_count;
  }

  const Graph& graph_;
  Blocks blocks_;
  std::vector<std::uint32_t> entered_;
  std::vector<std::uint32_t> low_;
  std::vector<Frame> frames_;
  std::vector<EdgeIndex> open_edges_;
  std::uint32_t time_ = 0;
};

}  // namespace

Blocks find_blocks(const Graph& graph) { return BlockSearch(graph).run(); }

std::vector<std::uint32_t> two_edge_connected_components(const Graph& graph, const Blocks& blocks) {
  std::vector<std::uint32_t> component(graph.node_count(), kNone);
  std::vector<NodeIndex> open;
  std::uint32_t count = 0;
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    if (component[n] != kNone) {
      continue;
    }
    component[n] = count;
    open.push_back(NodeIndex(n));
    while (!open.empty()) {
      const NodeIndex node = open.back();
      open.pop_back();
      for (const Arc& arc : graph.arcs(node)) {
        if (blocks.is_bridge[arc.edge.value()] == 0 && component[arc.head.value()] == kNone) {
          component[arc.head.value()] = count;
          open.push_back(arc.head);
        }
      }
    }
    ++count;
  }
  return component;
}

}  // namespace loopgenie
