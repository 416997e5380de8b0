#include "core/base/decimal.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace loopgenie {

void append_decimal(std::string& out, std::int64_t value, int digits) {
  assert(digits >= 0 && digits <= 18);
  std::uint64_t magnitude = static_cast<std::uint64_t>(value);
  if (value < 0) {
    out += '-';
    magnitude = 0 - magnitude;
  }
  while (digits > 0 && magnitude % 10 == 0) {
    magnitude /= 10;
    --digits;
  }
  std::string text = std::to_string(magnitude);
  const auto fraction = static_cast<std::size_t>(digits);
  if (fraction > 0) {
    if (text.size() <= fraction) {
      text.insert(0, fraction + 1 - text.size(), '0');
    }
    text.insert(text.size() - fraction, 1, '.');
  }
  out += text;
}

std::int64_t millionths(double value) {
  constexpr double kFarthest = 9e12;
  return std::llround(std::clamp(value, -kFarthest, kFarthest) * 1e6);
}

std::int64_t rounded_quotient(std::int64_t value, std::int64_t unit) {
  assert(unit > 0);
  const std::int64_t shifted = value + unit / 2;
  const std::int64_t quotient = shifted / unit;
  return quotient - (shifted % unit < 0 ? 1 : 0);
}

}  // namespace loopgenie
