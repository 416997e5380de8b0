// Which trailheads and lengths the solver is measured on: fixed seeds, the same in every run.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie::bench {

inline constexpr std::array<double, 5> kLengthsM = {8'000, 15'000, 25'000, 40'000, 60'000};
inline constexpr std::size_t kStartCount = 20;
inline constexpr double kLoopableM = 15'000;        // a start has at least so much of it …
inline constexpr double kLoopableRadiusM = 10'000;  // … within so far along the network
inline constexpr std::uint64_t kCaseSeed = 20'250'119;

struct Starts {
  std::vector<NodeIndex> nodes;    // at most kStartCount, in the order drawn
  std::size_t eligible_count = 0;  // of how many trailheads with enough to walk
  std::size_t trailhead_count = 0;
};

/// Metres of edges on some cycle among the edges both of whose ends lie within `radius_m` of the node along the
/// network.
[[nodiscard]] double loopable_m(const Network& network, NodeIndex node, double radius_m);

/// Draws the starts. Trailheads that meet the network at the same node count once.
[[nodiscard]] Starts draw_starts(const Network& network, std::span<const Trailhead> trailheads, std::uint64_t seed);

/// A query for a hike of that length with everything else at its default. The place is of no matter to the solver.
[[nodiscard]] Query query_of(double hike_m);

}  // namespace loopgenie::bench
