#include "core/export/read_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "core/export/utf8.hpp"

namespace loopgenie {
namespace {

using Kind = JsonValue::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// x · 10^exponent. Powers up to 10^22 are doubles, so that one multiplication or division rounds once.
double scaled(double x, int exponent) {
  constexpr std::array<double, 23> kPowers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                              1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  constexpr int kLast = static_cast<int>(kPowers.size()) - 1;
  while (exponent != 0 && x != 0 && std::isfinite(x)) {
    const int step = std::min(std::abs(exponent), kLast);
    const double power = kPowers[static_cast<std::size_t>(step)];
    x = exponent > 0 ? x * power : x / power;
    exponent += exponent > 0 ? -step : step;
  }
  return x;
}

class JsonParser {
 public:
  explicit JsonParser(std::string_view text) : rest_(text) {}

  bool read_document(JsonValue& value) {
    const bool is_read = read_value(value, 0);
    skip_space();
    return is_read && rest_.empty();
  }

 private:
  void skip_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n\r"), rest_.size())); }

  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  bool take(std::string_view wanted) {
    if (rest_.substr(0, wanted.size()) != wanted) {
      return false;
    }
    rest_.remove_prefix(wanted.size());
    return true;
  }

  bool read_value(JsonValue& value, int depth) {
    skip_space();
    if (rest_.empty() || depth > kMaxJsonDepth) {
      return false;
    }
    switch (rest_.front()) {
      case '{':
        return read_object(value, depth);
      case '[':
        return read_array(value, depth);
      case '"':
        value.kind = Kind::string;
        return read_string(value.string);
      case 't':
      case 'f':
        value.kind = Kind::boolean;
        value.boolean = rest_.front() == 't';
        return take(value.boolean ? "true" : "false");
      case 'n':
        return take("null");
      default:
        value.kind = Kind::number;
        return read_number(value.number);
    }
  }

  bool read_array(JsonValue& value, int depth) {
    value.kind = Kind::array;
    take('[');
    skip_space();
    if (take(']')) {
      return true;
    }
    do {
      if (!read_value(value.items.emplace_back(), depth + 1)) {
        return false;
      }
      skip_space();
    } while (take(','));
    return take(']');
  }

  bool read_object(JsonValue& value, int depth) {
    value.kind = Kind::object;
    take('{');
    skip_space();
    if (take('}')) {
      return true;
    }
    do {
      skip_space();
      if (!read_string(value.names.emplace_back())) {
        return false;
      }
      skip_space();
      if (!take(':') || !read_value(value.items.emplace_back(), depth + 1)) {
        return false;
      }
      skip_space();
    } while (take(','));
    return take('}');
  }

  bool read_string(std::string& string) {
    if (!take('"')) {
      return false;
    }
    while (!rest_.empty()) {
      if (take('"')) {
        return true;
      }
      if (take('\\')) {
        if (!read_escape(string)) {
          return false;
        }
        continue;
      }
      const std::size_t length = utf8_sequence_length(rest_);
      if (length == 0 || static_cast<unsigned char>(rest_.front()) < 0x20) {
        return false;
      }
      string += rest_.substr(0, length);
      rest_.remove_prefix(length);
    }
    return false;
  }

  bool read_escape(std::string& string) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (take('u')) {
      return read_code_point(string);
    }
    const std::size_t at = rest_.empty() ? std::string_view::npos : kLetters.find(rest_.front());
    if (at == std::string_view::npos) {
      return false;
    }
    string += kMeanings[at];
    rest_.remove_prefix(1);
    return true;
  }

  /// After "\u": four digits, and for the first half of a surrogate pair the second.
  bool read_code_point(std::string& string) {
    std::optional<char32_t> code = read_hex();
    if (code && *code >= 0xD800 && *code < 0xDC00) {
      const std::optional<char32_t> low = take("\\u") ? read_hex() : std::nullopt;
      if (!low || *low < 0xDC00 || *low >= 0xE000) {
        return false;
      }
      code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
    } else if (!code || (*code >= 0xDC00 && *code < 0xE000)) {
      return false;
    }
    append_utf8(string, *code);
    return true;
  }

  std::optional<char32_t> read_hex() {
    constexpr std::string_view kDigits = "0123456789abcdef";
    char32_t code = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = rest_.empty() ? ' ' : rest_.front();
      const std::size_t digit = kDigits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
      if (digit == std::string_view::npos) {
        return std::nullopt;
      }
      code = code * 16 + static_cast<char32_t>(digit);
      rest_.remove_prefix(1);
    }
    return code;
  }

  bool read_number(double& number) {
    const bool is_negative = take('-');
    const bool begins_with_zero = !rest_.empty() && rest_.front() == '0';
    std::uint64_t digits = 0;
    int exponent = 0;
    const std::size_t whole = read_digits(digits, exponent);
    if (whole == 0 || (begins_with_zero && whole > 1)) {
      return false;
    }
    if (take('.')) {
      const std::size_t decimals = read_digits(digits, exponent);
      if (decimals == 0) {
        return false;
      }
      exponent -= static_cast<int>(std::min<std::size_t>(decimals, kFar));
    }
    if (take('e') || take('E')) {
      const bool is_down = !take('+') && take('-');
      std::uint64_t power = 0;
      int dropped = 0;
      if (read_digits(power, dropped) == 0) {
        return false;
      }
      const int far = dropped > 0 ? kFar : static_cast<int>(std::min<std::uint64_t>(power, kFar));
      exponent += is_down ? -far : far;
    }
    number = scaled(static_cast<double>(digits), exponent);
    number = is_negative ? -number : number;
    return std::isfinite(number);
  }

  /// Goes on with the digits before; those that no longer fit are dropped and count as powers of ten.
  std::size_t read_digits(std::uint64_t& digits, int& dropped) {
    constexpr std::uint64_t kRoom = (std::numeric_limits<std::uint64_t>::max() - 9) / 10;
    std::size_t count = 0;
    for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), ++count) {
      if (digits <= kRoom) {
        digits = digits * 10 + static_cast<std::uint64_t>(rest_.front() - '0');
      } else {
        dropped = std::min(dropped + 1, kFar);
      }
    }
    return count;
  }

  static constexpr int kFar = 1'000'000;  // a power of ten beyond all doubles

  std::string_view rest_;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
  for (std::size_t i = names.size(); i-- > 0;) {
    if (names[i] == name) {
      return &items[i];
    }
  }
  return nullptr;
}

std::optional<std::uint64_t> JsonValue::whole_number() const {
  constexpr double kLastExact = 9007199254740991.0;
  if (kind != Kind::number || number < 0 || number > kLastExact || number != std::floor(number)) {
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(number);
}

std::optional<JsonValue> read_json(std::string_view text) {
  JsonValue value;
  return JsonParser(text).read_document(value) ? std::optional(std::move(value)) : std::nullopt;
}

void write_value(JsonWriter& json, const JsonValue& value) {
  switch (value.kind) {
    case Kind::null:
      json.null();
      break;
    case Kind::boolean:
      json.boolean(value.boolean);
      break;
    case Kind::number:
      json.number(value.number);
      break;
    case Kind::string:
      json.string(value.string);
      break;
    case Kind::array:
      json.begin_array();
      for (const JsonValue& item : value.items) {
        write_value(json, item);
      }
      json.end_array();
      break;
    case Kind::object:
      json.begin_object();
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        json.key(value.names[i]);
        write_value(json, value.items[i]);
      }
      json.end_object();
      break;
  }
}

}  // namespace loopgenie
