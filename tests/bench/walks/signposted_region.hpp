// A region as the importer makes it, but with all ways of its signposted round walks in the walk network: some lead
// along streets that the importer leaves out, and could not be measured there; some along main roads without a
// pavement, which it holds to be no ways for walkers at all.
#pragma once

#include <string>

#include "core/base/result.hpp"
#include "tests/bench/solver/networks.hpp"
#include "tests/bench/walks/hiking_relations.hpp"

namespace loopgenie::bench {

struct SignpostedRegion {
  HikingRelations relations;
  Region region;
  double added_km = 0;  // of ways that the importer leaves out
};

/// Of the hiking relations those count that close (closed_walk.hpp) on all ways that may be walked and the main roads
/// that hiking routes lead along, gaps and all, with a length within the limits.
[[nodiscard]] Result<SignpostedRegion> read_signposted_region(const std::string& name, const std::string& folder,
                                                              const std::string& osm_file, const std::string& dem_file,
                                                              double shortest_m, double longest_m);

}  // namespace loopgenie::bench
