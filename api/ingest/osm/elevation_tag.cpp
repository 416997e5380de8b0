#include "api/ingest/osm/elevation_tag.hpp"

#include <cctype>
#include <cmath>
#include <string>

#include "api/ingest/osm/tags.hpp"

namespace loopgenie::ingest {
namespace {

constexpr double kFootM = 0.3048;
constexpr std::size_t kMostDigits = 9;  // of each part: more is no height

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// Takes the digits off the text's beginning.
std::string_view take_digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) {
    ++count;
  }
  const std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

/// Takes one of the characters off the beginning; '\0' where none of them is there with a digit behind it.
char take_separator(std::string_view& text, std::string_view characters) {
  if (text.size() < 2 || characters.find(text.front()) == std::string_view::npos || !is_digit(text[1])) {
    return '\0';
  }
  const char separator = text.front();
  text.remove_prefix(1);
  return separator;
}

/// Takes a number without a sign off the beginning.
std::optional<double> take_number(std::string_view& text) {
  std::string whole(take_digits(text));
  if (whole.empty()) {
    return std::nullopt;
  }
  std::string_view fraction;
  if (char separator = take_separator(text, "., "); separator != '\0') {
    fraction = take_digits(text);
    if (whole.size() == 1 && whole != "0" && fraction.size() == 3) {
      whole += fraction;
      fraction = {};
      if (take_separator(text, separator == '.' ? "," : separator == ',' ? "." : ".,") != '\0') {
        fraction = take_digits(text);
      }
    } else if (separator == ' ') {
      return std::nullopt;
    }
  }
  if (whole.size() > kMostDigits || fraction.size() > kMostDigits) {
    return std::nullopt;
  }
  return std::stod(whole) +
         (fraction.empty() ? 0
                           : std::stod(std::string(fraction)) * std::pow(10, -static_cast<double>(fraction.size())));
}

std::optional<double> metres_of(std::string_view unit) {
  unit.remove_prefix(unit.starts_with(' ') ? 1 : 0);
  const std::string small = lower(unit);
  if (is_one_of(small, {"", "m", "metre", "metres", "meter", "meters"})) {
    return 1;
  }
  return is_one_of(small, {"ft", "foot", "feet", "'", "\u2032"}) ? std::optional(kFootM) : std::nullopt;
}

}  // namespace

std::optional<int> parse_elevation_m(std::string_view text) {
  constexpr double kLowestM = -500;
  constexpr double kHighestM = 9000;
  const double sign = text.starts_with('-') ? -1 : 1;
  text.remove_prefix(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
  const std::optional<double> number = take_number(text);
  const std::optional<double> unit_m = metres_of(text);
  if (!number || !unit_m) {
    return std::nullopt;
  }
  const double value_m = sign * *number * *unit_m;
  return value_m >= kLowestM && value_m <= kHighestM ? std::optional(static_cast<int>(std::lround(value_m)))
                                                     : std::nullopt;
}

}  // namespace loopgenie::ingest
