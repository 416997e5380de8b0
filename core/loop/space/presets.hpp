// Kinds of walks by one word: each sets the fields of a query that go together. What is set can be changed afterwards,
// and no query says which preset it came from.
//
// A judgement: at the 300 m of climb in an hour that DIN 33466 reckons with, the climbs take 40 minutes, an hour and 40
// minutes, and five hours. Of the grades T1 is for anybody, T2 for sure feet, T3 for who does not mind an exposed spot;
// below it, only ungraded paths that are easy by what else is known. The less is asked of the walker, the less the
// length matters.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/loop/space/query.hpp"

namespace loopgenie {

struct Preset {
  std::string_view name;
  double tolerance;
  double max_ascent_m;
  SacScale max_sac_scale;
  UngradedWays ungraded;
};

inline constexpr auto kPresets = std::to_array<Preset>({
    {"family", 0.20, 200, SacScale::t1, UngradedWays::easy_only},
    {"easy", 0.15, 500, SacScale::t2, UngradedWays::easy_only},
    {"fit", 0.10, 1500, SacScale::t3, UngradedWays::fine},
});

/// "family, easy or fit".
[[nodiscard]] inline std::string preset_names() {
  std::string names;
  for (std::size_t i = 0; i < kPresets.size(); ++i) {
    names += i == 0 ? "" : i + 1 == kPresets.size() ? " or " : ", ";
    names += kPresets[i].name;
  }
  return names;
}

/// The query with the preset's fields. A wanted climb gives way to the preset's greatest one.
[[nodiscard]] inline Query with_preset(Query query, const Preset& preset) {
  query.tolerance = preset.tolerance;
  query.max_ascent_m = preset.max_ascent_m;
  query.about_ascent_m.reset();
  query.max_sac_scale = preset.max_sac_scale;
  query.ungraded = preset.ungraded;
  return query;
}

}  // namespace loopgenie
