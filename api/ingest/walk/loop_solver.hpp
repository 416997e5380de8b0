// The planner's own solver on all ways that can be walked, at the import: it finds loops that LoopTree misses.
//
// Roads have their usual appeal, what is kept already is as good as a path: so the best loop has little new road. Each
// search sees the ways that a loop from its start can use, those within half of the longest loop, and no others: what
// it costs does not grow with the region.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "api/ingest/walk/bounded_search.hpp"
#include "api/ingest/walk/way_graph.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"

namespace loopgenie::ingest {

class LoopSolver {
 public:
  /// Looks for hikes of `hike_m`. Source and ways must outlive the solver. O(n + m).
  LoopSolver(const OsmSource& source, const WayGraph& ways, double hike_m);

  /// The edges of the loop found that needs the fewest metres of new road; none where none was found. `kept`: per edge,
  /// not 0 where it is kept already.
  [[nodiscard]] std::vector<std::uint32_t> loop_from(std::uint32_t start, std::span<const std::uint8_t> kept);

 private:
  /// What is in reach of the start, in the order of the ways' graph.
  void look_around(std::uint32_t start);
  [[nodiscard]] Network network_around(std::span<const std::uint8_t> kept) const;
  [[nodiscard]] std::uint32_t near_index(std::uint32_t node) const;

  const OsmSource& source_;
  const WayGraph& ways_;
  Query query_;
  std::vector<std::uint8_t> all_;  // edges
  BoundedSearch search_;
  std::vector<std::uint32_t> near_nodes_;  // ascending
  std::vector<std::uint32_t> near_edges_;  // ascending: those with both ends near
};

}  // namespace loopgenie::ingest
