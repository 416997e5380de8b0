// Closes a cycle: given the part of it that is kept, finds another way between its two ends.
//
// Two shortest-path trees grow from the ends, outside the kept part, by a weight that mixes length and lesser ground,
// and not over more lesser ground than the cycle sought may have. To somewhat beyond half of the detour is mostly
// enough. Every edge (u, v) between them is a join: out along the first tree to u, over the edge, back along the second
// tree from v. Sums along the trees give each join's whole cost in O(1); joins are tried from the cheapest on, until
// one's two tree paths turn out to be disjoint. With equal ends there is one tree, whose paths are disjoint where they
// begin with different branches, and the result is a cycle through that node.
//
// (Trees and joins: as in double-path and partial-shortest-path methods for jogging routes, Gemsa et al., SEA 2013;
// Lewis, Corcoran, Journal of Heuristics 28, 2022.)
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/loop/cycle.hpp"
#include "core/loop/effort.hpp"
#include "core/loop/loop_space.hpp"

namespace loopgenie {

class DetourSearch {
 public:
  struct Request {
    NodeIndex from;
    NodeIndex to;  // may be `from`
    std::uint32_t block = 0;
    std::span<const CycleStep> kept;      // from `to` on to `from`, in walking order; empty where the ends are equal
    std::span<const CycleStep> replaced;  // not to be found again as it is; may be empty
    std::int64_t length_weight = 10;      // a tree's weight is length·this + lesser ground
    std::int64_t depth_percent = 100;     // how far the trees grow: part of the longest detour allowed
    std::uint32_t noise_percent = 0;      // weights vary by up to this, by noise_seed and edge
    std::uint64_t noise_seed = 0;
    std::int64_t below_cdm = 0;  // only a cycle whose penalised cost is below it will do
  };
  struct Found {
    Cycle cycle;
    CycleCost cost;
  };

  /// The space must outlive the search.
  DetourSearch(const LoopSpace& space, const LoopLimits& limits);

  /// The cheapest disjoint join that was tried, if any. O((n + m) log n) in the block.
  [[nodiscard]] std::optional<Found> find(const Request& request, Effort& effort);

 private:
  struct Label {
    std::int64_t weight = 0;
    PathFigures figures;  // from the root
    NodeIndex lowest;     // on the path, root included
    NodeIndex branch;     // the path's first node after the root; the root's own: the root
    NodeIndex parent;
    EdgeIndex edge;
    bool forward = true;  // from parent to node
    bool is_settled = false;
    std::uint32_t run = 0;
  };
  struct Entry {
    std::int64_t weight;
    NodeIndex node;
  };
  struct Tree {
    std::vector<Label> labels;
    std::vector<NodeIndex> settled;
  };
  struct Join {
    std::int64_t penalised_cdm;
    NodeIndex from;
    Arc arc;
    CycleCost cost;
  };

  void grow(Tree& tree, NodeIndex root, const Request& request, std::int64_t longest_dm, std::int64_t most_lesser_cdm,
            Effort& effort);
  void collect_joins(const Request& request, const Tree& back, const PathFigures& kept, NodeIndex kept_lowest,
                     Effort& effort);
  [[nodiscard]] bool is_disjoint(const Request& request, const Tree& back, const Join& join, Effort& effort);
  [[nodiscard]] Cycle assemble(const Request& request, const Tree& back, const Join& join) const;
  [[nodiscard]] bool repeats(const Request& request, const Cycle& cycle);
  [[nodiscard]] std::int64_t weight(EdgeIndex edge, const Request& request) const;
  [[nodiscard]] bool is_blocked(NodeIndex node) const { return blocked_[node.value()] == run_; }

  const LoopSpace* space_;
  const LoopLimits* limits_;
  std::uint32_t run_ = 0;
  Tree out_;
  Tree back_;
  std::vector<std::uint32_t> blocked_;   // per node: the run it was blocked in
  std::vector<std::uint32_t> on_path_;   // per node: the mark of the join being tested
  std::vector<std::uint32_t> replaced_;  // per edge: the run it was replaced in
  std::uint32_t path_mark_ = 0;
  std::vector<Entry> heap_;
  std::vector<Join> joins_;
};

}  // namespace loopgenie
