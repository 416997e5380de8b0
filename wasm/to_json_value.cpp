#include "wasm/to_json_value.hpp"

#include <cmath>
#include <string>

namespace loopgenie {
namespace {

using Kind = JsonValue::Kind;
using emscripten::val;

constexpr int kDeepest = 8;

JsonValue read(const val& value, int depth) {
  JsonValue result;
  if (value.isNumber()) {
    result.number = value.as<double>();
    result.kind = std::isfinite(result.number) ? Kind::number : Kind::null;
  } else if (value.isString()) {
    result.kind = Kind::string;
    result.string = value.as<std::string>();
  } else if (value.isTrue() || value.isFalse()) {
    result.kind = Kind::boolean;
    result.boolean = value.isTrue();
  } else if (depth == kDeepest || value.isNull() || value.isUndefined()) {
    return result;
  } else if (value.isArray()) {
    result.kind = Kind::array;
    const auto count = value["length"].as<unsigned>();
    for (unsigned i = 0; i < count; ++i) {
      result.items.push_back(read(value[i], depth + 1));
    }
  } else {
    result.kind = Kind::object;
    const val names = val::global("Object").call<val>("keys", value);
    const auto count = names["length"].as<unsigned>();
    for (unsigned i = 0; i < count; ++i) {
      const val name = names[i];
      const val member = value[name];
      if (!member.isUndefined()) {
        result.names.push_back(name.as<std::string>());
        result.items.push_back(read(member, depth + 1));
      }
    }
  }
  return result;
}

}  // namespace

JsonValue to_json_value(const val& value) { return read(value, 0); }

}  // namespace loopgenie
