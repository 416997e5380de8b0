#include "core/export/text/json_value.hpp"

#include <cmath>

namespace loopgenie {

const JsonValue* JsonValue::find(std::string_view name) const {
  for (std::size_t i = names.size(); i-- > 0;) {
    if (names[i] == name) {
      return &items[i];
    }
  }
  return nullptr;
}

std::optional<std::uint64_t> JsonValue::whole_number() const {
  constexpr double kLastExact = 9007199254740991.0;
  if (kind != Kind::number || number < 0 || number > kLastExact || number != std::floor(number)) {
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(number);
}

void write_value(JsonWriter& json, const JsonValue& value) {
  using Kind = JsonValue::Kind;
  switch (value.kind) {
    case Kind::null:
      json.null();
      break;
    case Kind::boolean:
      json.boolean(value.boolean);
      break;
    case Kind::number:
      json.number(value.number);
      break;
    case Kind::string:
      json.string(value.string);
      break;
    case Kind::array:
      json.begin_array();
      for (const JsonValue& item : value.items) {
        write_value(json, item);
      }
      json.end_array();
      break;
    case Kind::object:
      json.begin_object();
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        json.key(value.names[i]);
        write_value(json, value.items[i]);
      }
      json.end_object();
      break;
  }
}

}  // namespace loopgenie
