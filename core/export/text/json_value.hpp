// A JSON value as a tree: what the planner is told, read from it field by field. Here is no parser: the browser's own
// JSON.parse has read the text before, so WebAssembly carries none (wasm/to_json_value.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/export/text/json_writer.hpp"

namespace loopgenie {

struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0;  // finite
  std::string string;
  std::vector<std::string> names;  // of an object's members, beside `items`
  std::vector<JsonValue> items;    // an array's elements, an object's values

  [[nodiscard]] bool is(Kind wanted) const { return kind == wanted; }
  /// An object's member, the last of those with that name; nullptr where there is none.
  [[nodiscard]] const JsonValue* find(std::string_view name) const;
  /// The number where it is whole and from 0 to 2^53 − 1, up to which doubles are exact.
  [[nodiscard]] std::optional<std::uint64_t> whole_number() const;
};

/// The tree as text, numbers as JsonWriter::number writes them.
void write_value(JsonWriter& json, const JsonValue& value);

}  // namespace loopgenie
