// A query's days and nights in whole numbers: the only place where its real numbers about them are rounded.
#pragma once

#include <cstdint>
#include <limits>

#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

inline constexpr std::int64_t kDsPerSecond = 10;

/// What a walker does on a day, detours and stem included.
struct DayFigures {
  std::int64_t length_dm = 0;  // in metres whatever the query measures in
  std::int64_t time_ds = 0;    // in the direction walked, tenths of seconds; 0 where nobody asks for hours
  std::int64_t ascent_dm = 0;

  friend constexpr DayFigures operator+(const DayFigures& a, const DayFigures& b) {
    return {a.length_dm + b.length_dm, a.time_ds + b.time_ds, a.ascent_dm + b.ascent_dm};
  }
  friend constexpr DayFigures operator-(const DayFigures& a, const DayFigures& b) {
    return {a.length_dm - b.length_dm, a.time_ds - b.time_ds, a.ascent_dm - b.ascent_dm};
  }
};

struct DayLimits {
  static constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max() / 4;

  std::int64_t nights = 0;     // N
  bool is_in_hours = false;    // the hike, and so what makes days even
  std::int64_t wanted_dm = 0;  // L, in tenths of the hike's unit: an even day has L / (N + 1)
  DayFigures shortest;
  DayFigures longest = {kNoLimit, kNoLimit, kNoLimit};
  bool may_begin_short = false;
  bool may_end_short = false;
  bool needs_water = false;
  std::int64_t water_before_dm = 0;  // how far before a night water may be
  std::int64_t dry_night_cdm = 0;    // what a night without water loses

  [[nodiscard]] static DayLimits of(const Query& query);

  /// Whether a limit is in hours.
  [[nodiscard]] bool limits_time() const { return shortest.time_ds > 0 || longest.time_ds < kNoLimit; }

  /// The first day is day 0, the last day N.
  [[nodiscard]] bool may_be_short(std::int64_t day) const {
    return (day == 0 && may_begin_short) || (day == nights && may_end_short);
  }
  /// d: metres, or the time in the direction walked where the hike is asked for by time.
  [[nodiscard]] std::int64_t length(const DayFigures& figures) const {
    return is_in_hours ? figures.time_ds : figures.length_dm;
  }
  /// ¼ |d − T|, rounded down: nothing below T where the day may be short.
  [[nodiscard]] std::int64_t uneven_cdm(std::int64_t day, const DayFigures& figures) const {
    const std::int64_t above_dm = length(figures) * (nights + 1) - wanted_dm;  // (N + 1)-fold
    if (above_dm < 0 && may_be_short(day)) {
      return 0;
    }
    return kUnevenPrice * (above_dm < 0 ? -above_dm : above_dm) / (nights + 1);
  }
  /// How far beyond the limits, in tenths of the unit of that which is worst.
  [[nodiscard]] std::int64_t beyond(std::int64_t day, const DayFigures& figures) const;

  static constexpr std::int64_t kUnevenPrice = kCdmPerDm / 4;
};

}  // namespace loopgenie
