// In which months something is open, from OpenStreetMap's opening_hours.
//
// Understood are rules of months and days ("Jun-Sep", "Jun 15-Sep 15: Mo-Su 08:00-20:00", "Dec-Apr,Jul-Sep"), those
// that close some ("; Nov off"), and "24/7". A month counts as open where it is so on some days. Hours without months
// say nothing: mappers of huts write down the hours that they know of. Weekdays, public holidays, hours and whether it
// is open or off may stand beside the months; a rule of off alone closes all of them. A comment without open or off
// beside it means that it may be closed, by the specification; then nothing is known, nor where there is anything else:
// years, weeks, school holidays, "easter" and words. Specification: OpenStreetMap wiki,
// Key:opening_hours/specification.
#pragma once

#include <cstdint>
#include <string_view>

namespace loopgenie::ingest {

/// Bit 0 is January; 0: unknown. O(length).
[[nodiscard]] std::uint16_t opening_months(std::string_view opening_hours);

}  // namespace loopgenie::ingest
