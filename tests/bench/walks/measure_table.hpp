// Many walks' measures as a table: for each measure the median, and what nine in ten keep.
#pragma once

#include <string>
#include <vector>

#include "tests/bench/walks/measures.hpp"

namespace loopgenie::bench {

struct WalkGroup {
  std::string name;
  std::vector<WalkMeasures> walks;
};

/// "Nine in ten" is the value that nine of ten walks are no worse than: not above it, or not below it where more of a
/// thing is better. For each group two columns; a group without walks has none to say.
void print_measures(const std::vector<WalkGroup>& groups);

}  // namespace loopgenie::bench
