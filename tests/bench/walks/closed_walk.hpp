// Makes a closed walk of the members of a hiking relation, which may come in any order and have gaps.
//
// Pieces are joined first, where a loose end of one comes near another. The walk is then the shortest closed one that
// goes over all of it: where an odd number of members meets (a dead end, the
// foot of a stem, the edge of a gap), the members' own ways are walked again, or a gap is crossed on other ways of the
// network. Ways that are no members count kGapPrice times their length in that choice, so that a stem is walked back
// and not left by another way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/graph/network.hpp"
#include "tests/bench/walks/walk.hpp"

namespace loopgenie::bench {

inline constexpr std::uint32_t kGapPrice = 10;
inline constexpr std::size_t kMaxOddNodes = 22;

inline constexpr double kMaxJointM = 2'000;  // pieces farther apart are not joined

// A walk is closed by its members if …
inline constexpr double kMaxGapM = 500;         // … no gap is crossed by more than so much …
inline constexpr double kMaxGapShare = 0.10;    // … all of them are no more than this share of it …
inline constexpr double kMaxTwiceShare = 0.30;  // … and no more than this share is walked a second time.

struct ClosedWalk {
  Walk walk;
  double gap_m = 0;  // on ways that are no members
  double longest_gap_m = 0;
};

/// Why there is none is said in `why_not`, with the longest of the gaps that were crossed.
struct WalkAssembly {
  std::optional<ClosedWalk> closed;
  std::string why_not;
  double longest_gap_m = 0;
};

/// The members in any order; the walk does not depend on it. O(k²·(n + m) log n + k²·2ᵏ) with k loose ends.
[[nodiscard]] WalkAssembly assemble_walk(const Network& network, std::span<const EdgeIndex> members);

}  // namespace loopgenie::bench
