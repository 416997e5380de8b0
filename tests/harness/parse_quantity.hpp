// What a person types: "20km", "12 mi", "800 m", "90min", "1.5h", "10%". A number (with a dot; no sign, no exponent),
// optional spaces, a unit. Errors say what was got and what was expected.
#pragma once

#include <string_view>

#include "core/base/result.hpp"

namespace loopgenie::harness {

inline constexpr double kMetresPerMile = 1609.344;  // international mile
inline constexpr double kMetresPerFoot = 0.3048;    // international foot

enum class Quantity { length_m, duration_s };
struct Measure {
  Quantity quantity = Quantity::length_m;
  double value = 0;  // metres or seconds
};

/// Units m, km, mi, ft (lengths) and min, h (durations), in any letter case.
[[nodiscard]] Result<Measure> parse_measure(std::string_view text);
/// Only lengths: "25km".
[[nodiscard]] Result<double> parse_length_m(std::string_view text);
/// "10%" or "0.1" → 0.1.
[[nodiscard]] Result<double> parse_fraction(std::string_view text);

}  // namespace loopgenie::harness
