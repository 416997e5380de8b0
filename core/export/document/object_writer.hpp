// Writes the members of a JSON object, one call each: the name, then the value. The shape of a document is a template
// over this class (plan_shape.hpp), so that the same lines write it and describe it to TypeScript
// (tests/support/typescript.hpp): a class that describes has the same functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/enum_names.hpp"
#include "core/cost/measure.hpp"
#include "core/export/text/json_writer.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"

namespace loopgenie {

class ObjectWriter {
 public:
  explicit ObjectWriter(JsonWriter& json) : json_(json) {}

  // nullopt is written as null.
  void integer(const char* name, std::int64_t value);
  void integer(const char* name, std::optional<std::int64_t> value);
  /// A length in the query's measure, under the name with the unit at its end: `_m` or `_s`.
  void measured(const std::string& name, LengthUnit unit, std::optional<std::int64_t> value);
  /// value / 10^digits.
  void decimal(const char* name, std::int64_t value, int digits);
  void decimal(const char* name, std::optional<std::int64_t> value, int digits);
  void boolean(const char* name, bool value);
  void boolean(const char* name, std::optional<bool> value);
  void text(const char* name, std::string_view value);
  /// "" is written as null.
  void text_or_null(const char* name, std::string_view value);

  /// One of an enum's names.
  template <NamedEnum Enum>
  void code(const char* name, Enum value) {
    text(name, to_string(value));
  }
  template <NamedEnum Enum>
  void code(const char* name, std::optional<Enum> value) {
    text_or_null(name, value ? to_string(*value) : std::string_view());
  }
  /// The enum's first value, which says that nothing is known, is written as null.
  template <NamedEnum Enum>
  void known_code(const char* name, Enum value) {
    text_or_null(name, value == Enum() ? std::string_view() : to_string(value));
  }

  /// [[lon, lat, elevation | null], …]
  void line(const char* name, std::span<const Vertex> vertices);
  void query(const char* name, const Query& query);

  /// `type` is what TypeScript calls the object; members(ObjectWriter&) writes it.
  template <typename Members>
  void object(const char* name, const char* /*type*/, Members&& members) {
    json_.key(name);
    whole(members);
  }
  /// The same with members(ObjectWriter&, value), or null.
  template <typename Value, typename Members>
  void object_or_null(const char* name, const char* /*type*/, const std::optional<Value>& value, Members&& members) {
    json_.key(name);
    if (value) {
      whole([&](ObjectWriter& object) { members(object, *value); });
    } else {
      json_.null();
    }
  }
  /// members(ObjectWriter&, item) writes each.
  template <typename Items, typename Members>
  void list(const char* name, const char* /*type*/, const Items& items, Members&& members) {
    json_.key(name).begin_array();
    for (const auto& item : items) {
      whole([&](ObjectWriter& object) { members(object, item); });
    }
    json_.end_array();
  }
  /// Left out unless true.
  void only_if_true(const char* name, bool value);
  void integers(const char* name, std::span<const std::uint32_t> values);
  void edge_ids(const char* name, std::span<const EdgeId> edges);

  /// The object with its braces, as the writer's next value.
  template <typename Members>
  void whole(Members&& members) {
    json_.begin_object();
    members(*this);
    json_.end_object();
  }

 private:
  JsonWriter& json_;
};

}  // namespace loopgenie
