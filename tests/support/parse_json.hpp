// JSON text as the planner is given it: what the browser's parser does for WebAssembly, nlohmann_json does here.
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/export/text/json_value.hpp"

namespace loopgenie::test {

/// As wasm/to_json_value.hpp.
inline JsonValue to_json_value(const nlohmann::json& json, int depth = 0) {
  constexpr int kDeepest = 8;
  using Kind = JsonValue::Kind;
  JsonValue value;
  if (json.is_boolean()) {
    value.kind = Kind::boolean;
    value.boolean = json.get<bool>();
  } else if (json.is_number() && std::isfinite(json.get<double>())) {
    value.kind = Kind::number;
    value.number = json.get<double>();
  } else if (json.is_string()) {
    value.kind = Kind::string;
    value.string = json.get<std::string>();
  } else if (json.is_structured() && depth < kDeepest) {
    value.kind = json.is_array() ? Kind::array : Kind::object;
    for (const auto& item : json.items()) {
      if (json.is_object()) {
        value.names.push_back(item.key());
      }
      value.items.push_back(to_json_value(item.value(), depth + 1));
    }
  }
  return value;
}

/// Null where the text is not JSON.
inline JsonValue parse_json(std::string_view text) {
  return to_json_value(nlohmann::json::parse(text, nullptr, false));
}

}  // namespace loopgenie::test
