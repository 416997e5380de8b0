#include "core/stage/day_limits.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/decimal.hpp"

namespace loopgenie {
namespace {

// Limits of a day in hundredths of an even one, where the query names none.
constexpr std::int64_t kShortestPercent = 50;
constexpr std::int64_t kLongestPercent = 135;
// What a night without water loses, in thousandths of the wanted length. A judgement.
constexpr std::int64_t kDryNightPerMille = 5;

std::int64_t rounded(double value) { return static_cast<std::int64_t>(std::floor(value + 0.5)); }

void take(const std::optional<double>& limit, std::int64_t per_unit, std::int64_t& target) {
  if (limit) {
    target = rounded(*limit * static_cast<double>(per_unit));
  }
}

}  // namespace

DayLimits DayLimits::of(const Query& query) {
  DayLimits limits;
  limits.nights = query.night_count();
  limits.wanted_dm = rounded(query.wanted() * kDmPerMetre);
  const std::int64_t hundred_days = 100 * (limits.nights + 1);
  limits.is_in_hours = query.hike_s.has_value();
  (limits.is_in_hours ? limits.shortest.time_ds : limits.shortest.length_dm) =
      (limits.wanted_dm * kShortestPercent + hundred_days - 1) / hundred_days;
  (limits.is_in_hours ? limits.longest.time_ds : limits.longest.length_dm) =
      limits.wanted_dm * kLongestPercent / hundred_days;
  take(query.shortest_day_m, kDmPerMetre, limits.shortest.length_dm);
  take(query.longest_day_m, kDmPerMetre, limits.longest.length_dm);
  take(query.shortest_day_s, kDsPerSecond, limits.shortest.time_ds);
  take(query.longest_day_s, kDsPerSecond, limits.longest.time_ds);
  take(query.longest_day_ascent_m, kDmPerMetre, limits.longest.ascent_dm);
  limits.may_begin_short = query.short_first_day;
  limits.may_end_short = query.short_last_day;
  limits.needs_water = query.water_at_night;
  limits.water_before_dm = rounded(query.water_before_night_m * kDmPerMetre);
  limits.dry_night_cdm = limits.wanted_dm * kCdmPerDm * kDryNightPerMille / 1000;
  return limits;
}

std::int64_t DayLimits::beyond(std::int64_t day, const DayFigures& figures) const {
  const std::int64_t above = std::max({figures.length_dm - longest.length_dm, figures.time_ds - longest.time_ds,
                                       figures.ascent_dm - longest.ascent_dm, std::int64_t{0}});
  return may_be_short(day)
             ? above
             : std::max({above, shortest.length_dm - figures.length_dm, shortest.time_ds - figures.time_ds});
}

}  // namespace loopgenie
