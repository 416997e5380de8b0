#include "core/tile/columns.hpp"

#include <algorithm>
#include <cassert>
#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>

namespace loopgenie {
namespace {

constexpr std::int64_t kMaxLatE7 = 90LL * kE7PerDegree;
constexpr std::int64_t kMaxLonE7 = 180LL * kE7PerDegree;
constexpr std::uint32_t kStringsField = 16;

}  // namespace

std::uint32_t ElevationCoder::encode(std::int16_t raw_m) {
  if (raw_m == Vertex::kUnknownElevation) {
    return 0;
  }
  const std::uint32_t code = 1 + zigzag(raw_m - last_m_);
  last_m_ = raw_m;
  return code;
}

bool ElevationCoder::decode(std::uint32_t code, std::int16_t& raw_m) {
  if (code == 0) {
    raw_m = Vertex::kUnknownElevation;
    return true;
  }
  const std::int64_t value = std::int64_t{last_m_} + unzigzag(code - 1);
  if (value <= Vertex::kUnknownElevation || value > std::numeric_limits<std::int16_t>::max()) {
    return false;
  }
  raw_m = static_cast<std::int16_t>(value);
  last_m_ = raw_m;
  return true;
}

void PointCoder::encode(Point point, std::vector<std::int64_t>& lat, std::vector<std::int64_t>& lon) {
  assert(point.lat_e7 % e7_per_unit_ == 0 && point.lon_e7 % e7_per_unit_ == 0);
  const std::int64_t lat_units = point.lat_e7 / e7_per_unit_;
  const std::int64_t lon_units = point.lon_e7 / e7_per_unit_;
  lat.push_back(lat_units - lat_);
  lon.push_back(lon_units - lon_);
  lat_ = lat_units;
  lon_ = lon_units;
}

bool PointCoder::decode(std::int64_t lat_delta, std::int64_t lon_delta, Point& point) {
  const auto in_range = [](std::int64_t value, std::int64_t limit) { return value >= -limit && value <= limit; };
  if (!in_range(lat_delta, 2 * kMaxLatE7) || !in_range(lon_delta, 2 * kMaxLonE7)) {
    return false;
  }
  lat_ += lat_delta;
  lon_ += lon_delta;
  if (!in_range(lat_ * e7_per_unit_, kMaxLatE7) || !in_range(lon_ * e7_per_unit_, kMaxLonE7)) {
    return false;
  }
  point = {static_cast<std::int32_t>(lat_ * e7_per_unit_), static_cast<std::int32_t>(lon_ * e7_per_unit_)};
  return true;
}

std::int64_t pack_source_id(SourceId id) { return id.id * 4 + (id.type == 'n' ? 0 : id.type == 'w' ? 1 : 2); }

std::optional<SourceId> unpack_source_id(std::int64_t packed) {
  const std::int64_t type = packed & 3;
  if (type == 3) {
    return std::nullopt;
  }
  return SourceId{"nwr"[type], (packed - type) / 4};
}

void StringTable::add(std::string_view text) {
  if (!text.empty()) {
    entries_.emplace(text, 0);
  }
}

void StringTable::finish() {
  std::uint32_t next = 1;
  for (auto& [text, index] : entries_) {
    index = next++;
  }
}

std::uint32_t StringTable::index(std::string_view text) const {
  if (text.empty()) {
    return 0;
  }
  const auto found = entries_.find(text);
  assert(found != entries_.end());
  return found->second;
}

void Columns::write(std::string& message) const {
  protozero::pbf_writer writer(message);
  for (std::size_t i = 1; i < strings.size(); ++i) {
    writer.add_string(kStringsField, strings[i]);
  }
  for (const auto& [field, values] : sint) {
    writer.add_packed_sint64(field, values.begin(), values.end());
  }
  for (const auto& [field, values] : uint) {
    writer.add_packed_uint64(field, values.begin(), values.end());
  }
  for (const auto& [field, values] : fixed) {
    writer.add_packed_fixed64(field, values.begin(), values.end());
  }
}

bool read_column(protozero::pbf_reader& reader, const ColumnLayout& layout, Columns& columns) {
  if (reader.wire_type() != protozero::pbf_wire_type::length_delimited) {
    return false;
  }
  const std::uint32_t field = reader.tag();
  if (field == kStringsField) {
    columns.strings.push_back(reader.get_string());
    return true;
  }
  if (layout.sint.contains(field)) {
    const auto range = reader.get_packed_sint64();
    auto& column = columns.sint[field];
    column.insert(column.end(), range.begin(), range.end());
    return true;
  }
  if (layout.uint.contains(field)) {
    const auto range = reader.get_packed_uint64();
    auto& column = columns.uint[field];
    column.insert(column.end(), range.begin(), range.end());
    return true;
  }
  if (layout.fixed.contains(field)) {
    const auto range = reader.get_packed_fixed64();
    auto& column = columns.fixed[field];
    column.insert(column.end(), range.begin(), range.end());
    return true;
  }
  return false;
}

}  // namespace loopgenie
