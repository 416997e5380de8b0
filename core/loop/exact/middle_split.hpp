// Parts the routes of a block by where they are at half of their length.
#pragma once

#include <array>
#include <optional>

#include "core/loop/exact/walk_bound.hpp"

namespace loopgenie {

/// The routes whose middle is nearer to that of the least walk, and those whose middle is nearer to the one farthest
/// from it; what was known of all is known of both. nullopt where there are no two middles apart from each other.
/// O(m log m).
[[nodiscard]] std::optional<std::array<WalkBound, 2>> split_by_middle(const BlockGraph& block, const WalkBound& bound);

}  // namespace loopgenie
