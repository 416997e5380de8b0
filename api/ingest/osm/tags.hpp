// How the profiles look at an object's tags: one way for ways, roads and features alike.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <osmium/osm/tag.hpp>
#include <string_view>

namespace loopgenie::ingest {

using Tags = osmium::TagList;

/// "" where the key is not there.
[[nodiscard]] inline std::string_view value_of(const Tags& tags, const char* key) {
  return tags.get_value_by_key(key, "");
}

[[nodiscard]] inline bool is_one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

/// Present and not "no".
[[nodiscard]] inline bool is_set(const Tags& tags, const char* key) {
  const std::string_view value = value_of(tags, key);
  return !value.empty() && value != "no";
}

}  // namespace loopgenie::ingest
