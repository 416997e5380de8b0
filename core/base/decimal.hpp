// Exact decimal text of scaled integers: the same characters on every platform, no floating point on the way.
#pragma once

#include <cstdint>
#include <string>

namespace loopgenie {

inline constexpr std::int64_t kDmPerMetre = 10;

/// Appends value / 10^digits in its shortest decimal form: (425063000, 7) → "42.5063", (-5, 1) → "-0.5", (20, 1) → "2".
/// REQUIRES 0 ≤ digits ≤ 18.
void append_decimal(std::string& out, std::int64_t value, int digits);

/// The value in millionths, to the nearest, and within ±9·10¹² of the value's unit. REQUIRES a finite value.
[[nodiscard]] std::int64_t millionths(double value);

/// value / unit to the nearest whole number, halves upward. REQUIRES unit > 0.
[[nodiscard]] std::int64_t rounded_quotient(std::int64_t value, std::int64_t unit);

}  // namespace loopgenie
