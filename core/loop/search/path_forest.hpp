// Nearly shortest paths in one block of a loop space: from one root, or from several at once, each node then belonging
// to the nearest root. The weight of an edge mixes length and lesser ground, and may be varied by noise. Every node's
// label holds the sums over its path, so that whatever is made of paths is priced in O(1). (Nearly: of two nodes whose
// weights differ by less than a bucket of the queue, a thousandth of the range, either may be settled first.)
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.hpp"
#include "core/loop/space/cycle.hpp"
#include "core/loop/space/effort.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/loop_space.hpp"
#include "core/search/bucket_queue.hpp"

namespace loopgenie {

/// What makes a path short.
struct PathWeights {
  std::int64_t length_weight = 10;  // a weight is length·this + lesser ground
  std::uint32_t noise_percent = 0;  // weights vary by up to this, by noise_seed and edge
  std::uint64_t noise_seed = 0;

  [[nodiscard]] std::int64_t operator()(const PathFigures& figures, EdgeIndex edge) const;

  /// Those of one move of a search: from fair ground to short ways, every other time with noise.
  [[nodiscard]] static PathWeights drawn(Random& random);
};

class PathForest {
 public:
  struct alignas(64) Label {  // one line of the cache
    std::int64_t weight = 0;
    PathFigures figures;  // from the root
    NodeIndex lowest;     // on the path, root included
    NodeIndex branch;     // with several roots: the path's root; with one: the path's first node after the root
    NodeIndex parent;
    EdgeIndex edge;
    bool forward = true;  // from parent to node
    bool is_settled = false;
    std::uint32_t run = 0;
  };
  struct Bounds {
    std::uint32_t block = 0;
    std::int64_t longest_dm = 0;       // of a path
    std::int64_t most_lesser_cdm = 0;  // a path has less than it
  };

  /// The space must outlive the forest.
  PathForest(const LoopSpace& space, const LoopLimits& limits)
      : space_(&space),
        longest_unstretched_dm_(limits.longest_dm - limits.stretched_dm),
        labels_(space.graph.node_count()) {}

  /// Forgets all paths and closed nodes. O(1).
  void clear();
  /// Paths do not come here. REQUIRES a forest without paths, as `clear` leaves it.
  void close(NodeIndex node);
  /// REQUIRES a forest without paths and at least one root, none of them closed. O(n + m) in what lies within the
  /// bounds.
  void grow(std::span<const NodeIndex> roots, const PathWeights& weights, const Bounds& bounds, Effort& effort);

  /// Nodes with a path, nearly in the order of their weights.
  [[nodiscard]] std::span<const NodeIndex> settled() const { return settled_; }
  [[nodiscard]] bool has_path(NodeIndex node) const {
    const Label& label = labels_[node.value()];
    return label.run == run_ && label.is_settled;
  }
  /// REQUIRES has_path(node).
  [[nodiscard]] const Label& label(NodeIndex node) const { return labels_[node.value()]; }
  /// Adds the steps from the root to the node, or from the node to the root. REQUIRES has_path(node).
  void append_path_to(NodeIndex node, Cycle& steps) const;
  void append_path_from(NodeIndex node, Cycle& steps) const;

 private:
  /// The weight of the longest path within the bounds, or somewhat more. A path over ways that are stretched because
  /// they are required (required.hpp) may weigh more.
  [[nodiscard]] std::int64_t usual_weight(const PathWeights& weights, const Bounds& bounds) const;

  const LoopSpace* space_;
  std::int64_t longest_unstretched_dm_;
  std::uint32_t run_ = 0;
  std::vector<Label> labels_;
  std::vector<NodeIndex> settled_;
  BucketQueue queue_;
};

}  // namespace loopgenie
