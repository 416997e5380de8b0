#include "api/ingest/store/copy_rows.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace loopgenie::ingest {
namespace {

constexpr std::uint32_t kSridFlag = 0x20000000;
constexpr std::uint32_t kSrid = 4326;
constexpr std::uint32_t kPointType = 1;
constexpr std::uint32_t kLineStringType = 2;
constexpr std::size_t kWkbHeadBytes = 1 + 4 + 4;
constexpr std::size_t kWkbPointBytes = 16;

// The elements' types: pg_type.dat of PostgreSQL.
constexpr std::uint32_t kInt4Oid = 23;
constexpr std::uint32_t kFloat4Oid = 700;

constexpr std::uint32_t kNull = 0xffffffff;

template <std::unsigned_integral T>
void append_big_endian(std::string& bytes, T value) {
  std::array<char, sizeof(T)> buffer{};
  std::size_t shift = 8 * sizeof(T);
  for (char& byte : buffer) {
    shift -= 8;
    byte = static_cast<char>(value >> shift & 0xffU);
  }
  bytes.append(buffer.data(), buffer.size());
}

template <std::unsigned_integral T>
void append_little_endian(std::string& bytes, T value) {
  std::array<char, sizeof(T)> buffer{};
  for (std::size_t i = 0; i < buffer.size(); ++i) {
    buffer[i] = static_cast<char>(value >> 8 * i & 0xffU);
  }
  bytes.append(buffer.data(), buffer.size());
}

void append_size(std::string& bytes, std::size_t size) { append_big_endian(bytes, static_cast<std::uint32_t>(size)); }

template <std::unsigned_integral T>
void append_field(std::string& bytes, T value) {
  append_size(bytes, sizeof(T));
  append_big_endian(bytes, value);
}

template <std::signed_integral T>
void append_integer(std::string& bytes, std::int64_t value) {
  if (!std::in_range<T>(value)) {
    throw std::range_error(std::to_string(value) + " does not fit a database's integer of " +
                           std::to_string(sizeof(T)) + " bytes");
  }
  append_field(bytes, static_cast<std::make_unsigned_t<T>>(value));
}

void append_wkb_head(std::string& bytes, std::uint32_t type) {
  bytes += '\1';  // little-endian
  append_little_endian(bytes, type | kSridFlag);
  append_little_endian(bytes, kSrid);
}

void append_wkb_point(std::string& bytes, Point point) {
  append_little_endian(bytes, std::bit_cast<std::uint64_t>(point.lon()));
  append_little_endian(bytes, std::bit_cast<std::uint64_t>(point.lat()));
}

/// One dimension, from 1; an array without elements has none.
template <typename Values, typename Append>
void append_array(std::string& bytes, std::uint32_t element_oid, const Values& values, Append append) {
  const std::size_t at = bytes.size();
  append_size(bytes, 0);
  append_big_endian(bytes, std::uint32_t{values.empty() ? 0U : 1U});
  append_big_endian(bytes, std::uint32_t{0});  // nulls or not: Postgres looks for itself
  append_big_endian(bytes, element_oid);
  if (!values.empty()) {
    append_size(bytes, values.size());
    append_big_endian(bytes, std::uint32_t{1});
  }
  for (const auto& value : values) {
    append(value);
  }
  std::string size;
  append_size(size, bytes.size() - at - sizeof(std::uint32_t));
  bytes.replace(at, size.size(), size);
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  using Json = nlohmann::json;
  return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>();
}

CopyRows& CopyRows::row(std::size_t fields) {
  append_big_endian(bytes_, static_cast<std::uint16_t>(fields));
  return *this;
}

CopyRows& CopyRows::null() {
  append_big_endian(bytes_, kNull);
  return *this;
}

CopyRows& CopyRows::boolean(bool value) {
  append_size(bytes_, 1);
  bytes_ += value ? '\1' : '\0';
  return *this;
}

CopyRows& CopyRows::smallint(std::int64_t value) {
  append_integer<std::int16_t>(bytes_, value);
  return *this;
}

CopyRows& CopyRows::integer(std::int64_t value) {
  append_integer<std::int32_t>(bytes_, value);
  return *this;
}

CopyRows& CopyRows::bigint(std::int64_t value) {
  append_integer<std::int64_t>(bytes_, value);
  return *this;
}

CopyRows& CopyRows::real(float value) {
  append_field(bytes_, std::bit_cast<std::uint32_t>(value));
  return *this;
}

CopyRows& CopyRows::text(std::string_view value) {
  const bool ascii =
      std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? bytea(value) : bytea(valid_utf8(value));
}

CopyRows& CopyRows::bytea(std::string_view value) {
  append_size(bytes_, value.size());
  bytes_ += value;
  return *this;
}

CopyRows& CopyRows::point(Point value) {
  append_size(bytes_, kWkbHeadBytes + kWkbPointBytes);
  append_wkb_head(bytes_, kPointType);
  append_wkb_point(bytes_, value);
  return *this;
}

CopyRows& CopyRows::line(std::span<const Point> value) {
  append_size(bytes_, kWkbHeadBytes + sizeof(std::uint32_t) + kWkbPointBytes * value.size());
  append_wkb_head(bytes_, kLineStringType);
  append_little_endian(bytes_, static_cast<std::uint32_t>(value.size()));
  for (const Point point : value) {
    append_wkb_point(bytes_, point);
  }
  return *this;
}

CopyRows& CopyRows::integers(std::span<const std::uint32_t> values) {
  append_array(bytes_, kInt4Oid, values, [&](std::uint32_t value) { integer(value); });
  return *this;
}

CopyRows& CopyRows::reals(std::span<const std::optional<float>> values) {
  append_array(bytes_, kFloat4Oid, values,
               [&](const std::optional<float>& value) { nullable(value, &CopyRows::real); });
  return *this;
}

}  // namespace loopgenie::ingest
