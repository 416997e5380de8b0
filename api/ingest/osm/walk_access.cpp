#include "api/ingest/osm/walk_access.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "api/ingest/osm/tags.hpp"

namespace loopgenie::ingest {
namespace {

bool opens(std::string_view value) {
  return is_one_of(value, {"yes", "designated", "permissive", "official", "public", "destination", "allowed"});
}

bool closes(std::string_view value) {
  return is_one_of(value, {"no", "private", "military", "emergency", "restricted", "none", "never", "prohibited",
                           "employees", "members", "residents"});
}

enum class Says : std::uint8_t { nothing, open, closed };

template <typename Opens, typename Closes>
Says what_says(std::string_view values, Opens&& is_opening, Closes&& is_closing) {
  Says says = Says::nothing;
  for (const std::string& value : list_of(values)) {
    if (is_opening(value)) {
      return Says::open;
    }
    says = is_closing(value) ? Says::closed : says;
  }
  return says;
}

Says access_says(std::string_view values) { return what_says(values, opens, closes); }

Says foot_says(std::string_view values) {
  return what_says(
      values, [](std::string_view value) { return opens(value) || value == "discouraged"; },
      [](std::string_view value) { return closes(value) || value == "use_sidepath"; });
}

/// What a conditional tag says in some season, and under some other condition.
struct Conditions {
  bool opens_in_season = false;
  bool closes_in_season = false;
  bool opens_otherwise = false;
  bool closes_otherwise = false;

  [[nodiscard]] bool says_anything() const {
    return opens_in_season || closes_in_season || opens_otherwise || closes_otherwise;
  }
};

bool has_year(std::string_view condition) {
  int digits = 0;
  for (const char c : condition) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits == 4) {
      return true;
    }
  }
  return false;
}

/// "yes @ (May-Oct); no @ (Nov-Apr)" has two parts.
Conditions conditions_of(std::string_view text) {
  Conditions conditions;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const char c = at < text.size() ? text[at] : ';';
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (at < text.size() && (c != ';' || depth > 0)) {
      continue;
    }
    const std::string_view part = text.substr(begin, at - begin);
    begin = at + 1;
    const std::size_t sign = part.find('@');
    if (sign == std::string_view::npos || has_year(part.substr(sign + 1))) {
      continue;
    }
    const bool in_season = is_season(part.substr(sign + 1));
    const Says says = foot_says(part.substr(0, sign));
    const bool is_shut = list_of(part.substr(0, sign)) == std::vector<std::string>{"closed"};
    if (says == Says::open) {
      (in_season ? conditions.opens_in_season : conditions.opens_otherwise) = true;
    } else if (says == Says::closed || is_shut) {
      (in_season ? conditions.closes_in_season : conditions.closes_otherwise) = true;
    }
  }
  return conditions;
}

/// What the values that neither open nor close ask of a walker.
EdgeFlags asked_for_by(std::string_view values) {
  EdgeFlags flags = 0;
  for (const std::string& value : list_of(values)) {
    if (value == "permit") {
      flags |= bit_of(EdgeFlag::permit);
    } else if (value == "customers") {
      flags |= bit_of(EdgeFlag::customers);
    } else if (is_one_of(value, {"agricultural", "forestry", "delivery"})) {
      flags |= bit_of(EdgeFlag::restricted);
    }
  }
  return flags;
}

}  // namespace

bool is_season(std::string_view condition) {
  const std::string text = lower(condition);
  const auto is_letter = [&](std::size_t at) {
    return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at])) != 0;
  };
  if (has_year(text)) {
    return false;
  }
  for (const std::string_view word :
       {"jan",     "feb",      "mar",      "apr",      "may",    "jun",    "jul",    "aug",    "sep",    "oct",
        "nov",     "dec",      "january",  "february", "march",  "april",  "june",   "july",   "august", "september",
        "october", "november", "december", "winter",   "spring", "summer", "autumn", "easter", "snow"}) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
      if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size())) {
        return true;
      }
    }
  }
  return false;
}

WalkAccess walk_access(const Tags& tags) {
  const std::string_view foot_values = value_of(tags, "foot");
  const std::string_view access_values = value_of(tags, "access");
  const Says foot = foot_says(foot_values);
  const Says says = foot != Says::nothing ? foot : access_says(access_values);
  Conditions conditions = conditions_of(value_of(tags, "foot:conditional"));
  if (!conditions.says_anything() && foot == Says::nothing) {
    conditions = conditions_of(value_of(tags, "access:conditional"));
  }
  const bool is_shut = says == Says::closed || access_says(value_of(tags, "hiking")) == Says::closed ||
                       value_of(tags, "military") == "danger_area";
  const EdgeFlags seasonal = bit_of(EdgeFlag::seasonal);
  const EdgeFlags conditional = bit_of(EdgeFlag::conditional);
  if (is_shut) {
    return conditions.opens_in_season   ? WalkAccess{Access::open, seasonal}
           : conditions.opens_otherwise ? WalkAccess{Access::open, conditional}
                                        : WalkAccess{Access::forbidden, 0};
  }
  EdgeFlags flags = conditions.closes_in_season ? seasonal : conditions.closes_otherwise ? conditional : 0;
  if (says != Says::open) {
    flags |= foot_values.empty() ? asked_for_by(access_values) : asked_for_by(foot_values);
  }
  return {foot == Says::open ? Access::admitted : Access::open, flags};
}

bool is_fence(const Tags& tags) { return is_one_of(value_of(tags, "barrier"), {"fence", "wall", "retaining_wall"}); }

NodePassage node_passage(const Tags& tags) {
  const WalkAccess walk = walk_access(tags);
  const Says foot = foot_says(value_of(tags, "foot"));
  if (foot == Says::closed) {
    return {walk.access == Access::forbidden, walk.flags};
  }
  const std::string_view barrier = value_of(tags, "barrier");
  if (barrier.empty() || barrier == "no") {
    return {};
  }
  const Says access = access_says(value_of(tags, "access"));
  const bool is_locked = value_of(tags, "locked") == "yes";
  const bool is_shut = access == Says::closed || ((is_fence(tags) || is_locked) && access != Says::open);
  const bool opens_at_times = (walk.flags & (bit_of(EdgeFlag::seasonal) | bit_of(EdgeFlag::conditional))) != 0;
  return {foot != Says::open && is_shut && !opens_at_times, walk.flags};
}

}  // namespace loopgenie::ingest
