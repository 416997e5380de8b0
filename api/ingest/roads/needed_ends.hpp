// Which roads the fastest ways to trailheads take, found by searches that stay near.
//
// A target is a junction that has a trailhead, or one where three or more main roads meet. Where a fastest way between
// a junction and a target passes another target, it is two fastest ways put together. So it is enough to know those
// that pass none; they are short where there are main roads.
//
// An edge is *needed at* one of its ends where a fastest way from there to a target, or from a target to there, runs
// along it and over no other target. A set of roads is *closed* when it holds all targets and, with each of its
// junctions, all edges that are needed there. A closed set holds a fastest way from each of its junctions to every
// target and back, whatever their distance, as long as no stretch of it without a target takes longer than the reach:
// the way's first edge is in the set, so its next junction is, and so on to the target.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "api/ingest/roads/road_graph.hpp"

namespace loopgenie::ingest {

/// Per edge, the ends at which it is needed: a sum of these.
using NeededEnds = std::vector<std::uint8_t>;
inline constexpr std::uint8_t kNeededAtTail = 1;
inline constexpr std::uint8_t kNeededAtHead = 2;

struct NeededRule {
  double detour = 0;   // an edge that is not main counts as longer by this share: times are within it of the least
  double reach_s = 0;  // of a search without another target
};

/// `main`: per edge, not 0 for main roads. `stops`: the trailheads' junctions. Of equally fast ways one is needed. Two
/// searches from every target, over all cores; they settle each junction from the few targets around it.
[[nodiscard]] NeededEnds find_needed_ends(const RoadGraph& roads, std::span<const std::uint8_t> main,
                                          std::span<const std::uint32_t> stops, const NeededRule& rule);

/// A closed set of roads that grows. The graph must outlive it.
class ClosedRoads {
 public:
  /// Holds the edges of `kept` and the junctions of `nodes`, with all that follows from them. O(n + m).
  ClosedRoads(const RoadGraph& roads, NeededEnds needed, std::vector<std::uint8_t> kept,
              std::span<const std::uint32_t> nodes);

  /// One more junction, with all that follows from it. All calls together O(n + m).
  void add(std::uint32_t node);

  [[nodiscard]] bool has(std::uint32_t node) const { return has_[node] != 0; }
  /// Per edge, not 0 where it is in the set.
  [[nodiscard]] const std::vector<std::uint8_t>& kept() const { return kept_; }
  /// The junctions that are not in the set, farthest from it first.
  [[nodiscard]] std::vector<std::uint32_t> junctions_off() const;

 private:
  const RoadGraph& roads_;
  NeededEnds needed_;
  std::vector<std::uint8_t> kept_;
  std::vector<std::uint8_t> has_;     // per node
  std::vector<std::uint32_t> added_;  // nodes whose edges are still to be looked at
};

}  // namespace loopgenie::ingest
