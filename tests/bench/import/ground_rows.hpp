// What the ground costs: an import with map and relief beside the same import without, in turn; and how many bytes they
// have, by layer and zoom.
#pragma once

#include "tests/bench/real_region.hpp"

namespace loopgenie::bench {

/// Prints two tables of Markdown: medians of so many runs, and the tiles of the last one.
void print_ground(const RealRegion& region, int times);

}  // namespace loopgenie::bench
