// Why a question cannot be answered, or what became of the data under it: a code and its figures. Sentences are made
// where people read them: for the command line in tests/harness/problem_text.cpp, for the page in
// web/src/format/problem_text.ts. core/export/PLAN.md says what each figure means.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/enum_names.hpp"

namespace loopgenie {

enum class ProblemCode : std::uint8_t {
  unreadable,            // bytes or a document that break their format, or a wrong call: the Error's message says where
  no_start,              // none of a place to drive from, a trailhead and a place to walk from
  two_starts,            // more than one of them
  no_position,           // the place is outside latitude ±90 or longitude ±180
  two_drives,            // a drive both by distance and by time
  no_hike,               // neither a length in metres nor one in seconds
  two_hikes,             // both of them
  out_of_limits,         // a field of the query
  avoided_and_required,  // the same edge
  two_days,              // more than one of nights, day_m and day_s
  day_of_other_unit,     // days by time with a hike by distance, or the reverse
  kept_and_avoided,      // the same night
  no_data,               // around the place
  no_road,               // near the place
  no_trailhead,          // within the drive
  no_network,            // near the place to walk from
  trailhead_missing,     // it is not in the data
  drive_unknown,         // the trailhead is not in range, or not all roads on the way are loaded
  loop_changed,          // its edges are not in the data, or do not meet any more
  loop_start_changed,    // it does not begin at its trailhead any more
  data_changed,          // on the server, since the first tile was loaded
};
template <>
inline constexpr auto kEnumNames<ProblemCode> = std::to_array<std::string_view>({"unreadable",
                                                                                 "no_start",
                                                                                 "two_starts",
                                                                                 "no_position",
                                                                                 "two_drives",
                                                                                 "no_hike",
                                                                                 "two_hikes",
                                                                                 "out_of_limits",
                                                                                 "avoided_and_required",
                                                                                 "two_days",
                                                                                 "day_of_other_unit",
                                                                                 "kept_and_avoided",
                                                                                 "no_data",
                                                                                 "no_road",
                                                                                 "no_trailhead",
                                                                                 "no_network",
                                                                                 "trailhead_missing",
                                                                                 "drive_unknown",
                                                                                 "loop_changed",
                                                                                 "loop_start_changed",
                                                                                 "data_changed"});
static_assert(kLastOf<ProblemCode> == ProblemCode::data_changed);

struct Problem {
  ProblemCode code = ProblemCode::unreadable;
  std::string subject = {};  // the field that is out of its limits, the id of a trailhead, or the tile that changed
  std::string name = {};     // of that trailhead; "" where it has none
  std::optional<double> got = std::nullopt;     // the field's value, in its own unit; none: not a number
  std::optional<double> min = std::nullopt;     // what is allowed
  std::optional<double> max = std::nullopt;     // none: no limit
  std::optional<double> away_m = std::nullopt;  // straight line from the place to the trailhead, or to the network
  std::optional<double> cut_s = std::nullopt;   // driving time at which the roads that may be loaded end
};

}  // namespace loopgenie
