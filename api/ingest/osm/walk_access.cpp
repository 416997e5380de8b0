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

/// What a conditional tag says in some season; "yes @ (May-Oct); no @ (Nov-Apr)" has two parts.
struct Seasons {
  bool open = false;
  bool closed = false;
};

Seasons seasons_of(std::string_view text) {
  Seasons seasons;
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
    if (sign == std::string_view::npos || !is_season(part.substr(sign + 1))) {
      continue;
    }
    const Says says = foot_says(part.substr(0, sign));
    const bool is_shut = list_of(part.substr(0, sign)) == std::vector<std::string>{"closed"};
    seasons.open = seasons.open || says == Says::open;
    seasons.closed = seasons.closed || says == Says::closed || is_shut;
  }
  return seasons;
}

}  // namespace

bool is_season(std::string_view condition) {
  const std::string text = lower(condition);
  const auto is_letter = [&](std::size_t at) {
    return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at])) != 0;
  };
  for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(at) + 4,
                    is_digit)) {
      return false;  // a year
    }
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
  const Says foot = foot_says(value_of(tags, "foot"));
  const Says says = foot != Says::nothing ? foot : access_says(value_of(tags, "access"));
  Seasons seasons = seasons_of(value_of(tags, "foot:conditional"));
  if (!seasons.open && !seasons.closed && foot == Says::nothing) {
    seasons = seasons_of(value_of(tags, "access:conditional"));
  }
  const bool is_shut = says == Says::closed || access_says(value_of(tags, "hiking")) == Says::closed ||
                       value_of(tags, "military") == "danger_area";
  if (is_shut) {
    return {seasons.open ? Access::open : Access::forbidden, seasons.open};
  }
  return {foot == Says::open ? Access::admitted : Access::open, seasons.closed};
}

NodePassage node_passage(const Tags& tags) {
  const Says foot = foot_says(value_of(tags, "foot"));
  const std::string_view barrier = value_of(tags, "barrier");
  if (foot == Says::closed) {
    return {.closed = !walk_access(tags).seasonal, .seasonal = walk_access(tags).seasonal};
  }
  if (barrier.empty() || barrier == "no") {
    return {};
  }
  const Says access = access_says(value_of(tags, "access"));
  const bool is_solid = is_one_of(barrier, {"fence", "wall", "retaining_wall"});
  const bool is_locked = value_of(tags, "locked") == "yes";
  const bool is_shut = access == Says::closed || ((is_solid || is_locked) && access != Says::open);
  const bool seasonal = walk_access(tags).seasonal;
  return {.closed = foot != Says::open && is_shut && !seasonal, .seasonal = seasonal};
}

}  // namespace loopgenie::ingest
