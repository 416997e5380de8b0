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
#include "core/loop/space/pool.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/required.hpp"

namespace loopgenie {

struct TrailheadGround {
  /// What limits make of a space.
  struct Within {
    std::vector<Attachment> attachments;
    std::optional<Stretched> over_required;  // in place of space and limits, where ways are required

    [[nodiscard]] LoopProblem problem(const LoopSpace& whole, const LoopLimits& limits) const {
      return over_required ? LoopProblem{over_required->space, over_required->limits, attachments}
                           : LoopProblem{whole, limits, attachments};
    }
  };

  LoopSpace space;
  Within within;             // the survey's limits
  bool has_required = true;  // false: a way asked for is out of reach

  [[nodiscard]] LoopProblem problem(const LoopLimits& limits) const { return within.problem(space, limits); }
};

/// So many loops of a trailhead are kept.
inline constexpr std::size_t kRoutesPerTrailhead = 8;

/// Surveys the ground of many trailheads of one query.
class GroundSurvey {
 public:
  /// The network must outlive it. O(n + m).
  GroundSurvey(const Network& network, const Query& query);

  /// Near-linear in what is in reach.
  [[nodiscard]] TrailheadGround survey(NodeIndex start);
  /// What other limits make of a space of the survey's. O(space).
  [[nodiscard]] TrailheadGround::Within within(const LoopSpace& space, const LoopLimits& limits) const;

  /// A pool of as different loops as the query asks for.
  [[nodiscard]] Pool pool_for(const LoopSpace& space, std::size_t capacity, std::int64_t below_cdm) const;
  [[nodiscard]] const LoopSpaceBuilder& builder() const { return builder_; }
  /// Of cycles, LoopLimits::of_cycles().
  [[nodiscard]] const LoopLimits& limits() const { return limits_; }
  /// Status, bound and reason: no route that is not in the pool loses less than both the pool's best and
  /// `least_open_cdm`; with kNoLoss none loses less than the pool's best.
  void state(TrailheadAnswer& answer, const LoopSpace::Survey& survey, std::int64_t least_open_cdm,
             const Pool& pool) const;
  /// Why none exists without any search: a way asked for is out of reach, or the map is not whole.
  [[nodiscard]] static TrailheadAnswer without_required(bool is_whole);

 private:
  /// Why no route keeps within the limits, where that is proved.
  [[nodiscard]] WhyNoLoop why_none_exists(const LoopSpace::Survey& survey) const;

  LoopLimits limits_;
  std::int64_t max_shared_ppm_;
  LoopSpaceBuilder builder_;
  std::vector<EdgeIndex> required_;
  bool knows_all_required_ = true;
};

}  // namespace loopgenie
