// How good a metre of a way is to walk, and whether it may be walked at all.
//
// The appeal q is in hundredths, 0 to 100: a base by class, plus and minus what else is known, clamped. The tables are
// in appeal.cpp, one line per fact. They are a judgement, not a measurement: a marked hiking path at a stream is 100, a
// track about 75, a street 25, a main road 5 or less. Only ratios matter to the solver: a route's loss counts
// (100 − q) hundredths of each of its metres.
#pragma once

#include <cstdint>

#include "core/graph/attributes.hpp"

namespace loopgenie {

inline constexpr int kPerfectAppeal = 100;

/// q·100 in 0…100.
[[nodiscard]] std::uint8_t appeal_hundredths(const EdgeAttributes& attributes);

/// What a hiker excludes altogether.
struct WayLimits {
  SacScale max_sac_scale = SacScale::ungraded;  // ungraded: no limit
  bool avoid_roads = false;                     // leave out secondary and primary roads
};

/// False for via ferratas, always; for grades above the limit (an ungraded way passes: nothing is known against it);
/// for main roads where they are to be avoided; and for ways that are one-way on foot, which are rare and cannot serve
/// a stem that is walked both ways.
[[nodiscard]] bool is_allowed(const EdgeAttributes& attributes, const WayLimits& limits);

}  // namespace loopgenie
