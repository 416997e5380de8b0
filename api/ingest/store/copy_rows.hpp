// Rows as COPY … (FORMAT BINARY) takes them (PostgreSQL's manual, COPY, "Binary Format"): each field in the binary form
// of its column's type. The types must be exactly the columns'. Geometry goes as EWKB (PostGIS, "Extended WKB"),
// little-endian, SRID 4326, x = longitude.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/geo/point.hpp"

namespace loopgenie::ingest {

/// Bytes that are not UTF-8 become U+FFFD: Postgres refuses them.
[[nodiscard]] std::string valid_utf8(std::string_view text);

class CopyRows {
 public:
  /// REQUIRES that as many fields follow. They are named after their columns' types.
  CopyRows& row(std::size_t fields);

  CopyRows& null();
  CopyRows& boolean(bool value);
  CopyRows& smallint(std::int64_t value);  // throws std::range_error where it does not fit, as does integer
  CopyRows& integer(std::int64_t value);
  CopyRows& bigint(std::int64_t value);
  CopyRows& real(float value);
  CopyRows& text(std::string_view value);  // see valid_utf8
  CopyRows& bytea(std::string_view value);
  CopyRows& point(Point value);
  CopyRows& line(std::span<const Point> value);
  CopyRows& integers(std::span<const std::uint32_t> values);
  CopyRows& reals(std::span<const std::optional<float>> values);

  /// The value as `write`, one of the above, writes it.
  template <typename T, typename Field>
  CopyRows& nullable(const std::optional<T>& value, CopyRows& (CopyRows::*write)(Field)) {
    return value ? (this->*write)(static_cast<Field>(*value)) : null();
  }

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

 private:
  std::string bytes_;
};

}  // namespace loopgenie::ingest
