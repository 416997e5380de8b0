#include "core/export/query_json.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/export/read_json.hpp"
#include "core/export/whole_number.hpp"

namespace loopgenie {
namespace {

using Json = nlohmann::json;

std::string shown(const Json& value) {
  constexpr std::size_t kLongest = 60;
  std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  return text.size() <= kLongest ? text : text.substr(0, kLongest) + "…";
}

/// Reads fields one by one and remembers the first Error, so that the reader below is a plain list of fields.
class FieldReader {
 public:
  explicit FieldReader(const Json& object) : object_(object) {}

  void read(const char* name, double& target) {
    if (const Json* value = take(name)) {
      if (!value->is_number()) {
        return refuse(name, *value, "a number");
      }
      target = value->get<double>();
    }
  }

  void read(const char* name, std::optional<double>& target) {
    if (const Json* value = take(name)) {
      if (!value->is_number()) {
        return refuse(name, *value, "a number or null");
      }
      target = value->get<double>();
    }
  }

  void read(const char* name, std::uint64_t& target) {
    if (const Json* value = take(name)) {
      const std::optional<std::uint64_t> number = whole_number(*value);
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
      return refuse(name, Json(value), "a whole number below 4294967296");
    }
    target = static_cast<std::uint32_t>(value);
  }

  void read(const char* name, bool& target) {
    if (const Json* value = take(name)) {
      if (!value->is_boolean()) {
        return refuse(name, *value, "true or false");
      }
      target = value->get<bool>();
    }
  }

  void read(const char* name, std::optional<Point>& target) {
    if (const Json* value = take(name)) {
      const bool is_pair =
          value->is_array() && value->size() == 2 && (*value)[0].is_number() && (*value)[1].is_number();
      if (!is_pair || std::abs((*value)[0].get<double>()) > 90 || std::abs((*value)[1].get<double>()) > 180) {
        return refuse(name, *value, "[latitude, longitude] in degrees, or null");
      }
      target = point_from_degrees((*value)[0].get<double>(), (*value)[1].get<double>());
    }
  }

  void read(const char* name, std::optional<SourceId>& target) {
    if (const Json* value = take(name)) {
      const auto id = value->is_string() ? parse_source_id(value->get_ref<const std::string&>()) : std::nullopt;
      if (!id) {
        return refuse(name, *value, "an id such as \"n123\", or null");
      }
      target = id;
    }
  }

  void read(const char* name, SacScale& target) {
    if (const Json* value = take(name)) {
      for (int grade = static_cast<int>(SacScale::strolling); grade <= static_cast<int>(kLastSacScale); ++grade) {
        if (value->is_string() && value->get_ref<const std::string&>() == to_string(static_cast<SacScale>(grade))) {
          target = static_cast<SacScale>(grade);
          return;
        }
      }
      refuse(name, *value, "a value of OpenStreetMap's sac_scale such as \"mountain_hiking\", or null");
    }
  }

  void read(const char* name, std::vector<EdgeId>& target) {
    const Json* value = take(name);
    if (value == nullptr) {
      return;
    }
    if (!value->is_array()) {
      return refuse(name, *value, "an array of edge ids");
    }
    for (const Json& element : *value) {
      const std::optional<std::uint64_t> id = whole_number(element);
      if (!id) {
        return refuse(name, *value, "an array of edge ids");
      }
      target.emplace_back(*id);
    }
  }

  void read(const char* name, AppealPreferences& target) {
    const Json* value = take(name);
    if (value == nullptr) {
      return;
    }
    const char* expected = "an object of whole numbers from 0 to 300, by roads, water, sights, routes and rough";
    if (!value->is_object()) {
      return refuse(name, *value, expected);
    }
    for (const auto& item : value->items()) {
      const Json& percent = item.value();
      const auto* const topic = std::find_if(kAppealTopics.begin(), kAppealTopics.end(),
                                             [&](const AppealTopic& t) { return t.name == item.key(); });
      const double number = percent.is_number() ? percent.get<double>() : -1;
      if (topic == kAppealTopics.end() || number < 0 || number > kMaxPreference || number != std::floor(number)) {
        return refuse(name, *value, expected);
      }
      target.*topic->value = static_cast<std::uint16_t>(number);
    }
  }

  /// The first Error, or one about a field nobody read.
  [[nodiscard]] Result<void> finish() const {
    if (!error_.empty()) {
      return fail(ErrorCode::invalid_input, error_);
    }
    if (taken_ < object_.size()) {
      for (const auto& [name, value] : object_.items()) {
        if (std::find(known_.begin(), known_.end(), name) == known_.end()) {
          return fail(ErrorCode::invalid_input, "query: there is no field " + shown(Json(name)) + "; got " +
                                                    shown(value) + ". Fields: " + known_list());
        }
      }
    }
    return {};
  }

 private:
  const Json* take(const char* name) {
    known_.emplace_back(name);
    const auto found = object_.find(name);
    if (found == object_.end()) {
      return nullptr;
    }
    ++taken_;
    return found->is_null() ? nullptr : &*found;
  }

  void refuse(const char* name, const Json& value, const char* expected) {
    if (error_.empty()) {
      error_ = std::string("query: ") + name + " must be " + expected + "; got " + shown(value);
    }
  }

  [[nodiscard]] std::string known_list() const {
    std::string list;
    for (const std::string& name : known_) {
      list += (list.empty() ? "" : ", ") + name;
    }
    return list;
  }

  const Json& object_;
  std::vector<std::string> known_;
  std::size_t taken_ = 0;
  std::string error_;
};

}  // namespace

Result<Query> read_query(std::string_view json) {
  const Json object = read_json(json);
  if (object.is_discarded()) {
    return fail(ErrorCode::invalid_input, "query: expected a JSON object, got text that is not JSON");
  }
  if (!object.is_object()) {
    return fail(ErrorCode::invalid_input, "query: expected a JSON object, got " + shown(object));
  }
  Query query;
  FieldReader reader(object);
  reader.read("at", query.at);
  reader.read("trailhead", query.trailhead);
  reader.read("drive_m", query.drive_m);
  reader.read("drive_s", query.drive_s);
  reader.read("hike_m", query.hike_m);
  reader.read("tolerance", query.tolerance);
  reader.read("max_retrace", query.max_retrace);
  reader.read("max_overlap", query.max_overlap);
  reader.read("count", query.count);
  reader.read("access_m", query.access_m);
  reader.read("effort", query.effort);
  reader.read("seed", query.seed);
  reader.read("max_bytes", query.max_bytes);
  reader.read("drive_cost", query.drive_cost);
  reader.read("max_ascent_m", query.max_ascent_m);
  reader.read("max_sac_scale", query.max_sac_scale);
  reader.read("avoid_roads", query.avoid_roads);
  reader.read("via_ferratas", query.via_ferratas);
  reader.read("appeal", query.appeal);
  reader.read("avoid_edges", query.avoid_edges);
  reader.read("require_edges", query.require_edges);
  return reader.finish().and_then([&] { return validated(query); });
}

void write_query(JsonWriter& json, const Query& query) {
  json.begin_object().key("at");
  if (query.at) {
    json.begin_array().decimal(query.at->lat_e7, kDegreeDigits).decimal(query.at->lon_e7, kDegreeDigits).end_array();
  } else {
    json.null();
  }
  json.key("trailhead").string_or_null(query.trailhead ? to_string(*query.trailhead) : "");
  json.key("drive_m").number_or_null(query.drive_m);
  json.key("drive_s").number_or_null(query.drive_s);
  json.key("hike_m").number(query.hike_m);
  json.key("tolerance").number(query.tolerance);
  json.key("max_retrace").number(query.max_retrace);
  json.key("max_overlap").number(query.max_overlap);
  json.key("count").integer(query.count);
  json.key("access_m").number(query.access_m);
  json.key("effort").integer(static_cast<std::int64_t>(query.effort));
  json.key("seed").integer(static_cast<std::int64_t>(query.seed));
  json.key("max_bytes").integer(static_cast<std::int64_t>(query.max_bytes));
  json.key("drive_cost").number(query.drive_cost);
  json.key("max_ascent_m").number_or_null(query.max_ascent_m);
  json.key("max_sac_scale")
      .string_or_null(query.max_sac_scale == SacScale::ungraded ? std::string_view() : to_string(query.max_sac_scale));
  json.key("avoid_roads").boolean(query.avoid_roads);
  json.key("via_ferratas").boolean(query.via_ferratas);
  json.key("appeal").begin_object();
  for (const AppealTopic& topic : kAppealTopics) {
    json.key(topic.name).integer(query.appeal.*topic.value);
  }
  json.end_object();
  for (const auto& [name, edges] :
       {std::pair("avoid_edges", &query.avoid_edges), std::pair("require_edges", &query.require_edges)}) {
    json.key(name).begin_array();
    for (const EdgeId edge : *edges) {
      json.integer(static_cast<std::int64_t>(edge.value()));
    }
    json.end_array();
  }
  json.end_object();
}

}  // namespace loopgenie
