#include "core/loop/space/limits.hpp"

#include <algorithm>
#include <cmath>

namespace loopgenie {
namespace {

std::int64_t rounded(double value) { return static_cast<std::int64_t>(std::floor(value + 0.5)); }

}  // namespace

LoopLimits LoopLimits::of(const Query& query) {
  LoopLimits limits;
  limits.wanted_dm = rounded(query.wanted() * 10);
  const std::int64_t off_dm = limits.wanted_dm * rounded(query.tolerance * kMillion) / kMillion;
  const std::int64_t band_dm = std::min(off_dm, limits.wanted_dm * kBandPercent / 100);
  limits.gentle_from_dm = limits.wanted_dm - band_dm;
  limits.flat_to_dm = limits.wanted_dm + band_dm;
  limits.shortest_dm = limits.wanted_dm - off_dm;
  limits.longest_dm = limits.wanted_dm + off_dm;
  limits.retrace_ppm = rounded(query.max_retrace * kMillion);
  limits.access_dm = rounded(query.access_m * 10);
  if (query.max_ascent_m) {
    limits.max_ascent_dm = rounded(*query.max_ascent_m * 10);
  }
  if (query.about_ascent_m) {
    const std::int64_t about_dm = rounded(*query.about_ascent_m * 10);
    limits.min_ascent_dm = (about_dm * (100 - kAboutAscentPercent) + 99) / 100;
    limits.max_ascent_dm = std::min(limits.max_ascent_dm, about_dm * (100 + kAboutAscentPercent) / 100);
  }
  return limits;
}

LoopLimits LoopLimits::of_cycles(const Query& query) {
  LoopLimits limits = of(query);
  if (query.night_count() == 0) {
    return limits;
  }
  std::int64_t detours_dm = 2 * limits.longest_stem_dm();
  if (!query.hike_s) {  // a way of so many metres takes any time
    detours_dm = std::min(detours_dm, 2 * std::int64_t{query.night_count()} * rounded(query.max_night_detour_m * 10));
  }
  limits.shortest_dm = std::max<std::int64_t>(limits.shortest_dm - detours_dm, 0);
  return limits;
}

}  // namespace loopgenie
