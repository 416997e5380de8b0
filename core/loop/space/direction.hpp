// The eight directions in which a walker may want to go.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/base/enum_names.hpp"

namespace loopgenie {

enum class Direction : std::uint8_t { north, northeast, east, southeast, south, southwest, west, northwest };
template <>
inline constexpr auto kEnumNames<Direction> = std::to_array<std::string_view>({"N", "NE", "E", "SE", "S", "SW", "W",
                                                                               "NW"});
static_assert(kLastOf<Direction> == Direction::northwest);

}  // namespace loopgenie
