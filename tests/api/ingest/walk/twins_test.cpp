#include "api/ingest/walk/twins.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/geo/distance.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::at_metres;

/// Edges with their nodes, ids in the order of adding.
class Lines {
 public:
  Lines& add(std::int64_t tail, std::int64_t head, const std::vector<std::pair<double, double>>& east_north,
             WayClass way_class = WayClass::path) {
    DatasetEdge& edge = edges.emplace_back();
    edge.id = make_edge_id(static_cast<std::int64_t>(edges.size()), 0);
    edge.tail = NodeId(tail);
    edge.head = NodeId(head);
    edge.attributes.way_class = way_class;
    double length_m = 0;
    for (const auto& [east, north] : east_north) {
      edge.points.push_back(at_metres(east, north));
      const std::size_t count = edge.points.size();
      length_m += count > 1 ? distance_m(edge.points[count - 2], edge.points[count - 1]) : 0;
    }
    edge.length_dm = static_cast<std::uint32_t>(std::lround(length_m * 10));
    return *this;
  }
  /// Which edges are closed for loops.
  std::vector<std::size_t> closed() {
    close_twins(edges);
    std::vector<std::size_t> found;
    for (std::size_t e = 0; e < edges.size(); ++e) {
      if (edges[e].attributes.has(EdgeFlag::twin)) {
        found.push_back(e);
      }
    }
    return found;
  }
  std::vector<DatasetEdge> edges;
};

using Closed = std::vector<std::size_t>;

/// Two ways east for 4 km, so many metres apart, from the same junction to the same junction.
Lines two_ways(double apart_m, WayClass second = WayClass::track) {
  Lines lines;
  lines.add(1, 2, {{0, 0}, {2000, 0}, {4000, 0}});
  lines.add(1, 2, {{0, 0}, {20, apart_m}, {3980, apart_m}, {4000, 0}}, second);
  return lines;
}

TEST(Twins, TheWorseOfTwoStrandsIsClosed) {
  EXPECT_EQ(two_ways(0).closed(), Closed{1});
  EXPECT_EQ(two_ways(20).closed(), Closed{1});
  EXPECT_EQ(two_ways(60).closed(), Closed{});
  Lines lines;
  lines.add(1, 2, {{0, 0}, {4000, 0}}, WayClass::residential).add(1, 2, {{0, 0}, {2000, 15}, {4000, 0}});
  EXPECT_EQ(lines.closed(), Closed{0});
}

TEST(Twins, AWayThatDoublesBackOnItselfIsClosedAndARingIsNot) {
  Lines lines;
  lines.add(1, 1, {{0, 0}, {3000, 0}, {3000, 20}, {0, 20}, {0, 0}});
  EXPECT_EQ(lines.closed(), Closed{0});
  Lines ring;
  ring.add(1, 1, {{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}, {0, 0}});
  EXPECT_EQ(ring.closed(), Closed{});
}

TEST(Twins, WhatHangsOnAStrandDoesNotHideIt) {
  Lines lines;
  lines.add(1, 2, {{0, 0}, {4000, 0}});
  lines.add(1, 3, {{0, 0}, {1000, 15}}, WayClass::track).add(3, 2, {{1000, 15}, {4000, 0}}, WayClass::track);
  lines.add(3, 4, {{1000, 15}, {1000, 600}});  // a dead end
  EXPECT_EQ(lines.closed(), Closed{2}) << "the longest edge of the strand";
}

TEST(Twins, MostOfTheLongerStrandHasToBeBesideTheOther) {
  Lines lines;  // a bulge of a third of its length
  lines.add(1, 2, {{0, 0}, {3000, 0}});
  lines.add(1, 2, {{0, 0}, {1000, 10}, {1000, 800}, {1600, 800}, {1600, 10}, {3000, 0}});
  EXPECT_EQ(lines.closed(), Closed{});
}

TEST(Twins, OfTwoStrandsInALargerNetworkTheWorseOneIsClosed) {
  Lines lines;
  lines.add(1, 2, {{0, 0}, {4000, 0}}, WayClass::track).add(1, 2, {{0, 0}, {2000, 15}, {4000, 0}});
  lines.add(1, 2, {{0, 0}, {2000, 1500}, {4000, 0}}, WayClass::track);
  EXPECT_EQ(lines.closed(), Closed{0});
}

/// Two ways east for 4 km, so many metres apart, each between junctions of its own, with a wide detour at each.
Lines two_ways_between_places(double apart_m, bool are_joined) {
  Lines lines;
  lines.add(1, 2, {{0, 0}, {4000, 0}}).add(1, 2, {{0, 0}, {2000, 1500}, {4000, 0}});
  lines.add(3, 4, {{0, -apart_m}, {4000, -apart_m}}, WayClass::track);
  lines.add(3, 4, {{0, -apart_m}, {2000, -1500}, {4000, -apart_m}});
  lines.add(1, 3, {{0, 0}, {0, -apart_m}}).add(2, 4, {{4000, 0}, {4000, -apart_m}});
  if (are_joined) {
    lines.edges[4].attributes.set(EdgeFlag::within_place);
    lines.edges[5].attributes.set(EdgeFlag::within_place);
  }
  return lines;
}

TEST(Twins, TwoStrandsBetweenTheSamePlacesAreAPair) {
  EXPECT_EQ(two_ways_between_places(20, true).closed(), Closed{2});
  EXPECT_EQ(two_ways_between_places(29, true).closed(), Closed{}) << "too far apart";
  EXPECT_EQ(two_ways_between_places(20, false).closed(), Closed{}) << "junctions of no place";
}

TEST(Twins, WhereOnlyAFerrataJoinsThePlaceThereIsNoPair) {
  Lines lines = two_ways_between_places(20, true);
  lines.edges[4].attributes.way_class = WayClass::via_ferrata;
  EXPECT_EQ(lines.closed(), Closed{});
}

TEST(Twins, AWayOutAndBackToTheSamePlaceIsClosedItself) {
  Lines lines;
  lines.add(1, 3, {{0, 0}, {0, 20}}).edges[0].attributes.set(EdgeFlag::within_place);
  lines.add(1, 3, {{0, 0}, {2000, 0}, {2000, 20}, {0, 20}});
  lines.add(1, 3, {{0, 0}, {-1500, -1500}, {-1500, 1500}, {0, 20}});
  EXPECT_EQ(lines.closed(), Closed{1});
}

TEST(Twins, SmallIslandsInAWayAreLeftAsTheyAre) {
  Lines lines;
  lines.add(1, 2, {{0, 0}, {60, 0}}).add(1, 2, {{0, 0}, {30, 15}, {60, 0}});
  EXPECT_EQ(lines.closed(), Closed{});
}

}  // namespace
}  // namespace loopgenie::ingest
