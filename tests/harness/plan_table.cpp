#include "tests/harness/plan_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "core/base/decimal.hpp"
#include "core/export/document/plan_shape.hpp"
#include "core/export/warning_words.hpp"
#include "tests/harness/parse_quantity.hpp"

namespace loopgenie::harness {
namespace {

std::string fixed(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::string distance(double metres, Units units) {
  return units == Units::miles ? fixed(metres / kMetresPerMile, 1) + " mi" : fixed(metres / 1000, 1) + " km";
}

std::string height(std::optional<std::int64_t> metres, Units units) {
  if (!metres) {
    return "?";
  }
  return units == Units::miles ? fixed(static_cast<double>(*metres) / kMetresPerFoot, 0) + " ft"
                               : std::to_string(*metres) + " m";
}

/// "≥ 1150 m" where some of it is unknown.
std::string climb(const PlanLoop& loop, Units units) {
  return (loop.ascent_m && loop.climb_unknown_m > 0 ? "≥ " : "") + height(loop.ascent_m, units);
}

/// "2: permit needed 1.2 km, ford 0.1 km".
std::string warnings(std::size_t number, const PlanLoop& loop, Units units) {
  std::string text;
  for (const Warning& warning : loop.warnings) {
    text += text.empty() ? "  " + std::to_string(number) + ": " : ", ";
    text += std::string(in_words(warning.kind)) + " " + distance(static_cast<double>(warning.length_m), units);
  }
  return text.empty() ? "" : text + "\n";
}

// A straight line that is shorter is not worth a word.
constexpr std::int64_t kLeastGapM = 5;

/// "2: 4.1 km Estany de Juclar (lake), 6.3 km Collada dels Isards (saddle, 2650 m)".
std::string highlights(std::size_t number, const PlanLoop& loop, Units units) {
  std::string text;
  for (const Highlight& highlight : loop.highlights) {
    text += text.empty() ? "  " + std::to_string(number) + ": " : ", ";
    std::string kind(to_string(highlight.kind));
    std::replace(kind.begin(), kind.end(), '_', ' ');
    kind += highlight.elevation_m ? ", " + height(highlight.elevation_m, units) : "";
    text += distance(static_cast<double>(highlight.at_m), units) + " ";
    text += highlight.name.empty() ? kind : highlight.name + " (" + kind + ")";
  }
  return text.empty() ? "" : text + "\n";
}

std::string hours(std::int64_t seconds) {
  const std::int64_t minutes = (seconds + 30) / 60;
  const std::string rest = std::to_string(minutes % 60);
  return std::to_string(minutes / 60) + (rest.size() == 1 ? ":0" : ":") + rest;
}

/// "Jun–Sep", "Dec–Mar, Jul"; REQUIRES a month and not all of them.
std::string months(std::uint16_t open) {
  static constexpr std::array<std::string_view, 12> kNames = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto is_open = [&](std::size_t month) { return (open >> (month % 12) & 1U) != 0; };
  std::string text;
  for (std::size_t first = 0; first < 12; ++first) {
    if (!is_open(first) || is_open(first + 11)) {
      continue;
    }
    std::size_t last = first;
    while (is_open(last + 1)) {
      ++last;
    }
    text += (text.empty() ? "" : ", ") + std::string(kNames[first]);
    text += last > first ? "–" + std::string(kNames[last % 12]) : "";
  }
  return text;
}

/// ", open Jun–Sep, 43 places, reservation required, no water known": what is known of a night, and no water.
std::string facts(const NightFacts& night) {
  std::string text = night.kind == NightKind::wild ? ", no permission" : "";
  if (night.open_months != 0) {
    text += night.open_months == NightFacts::kAllYear ? ", open all year" : ", open " + months(night.open_months);
  }
  if (night.capacity) {
    text += ", " + std::to_string(*night.capacity) + (*night.capacity == 1 ? " place" : " places");
  }
  if (night.fee) {
    text += *night.fee ? ", costs something" : ", free";
  }
  if (night.reservation != Reservation::unknown) {
    text += ", reservation " + std::string(to_string(night.reservation));
  }
  return text + (night.phone.empty() ? "" : ", " + night.phone) + (night.website.empty() ? "" : ", " + night.website) +
         (night.water == NightWater::seasonal  ? ", its water may be dry"
          : night.water == NightWater::unknown ? ", no water known"
                                               : "");
}

/// " 1: 15.2 km, +820 m, 5:10 to Refugi (hut); 14.1 km, …"
std::string days(std::size_t number, const PlanLoop& loop, Units units) {
  std::string text;
  for (const PlanStage& stage : loop.stages) {
    text += (text.empty() ? " " + std::to_string(number) + ": " : "; ") +
            distance(static_cast<double>(stage.length_m), units) + ", +" + height(stage.ascent_m, units) + ", " +
            hours(stage.time_s);
    if (stage.night) {
      const PlanNight& night = *stage.night;
      text += " to " + (night.name.empty() ? to_string(night.id) : night.name) + " (" +
              std::string(to_string(night.kind())) +
              (night.unverified ? ", not known whether one can sleep there" : "") + facts(night.facts) + ")";
    }
  }
  return text.empty() ? text : text + "\n";
}

/// "2: underground, 20-30 places, fee: Sa-Su, stay at most 1 hour", in the map's own words where it has them; and how
/// far from the roads it is.
std::string parking(std::size_t number, const PlanTrailhead& start, Units units) {
  const Trailhead& trailhead = start.trailhead;
  std::vector<std::string> parts;
  if (trailhead.parking != ParkingKind::unknown) {
    parts.emplace_back(to_string(trailhead.parking));
  }
  if (const std::string places = trailhead.capacity ? std::to_string(*trailhead.capacity) : trailhead.capacity_text;
      !places.empty()) {
    parts.push_back(places + " places");
  }
  if (trailhead.fee || !trailhead.fee_text.empty()) {
    parts.push_back((trailhead.fee == false ? "no fee" : "fee") +
                    (trailhead.fee_text.empty() ? "" : ": " + trailhead.fee_text));
  }
  if (!trailhead.max_stay.empty()) {
    parts.push_back("stay at most " + trailhead.max_stay);
  }
  if (!trailhead.condition.empty()) {
    parts.push_back("open: " + trailhead.condition);
  }
  if (const std::optional<std::int64_t> gap_m = drive_gap_m(start); gap_m.value_or(0) >= kLeastGapM) {
    parts.push_back("the last " + height(gap_m, units) + " are a straight line, off the roads");
  }
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "  " + std::to_string(number) + ": " : ", ") + part;
  }
  return text.empty() ? "" : text + "\n";
}

/// Of a hike asked for in hours both directions' times, that of the walk as it is described first.
std::string times(const Plan& plan, const PlanLoop& loop) {
  return hours(loop.time_s) + (plan.query.hike_s ? " / " + hours(loop.time_reversed_s) : "");
}

std::string score(std::int64_t e4) { return fixed(static_cast<double>(e4) / 10'000, 4); }

std::string place(const Trailhead& trailhead) {
  const std::string id = to_string(trailhead.id);
  return trailhead.name.empty() ? id + " (" + std::string(to_string(trailhead.kind)) + ")"
                                : trailhead.name + " (" + id + ")";
}

std::string status(const PlanTrailhead& trailhead) {
  std::string text(to_string(trailhead.status));
  if (trailhead.status == TrailheadStatus::bounded && trailhead.bound_e4) {
    text += " ≤ " + score(*trailhead.bound_e4);
  }
  return text;
}

/// A length in the query's measure: "20.1 km" or "5:10 h".
std::string walked(std::int64_t length, LengthUnit unit, Units units) {
  return unit == LengthUnit::second ? hours(length) + " h" : distance(static_cast<double>(length), units);
}

std::string why_none(const WhyNoLoop& why, LengthUnit unit, Units units) {
  const auto length = [&](std::optional<std::int64_t> in_unit) {
    return in_unit ? walked(*in_unit, unit, units) : "?";
  };
  switch (why.reason) {
    case NoLoopReason::tiles_missing:
      return "Not searched: not all of the trail tiles around it are loaded.";
    case NoLoopReason::place_missing:
      return "Not searched: its place on the trail network is in no tile.";
    case NoLoopReason::map_incomplete:
      return "Not all of the map in reach of this start is loaded.";
    case NoLoopReason::no_way:
      return "No way that may be walked starts here.";
    case NoLoopReason::only_out_and_back:
      return "The ways in reach (" + length(why.length) + ") only lead out and back; they close no loop.";
    case NoLoopReason::loop_too_far:
      return "The nearest loop is " + length(why.length) + " away, and at most " + length(why.limit) +
             " may be walked twice.";
    case NoLoopReason::loops_too_small:
      return "The largest connected set of loops in reach has only " + length(why.length) + " of ways.";
    case NoLoopReason::outside_limits:
      return "No loop in reach keeps within the limits of length, climb and what is walked twice.";
    case NoLoopReason::required_out_of_reach:
      return "No loop in reach goes over all the ways asked for.";
    case NoLoopReason::required_outside_limits:
      return "No loop over the ways asked for keeps within the limits of length, climb and what is walked twice.";
    case NoLoopReason::no_night:
      return "Fewer places to sleep at are near the loops in reach than nights are wanted.";
    case NoLoopReason::nights_outside_limits:
      return "No loop in reach can be parted into days that keep within the limits.";
    case NoLoopReason::not_found:
      break;
  }
  return "The search found no loop within the limits, but did not prove that there is none.";
}

/// "--longest-day, as long as 16.2 km". In metres whatever the units: a figure that was rounded to miles might not
/// help.
std::string suggestion(const NightSuggestion& suggestion) {
  const Query& query = suggestion.query;
  const auto metres = [&](const std::optional<double>& length_m) {
    return distance(length_m.value_or(0), Units::kilometres);
  };
  switch (suggestion.change) {
    case NightChange::fewer_nights:
      return "--nights " + std::to_string(query.night_count());
    case NightChange::longest_day_m:
      return "--longest-day, as long as " + metres(query.longest_day_m);
    case NightChange::longest_day_s:
      return "--longest-day, as long as " + hours(std::llround(query.longest_day_s.value_or(0))) + " h";
    case NightChange::longest_day_ascent_m:
      return "--longest-day-ascent " + height(std::llround(query.longest_day_ascent_m.value_or(0)), Units::kilometres);
    case NightChange::shortest_day_m:
      return "--shortest-day, as short as " + metres(query.shortest_day_m);
    case NightChange::shortest_day_s:
      return "--shortest-day, as short as " + hours(std::llround(query.shortest_day_s.value_or(0))) + " h";
    case NightChange::night_kinds: {
      std::string text = "--sleep ";
      for (const NightKind kind : query.night_kinds) {
        text += (kind == query.night_kinds.front() ? "" : ",") + std::string(to_string(kind));
      }
      return text;
    }
    case NightChange::max_night_detour_m:
      return "--max-night-detour " + height(std::llround(query.max_night_detour_m), Units::kilometres);
    case NightChange::water_at_night:
      break;
  }
  return "nights without water (no --water-at-night)";
}

/// "No place to sleep at fits night 2, which would have to lie between 14.0 km and 27.0 km of the best loop. With one
/// of these changes there is a loop: …"
std::string night_help(const Plan& plan, Units units) {
  const NightHelp& help = plan.night_help;
  const LengthUnit unit = plan.query.measure().unit;
  std::string text;
  if (help.missing) {
    text += "No place to sleep at fits night " + std::to_string(help.missing->number) +
            ", which would have to lie between " +
            walked(rounded_quotient(help.missing->from_dm, kDmPerMetre), unit, units) + " and " +
            walked(rounded_quotient(help.missing->to_dm, kDmPerMetre), unit, units) +
            " of the best loop for one day.\n";
  }
  if (!help.suggestions.empty()) {
    text += "With any one of these changes there is a loop:\n";
    for (const NightSuggestion& change : help.suggestions) {
      text += "  " + suggestion(change) + "\n";
    }
  }
  return text;
}

std::size_t width_of(const std::string& text) {
  std::size_t width = 0;
  for (const char c : text) {
    width += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;  // not a UTF-8 continuation byte
  }
  return width;
}

/// Columns as wide as their widest cell, two blanks between.
std::string aligned(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += row[i];
      text += i + 1 < row.size() ? std::string(widths[i] - width_of(row[i]) + 2, ' ') : "\n";
    }
  }
  return text;
}

/// ", NE; 12 in all directions, for which what is proved holds".
std::string direction(const Plan& plan) {
  if (!plan.query.direction) {
    return "";
  }
  return ", " + std::string(to_string(*plan.query.direction)) + "; " +
         std::to_string(plan.loops_any_direction.value_or(0)) + " in all directions, for which what is proved holds";
}

/// Where a hike begins that was asked for at a place, once: it is the same for all loops.
std::string beginning(const Plan& plan, Units units) {
  if (plan.trailheads.empty() || plan.trailheads.front().start_gap_m.value_or(0) < kLeastGapM) {
    return "";
  }
  const PlanTrailhead& start = plan.trailheads.front();
  return "The hike begins at " + place(start.trailhead) + ", " + height(start.start_gap_m, units) +
         " in a straight line from the start that was asked for.\n";
}

/// " at your pace (× 1.1 on the flat, 1.3 up, 0.9 down)".
std::string pace(const Pace& factors) {
  return factors == Pace() ? ""
                           : " at your pace (× " + fixed(factors.flat, 2) + " on the flat, " + fixed(factors.up, 2) +
                                 " up, " + fixed(factors.down, 2) + " down)";
}

std::string drive(const Plan& plan, const PlanTrailhead& start, Units units) {
  if (!start.drive_m) {
    return plan.query.at ? "?" : "none";
  }
  return distance(static_cast<double>(*start.drive_m), units) + ", " + hours(start.drive_s.value_or(0));
}

std::string summary(const Plan& plan, Units units) {
  std::array<std::size_t, 4> counts{};
  for (const PlanTrailhead& trailhead : plan.trailheads) {
    ++counts[static_cast<std::size_t>(trailhead.status)];
  }
  std::string text = std::to_string(plan.trailheads.size()) + " of " + std::to_string(plan.trailheads_in_range) +
                     " trailheads in range considered (" + std::string(to_string(plan.status)) + "): ";
  text += std::to_string(counts[0]) + " optimal, " + std::to_string(counts[1]) + " bounded, " +
          std::to_string(counts[2]) + " without any loop (proved), " + std::to_string(counts[3]) +
          " without one found.";
  if (plan.drive_cut_s) {
    text += " The roads fit as far as " + hours(*plan.drive_cut_s) + " of driving: --max-mb allows more.";
  }
  if (plan.harder_m > 0) {
    text += " Left out as too hard: " + distance(static_cast<double>(plan.harder_m), units) +
            " of ways in reach; --max-sac-scale allows more.";
  }
  if (plan.climb_unknown_m > 0) {
    text += " Left out because their climb is unknown: " + distance(static_cast<double>(plan.climb_unknown_m), units) +
            " of ways in reach.";
  }
  if (plan.range_bound_e4) {
    text += " No loop from any of them" + std::string(plan.query.direction ? ", in any direction," : "") +
            " scores above " + score(*plan.range_bound_e4) + ".";
  }
  return text + "\n";
}

}  // namespace

std::string plan_table(const Plan& plan, Units units) {
  std::string text = std::to_string(plan.loops.size()) + (plan.loops.size() == 1 ? " loop" : " loops") + " of about " +
                     walked(std::llround(plan.query.wanted()), plan.query.measure().unit, units) + direction(plan) +
                     "\n";
  std::vector<std::vector<std::string>> rows;
  rows.push_back(
      {"#", "length", "climb", "time", "retraced", "road", "score", "shape", "drive", "status", "trailhead", "name"});
  for (std::size_t i = 0; i < plan.loops.size(); ++i) {
    const PlanLoop& loop = plan.loops[i];
    const PlanTrailhead& start = plan.trailheads[loop.trailhead];
    rows.push_back({std::to_string(i + 1), distance(static_cast<double>(loop.length_m), units), climb(loop, units),
                    (loop.climb_unknown_m > 0 ? "≥ " : "") + times(plan, loop),
                    distance(static_cast<double>(loop.retraced_m), units),
                    distance(static_cast<double>(loop.road_m), units), score(loop.score_e4),
                    std::string(to_string(loop.shape)), drive(plan, start, units), status(start),
                    place(start.trailhead), loop.name});
  }
  if (!plan.loops.empty()) {
    text += aligned(rows);
    std::string nights;
    for (std::size_t i = 0; i < plan.loops.size(); ++i) {
      nights += days(i + 1, plan.loops[i], units);
    }
    text += nights.empty() ? "" : "Day by day:\n" + nights;
    std::string sights;
    for (std::size_t i = 0; i < plan.loops.size(); ++i) {
      sights += highlights(i + 1, plan.loops[i], units);
    }
    text += sights.empty() ? "" : "On the way:\n" + sights;
    std::string known;
    for (std::size_t i = 0; i < plan.loops.size(); ++i) {
      known += warnings(i + 1, plan.loops[i], units);
    }
    text += known.empty() ? "" : "What to know before setting out:\n" + known;
    std::string parks;
    for (std::size_t i = 0; i < plan.loops.size(); ++i) {
      parks += parking(i + 1, plan.trailheads[plan.loops[i].trailhead], units);
    }
    text += parks.empty() ? "" : "Where to leave the car:\n" + parks;
  } else if (plan.trailheads.size() == 1 && plan.trailheads.front().why_none) {
    text += why_none(*plan.trailheads.front().why_none, plan.query.measure().unit, units) + "\n";
  }
  text += night_help(plan, units);
  text += beginning(plan, units);
  text += summary(plan, units);
  text += "Time: Swiss formula" + pace(plan.query.pace) + ", without breaks. " +
          (plan.query.hike_s ? "Asked for is the mean of both directions. " : "") +
          "Drive: by road, one way, without traffic.\n";
  if (plan.data.made_up) {
    text += "The region is made up: nothing here exists.\n";
  }
  text += plan.data.name + (plan.data.date.empty() ? "" : ", " + plan.data.date);
  return text + (plan.data.attribution.empty() ? "" : ", " + plan.data.attribution) + "\n";
}

}  // namespace loopgenie::harness
