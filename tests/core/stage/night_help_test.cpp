#include "core/stage/night_help.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "tests/core/stage/ring.hpp"

namespace loopgenie {
namespace {

using test::add_poi;

NightHelp help(const test::AsciiMap& map, const Query& query) {
  const std::array starts = {map['A']};
  return help_with_nights(map.network, query, starts, {});
}

bool offers(const NightHelp& help, NightChange change) {
  return std::any_of(help.suggestions.begin(), help.suggestions.end(),
                     [&](const NightSuggestion& suggestion) { return suggestion.change == change; });
}

TEST(NightHelp, OtherKindsOfNightsAreOfferedButNoneUnderTheOpenSky) {
  test::AsciiMap map = test::ring_map();
  Query query = test::two_days();
  query.night_kinds = {NightKind::bothy};
  add_poi(map, 'C', PoiKind::wild_camp, 1).night = {.kind = NightKind::wild, .water = NightWater::natural};
  EXPECT_FALSE(offers(help(map, query), NightChange::night_kinds));
  add_poi(map, 'C', PoiKind::alpine_hut, 2);
  EXPECT_TRUE(offers(help(map, query), NightChange::night_kinds));
}

TEST(NightHelp, ALimitIsNeverMovedAgainstItsSense) {
  test::AsciiMap map = test::ring_map();
  add_poi(map, 'C', PoiKind::alpine_hut, 1);
  Query query = test::two_days();
  query.longest_day_m = 100'000;  // more than the hike
  const NightHelp found = help(map, query);
  ASSERT_FALSE(found.suggestions.empty());
  for (const NightSuggestion& suggestion : found.suggestions) {
    EXPECT_NE(suggestion.change, NightChange::longest_day_m);
  }
}

}  // namespace
}  // namespace loopgenie
