// How the profiles look at an object's tags: one way for ways, roads and features alike.
#pragma once

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <osmium/osm/tag.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

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

[[nodiscard]] inline std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return result;
}

/// Up to 2³¹ − 1: more is a slip, and more than the database's integers hold.
[[nodiscard]] inline std::optional<std::uint32_t> parse_count(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 0
             ? std::optional(static_cast<std::uint32_t>(value))
             : std::nullopt;
}

/// What is not there yet, or not in use any more.
[[nodiscard]] inline bool is_given_up(const Tags& tags) {
  for (const char* key : {"abandoned", "disused", "demolished", "razed", "destroyed", "removed", "proposed",
                          "construction", "ruins", "closed"}) {
    if (value_of(tags, key) == "yes") {
      return true;
    }
  }
  return is_one_of(value_of(tags, "status"), {"proposed", "abandoned", "closed", "disused"});
}

/// Without spaces around it.
[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

/// The values of "a; B;c", in lower case and without spaces around them; none of "".
[[nodiscard]] inline std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> values;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view value = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!value.empty()) {
      values.push_back(lower(value));
    }
  }
  return values;
}

}  // namespace loopgenie::ingest
