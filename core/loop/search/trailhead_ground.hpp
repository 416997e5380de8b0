// What there is to search from one start: the space of its routes, where they can attach, and the ways asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/graph/network.hpp"
#include "core/loop/space/bound.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/loop_space.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/required.hpp"

namespace loopgenie {

struct TrailheadGround {
  LoopSpace space;
  std::vector<Attachment> attachments;
  std::optional<Stretched> over_required;  // in place of space and limits, where ways are required
  bool has_required = true;                // false: a way asked for is out of reach

  [[nodiscard]] LoopProblem problem(const LoopLimits& within) const {
    return over_required ? LoopProblem{over_required->space, over_required->limits, attachments}
                         : LoopProblem{space, within, attachments};
  }
};

/// Surveys the ground of many trailheads of one query.
class GroundSurvey {
 public:
  /// The network must outlive it. O(n + m).
  GroundSurvey(const Network& network, const Query& query);

  /// Near-linear in what is in reach.
  [[nodiscard]] TrailheadGround survey(NodeIndex start);

  [[nodiscard]] const LoopSpaceBuilder& builder() const { return builder_; }
  /// Of cycles, LoopLimits::of_cycles().
  [[nodiscard]] const LoopLimits& limits() const { return limits_; }
  /// Why no route keeps within the limits, where that is proved.
  [[nodiscard]] WhyNoLoop why_none_exists(const LoopSpace::Survey& survey) const;
  /// Why none exists without any search: a way asked for is out of reach, or the map is not whole.
  [[nodiscard]] static TrailheadAnswer without_required(bool is_whole);

 private:
  LoopLimits limits_;
  LoopSpaceBuilder builder_;
  std::vector<EdgeIndex> required_;
  bool knows_all_required_ = true;
};

}  // namespace loopgenie
