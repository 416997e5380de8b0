// The rows of the benchmark's table. Each function measures, prints its own table, and returns its verdicts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "tests/bench/solver/measure.hpp"
#include "tests/bench/solver/networks.hpp"
#include "tests/bench/solver/table.hpp"

namespace loopgenie::bench {

struct Bench {
  std::vector<Region> regions;
  std::vector<Network> trail_networks;  // of the regions, in their order
  std::vector<Suite> suites;
  std::vector<Case> cases;
  double steps_per_s = 0;
  bool counts_steps_alone = false;  // whatever time they take
  unsigned threads = 2;
  double settle_s = 2;  // per trailhead
  double long_s = 4;    // for the best known
  double range_s = 15;  // per query over many trailheads
  std::size_t range_places = 20;
  bool detail = false;

  // Filled by settled_row, per case.
  std::vector<Run> settled;

  [[nodiscard]] Limit limit(double cpu_s) const {
    return {counts_steps_alone ? std::numeric_limits<double>::infinity() : cpu_s,
            static_cast<std::uint64_t>(cpu_s * steps_per_s)};
  }
  [[nodiscard]] const Network& network(const Case& a_case) const { return *suites[a_case.suite].network; }
};

/// Settled, proved, the gap of the rest, the memory, and that every answer is true.
[[nodiscard]] std::vector<Verdict> settled_rows(Bench& bench);

/// What 150 ms find against the best that any run found. To be called last.
[[nodiscard]] std::vector<Verdict> quick_rows(Bench& bench);

[[nodiscard]] std::vector<Verdict> first_rows(Bench& bench);

/// The double path and the circle waypoints.
[[nodiscard]] std::vector<Verdict> peer_rows(Bench& bench);

/// The first Loop Genie.
[[nodiscard]] std::vector<Verdict> milp_rows(Bench& bench);

/// One query over all trailheads in range, from many places and from all of Andorra.
[[nodiscard]] std::vector<Verdict> range_rows(Bench& bench);

/// Time and memory against the wanted length and against the size of the region.
[[nodiscard]] std::vector<Verdict> growth_rows(Bench& bench);

[[nodiscard]] std::vector<Verdict> determinism_rows(Bench& bench);

/// The time of the smallest effort, doubled from a small one, that gives a route; nullopt if none does in the time of a
/// trailhead.
[[nodiscard]] std::optional<double> time_to_first_route(const Bench& bench, const Network& network, NodeIndex start,
                                                        double hike_m);

}  // namespace loopgenie::bench
