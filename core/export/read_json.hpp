// JSON text (RFC 8259) as a tree, for the few documents the planner is given: a query, a loop's edges, an answer.
//
// Written here and not taken from nlohmann_json, which would be a sixth of what a browser has to load before it can
// plan (25 of 170 kB gzipped): most of that is what the planner never asks of it. The tests compare the two.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/export/json_writer.hpp"

namespace loopgenie {

struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0;
  std::string string;
  std::vector<std::string> names;  // of an object's members, beside `items`
  std::vector<JsonValue> items;    // an array's elements, an object's values

  [[nodiscard]] bool is(Kind wanted) const { return kind == wanted; }
  /// An object's member, the last of those with that name; nullptr where there is none.
  [[nodiscard]] const JsonValue* find(std::string_view name) const;
  /// The number where it is whole and from 0 to 2^53 − 1, up to which doubles are exact; also written as "5.0" or
  /// "5e3".
  [[nodiscard]] std::optional<std::uint64_t> whole_number() const;
};

/// Arrays and objects may lie in each other this deep.
inline constexpr int kMaxJsonDepth = 64;

/// nullopt where the text is not JSON, not UTF-8, nested deeper than kMaxJsonDepth, or holds a number beyond a double's
/// range. A number of up to 15 digits, up to 22 of them decimals, is the nearest double; a longer one or a power of ten
/// beyond that may miss it by some units in the last place. O(bytes).
[[nodiscard]] std::optional<JsonValue> read_json(std::string_view text);

/// The tree as text again, numbers as JsonWriter::number writes them.
void write_value(JsonWriter& json, const JsonValue& value);

}  // namespace loopgenie
