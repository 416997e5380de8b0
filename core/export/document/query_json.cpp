#include "core/export/document/query_json.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "core/loop/space/query_fields.hpp"

namespace loopgenie {
namespace {

using Kind = JsonValue::Kind;

std::string shown(const JsonValue& value) {
  constexpr std::size_t kLongest = 60;
  JsonWriter json;
  write_value(json, value);
  const std::string text = std::move(json).take();
  return text.size() <= kLongest ? text : text.substr(0, kLongest) + "…";
}

std::string expected_appeal() {
  return "an object of whole numbers from 0 to " + std::to_string(kMaxPreference) + ", by " + appeal_topic_names();
}

/// Reads fields one by one and remembers the first Error, so that the reader below is a plain list of fields.
class FieldReader {
 public:
  explicit FieldReader(const JsonValue& object) : object_(object) {}

  void read(const char* name, double& target) {
    if (const JsonValue* value = take(name)) {
      if (!value->is(Kind::number)) {
        return refuse(name, *value, "a number");
      }
      target = value->number;
    }
  }

  void read(const char* name, std::optional<double>& target) {
    if (const JsonValue* value = take(name)) {
      if (!value->is(Kind::number)) {
        return refuse(name, *value, "a number or null");
      }
      target = value->number;
    }
  }

  void read(const char* name, std::uint64_t& target) {
    if (const JsonValue* value = take(name)) {
      const std::optional<std::uint64_t> number = value->whole_number();
      if (!number) {
        return refuse(name, *value, "a whole number from 0 to 9007199254740991");
      }
      target = *number;
    }
  }

  void read(const char* name, std::uint32_t& target) {
    std::uint64_t value = target;
    read(name, value);
    if (value > std::numeric_limits<std::uint32_t>::max()) {
      return refuse(name, *object_.find(name), "a whole number below 4294967296");
    }
    target = static_cast<std::uint32_t>(value);
  }

  void read(const char* name, std::optional<std::uint32_t>& target) {
    if (const JsonValue* value = take(name)) {
      const std::optional<std::uint64_t> number = value->whole_number();
      if (!number || *number > std::numeric_limits<std::uint32_t>::max()) {
        return refuse(name, *value, "a whole number or null");
      }
      target = static_cast<std::uint32_t>(*number);
    }
  }

  void read(const char* name, bool& target) {
    if (const JsonValue* value = take(name)) {
      if (!value->is(Kind::boolean)) {
        return refuse(name, *value, "true or false");
      }
      target = value->boolean;
    }
  }

  void read(const char* name, std::optional<Point>& target) {
    if (const JsonValue* value = take(name)) {
      const bool is_pair = value->is(Kind::array) && value->items.size() == 2 && value->items[0].is(Kind::number) &&
                           value->items[1].is(Kind::number);
      if (!is_pair || std::abs(value->items[0].number) > 90 || std::abs(value->items[1].number) > 180) {
        return refuse(name, *value, "[latitude, longitude] in degrees, or null");
      }
      target = point_from_degrees(value->items[0].number, value->items[1].number);
    }
  }

  void read(const char* name, std::optional<SourceId>& target) {
    if (const JsonValue* value = take(name)) {
      const auto id = value->is(Kind::string) ? parse_source_id(value->string) : std::nullopt;
      if (!id) {
        return refuse(name, *value, "an id such as \"n123\", or null");
      }
      target = id;
    }
  }

  void read(const char* name, SacScale& target) {
    if (const JsonValue* value = take(name)) {
      const auto grade = value->is(Kind::string) ? parse_enum<SacScale>(value->string) : std::nullopt;
      if (!grade || *grade == SacScale::ungraded) {
        return refuse(name, *value, "a value of OpenStreetMap's sac_scale such as \"mountain_hiking\", or null");
      }
      target = *grade;
    }
  }

  void read(const char* name, std::optional<UngradedWays>& target) {
    if (const JsonValue* value = take(name)) {
      target = value->is(Kind::string) ? parse_enum<UngradedWays>(value->string) : std::nullopt;
      if (!target) {
        return refuse(name, *value, "\"fine\", \"easy_only\", \"no\" or null");
      }
    }
  }

  void read(const char* name, std::optional<Direction>& target) {
    if (const JsonValue* value = take(name)) {
      target = value->is(Kind::string) ? parse_enum<Direction>(value->string) : std::nullopt;
      if (!target) {
        return refuse(name, *value, "\"N\", \"NE\", \"E\", \"SE\", \"S\", \"SW\", \"W\", \"NW\" or null");
      }
    }
  }

  void read(const char* name, std::vector<EdgeId>& target) {
    read_list(name, target, "an array of edge ids", [](const JsonValue& element) {
      const std::optional<std::uint64_t> id = element.whole_number();
      return id ? std::optional(EdgeId(*id)) : std::nullopt;
    });
  }
  void read(const char* name, std::vector<SourceId>& target) {
    read_list(name, target, "an array of ids such as \"n123\"", [](const JsonValue& element) {
      return element.is(Kind::string) ? parse_source_id(element.string) : std::nullopt;
    });
  }
  void read(const char* name, std::vector<NightKind>& target) {
    read_list(name, target, R"(an array of "hut", "bothy", "shelter", "camp" and "wild", at least one)",
              [](const JsonValue& element) {
                return element.is(Kind::string) ? parse_enum<NightKind>(element.string) : std::nullopt;
              });
    if (target.empty()) {
      refuse(name, *object_.find(name), R"(an array of "hut", "bothy", "shelter", "camp" and "wild", at least one)");
    }
  }

  void read(const char* name, AppealPreferences& target) {
    const JsonValue* value = take(name);
    if (value == nullptr) {
      return;
    }
    if (!value->is(Kind::object)) {
      return refuse(name, *value, expected_appeal());
    }
    for (std::size_t i = 0; i < value->items.size(); ++i) {
      const JsonValue& percent = value->items[i];
      const auto* const topic = std::find_if(kAppealTopics.begin(), kAppealTopics.end(),
                                             [&](const AppealTopic& t) { return t.name == value->names[i]; });
      const double number = percent.is(Kind::number) ? percent.number : -1;
      if (topic == kAppealTopics.end() || number < 0 || number > kMaxPreference || number != std::floor(number)) {
        return refuse(name, *value, expected_appeal());
      }
      target.*topic->value = static_cast<std::uint16_t>(number);
    }
  }

  void read(const char* name, Pace& target) {
    const JsonValue* value = take(name);
    if (value == nullptr) {
      return;
    }
    constexpr const char* kExpected = "an object of numbers, by flat, up and down";
    if (!value->is(Kind::object)) {
      return refuse(name, *value, kExpected);
    }
    for (std::size_t i = 0; i < value->items.size(); ++i) {
      const auto* const factor = std::find_if(kPaceFactors.begin(), kPaceFactors.end(),
                                              [&](const PaceFactor& f) { return f.name == value->names[i]; });
      if (factor == kPaceFactors.end() || !value->items[i].is(Kind::number)) {
        return refuse(name, *value, kExpected);
      }
      target.*factor->value = value->items[i].number;
    }
  }

  /// The first Error, or one about a field nobody read.
  [[nodiscard]] Result<void> finish() const {
    if (!error_.empty()) {
      return fail(ErrorCode::invalid_input, error_);
    }
    if (taken_ < object_.items.size()) {
      for (std::size_t i = 0; i < object_.items.size(); ++i) {
        const std::string& name = object_.names[i];
        if (std::find(known_.begin(), known_.end(), name) == known_.end()) {
          JsonValue quoted;
          quoted.kind = Kind::string;
          quoted.string = name;
          return fail(ErrorCode::invalid_input, "query: there is no field " + shown(quoted) + "; got " +
                                                    shown(object_.items[i]) + ". Fields: " + known_list());
        }
      }
    }
    return {};
  }

 private:
  const JsonValue* take(const char* name) {
    known_.emplace_back(name);
    const JsonValue* found = object_.find(name);
    taken_ += found != nullptr ? 1 : 0;
    return found == nullptr || found->is(Kind::null) ? nullptr : found;
  }

  /// In place of what was in the list. `read_element` gives nullopt for what is none.
  template <typename Element, typename ReadElement>
  void read_list(const char* name, std::vector<Element>& target, const char* expected, ReadElement&& read_element) {
    const JsonValue* value = take(name);
    if (value == nullptr) {
      return;
    }
    if (!value->is(Kind::array)) {
      return refuse(name, *value, expected);
    }
    target.clear();
    for (const JsonValue& element : value->items) {
      const std::optional<Element> read = read_element(element);
      if (!read) {
        target.assign(1, Element());  // not empty: this is the first problem
        return refuse(name, *value, expected);
      }
      target.push_back(*read);
    }
  }

  void refuse(const char* name, const JsonValue& value, const std::string& expected) {
    if (error_.empty()) {
      error_ = "query: " + std::string(name) + " must be " + expected + "; got " + shown(value);
    }
  }

  [[nodiscard]] std::string known_list() const {
    std::string list;
    for (const std::string& name : known_) {
      list += (list.empty() ? "" : ", ") + name;
    }
    return list;
  }

  const JsonValue& object_;
  std::vector<std::string> known_;
  std::size_t taken_ = 0;
  std::string error_;
};

void write_field(JsonWriter& json, const std::optional<Point>& place) {
  if (!place) {
    json.null();
    return;
  }
  json.begin_array().decimal(place->lat_e7, kDegreeDigits).decimal(place->lon_e7, kDegreeDigits).end_array();
}
void write_field(JsonWriter& json, const std::optional<SourceId>& id) { json.string_or_null(id ? to_string(*id) : ""); }
void write_field(JsonWriter& json, double figure) { json.number(figure); }
void write_field(JsonWriter& json, const std::optional<double>& figure) { json.number_or_null(figure); }
void write_field(JsonWriter& json, std::uint64_t number) { json.integer(static_cast<std::int64_t>(number)); }
void write_field(JsonWriter& json, std::uint32_t number) { json.integer(number); }
void write_field(JsonWriter& json, bool is_wanted) { json.boolean(is_wanted); }
void write_field(JsonWriter& json, SacScale grade) { json.string(to_string(grade)); }
void write_field(JsonWriter& json, std::optional<UngradedWays> ungraded) {
  json.string_or_null(ungraded ? to_string(*ungraded) : std::string_view());
}
void write_field(JsonWriter& json, std::optional<Direction> direction) {
  json.string_or_null(direction ? to_string(*direction) : std::string_view());
}
void write_field(JsonWriter& json, const AppealPreferences& appeal) {
  json.begin_object();
  for (const AppealTopic& topic : kAppealTopics) {
    json.key(topic.name).integer(appeal.*topic.value);
  }
  json.end_object();
}
void write_field(JsonWriter& json, const Pace& pace) {
  json.begin_object();
  for (const PaceFactor& factor : kPaceFactors) {
    json.key(factor.name).number(pace.*factor.value);
  }
  json.end_object();
}
void write_field(JsonWriter& json, const std::optional<std::uint32_t>& number) {
  json.integer_or_null(number ? std::optional<std::int64_t>(*number) : std::nullopt);
}
void write_element(JsonWriter& json, EdgeId edge) { json.integer(static_cast<std::int64_t>(edge.value())); }
void write_element(JsonWriter& json, SourceId id) { json.string(to_string(id)); }
void write_element(JsonWriter& json, NightKind kind) { json.string(to_string(kind)); }
template <typename Element>
void write_field(JsonWriter& json, const std::vector<Element>& elements) {
  json.begin_array();
  for (const Element& element : elements) {
    write_element(json, element);
  }
  json.end_array();
}

}  // namespace

Result<Query> read_query(const JsonValue& object) {
  if (!object.is(Kind::object)) {
    return fail(ErrorCode::invalid_input, "query: expected a JSON object, got " + shown(object));
  }
  Query query;
  FieldReader reader(object);
  for_each_field(query, [&](const char* name, auto& field, const auto&... /*limits*/) { reader.read(name, field); });
  return reader.finish().and_then([&] { return validated(query); });
}

void write_query(JsonWriter& json, const Query& query) {
  json.begin_object();
  for_each_field(query, [&](const char* name, const auto& field, const auto&... /*limits*/) {
    json.key(name);
    write_field(json, field);
  });
  json.end_object();
}

}  // namespace loopgenie
