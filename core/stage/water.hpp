// Where there is water that a walker may count on: a tap, spring or well that is neither dry at times nor tagged as not
// to be drunk, or a way along water.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/enum_names.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

/// What is known of the water at a night.
enum class NightWater : std::uint8_t {
  unknown,
  natural,  // a stream, river or lake: to be treated
  tap,      // a tap, spring or well close by, or a hut with a keeper
};
template <>
inline constexpr auto kEnumNames<NightWater> = std::to_array<std::string_view>({"unknown", "natural", "tap"});
static_assert(kLastOf<NightWater> == NightWater::tap);

class Waters {
 public:
  /// None are known.
  Waters() = default;
  /// The network must outlive it. O(n + pois · log pois).
  explicit Waters(const Network& network);

  /// Whether who walks the step comes by water: along it, or at its end. O(1).
  [[nodiscard]] bool is_on(RouteStep step) const;
  /// At a night of the network. O(log pois + those as far north).
  [[nodiscard]] NightWater at(const Poi& night) const;

 private:
  const Network* network_ = nullptr;
  std::vector<std::uint8_t> has_tap_;  // per node
  std::vector<Point> taps_;            // from south to north
};

}  // namespace loopgenie
