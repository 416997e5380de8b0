// The value of the tag `ele`, the height above the sea in metres, as mappers write it.
#pragma once

#include <optional>
#include <string_view>

namespace loopgenie::ingest {

/// Whole metres, by this rule; nullopt for everything else, "nan", "~1200" and lists such as "1200;1250" among it:
///   - a sign, + or -, and one number: digits, then at most one decimal part after a point or a comma ("2942.3",
///     "12,5");
///   - one digit, a point, comma or space, and three digits are thousands: "1.899" is 1899. Nobody surveys a height
///     below ten metres to the millimetre. A decimal part may follow, after the other sign: "1.899,5";
///   - then nothing, or a unit, with or without a space before it: m, metre(s), meter(s); ft, foot, feet, ' or ′ for
///   feet
///     (0.3048 m). Whether the unit is written large or small makes no difference;
///   - the height is one that ground has, from -500 to 9000 m.
[[nodiscard]] std::optional<int> parse_elevation_m(std::string_view text);

}  // namespace loopgenie::ingest
