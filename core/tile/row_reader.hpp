// Reads the rows of a columnar message with every length and range checked before use. One object of this kind per
// decode; the first fault is kept and ends the decode.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/tile/columns.hpp"

namespace loopgenie {

class RowReader {
 public:
  RowReader(std::string name, const Columns& columns) : name_(std::move(name)), columns_(columns) {}

  /// A signed or unsigned column that must have `expected` entries.
  const std::vector<std::int64_t>& sint(std::uint32_t field, std::size_t expected) {
    return checked(columns_.sint, field, expected);
  }
  const std::vector<std::uint64_t>& uint(std::uint32_t field, std::size_t expected) {
    return checked(columns_.uint, field, expected);
  }
  const std::vector<std::uint64_t>& fixed(std::uint32_t field, std::size_t expected) {
    return checked(columns_.fixed, field, expected);
  }
  [[nodiscard]] std::size_t uint_size(std::uint32_t field) const { return size(columns_.uint, field); }
  [[nodiscard]] std::size_t sint_size(std::uint32_t field) const { return size(columns_.sint, field); }

  /// The value, or the fault "field F: got V, expected at most MAX" and 0.
  template <typename Int>
  Int at_most(std::uint32_t field, std::uint64_t value, std::uint64_t max) {
    if (value > max) {
      fault("field " + std::to_string(field) + ": got " + std::to_string(value) + ", expected at most " +
            std::to_string(max));
      return Int{};
    }
    return static_cast<Int>(value);
  }
  std::uint32_t u32(std::uint32_t field, std::uint64_t value) {
    return at_most<std::uint32_t>(field, value, std::numeric_limits<std::uint32_t>::max());
  }
  std::uint32_t string_index(std::uint32_t field, std::uint64_t value) {
    return at_most<std::uint32_t>(field, value, columns_.strings.size() - 1);
  }
  const std::string& text(std::uint32_t field, std::uint64_t value) {
    return columns_.strings[string_index(field, value)];
  }

  void fault(std::string what) {
    if (fault_.empty()) {
      fault_ = std::move(what);
    }
  }
  void require(bool holds, const char* what) {
    if (!holds) {
      fault(what);
    }
  }
  [[nodiscard]] bool ok() const { return fault_.empty(); }
  [[nodiscard]] Error error() const {
    return {ErrorCode::malformed,
            name_ + ": " + fault_ + " (core/tile/FORMAT.md); the tile is damaged, fetch it again"};
  }

 private:
  template <typename Map>
  static std::size_t size(const Map& map, std::uint32_t field) {
    const auto found = map.find(field);
    return found == map.end() ? 0 : found->second.size();
  }
  /// The column; where its length is wrong, a fault and an empty column, which the caller must not index.
  template <typename Value>
  const std::vector<Value>& checked(const std::map<std::uint32_t, std::vector<Value>>& map, std::uint32_t field,
                                    std::size_t expected) {
    const auto found = map.find(field);
    const std::size_t got = found == map.end() ? 0 : found->second.size();
    if (got == expected && got > 0) {
      return found->second;
    }
    if (got != expected) {
      fault("field " + std::to_string(field) + " has " + std::to_string(got) + " entries, expected " +
            std::to_string(expected));
    }
    static const std::vector<Value> kEmpty;
    return kEmpty;
  }

  std::string name_;
  const Columns& columns_;
  std::string fault_;
};

}  // namespace loopgenie
