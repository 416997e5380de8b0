#include "tests/harness/problem_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "core/base/decimal.hpp"
#include "tests/harness/flags.hpp"

namespace loopgenie::harness {
namespace {

/// How a field of the query is called, and the unit that people use for it.
struct FieldWords {
  std::string_view field;
  std::string_view called;
  std::string_view unit;
  double per_unit;
};
constexpr std::array kFields = {
    FieldWords{"drive_m", "the drive", " km", 1000},
    FieldWords{"drive_s", "the drive", " h", 3600},
    FieldWords{"hike_m", "the hike", " km", 1000},
    FieldWords{"hike_s", "the hike", " h", 3600},
    FieldWords{"pace", "a factor of the pace", "", 1},
    FieldWords{"tolerance", "the tolerance", " %", 0.01},
    FieldWords{"max_retrace", "the share walked twice", " %", 0.01},
    FieldWords{"max_overlap", "the overlap", " %", 0.01},
    FieldWords{"access_m", "the access", " m", 1},
    FieldWords{"drive_cost", "the cost of an hour's drive", " points", 1},
    FieldWords{"max_ascent_m", "the ascent limit", " m", 1},
    FieldWords{"about_ascent_m", "the wanted climb", " m", 1},
    FieldWords{"day_m", "a day", " km", 1000},
    FieldWords{"day_s", "a day", " h", 3600},
    FieldWords{"max_night_detour_m", "the way to a night", " m", 1},
    FieldWords{"longest_day_m", "the longest day", " km", 1000},
    FieldWords{"longest_day_s", "the longest day", " h", 3600},
    FieldWords{"longest_day_ascent_m", "the greatest climb of a day", " m", 1},
    FieldWords{"shortest_day_m", "the shortest day", " km", 1000},
    FieldWords{"shortest_day_s", "the shortest day", " h", 3600},
    FieldWords{"water_before_night_m", "the way from water to a night", " m", 1},
    FieldWords{"appeal", "a preference", " %", 1},
};

std::string number(double value, int digits) {
  // Beyond what 64 bits hold with these decimals, figures are whole.
  const int shown = std::abs(value) < 1e12 ? digits : 0;
  std::string text;
  append_decimal(text, std::llround(value * std::pow(10, shown)), shown);
  return text;
}

std::string in_km(double metres) { return number(metres / 1000, 1) + " km"; }

std::string out_of_limits(const Problem& problem) {
  const auto* const found =
      std::find_if(kFields.begin(), kFields.end(), [&](const FieldWords& f) { return f.field == problem.subject; });
  const FieldWords words = found != kFields.end() ? *found : FieldWords{problem.subject, problem.subject, "", 1};
  const auto shown = [&](const std::optional<double>& value) {
    return value ? number(*value / words.per_unit, 6) : std::string("not a number");
  };
  const std::string unit(words.unit);
  const std::string flag(flag_of(problem.subject));
  return flag + (flag.empty() ? "" : ": ") + std::string(words.called) + " is " + shown(problem.got) + unit +
         ", expected " +
         (problem.max ? shown(problem.min) + " to " + shown(problem.max) : "at least " + shown(problem.min)) + unit;
}

std::string nearest_trailhead(const Problem& problem) {
  if (!problem.away_m) {
    return "; no trailhead is known around it: choose another start";
  }
  return "; the nearest trailhead known is " + problem.subject +
         (problem.name.empty() ? std::string() : " (" + problem.name + ")") + ", " + in_km(*problem.away_m) +
         " away in a straight line: ";
}

std::string no_trailhead(const Problem& problem) {
  std::string text = "no trailhead within this drive";
  if (problem.cut_s) {
    text += ", as far as what a plan may load holds the roads (" + number(std::floor(*problem.cut_s / 60), 0) +
            " min of driving)";
  }
  text += nearest_trailhead(problem);
  return problem.away_m
             ? text + (problem.cut_s ? "load more (--max-mb) or start closer" : "drive farther or start closer")
             : text;
}

std::string no_road(const Problem& problem) {
  const std::string text =
      "no road within " + in_km(problem.max.value_or(0)) + " of the start" + nearest_trailhead(problem);
  return problem.away_m ? text + "start at a road, or at the trailhead itself (--trailhead)" : text;
}

std::string no_network(const Problem& problem) {
  return "--start: no network of trails within " + in_km(problem.max.value_or(0)) + " of the start; " +
         (problem.away_m ? "the nearest that is known is " + in_km(*problem.away_m) + " away in a straight line"
                         : std::string("none is known around it")) +
         ": start closer to trails, or drive to them (--at)";
}

std::string text_of(const Problem& problem) {
  switch (problem.code) {
    case ProblemCode::unreadable:
      break;  // the Error has a message
    case ProblemCode::no_start:
      return "--at, --trailhead, --start: got none of a place to drive from, a trailhead and a place to walk from, "
             "expected "
             "one of the three";
    case ProblemCode::two_starts:
      return "--at, --trailhead, --start: got more than one start, expected one of the three";
    case ProblemCode::no_position:
      return "--at, --start: the place lies outside latitude -90 to 90 and longitude -180 to 180";
    case ProblemCode::two_drives:
      return "--drive: got a drive both by distance and by time, expected one of the two";
    case ProblemCode::no_hike:
      return "--hike: got no length, expected a distance or a time";
    case ProblemCode::two_hikes:
      return "--hike: got both a distance and a time, expected one of the two";
    case ProblemCode::out_of_limits:
      return out_of_limits(problem);
    case ProblemCode::avoided_and_required:
      return "--avoid-edge, --require-edge: the same way is both to be avoided and to be walked over, expected one of "
             "the two";
    case ProblemCode::two_days:
      return "--nights, --day: got more than one of a number of nights, days by distance and days by time, expected "
             "one of them";
    case ProblemCode::day_of_other_unit:
      return "--day: got days by time with a hike by distance, or the reverse, expected both by the same, such as "
             "--hike 45km --day 15km or --hike 18h --day 6h; a limit may be by the other: --longest-day 6h "
             "(longest_day_s)";
    case ProblemCode::kept_and_avoided:
      return "--keep-night, --avoid-night: the same night is both to be kept and to be avoided, expected one of the "
             "two";
    case ProblemCode::no_data:
      return "there is no trail data around the start: it lies outside the region; choose a start inside it";
    case ProblemCode::no_road:
      return no_road(problem);
    case ProblemCode::no_trailhead:
      return no_trailhead(problem);
    case ProblemCode::no_network:
      return no_network(problem);
    case ProblemCode::trailhead_missing:
      return "trailhead " + problem.subject + " is not in the data: its id is wrong, or the data has changed";
    case ProblemCode::drive_unknown:
      return "no drive to trailhead " + problem.subject + " is known: it is not in range, or not all roads are loaded";
    case ProblemCode::loop_changed:
      return "this loop is not in the data any more: its ways have changed since";
    case ProblemCode::loop_start_changed:
      return "this loop does not begin at trailhead " + problem.subject + " any more: the data has changed";
    case ProblemCode::data_changed:
      return problem.subject + " is not of the data loaded before: the data has changed meanwhile. Run it again";
  }
  return std::string(to_string(problem.code));
}

}  // namespace

std::string text_of(const Error& error) { return error.problem ? text_of(*error.problem) : error.message; }

}  // namespace loopgenie::harness
