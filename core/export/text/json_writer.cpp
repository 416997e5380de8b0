#include "core/export/text/json_writer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/decimal.hpp"
#include "core/export/text/utf8.hpp"

namespace loopgenie {
namespace {

/// Stands for itself between quotes, in one byte.
bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
}

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  while (true) {
    const auto plain = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_plain) - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) {
      break;
    }
    const std::size_t length = utf8_sequence_length(text);
    const std::string_view sequence = text.substr(0, length == 0 ? 1 : length);
    const auto first = static_cast<unsigned char>(text.front());
    text.remove_prefix(sequence.size());
    if (length == 0) {
      out += kReplacementCharacter;
    } else if (first < 0x20) {
      out += "\\u00";
      out += kHex[first >> 4U];
      out += kHex[first & 15U];
    } else {
      out += first == '"' || first == '\\' ? "\\" : "";
      out += sequence;
    }
  }
  out += '"';
}

}  // namespace

void JsonWriter::separate() {
  if (needs_comma_) {
    text_ += ',';
  }
  needs_comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  text_ += '{';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  text_ += '}';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  text_ += '[';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  text_ += ']';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_quoted(text_, name);
  text_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  text_ += "null";
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  text_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) { return decimal(value, 0); }

JsonWriter& JsonWriter::decimal(std::int64_t value, int digits) {
  separate();
  append_decimal(text_, value, digits);
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  // Between these, millionths do not fit into 64 bits, but whole numbers do.
  constexpr double kMostWithDecimals = 1e12;
  constexpr double kMostWhole = 9e18;
  const bool is_large = std::abs(value) >= kMostWithDecimals && std::abs(value) < kMostWhole;
  return is_large ? integer(std::llround(value)) : decimal(millionths(value), 6);
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  append_quoted(text_, text);
  return *this;
}

JsonWriter& JsonWriter::integer_or_null(std::optional<std::int64_t> value) { return value ? integer(*value) : null(); }

JsonWriter& JsonWriter::decimal_or_null(std::optional<std::int64_t> value, int digits) {
  return value ? decimal(*value, digits) : null();
}

JsonWriter& JsonWriter::number_or_null(std::optional<double> value) { return value ? number(*value) : null(); }

JsonWriter& JsonWriter::string_or_null(std::string_view text) { return text.empty() ? null() : string(text); }

JsonWriter& JsonWriter::position(Point point) {
  begin_array();
  decimal(point.lon_e7, kDegreeDigits).decimal(point.lat_e7, kDegreeDigits);
  return end_array();
}

JsonWriter& JsonWriter::position_3d(Point point, std::optional<int> elevation_m) {
  begin_array();
  decimal(point.lon_e7, kDegreeDigits).decimal(point.lat_e7, kDegreeDigits);
  if (elevation_m) {
    integer(*elevation_m);
  } else {
    null();
  }
  return end_array();
}

}  // namespace loopgenie
