#include "api/ingest/copy_rows.hpp"

#include <bit>
#include <charconv>
#include <nlohmann/json.hpp>

namespace loopgenie::ingest {
namespace {

constexpr std::uint32_t kSridFlag = 0x20000000;
constexpr std::uint32_t kSrid = 4326;
constexpr std::uint32_t kPointType = 1;
constexpr std::uint32_t kLineStringType = 2;

void append_hex(std::string& text, std::uint64_t value, int bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  for (int i = 0; i < bytes; ++i, value >>= 8U) {
    text += kDigits[(value >> 4U) & 0xfU];
    text += kDigits[value & 0xfU];
  }
}

void append_header(std::string& text, std::uint32_t type) {
  append_hex(text, 1, 1);  // little-endian
  append_hex(text, type | kSridFlag, 4);
  append_hex(text, kSrid, 4);
}

void append_point(std::string& text, Point point) {
  append_hex(text, std::bit_cast<std::uint64_t>(point.lon()), 8);
  append_hex(text, std::bit_cast<std::uint64_t>(point.lat()), 8);
}

template <typename T>
std::string number(T value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

template <typename Values, typename Write>
Field array_field(const Values& values, Write write) {
  std::string text = "{";
  for (const auto& value : values) {
    if (text.size() > 1) {
      text += ',';
    }
    text += write(value);
  }
  return {text + '}'};
}

}  // namespace

Field text_field(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      using Json = nlohmann::json;
      return {Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>()};
    }
  }
  return {std::string(text)};
}

Field integer_field(std::int64_t value) { return {number(value)}; }
Field bool_field(bool value) { return {value ? "t" : "f"}; }
Field real_field(float value) { return {number(value)}; }

Field bytes_field(std::string_view bytes) {
  std::string text = "\\x";
  text.reserve(2 + 2 * bytes.size());
  for (const char c : bytes) {
    append_hex(text, static_cast<unsigned char>(c), 1);
  }
  return {std::move(text)};
}

Field point_field(Point point) {
  std::string text;
  append_header(text, kPointType);
  append_point(text, point);
  return {std::move(text)};
}

Field line_field(std::span<const Point> points) {
  std::string text;
  append_header(text, kLineStringType);
  append_hex(text, points.size(), 4);
  for (const Point point : points) {
    append_point(text, point);
  }
  return {std::move(text)};
}

Field integers_field(std::span<const std::int64_t> values) { return array_field(values, number<std::int64_t>); }
Field integers_field(std::span<const std::uint32_t> values) { return array_field(values, number<std::uint32_t>); }

Field reals_field(std::span<const std::optional<float>> values) {
  return array_field(values, [](const std::optional<float>& value) { return value ? number(*value) : "NULL"; });
}

}  // namespace loopgenie::ingest
