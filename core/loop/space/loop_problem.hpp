// What a search for loops from one start is about.
#pragma once

#include <span>

#include "core/loop/space/bound.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/loop_space.hpp"

namespace loopgenie {

/// Refers to its parts, which must outlive it.
struct LoopProblem {
  const LoopSpace& space;                   // what routes are made of
  const LoopLimits& limits;                 // what makes them feasible
  std::span<const Attachment> attachments;  // where they may attach, of all blocks; least bound first

  [[nodiscard]] LoopProblem restricted_to(std::span<const Attachment> some) const { return {space, limits, some}; }
};

}  // namespace loopgenie
