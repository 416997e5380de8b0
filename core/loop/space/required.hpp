// Makes every route of a space go over given edges, without any phase of the solver knowing of them.
//
// Each such edge is made longer by M, more than all the space's edges of its block together, and so are the wanted
// length and its limits, by M for each. A cycle that leaves out one of the k edges is then at least M shorter than one
// that has all, and no other edges can make up for it: whatever keeps within the stretched limits goes over all of
// them, and its loss is what it was, because the length asked for grew with it. Stems stay as they are: a way asked for
// is on the cycle.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/base/ids.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/loop_space.hpp"

namespace loopgenie {

struct Stretched {
  LoopSpace space;
  LoopLimits limits;
  std::uint32_t block = 0;  // the only one with routes
};

/// nullopt where no route of the space can go over all of the source edges: one is not in it, or they lie in different
/// blocks. REQUIRES that `required` is not empty. O(space).
[[nodiscard]] std::optional<Stretched> stretched(const LoopSpace& space, const LoopLimits& limits,
                                                 std::span<const EdgeIndex> required);

}  // namespace loopgenie
