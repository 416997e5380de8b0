#include "core/export/document/old_rules.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "core/export/document/take_up.hpp"
#include "tests/core/export/document/triangle.hpp"
#include "tests/support/ascii_map.hpp"

namespace loopgenie {
namespace {

/// Two squares of 400 m sides that meet in D, and a way of 400 m from A to them.
test::AsciiMap two_squares() {
  return test::ascii_map(R"(
A---B---C
    |   |
    |   |
    |   |
    E---D---F
        |   |
        |   |
        |   |
        H---G
)");
}

class OldRules : public ::testing::Test {
 protected:
  OldRules() { query_.hike_m = 2'000; }

  [[nodiscard]] std::vector<PlanEdge> edges(std::string_view order) const {
    std::vector<PlanEdge> walked;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
      walked.push_back(test::edge_between(map_, order[i], order[i + 1]));
    }
    return walked;
  }
  [[nodiscard]] std::optional<Warning> broken(std::string_view order) const {
    const Query query = validated(query_).value();
    Stager no_nights;
    const Route route = route_along(map_.network, query, edges(order), no_nights).value();
    return old_rules_broken(map_.network, query, route);
  }
  [[nodiscard]] EdgeId id(char from, char to) const { return test::edge_between(map_, from, to).id; }
  EdgeAttributes& attributes(char from, char to) {
    return map_.network.attributes[map_.network.find_edge(id(from, to))->value()];
  }

  test::AsciiMap map_ = two_squares();
  Query query_ = [] {
    Query query;
    query.start = point_from_degrees(42.5, 1.5);
    return query;
  }();
};

TEST_F(OldRules, ALoopOfTheQueryBreaksNone) {
  EXPECT_EQ(broken("BCDEB"), std::nullopt);
  query_.max_retrace = 0.3;
  EXPECT_EQ(broken("ABCDEBA"), std::nullopt) << "with a stem";
  query_.hike_m = 20'000;
  EXPECT_EQ(broken("BCDEB"), std::nullopt) << "of a length is a wish";
}

TEST_F(OldRules, ALoopWithoutTheNightsThatAreAskedForBreaksThemAsAWhole) {
  query_.nights = 1;
  const std::optional<Warning> warning = broken("BCDEB");
  ASSERT_TRUE(warning);
  EXPECT_EQ(warning->edges.size(), 4U);
}

TEST_F(OldRules, AJunctionIsPassedOnce) {
  const std::optional<Warning> warning = broken("BCDFGHDEB");
  ASSERT_TRUE(warning);
  EXPECT_EQ(warning->kind, WarningKind::old_rules);
  EXPECT_EQ(warning->edges, (std::vector{id('C', 'D'), id('D', 'F'), id('H', 'D'), id('D', 'E')}));
  EXPECT_EQ(warning->length_m, 1'600);
  query_.figure_of_eight = true;
  EXPECT_TRUE(broken("BCDFGHDEB")) << "even then";
}

TEST_F(OldRules, AWayOutAndBackIsNoLoop) {
  query_.max_retrace = 0.5;
  const std::optional<Warning> warning = broken("ABCBA");
  ASSERT_TRUE(warning);
  EXPECT_EQ(warning->edges, (std::vector{id('B', 'C')})) << "it is no stem: no cycle follows it";
}

TEST_F(OldRules, APlaceIsPassedOnceUnlessAsked) {
  // B and E are one place: round the square it is passed once, the way between is inside; by A and back it is not
  // asked.
  map_.network.node_place.assign(map_.network.node_count(), NodeId());
  map_.network.node_place[map_['B'].value()] = NodeId(5);
  map_.network.node_place[map_['D'].value()] = NodeId(5);
  const std::optional<Warning> warning = broken("BCDEB");
  ASSERT_TRUE(warning) << "at B and at D";
  EXPECT_EQ(warning->edges.size(), 4U);
  EXPECT_EQ(warning->length_m, 1'600);
  query_.figure_of_eight = true;
  EXPECT_EQ(broken("BCDEB"), std::nullopt);
}

TEST_F(OldRules, WaysThatTheQueryDoesNotWalk) {
  attributes('D', 'E').sac_scale = SacScale::t4;
  attributes('C', 'D').set(EdgeFlag::oneway_forward);
  query_.avoid_edges = {id('E', 'B')};
  std::optional<Warning> warning = broken("BCDEB");
  ASSERT_TRUE(warning);
  EXPECT_EQ(warning->edges, (std::vector{id('C', 'D'), id('D', 'E'), id('E', 'B')}));
  EXPECT_EQ(warning->length_m, 1'200);
  query_.max_sac_scale = SacScale::t6;
  query_.avoid_edges.clear();
  warning = broken("BCDEB");
  ASSERT_TRUE(warning);
  EXPECT_EQ(warning->edges, (std::vector{id('C', 'D')}));
}

TEST_F(OldRules, MoreWalkedTwiceThanAllowed) {
  const std::optional<Warning> warning = broken("ABCDEBA");  // 400 m of 2,400 m
  ASSERT_TRUE(warning);
  EXPECT_EQ(warning->edges, (std::vector{id('A', 'B')}));
  EXPECT_EQ(warning->length_m, 800) << "each pass counts";
}

TEST_F(OldRules, AClimbThatIsNotAllowed) {
  for (auto& climb : map_.network.climb) {
    climb = Climb{100, 0};
  }
  query_.max_ascent_m = 5;
  const std::optional<Warning> warning = broken("BCDEB");
  ASSERT_TRUE(warning);
  EXPECT_EQ(warning->edges.size(), 4U);
  query_.max_ascent_m = 40;
  EXPECT_EQ(broken("BCDEB"), std::nullopt);
  query_.about_ascent_m = 500;
  EXPECT_TRUE(broken("BCDEB"));
}

}  // namespace
}  // namespace loopgenie
