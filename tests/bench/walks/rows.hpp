// The tables of `./loopgenie bench walks`. Each function measures and prints its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace loopgenie::bench {

struct WalkBench {
  struct Ground {
    std::string name;
    std::string folder;  // of its files
    std::string osm_file;
    std::string dem_file;
    double shortest_m = 0;  // of the signposted walks that count
    double longest_m = 0;
  };
  std::vector<Ground> grounds;
  unsigned threads = 2;
  std::uint64_t effort = 0;  // per start, beside a signposted walk
  std::size_t places = 0;    // of each region, for the lengths
  bool detail = false;
  bool quick = false;
};

/// The walks that people signpost beside those that the solver finds from a junction of theirs, of their length.
[[nodiscard]] Result<void> signposted_rows(const WalkBench& bench);

/// How long the first answers of plans are beside the length asked for.
[[nodiscard]] Result<void> length_rows(const WalkBench& bench);

}  // namespace loopgenie::bench
