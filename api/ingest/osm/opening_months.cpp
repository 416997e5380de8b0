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

/// Without "what is quoted", which is for people.
std::string without_comments(std::string_view text) {
  std::string result;
  bool is_quoted = false;
  for (const char c : text) {
    is_quoted = c == '"' ? !is_quoted : is_quoted;
    if (c != '"' && !is_quoted) {
      result += c;
    }
  }
  return result;
}

bool begins_with_one_of(std::string_view text, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return text.starts_with(beginning); });
}

/// Weekdays, hours, or whether it is open: what may stand in a rule beside its months.
bool says_days_or_hours(std::string_view text) {
  const bool is_hour =
      text.size() >= 4 && is_ascii_digit(text[0]) && (text[1] == ':' || (is_ascii_digit(text[1]) && text[2] == ':'));
  return text.empty() || is_hour || text == "24/7" ||
         begins_with_one_of(text, {"mo", "tu", "we", "th", "fr", "sa", "su", "ph", "off", "closed", "open", "sunrise",
                                   "sunset", "dawn", "(sunrise", "(dawn"});
}

}  // namespace

std::uint16_t opening_months(std::string_view opening_hours) {
  std::uint16_t open = 0;
  for (const std::string& rule : list_of(without_comments(opening_hours))) {
    std::string_view rest = rule;
    const std::optional<MonthSet> months = take_months(rest);
    skip_spaces(rest);
    if (months && rest.starts_with(':')) {
      rest.remove_prefix(1);
      skip_spaces(rest);
    }
    if (!says_days_or_hours(rest) || rest.find("unknown") != std::string_view::npos) {
      return 0;
    }
    if (!months) {
      open = rest == "24/7" ? NightFacts::kAllYear : open;
      continue;
    }
    const bool is_closed = begins_with_one_of(rest, {"off", "closed"});
    const bool closes_some_days =
        !is_closed && (rest.find("off") != std::string_view::npos || rest.find("closed") != std::string_view::npos);
    if (is_closed) {
      open = static_cast<std::uint16_t>(open & ~months->filled);
    } else if (!closes_some_days) {
      open |= months->touched;
    }
  }
  return open;
}

}  // namespace loopgenie::ingest
