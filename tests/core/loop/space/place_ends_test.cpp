#include "core/loop/space/place_ends.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace loopgenie {
namespace {

using Ends = PlaceEnds::Ends;

std::vector<Ends> of(const PlaceEnds& ends, std::uint32_t edge) { return {ends.of(edge).begin(), ends.of(edge).end()}; }

TEST(PlaceEnds, SumsUpAnEdgesEndsAndForgetsPlacesThatNobodyLeavesTooOften) {
  PlaceEnds ends;
  ends.add_edge(std::vector<Ends>{{7, 1}, {4, 1}, {7, 1}});
  ends.add_edge({});
  ends.add_edge(std::vector<Ends>{{9, 1}, {7, 1}, {4, 1}});
  constexpr std::uint32_t kNone = PlaceEnds::kNone;
  EXPECT_EQ(ends.number_places(),
            (std::vector<std::uint32_t>{kNone, kNone, kNone, kNone, kNone, kNone, kNone, 0, kNone, kNone}));
  EXPECT_EQ(ends.place_count(), 1U);
  EXPECT_EQ(of(ends, 0), (std::vector<Ends>{{0, 2}}));
  EXPECT_EQ(of(ends, 1), std::vector<Ends>());
  EXPECT_EQ(of(ends, 2), (std::vector<Ends>{{0, 1}}));
}

TEST(PlaceCount, KnowsWhetherAWalkLeavesAPlaceTooOften) {
  PlaceEnds ends;
  ends.add_edge(std::vector<Ends>{{0, 2}, {1, 1}});
  ends.add_edge(std::vector<Ends>{{0, 1}, {1, 1}});
  ends.add_edge(std::vector<Ends>{{1, 1}});
  ends.number_places();
  PlaceCount count(ends);
  EXPECT_TRUE(count.add(EdgeIndex(0)));
  EXPECT_FALSE(count.add(EdgeIndex(1)));
  EXPECT_FALSE(count.add(EdgeIndex(2)));  // both places now
  count.remove(EdgeIndex(1));
  EXPECT_TRUE(count.is_allowed());
  EXPECT_EQ(count.of_place(1), 2U);
  count.clear();
  EXPECT_EQ(count.of_place(0), 0U);
  EXPECT_TRUE(count.add(EdgeIndex(1)));
}

TEST(PlaceCount, ALongSearchThatGoesBackAndForthKeepsNothing) {
  PlaceEnds ends;
  ends.add_edge(std::vector<Ends>{{0, 1}, {1, 2}});
  ends.add_edge(std::vector<Ends>{{0, 2}, {1, 1}});
  ends.number_places();
  PlaceCount count(ends);
  for (int i = 0; i < 100; ++i) {
    count.add(EdgeIndex(0));
    count.add(EdgeIndex(1));
    count.remove(EdgeIndex(1));
    count.remove(EdgeIndex(0));
  }
  EXPECT_TRUE(count.left().empty());
}

}  // namespace
}  // namespace loopgenie
