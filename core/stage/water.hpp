// Where there is water that a walker may count on: a tap, spring or well that is neither dry at times nor tagged as not
// to be drunk, or a way along fresh water that does not fall dry: somewhere along it, not at each of its points.
#pragma once

#include <cstdint>
#include <vector>

#include "core/graph/network.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

class Waters {
 public:
  /// None are known.
  Waters() = default;
  /// The network must outlive it. O(n + pois).
  explicit Waters(const Network& network);

  /// Whether who walks the step comes by water: along it, or at its end. O(1).
  [[nodiscard]] bool is_on(RouteStep step) const;

 private:
  const Network* network_ = nullptr;
  std::vector<std::uint8_t> has_tap_;  // per node
};

}  // namespace loopgenie
