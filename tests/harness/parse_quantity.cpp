#include "tests/harness/parse_quantity.hpp"

#include <array>
#include <cctype>
#include <optional>
#include <string>

namespace loopgenie::harness {
namespace {

struct Number {
  double value = 0;
  std::string unit;  // what follows, lower case, without spaces at either end
};

bool is_space(char c) { return c == ' ' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_space(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

// Digits by hand: std::from_chars for double is missing in libc++ 14. Exact for what people type (≤ 15 digits).
std::optional<Number> parse_number(std::string_view text) {
  text = trimmed(text);
  double digits = 0;
  double scale = 1;
  std::size_t count = 0;
  bool after_dot = false;
  std::size_t i = 0;
  for (; i < text.size() && count <= 15; ++i) {
    if (is_digit(text[i])) {
      digits = digits * 10 + (text[i] - '0');
      scale = after_dot ? scale * 10 : scale;
      ++count;
    } else if (text[i] == '.' && !after_dot) {
      after_dot = true;
    } else {
      break;
    }
  }
  if (count == 0 || count > 15) {
    return std::nullopt;
  }
  Number number{digits / scale, ""};
  for (const char c : trimmed(text.substr(i))) {
    number.unit += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return number;
}

struct Unit {
  std::string_view name;
  Quantity quantity;
  double factor;
};
constexpr std::array<Unit, 6> kUnits = {{{"m", Quantity::length_m, 1},
                                         {"km", Quantity::length_m, 1000},
                                         {"mi", Quantity::length_m, kMetresPerMile},
                                         {"ft", Quantity::length_m, kMetresPerFoot},
                                         {"min", Quantity::duration_s, 60},
                                         {"h", Quantity::duration_s, 3600}}};

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

}  // namespace

Result<Measure> parse_measure(std::string_view text) {
  const std::optional<Number> number = parse_number(text);
  if (number) {
    for (const Unit& unit : kUnits) {
      if (number->unit == unit.name) {
        return Measure{unit.quantity, number->value * unit.factor};
      }
    }
  }
  return fail(
      ErrorCode::invalid_input,
      "got " + quoted(text) + ", expected a number with a unit (m, km, mi, ft, min or h), such as 20km, 12mi or 90min");
}

Result<double> parse_length_m(std::string_view text) {
  const Result<Measure> measure = parse_measure(text);
  if (measure && measure->quantity == Quantity::length_m) {
    return measure->value;
  }
  return fail(ErrorCode::invalid_input,
              "got " + quoted(text) + ", expected a length with a unit (m, km, mi or ft), such as 25km");
}

Result<double> parse_fraction(std::string_view text) {
  const std::optional<Number> number = parse_number(text);
  if (number && number->unit == "%") {
    return number->value / 100;
  }
  if (number && number->unit.empty() && number->value <= 1) {
    return number->value;
  }
  return fail(ErrorCode::invalid_input, "got " + quoted(text) + ", expected a share such as 10% or 0.1");
}

}  // namespace loopgenie::harness
