// In what a query measures walks: in metres of way, or in seconds of walking.
//
// The solver knows edges by whole lengths alone, in tenths of that unit: decimetres, or tenths of a second. Its names
// end with `_dm` for either. A second of walking is a little more than a metre, so what holds of the size of numbers
// holds in both.
//
// The time of an edge is the mean of both directions' walking times (hiking_time.hpp), so that what a cycle costs does
// not depend on the direction. It is rounded up to the tenth: no edge takes less than the formula says, and how far a
// time reaches is bounded by the fastest pace.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/base/enum_names.hpp"
#include "core/cost/hiking_time.hpp"
#include "core/graph/network.hpp"

namespace loopgenie {

enum class LengthUnit : std::uint8_t { metre, second };

struct Measure {
  LengthUnit unit = LengthUnit::metre;
  Pace pace;

  /// Tenths of the unit. An edge of unknown climb is flat here. O(1).
  [[nodiscard]] std::uint32_t length(const Network& network, EdgeIndex edge) const;
  /// How far a pair of chains runs side by side, in tenths of the unit. Metres count in proportion to the time that
  /// their chain takes, by the chain of which that is less. O(edges of both chains).
  [[nodiscard]] std::uint32_t beside(const Network& network, const Beside& pair) const;
};

/// The walking time of an edge in one direction, flat where its climb is unknown.
[[nodiscard]] double walking_time_s(const Network& network, EdgeIndex edge, bool forward, const Pace& pace);

}  // namespace loopgenie
