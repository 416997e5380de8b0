#include "core/base/decimal.hpp"

#include <algorithm>
#include <array>
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
  std::array<char, 24> text;  // 20 digits and a point at most
  auto first = text.end();
  for (int written = 0; magnitude > 0 || written <= digits; ++written) {
    if (written == digits && digits > 0) {
      *--first = '.';
    }
    *--first = static_cast<char>('0' + magnitude % 10);
    magnitude /= 10;
  }
  out.append(first, text.end());
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
