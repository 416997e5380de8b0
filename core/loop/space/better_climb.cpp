#include "core/loop/space/better_climb.hpp"

#include <algorithm>

namespace loopgenie {

std::int64_t ascent_in_better_direction_dm(const Network& network, std::span<const RouteStep> steps) {
  std::int64_t up_dm = 0;
  std::int64_t down_dm = 0;
  for (const RouteStep& step : steps) {
    const Climb climb = network.climb[step.edge.value()].value_or(Climb{});
    up_dm += step.forward ? climb.ascent_dm : climb.descent_dm;
    down_dm += step.forward ? climb.descent_dm : climb.ascent_dm;
  }
  return std::min(up_dm, down_dm);
}

}  // namespace loopgenie
