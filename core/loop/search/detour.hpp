// Closes a cycle: given the part of it that is kept, finds another way between its two ends.
//
// Two shortest-path trees (path_forest.hpp) grow from the ends, outside the kept part. It is mostly enough that each
// grows somewhat beyond half of the longest detour, and over three quarters of the lesser ground that the cycle may
// have. Every edge (u, v) between the trees is a join: out along the first tree to u, over the edge, back along the
// second tree from v. Sums along the trees give each join's whole cost in O(1). Joins are tried from the cheapest on,
// until the two tree paths of one are disjoint. With equal ends there is one tree: its paths are disjoint where they
// begin with different branches, and the result is a cycle through that node. Cycles that leave a place too often are
// passed over (place_ends.hpp); paths keep off the places that the kept part leaves twice already.
//
// (Trees and joins: as in double-path and partial-shortest-path methods for jogging routes, Gemsa et al., SEA 2013;
// Lewis, Corcoran, Journal of Heuristics 28, 2022.)
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/loop/search/path_forest.hpp"
#include "core/loop/space/cycle.hpp"
#include "core/loop/space/effort.hpp"
#include "core/loop/space/loop_space.hpp"

namespace loopgenie {

class DetourSearch {
 public:
  struct Request {
    NodeIndex from;
    NodeIndex to;  // may be `from`
    std::uint32_t block = 0;
    std::span<const CycleStep> kept;      // from `to` on to `from`, in walking order; empty where the ends are equal
    std::span<const CycleStep> replaced;  // the part taken out, which is no answer; may be empty
    PathWeights weights;
    std::int64_t depth_percent = 100;  // how far the trees grow: part of the longest detour allowed
    std::int64_t below_cdm = 0;        // only a cycle whose penalised cost is below it will do
    EdgeIndex via = {};                // the edge to join over; invalid: any
  };
  struct Found {
    Cycle cycle;
    CycleCost cost;
  };

  /// The space must outlive the search.
  DetourSearch(const LoopSpace& space, const LoopLimits& limits);

  /// The cheapest disjoint join that was tried, if any. O(n + m + j log j) in the block, for j joins that are
  /// cheap enough.
  [[nodiscard]] std::optional<Found> find(const Request& request, Effort& effort);

 private:
  struct Join {
    std::int64_t penalised_cdm;
    NodeIndex from;
    Arc arc;
    CycleCost cost;
  };

  /// Keeps paths off the places that the kept part leaves twice already.
  void close_places(const Request& request);
  void collect_joins(const Request& request, const PathForest& back, const PathFigures& kept, NodeIndex kept_lowest,
                     Effort& effort);
  [[nodiscard]] bool is_disjoint(const Request& request, const PathForest& back, const Join& join, Effort& effort);
  [[nodiscard]] Cycle assemble(const Request& request, const PathForest& back, const Join& join) const;
  [[nodiscard]] bool repeats(const Request& request, const Cycle& cycle);

  const LoopSpace* space_;
  const LoopLimits* limits_;
  std::uint32_t run_ = 0;
  PathForest out_;
  PathForest back_;
  std::vector<std::uint32_t> on_path_;   // per node: the mark of the join being tested
  std::vector<std::uint32_t> replaced_;  // per edge: the run it was replaced in
  std::uint32_t path_mark_ = 0;
  PlaceCount places_;  // of the kept part
  std::vector<std::vector<NodeIndex>> nodes_of_place_;
  std::vector<Join> joins_;
};

}  // namespace loopgenie
