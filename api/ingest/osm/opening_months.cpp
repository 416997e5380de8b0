#include "api/ingest/osm/opening_months.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "api/ingest/osm/tags.hpp"
#include "core/graph/poi.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

/// A day of the year; the day of the month is 0 where none is named.
struct Day {
  std::size_t month = 0;
  int day = 0;
};

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

void skip_spaces(std::string_view& text) { text.remove_prefix(std::min(text.find_first_not_of(' '), text.size())); }

/// One or two digits that are no hour ("15" but not "15:00"), no "24/7" and no year; 0 where there are none.
int take_day(std::string_view& text) {
  std::string_view rest = text;
  skip_spaces(rest);
  std::size_t digits = 0;
  int day = 0;
  while (digits < rest.size() && is_ascii_digit(rest[digits]) && digits < 3) {
    day = 10 * day + (rest[digits++] - '0');
  }
  const bool is_hour = digits + 1 < rest.size() && rest[digits] == ':' && is_ascii_digit(rest[digits + 1]);
  const bool is_always = digits < rest.size() && rest[digits] == '/';
  if (digits == 0 || digits > 2 || is_hour || is_always || day > 31) {
    return 0;
  }
  text = rest.substr(digits);
  return day;
}

std::optional<Day> take_month(std::string_view& text) {
  const auto found = std::find(kMonths.begin(), kMonths.end(), text.substr(0, 3));
  if (found == kMonths.end() || (text.size() > 3 && text[3] >= 'a' && text[3] <= 'z')) {
    return std::nullopt;
  }
  text.remove_prefix(3);
  Day day{static_cast<std::size_t>(found - kMonths.begin()), 0};
  day.day = take_day(text);
  return day;
}

/// Months that a range touches, and those that it fills.
struct MonthSet {
  std::uint16_t touched = 0;
  std::uint16_t filled = 0;
};

void add_range(MonthSet& months, Day first, Day last) {
  const std::size_t count = (last.month + 12 - first.month) % 12;
  for (std::size_t i = 0; i <= count; ++i) {
    const auto bit = static_cast<std::uint16_t>(1U << (first.month + i) % 12);
    const bool begins_late = i == 0 && first.day > 1;
    const bool ends_early = i == count && last.day > 0 && last.day < 28;
    months.touched |= bit;
    months.filled |= begins_late || ends_early ? std::uint16_t{0} : bit;
  }
}

/// The months that the rule begins with, taken off it; nullopt where it begins with none.
std::optional<MonthSet> take_months(std::string_view& rule) {
  MonthSet months;
  std::optional<Day> first = take_month(rule);
  if (!first) {
    return std::nullopt;
  }
  while (true) {
    Day last = *first;
    std::string_view rest = rule;
    skip_spaces(rest);
    if (rest.starts_with('-')) {
      rest.remove_prefix(1);
      skip_spaces(rest);
      if (const std::optional<Day> named = take_month(rest)) {
        last = *named;
      } else {
        last.day = take_day(rest);
        if (last.day == 0) {
          return months;  // the dash is left, which no rule goes on with
        }
      }
      rule = rest;
      skip_spaces(rest);
    }
    add_range(months, *first, last);
    if (!rest.starts_with(',')) {
      return months;
    }
    rest.remove_prefix(1);
    skip_spaces(rest);
    first = take_month(rest);
    if (!first) {
      return months;  // the comma is left
    }
    rule = rest;
  }
}

/// Each "what is quoted", which is for people, is a single quotation mark afterwards.
std::string with_short_comments(std::string_view text) {
  std::string result;
  bool is_quoted = false;
  for (const char c : text) {
    is_quoted = c == '"' ? !is_quoted : is_quoted;
    if (c == '"' && is_quoted) {
      result += " \" ";
    } else if (c != '"' && !is_quoted) {
      result += c;
    }
  }
  return result;
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_ascii_digit) - text.begin());
}

/// Takes "8:00" or "08:00" off it.
bool take_clock(std::string_view& text) {
  const std::size_t hours = count_digits(text);
  const bool is_hour = (hours == 1 || hours == 2) && text.size() > hours && text[hours] == ':';
  if (!is_hour || count_digits(text.substr(hours + 1)) != 2) {
    return false;
  }
  text.remove_prefix(hours + 3);
  return true;
}

/// Takes "08:00", "sunrise" or "(sunset-01:00)" off it.
bool take_time(std::string_view& text) {
  const bool is_shifted = text.starts_with('(');
  std::string_view rest = text.substr(is_shifted ? 1 : 0);
  for (const std::string_view name : {"sunrise", "sunset", "dawn", "dusk"}) {
    if (!rest.starts_with(name)) {
      continue;
    }
    rest.remove_prefix(name.size());
    if (is_shifted) {
      if (rest.empty() || (rest[0] != '+' && rest[0] != '-')) {
        return false;
      }
      rest.remove_prefix(1);
      if (!take_clock(rest) || !rest.starts_with(')')) {
        return false;
      }
      rest.remove_prefix(1);
    }
    text = rest;
    return true;
  }
  return take_clock(text);
}

/// "08:00", "08:00+" or "08:00-20:00".
bool is_hours(std::string_view token) {
  if (!take_time(token)) {
    return false;
  }
  if (token.starts_with('-')) {
    token.remove_prefix(1);
    if (!take_time(token)) {
      return false;
    }
  }
  return token.empty() || token == "+";
}

/// "Mo", "Mo-Fr" or "PH", a colon behind it or not.
bool is_weekdays(std::string_view token) {
  const auto is_day = [](std::string_view day) { return is_one_of(day, {"mo", "tu", "we", "th", "fr", "sa", "su"}); };
  token = token.substr(0, token.size() - (token.ends_with(':') ? 1 : 0));
  const std::size_t dash = std::min(token.find('-'), token.size());
  return token == "ph" || (is_day(token.substr(0, dash)) && (dash == token.size() || is_day(token.substr(dash + 1))));
}

/// What a rule says beside its months.
struct RuleRest {
  bool is_always = false;   // 24/7
  bool is_partial = false;  // on some days or hours
  bool opens = false;       // says so by a word
  bool closes = false;
  bool has_comment = false;
};

/// nullopt where any of it is not understood.
std::optional<RuleRest> parse_rest(std::string_view text) {
  std::string spaced;  // no space around a dash, and one in place of each comma
  for (const char c : text) {
    if (c == '-') {
      spaced.erase(spaced.find_last_not_of(' ') + 1);
    }
    if (c != ' ' || spaced.empty() || spaced.back() != '-') {
      spaced += c == ',' ? ' ' : c;
    }
  }
  RuleRest rest;
  std::string_view left = text.starts_with(',') ? text : std::string_view(spaced);
  for (skip_spaces(left); !left.empty(); skip_spaces(left)) {
    const std::string_view token = left.substr(0, left.find(' '));
    left.remove_prefix(token.size());
    if (token == "24/7") {
      rest.is_always = true;
    } else if (token == "open") {
      rest.opens = true;
    } else if (token == "off" || token == "closed") {
      rest.closes = true;
    } else if (token == "\"") {
      rest.has_comment = true;
    } else if (is_weekdays(token) || is_hours(token)) {
      rest.is_partial = true;
    } else {
      return std::nullopt;
    }
  }
  return rest;
}

}  // namespace

std::uint16_t opening_months(std::string_view opening_hours) {
  std::uint16_t open = 0;
  for (const std::string& rule : list_of(with_short_comments(opening_hours))) {
    std::string_view text = rule;
    const std::optional<MonthSet> months = take_months(text);
    skip_spaces(text);
    if (months && text.starts_with(':')) {
      text.remove_prefix(1);
      skip_spaces(text);
    }
    const std::optional<RuleRest> rest = parse_rest(text);
    if (!rest || (rest->has_comment && !rest->opens && !rest->closes)) {
      return 0;
    }
    if (rest->closes) {
      const std::uint16_t filled = months ? months->filled : NightFacts::kAllYear;
      open = static_cast<std::uint16_t>(open & ~(rest->is_partial ? 0 : filled));
    } else if (months) {
      open |= months->touched;
    } else if (rest->is_always) {
      open = NightFacts::kAllYear;
    }
  }
  return open;
}

}  // namespace loopgenie::ingest
