// Changes a cycle by one chord: a path outside it between two of its nodes, in place of one of the two parts between
// them.
//
// One forest of shortest paths grows from all of the cycle's nodes at once, so that every node outside belongs to the
// nearest of them. Every edge between the trees of two nodes closes a chord, whose halves are disjoint because the
// trees are; sums along trees and cycle give the whole cost of both changes in O(1). So one forest tries the short
// chords of all pairs of nodes at once, where detour.hpp tries many paths of one pair.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/loop/search/detour.hpp"
#include "core/loop/search/path_forest.hpp"
#include "core/loop/space/cycle.hpp"
#include "core/loop/space/effort.hpp"
#include "core/loop/space/loop_space.hpp"

namespace loopgenie {

class ChordSearch {
 public:
  struct Request {
    PathWeights weights;
    std::int64_t longest_half_dm = 0;  // how far the trees grow
    std::int64_t below_cdm = 0;        // only a cycle whose penalised cost is below it will do
  };
  using Found = DetourSearch::Found;

  /// The space must outlive the search.
  ChordSearch(const LoopSpace& space, const LoopLimits& limits);

  /// The cheapest change of the cycle by one of the forest's chords, if any is cheap enough. O(n + m) in what
  /// lies so near to the cycle, and O(c log c) for its c steps.
  [[nodiscard]] std::optional<Found> find(const Cycle& cycle, const Request& request, Effort& effort);

 private:
  struct Change {
    CycleCost cost;
    NodeIndex from;  // the edge's end in the tree of the earlier node of the cycle
    Arc over;
    bool is_inner = true;  // replaces the part from the earlier to the later node; else all the rest
  };

  void set_cycle(const Cycle& cycle);
  void collect_changes(const Request& request, Effort& effort);
  void offer(const Request& request, const Change& change);
  [[nodiscard]] std::uint32_t position(NodeIndex node) const { return position_[forest_.label(node).branch.value()]; }
  [[nodiscard]] NodeIndex lowest_between(std::uint32_t first, std::uint32_t last) const;
  [[nodiscard]] Cycle assemble(const Change& change) const;

  const LoopSpace* space_;
  const LoopLimits* limits_;
  std::uint32_t run_ = 0;
  Cycle cycle_;  // from its lowest node on
  std::vector<NodeIndex> nodes_;
  std::vector<PathFigures> until_;  // per position, and one more: from the first node to it
  // The lowest node of every 2^k positions in a row, for lowest_between: a row for each k, an entry for each position
  // that the 2^k begin at.
  std::vector<NodeIndex> lowest_;
  std::vector<std::uint32_t> position_;  // per node of the cycle
  std::vector<std::uint32_t> on_cycle_;  // per edge: the run it was on the cycle in
  PathForest forest_;
  std::optional<Change> cheapest_;
};

}  // namespace loopgenie
