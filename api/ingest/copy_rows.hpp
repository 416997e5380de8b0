// Rows for COPY … FROM STDIN in text form: each value as Postgres reads it, NULL kept apart from "". Geometry goes as
// hexadecimal EWKB (PostGIS, "Extended WKB"), little-endian, SRID 4326, x = longitude.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <pqxx/strconv>
#include <pqxx/stream_to>
#include <pqxx/transaction_base>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/geo/point.hpp"

namespace loopgenie::ingest {

struct Field {
  std::string text;
  bool is_null = false;
};

/// Bytes that are not UTF-8 become U+FFFD: Postgres refuses them.
[[nodiscard]] Field text_field(std::string_view text);
[[nodiscard]] Field integer_field(std::int64_t value);
[[nodiscard]] Field bool_field(bool value);
[[nodiscard]] Field real_field(float value);
[[nodiscard]] Field bytes_field(std::string_view bytes);
[[nodiscard]] Field point_field(Point point);
[[nodiscard]] Field line_field(std::span<const Point> points);
[[nodiscard]] Field integers_field(std::span<const std::int64_t> values);
[[nodiscard]] Field integers_field(std::span<const std::uint32_t> values);
[[nodiscard]] Field reals_field(std::span<const std::optional<float>> values);

template <typename T, typename Make>
[[nodiscard]] Field nullable(const std::optional<T>& value, Make make) {
  return value ? make(*value) : Field{"", true};
}

template <std::size_t N>
using Row = std::array<Field, N>;

}  // namespace loopgenie::ingest

namespace pqxx {
template <>
struct string_traits<loopgenie::ingest::Field> {
  static constexpr const char* name() noexcept { return "field"; }
  static constexpr bool has_null() noexcept { return true; }
  static bool is_null(const loopgenie::ingest::Field& field) { return field.is_null; }
  static std::string to_string(const loopgenie::ingest::Field& field) { return field.text; }
};
}  // namespace pqxx
