// The planner's own solver on all ways that can be walked, at the import: it finds loops that LoopTree misses.
//
// Roads have their usual appeal, what is kept already is as good as a path: so the best loop has little new road.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "api/ingest/walk/way_graph.hpp"
#include "core/graph/network.hpp"
#include "core/loop/search/solve.hpp"
#include "core/loop/space/query.hpp"

namespace loopgenie::ingest {

class LoopSolver {
 public:
  /// `kept`: per edge, not 0 where it is kept already. Looks for hikes of `hike_m`.
  LoopSolver(const OsmSource& source, const WayGraph& ways, std::span<const std::uint8_t> kept, double hike_m);

  /// The edge is kept from now on.
  void keep(std::uint32_t edge);

  /// The edges of the loop found that needs the fewest metres of new road; none where none was found.
  [[nodiscard]] std::vector<std::uint32_t> loop_from(std::uint32_t start, std::span<const std::uint8_t> kept);

 private:
  Query query_;
  Network network_;
  std::optional<TrailheadSolver> solver_;  // of the network as it is now; made when it is first needed
};

}  // namespace loopgenie::ingest
