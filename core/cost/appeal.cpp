#include "core/cost/appeal.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace loopgenie {
namespace {

constexpr int kTrackBase = 75;

// By the order of WayClass. The best base leaves room for what else may be known: that people marked a path as worth
// walking, and look after it, makes it clearly better than one of which the map knows the line alone.
// Roads are what remains of a track's base once they have cost what they cost.
constexpr std::array<int, 17> kBase = {
    50,  // unknown
    82,  // path
    76,  // footway
    75,  // track
    77,  // bridleway
    75,  // steps
    50,  // pedestrian
    50,  // cycleway
    82,  // via_ferrata
    30,  // living_street
    25,  // residential
    30,  // service
    30,  // unclassified
    30,  // road
    18,  // tertiary
    8,   // secondary
    3,   // primary
};
static_assert(kBase.size() == static_cast<std::size_t>(kLastOf<WayClass>) + 1);

enum class Applies : std::uint8_t { always, trails };  // what a road's base says already counts on trails only

struct Fact {
  int hundredths = 0;
  std::uint16_t AppealPreferences::*topic = nullptr;
  Applies applies = Applies::always;
};
constexpr Fact kNothing{0, &AppealPreferences::rough};

constexpr std::array<Fact, 11> kSurface = {{
    kNothing,                                           // unknown
    {-20, &AppealPreferences::roads, Applies::trails},  // paved
    {-2, &AppealPreferences::rough},                    // compacted
    {-5, &AppealPreferences::rough},                    // gravel
    kNothing,                                           // ground
    kNothing,                                           // grass
    kNothing,                                           // rock
    kNothing,                                           // sand
    kNothing,                                           // wood
    {-5, &AppealPreferences::rough},                    // mud
    {-10, &AppealPreferences::rough},                   // snow
}};
static_assert(kSurface.size() == static_cast<std::size_t>(kLastOf<Surface>) + 1);

constexpr std::array<Fact, 7> kVisibility = {{
    kNothing,                          // unknown
    kNothing,                          // excellent
    kNothing,                          // good
    kNothing,                          // intermediate
    {-5, &AppealPreferences::rough},   // bad
    {-10, &AppealPreferences::rough},  // horrible
    {-15, &AppealPreferences::rough},  // no
}};
static_assert(kVisibility.size() == static_cast<std::size_t>(kLastOf<TrailVisibility>) + 1);

constexpr std::array<Fact, 6> kRoute = {{
    kNothing,                          // none
    {13, &AppealPreferences::routes},  // other
    {13, &AppealPreferences::routes},  // local
    {14, &AppealPreferences::routes},  // regional
    {15, &AppealPreferences::routes},  // national
    {15, &AppealPreferences::routes},  // international
}};
static_assert(kRoute.size() == static_cast<std::size_t>(kLastOf<RouteNetwork>) + 1);

struct FlagFact {
  EdgeFlag flag;
  Fact fact;
};
constexpr std::array<FlagFact, 5> kFlags = {{
    {EdgeFlag::near_water, {4, &AppealPreferences::water}},
    {EdgeFlag::near_peak, {6, &AppealPreferences::sights}},
    {EdgeFlag::informal, {-5, &AppealPreferences::rough}},
    {EdgeFlag::near_road, {-15, &AppealPreferences::roads, Applies::trails}},
    {EdgeFlag::in_town, {-20, &AppealPreferences::roads, Applies::trails}},
}};

constexpr int scaled(int hundredths, int percent) { return hundredths * percent / 100; }

}  // namespace

std::string appeal_topic_names() {
  std::string names;
  for (std::size_t i = 0; i < kAppealTopics.size(); ++i) {
    names += i == 0 ? "" : i + 1 == kAppealTopics.size() ? " and " : ", ";
    names += kAppealTopics[i].name;
  }
  return names;
}

std::uint8_t appeal_hundredths(const EdgeAttributes& attributes, const AppealPreferences& preferences) {
  const bool trail = is_trail(attributes.way_class);
  const int base = kBase[static_cast<std::size_t>(attributes.way_class)];
  int sum = trail || attributes.way_class == WayClass::unknown
                ? base
                : kTrackBase - scaled(kTrackBase - base, preferences.roads);
  const auto add = [&](const Fact& fact) {
    if (trail || fact.applies == Applies::always) {
      sum += scaled(fact.hundredths, preferences.*fact.topic);
    }
  };
  add(kSurface[static_cast<std::size_t>(attributes.surface)]);
  add(kVisibility[static_cast<std::size_t>(attributes.visibility)]);
  add(kRoute[static_cast<std::size_t>(attributes.route_network)]);
  for (const FlagFact& row : kFlags) {
    if (attributes.has(row.flag)) {
      add(row.fact);
    }
  }
  return static_cast<std::uint8_t>(std::clamp(sum, 0, kPerfectAppeal));
}

}  // namespace loopgenie
