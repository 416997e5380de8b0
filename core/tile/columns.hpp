// Packed columns of a columnar Protocol Buffers message: writing them, reading them with every length checked, and the
// delta codes of FORMAT.md §2. Shared by the codecs of all layers.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/geo/point.hpp"
#include "core/graph/network.hpp"

namespace protozero {
class pbf_reader;
}

namespace loopgenie {

inline constexpr std::int32_t kE7PerTileUnit = 10;  // tiles count 1e-6 degrees

[[nodiscard]] constexpr std::uint32_t zigzag(std::int32_t value) {
  return (static_cast<std::uint32_t>(value) << 1U) ^ static_cast<std::uint32_t>(value >> 31);
}
[[nodiscard]] constexpr std::int32_t unzigzag(std::uint32_t value) {
  return static_cast<std::int32_t>(value >> 1U) ^ -static_cast<std::int32_t>(value & 1U);
}

/// Elevations of one column, coded against the last known one.
class ElevationCoder {
 public:
  explicit ElevationCoder(int start_m = 0) : last_m_(start_m) {}
  [[nodiscard]] std::uint32_t encode(std::int16_t raw_m);
  /// False where the code gives no elevation of an int16.
  [[nodiscard]] bool decode(std::uint32_t code, std::int16_t& raw_m);

 private:
  int last_m_;
};

/// Positions of one column in whole units, coded against the one before.
class PointCoder {
 public:
  explicit PointCoder(Point start = {}, std::int32_t e7_per_unit = kE7PerTileUnit)
      : e7_per_unit_(e7_per_unit), lat_(start.lat_e7 / e7_per_unit), lon_(start.lon_e7 / e7_per_unit) {}
  /// REQUIRES a point of whole units.
  void encode(Point point, std::vector<std::int64_t>& lat, std::vector<std::int64_t>& lon);
  /// False where the result is not a position on Earth.
  [[nodiscard]] bool decode(std::int64_t lat_delta, std::int64_t lon_delta, Point& point);

 private:
  std::int32_t e7_per_unit_;
  std::int64_t lat_;
  std::int64_t lon_;
};

/// `4·id + type` (FORMAT.md §2.2), and back; nullopt for an unknown type.
[[nodiscard]] std::int64_t pack_source_id(SourceId id);
[[nodiscard]] std::optional<SourceId> unpack_source_id(std::int64_t packed);

/// The sorted table of the distinct non-empty strings of a tile.
class StringTable {
 public:
  void add(std::string_view text);
  /// Sorts and numbers the strings; call once, after all are added.
  void finish();
  /// 0 for "", else 1 + the position. REQUIRES finish() and that the text was added.
  [[nodiscard]] std::uint32_t index(std::string_view text) const;
  [[nodiscard]] const std::map<std::string, std::uint32_t, std::less<>>& entries() const { return entries_; }

 private:
  std::map<std::string, std::uint32_t, std::less<>> entries_;
};

/// All packed columns of a message by field number: signed (zigzag), unsigned, fixed64.
struct Columns {
  std::map<std::uint32_t, std::vector<std::int64_t>> sint;
  std::map<std::uint32_t, std::vector<std::uint64_t>> uint;
  std::map<std::uint32_t, std::vector<std::uint64_t>> fixed;
  std::vector<std::string> strings{""};

  /// Appends everything in order of field numbers; empty columns are left out.
  void write(std::string& message) const;
};

/// A set of field numbers below 128.
class Fields {
 public:
  constexpr Fields(std::initializer_list<std::uint32_t> numbers) {
    for (const std::uint32_t number : numbers) {
      bits_[number / 64] |= std::uint64_t{1} << number % 64;
    }
  }
  [[nodiscard]] constexpr bool contains(std::uint32_t number) const {
    return number < 128 && (bits_[number / 64] >> number % 64 & 1U) != 0;
  }

 private:
  std::array<std::uint64_t, 2> bits_{};
};

/// Which fields of a message are columns, and of what kind.
struct ColumnLayout {
  Fields sint;
  Fields uint;
  Fields fixed;
};

/// Reads the value at `reader`'s field into its column; false where the field is none of the layout's.
/// Throws protozero::exception for malformed bytes (caught by read_message).
[[nodiscard]] bool read_column(protozero::pbf_reader& reader, const ColumnLayout& layout, Columns& columns);

}  // namespace loopgenie
