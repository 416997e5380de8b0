#include "api/service/tiles/subgraph.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/base/random.hpp"
#include "core/tile/stitch.hpp"
#include "tests/support/random_tiles.hpp"

namespace loopgenie::service {
namespace {

TEST(SegmentMeets, AgreesWithClippingOnASmallGrid) {
  Random random(7);
  const auto coordinate = [&] { return static_cast<std::int32_t>(random.below(21)) - 10; };
  int hits = 0;
  for (int round = 0; round < 20'000; ++round) {
    const Point from{coordinate(), coordinate()};
    const Point to{coordinate(), coordinate()};
    Box box{coordinate(), coordinate(), 0, 0};
    box.north_e7 = box.south_e7 + static_cast<std::int32_t>(random.below(8));
    box.east_e7 = box.west_e7 + static_cast<std::int32_t>(random.below(8));
    // Liang–Barsky: the part of the segment inside all four half planes.
    double first = 0;
    double last = 1;
    bool outside = false;
    const auto clip = [&](double direction, double distance) {
      if (direction == 0) {
        outside = outside || distance < 0;
      } else if (direction < 0) {
        first = std::max(first, distance / direction);
      } else {
        last = std::min(last, distance / direction);
      }
    };
    clip(from.lat_e7 - to.lat_e7, from.lat_e7 - box.south_e7);
    clip(to.lat_e7 - from.lat_e7, box.north_e7 - from.lat_e7);
    clip(from.lon_e7 - to.lon_e7, from.lon_e7 - box.west_e7);
    clip(to.lon_e7 - from.lon_e7, box.east_e7 - from.lon_e7);
    if (!outside && std::abs(first - last) < 1e-9) continue;  // touches in one point: rounding decides above
    const bool expected = !outside && first < last;
    ASSERT_EQ(segment_meets(from, to, box), expected) << round;
    hits += expected ? 1 : 0;
  }
  EXPECT_GT(hits, 1'000);
}

TEST(SegmentMeets, IsExactAtTheEndsOfTheEarth) {
  constexpr std::int32_t kLat = 90 * kE7PerDegree;
  constexpr std::int32_t kLon = 180 * kE7PerDegree;
  EXPECT_TRUE(segment_meets({-kLat, -kLon}, {kLat, kLon}, {-1, -1, 1, 1}));
  EXPECT_FALSE(segment_meets({-kLat, -kLon}, {kLat, kLon}, {kLat - 2, -kLon, kLat, -kLon + 2}));
}

TEST(Cut, HoldsExactlyTheEdgesThatMeetTheBoxAndSurvivesTheCodec) {
  Random random(11);
  const std::vector<TrailTile> tiles = test::random_trail_tiles(random, 400, 12);
  std::vector<const TrailTile*> pointers;
  std::vector<TileId> leaves;
  for (const TrailTile& tile : tiles) {
    pointers.push_back(&tile);
    leaves.push_back(tile.id);
  }
  const Network network = stitch(pointers).value();
  const Point middle = network.node_vertex[network.node_count() / 2].point;
  const Box box{middle.lat_e7 - 200'000, middle.lon_e7 - 300'000, middle.lat_e7 + 200'000, middle.lon_e7 + 300'000};

  const TrailTile region = cut(network, box, leaves);
  std::set<EdgeId> expected;
  for (std::uint32_t i = 0; i < network.edge_count(); ++i) {
    const std::span<const Vertex> line = network.edge_vertices(EdgeIndex(i));
    for (std::size_t k = 1; k < line.size(); ++k) {
      if (segment_meets(line[k - 1].point, line[k].point, box)) expected.insert(network.edge_id[i]);
    }
  }
  std::set<EdgeId> got;
  for (const TileEdge& edge : region.edges) got.insert(edge.id);
  EXPECT_EQ(got, expected);
  ASSERT_GT(got.size(), 5U);
  ASSERT_LT(got.size(), network.edge_count());
  for (const TileId leaf : leaves) EXPECT_TRUE(region.id.covers(leaf));

  const std::string bytes = encode_trail_tile(region);
  const Result<TrailTile> decoded = decode_trail_tile(region.id, std::as_bytes(std::span(bytes)));
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(decoded->nodes, region.nodes);
  EXPECT_EQ(decoded->edges.size(), region.edges.size());
}

TEST(Area, IsInSquareDegrees) {
  EXPECT_DOUBLE_EQ(area_square_degrees({0, 0, kE7PerDegree, 2 * kE7PerDegree}), 2);
  EXPECT_EQ(grown({-900'000'000, 0, 0, 1'800'000'000}, 10), (Box{-900'000'000, -10, 10, 1'800'000'000}));
}

}  // namespace
}  // namespace loopgenie::service
