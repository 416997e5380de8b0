// Writes JSON text front to back, with the members in the order they are given and numbers in exact decimals, so that a
// document is a function of its content alone. (A tree of doubles would print 1e-7 degrees with noise digits.)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/geo/point.hpp"

namespace loopgenie {

class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& null();
  JsonWriter& boolean(bool value);
  JsonWriter& integer(std::int64_t value);
  /// value / 10^digits, see `append_decimal`.
  JsonWriter& decimal(std::int64_t value, int digits);
  /// The nearest millionth, within ±9·10¹². REQUIRES a finite value.
  JsonWriter& number(double value);
  /// Bytes that are not UTF-8 become U+FFFD.
  JsonWriter& string(std::string_view text);

  JsonWriter& integer_or_null(std::optional<std::int64_t> value);
  JsonWriter& decimal_or_null(std::optional<std::int64_t> value, int digits);
  JsonWriter& number_or_null(std::optional<double> value);
  /// "" becomes null.
  JsonWriter& string_or_null(std::string_view text);

  /// [lon, lat], or [lon, lat, elevation|null] for `position_3d`: the order of RFC 7946, in at most 7 decimals.
  JsonWriter& position(Point point);
  JsonWriter& position_3d(Point point, std::optional<int> elevation_m);

  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  void separate();

  std::string text_;
  bool needs_comma_ = false;
};

}  // namespace loopgenie
