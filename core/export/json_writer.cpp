#include "core/export/json_writer.hpp"

#include <cassert>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/export/decimal.hpp"

namespace loopgenie {
namespace {

std::string quoted(std::string_view text) {
  using Json = nlohmann::json;
  return Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
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
  text_ += quoted(name);
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
  assert(std::isfinite(value));
  constexpr double kExactIntegers = 9007199254740992.0;  // 2⁵³
  if (std::abs(value) < kExactIntegers && value == std::floor(value)) {
    return integer(static_cast<std::int64_t>(value));
  }
  separate();
  text_ += nlohmann::json(value).dump();
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  text_ += quoted(text);
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
