// Searches that end early have settled what they are for, with the least times of searches that do not.
#include "api/ingest/roads/road_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/api/ingest/roads/random_roads.hpp"

namespace loopgenie::ingest {
namespace {

using test::RandomRoads;
using test::TimeTable;

class RoadSearchOnRandomRoads : public ::testing::TestWithParam<std::uint64_t> {
 protected:
  [[nodiscard]] TimeTable times(const std::vector<std::uint8_t>& may_pass = {}) const {
    return test::least_times(
        made_.roads,
        [&](std::uint32_t edge, bool forward) {
          const RoadPiece& piece = made_.roads.pieces[edge];
          return forward ? piece.forward_ms : piece.backward_ms;
        },
        {}, may_pass);
  }
  [[nodiscard]] std::uint32_t node_count() const { return made_.roads.graph.node_count(); }
  [[nodiscard]] static std::uint32_t or_closed(std::uint32_t ms) { return ms >= test::kNoWay ? kClosedMs : ms; }

  RandomRoads made_ = test::random_roads(GetParam());
  RoadSearch search_{made_.roads};
};

TEST_P(RoadSearchOnRandomRoads, TimesAreTheLeastInBothDirectionsUpToTheLimit) {
  constexpr std::uint32_t kLimitMs = 9'000;
  const TimeTable all = times();
  for (std::uint32_t node = 0; node < node_count(); ++node) {
    search_.run({&node, 1}, {.limit_ms = kLimitMs});
    for (std::uint32_t other = 0; other < node_count(); ++other) {
      EXPECT_EQ(search_.time_ms(other), all.at(node, other) <= kLimitMs ? all.at(node, other) : kClosedMs);
    }
    search_.run({&node, 1}, {.toward = RoadSearch::Toward::to_sources});
    for (std::uint32_t other = 0; other < node_count(); ++other) {
      EXPECT_EQ(search_.time_ms(other), or_closed(all.at(other, node)));
    }
  }
}

TEST_P(RoadSearchOnRandomRoads, WithMarkedJunctionsAllThatAreFastestReachedDirectlyAreFound) {
  std::vector<std::uint8_t> marked(node_count(), 0);
  std::vector<std::uint8_t> unmarked(node_count(), 1);
  for (const std::uint32_t stop : made_.stops) {
    marked[stop] = 1;
    unmarked[stop] = 0;
  }
  const TimeTable all = times();
  const TimeTable direct = times(unmarked);
  for (std::uint32_t node = 0; node < node_count(); ++node) {
    search_.run({&node, 1}, {.marked = marked});
    for (const std::uint32_t other : search_.settled()) {
      EXPECT_EQ(search_.time_ms(other), all.at(node, other));
      EXPECT_TRUE(!search_.is_direct(other) || direct.at(node, other) == all.at(node, other));
    }
    for (std::uint32_t other = 0; other < node_count(); ++other) {
      // Over a marked junction it takes longer: no tie could hide it.
      bool is_tied = false;
      for (const std::uint32_t stop : made_.stops) {
        is_tied = is_tied ||
                  (stop != node && stop != other && all.at(node, stop) + all.at(stop, other) == all.at(node, other));
      }
      if (all.at(node, other) < test::kNoWay && !is_tied) {
        EXPECT_TRUE(search_.is_direct(other)) << "from " << node << " to " << other;
      }
    }
  }
}

TEST_P(RoadSearchOnRandomRoads, ItEndsAsSoonAsTheWantedAreSettledOrTheirTimeIsPassed) {
  const TimeTable all = times();
  Random random(GetParam());
  for (std::uint32_t node = 0; node < node_count(); ++node) {
    const std::vector<std::uint32_t> wanted = {random.below(node_count()), random.below(node_count())};
    search_.run({&node, 1}, {.wanted = wanted});
    std::uint32_t latest_ms = 0;
    for (const std::uint32_t other : wanted) {
      EXPECT_EQ(search_.time_ms(other), or_closed(all.at(node, other)));
      latest_ms = std::max(latest_ms, or_closed(all.at(node, other)));
    }
    EXPECT_LE(search_.time_ms(search_.settled().back()), latest_ms);
    constexpr std::uint32_t kWantedMs = 5'000;
    search_.run({&node, 1}, {.wanted = wanted, .wanted_ms = kWantedMs});
    for (const std::uint32_t other : wanted) {
      EXPECT_TRUE(all.at(node, other) > kWantedMs || search_.time_ms(other) == all.at(node, other));
    }
    EXPECT_LE(search_.time_ms(search_.settled().back()), std::min(latest_ms, kWantedMs));
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RoadSearchOnRandomRoads, ::testing::Range<std::uint64_t>(1, 101));

}  // namespace
}  // namespace loopgenie::ingest
