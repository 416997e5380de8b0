// Shortest paths from one node by length in decimetres, with scratch that is reused from one run to the next.
//
// Nodes are settled in the order of (distance, node index); where lengths are positive that is the order of the pairs
// over all nodes, so the k-th settled node, the parents and every path are functions of the graph alone. The parent of
// a node is, among the arcs that give its distance from nodes settled before it, the one with the lowest (node index,
// edge index): "the" shortest path of Loop Genie is the path of these parents.
//
// Time O((n' + m') log n') in the nodes and arcs within the radius; a run costs nothing for what it does not reach.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/base/ids.hpp"
#include "core/graph/csr.hpp"

namespace loopgenie {

class Dijkstra {
 public:
  static constexpr std::int64_t kUnreached = std::numeric_limits<std::int64_t>::max();

  struct Options {
    std::int64_t radius_dm = std::numeric_limits<std::int64_t>::max();  // farther nodes are not settled
    std::span<const std::uint8_t> usable_nodes;                         // per node, 0: never entered. Empty: all usable
    std::span<const std::uint8_t> usable_edges;                         // per edge, likewise
  };

  /// The graph and the lengths must outlive the object and stay unchanged. REQUIRES one length per edge.
  Dijkstra(const Graph& graph, std::span<const std::uint32_t> length_dm);

  /// Forgets the previous run. The source itself is settled even if it is not usable.
  void run(NodeIndex source, const Options& options);

  /// In the order they were settled; the source comes first.
  [[nodiscard]] std::span<const NodeIndex> settled() const { return settled_; }
  [[nodiscard]] bool is_settled(NodeIndex node) const { return state(node) == State::settled; }
  /// Exact where settled; kUnreached elsewhere.
  [[nodiscard]] std::int64_t distance_dm(NodeIndex node) const {
    return is_settled(node) ? label_[node.value()].distance_dm : kUnreached;
  }
  /// Position in settled(). REQUIRES is_settled(node).
  [[nodiscard]] std::uint32_t rank(NodeIndex node) const { return label_[node.value()].rank; }
  /// The node before it on the shortest path; invalid for the source. REQUIRES is_settled(node).
  [[nodiscard]] NodeIndex parent(NodeIndex node) const { return label_[node.value()].parent; }
  /// The edge from parent(node) to node; invalid for the source. REQUIRES is_settled(node).
  [[nodiscard]] EdgeIndex parent_edge(NodeIndex node) const { return label_[node.value()].parent_edge; }

 private:
  enum class State : std::uint8_t { unreached, open, settled };
  struct Label {
    std::int64_t distance_dm = 0;
    std::uint32_t run = 0;  // the run that wrote the label; older ones count as unreached
    std::uint32_t rank = 0;
    NodeIndex parent;
    EdgeIndex parent_edge;
    State state = State::unreached;
  };
  struct Entry {
    std::int64_t distance_dm;
    NodeIndex node;
  };

  [[nodiscard]] State state(NodeIndex node) const {
    const Label& label = label_[node.value()];
    return label.run == run_ ? label.state : State::unreached;
  }
  void relax(NodeIndex from, const Arc& arc, const Options& options);
  void push(Entry entry);
  Entry pop();

  const Graph* graph_;
  std::span<const std::uint32_t> length_dm_;
  std::uint32_t run_ = 0;
  std::vector<Label> label_;
  std::vector<Entry> heap_;
  std::vector<NodeIndex> settled_;
};

}  // namespace loopgenie
