// A query's limits and losses in whole numbers: the only place where its real numbers are rounded.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>

#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

struct LoopLimits {
  std::int64_t wanted_dm = 0;    // L
  std::int64_t shortest_dm = 0;  // |D − L| ≤ εL
  std::int64_t longest_dm = 0;
  std::int64_t retrace_ppm = 0;  // R ≤ ρD
  std::int64_t access_dm = 0;
  std::int64_t max_ascent_dm = std::numeric_limits<std::int64_t>::max();
  std::int64_t stretched_dm = 0;  // added to all lengths of a route, see required.hpp

  [[nodiscard]] static LoopLimits of(const Query& query);

  /// The longest stem any feasible route can have.
  [[nodiscard]] std::int64_t longest_stem_dm() const { return longest_retraced_dm(longest_dm); }
  [[nodiscard]] std::int64_t longest_retraced_dm(std::int64_t route_dm) const {
    return retrace_ppm * (route_dm - stretched_dm) / kMillion;
  }
  /// The shortest route with a stem of this length, one way, by the tolerance and by R ≤ ρD; nullopt where no route may
  /// have such a stem.
  [[nodiscard]] std::optional<std::int64_t> shortest_dm_with(std::int64_t stem_dm) const {
    if (stem_dm == 0) {
      return shortest_dm;
    }
    return retrace_ppm == 0
               ? std::nullopt
               : std::optional(std::max(shortest_dm, (stem_dm * kMillion + retrace_ppm - 1) / retrace_ppm));
  }
  [[nodiscard]] bool allows(std::int64_t route_dm, std::int64_t retraced_dm, std::int64_t ascent_dm) const {
    return route_dm >= shortest_dm && route_dm <= longest_dm &&
           retraced_dm * kMillion <= retrace_ppm * (route_dm - stretched_dm) && ascent_dm <= max_ascent_dm;
  }
  [[nodiscard]] Loss loss(std::int64_t route_dm, std::int64_t retraced_dm, std::int64_t lesser_cdm) const {
    return {kOffLengthWeight * std::abs(route_dm - wanted_dm) * kCdmPerDm, kRetraceWeight * retraced_dm * kCdmPerDm,
            lesser_cdm};
  }

  static constexpr std::int64_t kMillion = 1'000'000;
};

}  // namespace loopgenie
