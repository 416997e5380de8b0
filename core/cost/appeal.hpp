// How good a metre of a way is to walk.
//
// The appeal q is in hundredths, 0 to 100: the base of its class plus every fact known of it, clamped. Each fact
// belongs to one topic, and a preference scales its topic in percent; the base of a road is a track's less what roads
// cost. The table is in appeal.cpp, one line per fact, and core/README.md explains it. It is a judgement, not a
// measurement: a marked hiking path at a stream is 100, a track about 75, a street 25, a main road 8 or less. Only
// ratios matter to the solver: a route's loss counts (100 − q) hundredths of each of its metres.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/graph/attributes.hpp"

namespace loopgenie {

inline constexpr int kPerfectAppeal = 100;

/// How much each topic matters, in percent of the table's: 0 not at all, 100 as it says, 300 at most.
struct AppealPreferences {
  std::uint16_t roads = 100;   // roads, ways along them, towns, paved trails
  std::uint16_t water = 100;   // streams, rivers and lakes beside the way
  std::uint16_t sights = 100;  // peaks, saddles, waterfalls and viewpoints
  std::uint16_t routes = 100;  // marked hiking routes
  std::uint16_t rough = 100;   // faint, informal, muddy or snowy ground
  friend bool operator==(const AppealPreferences&, const AppealPreferences&) = default;
};
inline constexpr std::uint16_t kMaxPreference = 300;

/// A preference by the name it has in a query.
struct AppealTopic {
  std::string_view name;
  std::uint16_t AppealPreferences::*value;
};
inline constexpr std::array<AppealTopic, 5> kAppealTopics = {{
    {"roads", &AppealPreferences::roads},
    {"water", &AppealPreferences::water},
    {"sights", &AppealPreferences::sights},
    {"routes", &AppealPreferences::routes},
    {"rough", &AppealPreferences::rough},
}};

/// "roads, water, sights, routes and rough": for an Error, or a program's help.
[[nodiscard]] std::string appeal_topic_names();

/// q·100 in 0…100. REQUIRES preferences of at most kMaxPreference.
[[nodiscard]] std::uint8_t appeal_hundredths(const EdgeAttributes& attributes,
                                             const AppealPreferences& preferences = {});

}  // namespace loopgenie
