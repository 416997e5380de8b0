#include "core/tile/stitch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "tests/support/random_tiles.hpp"

namespace loopgenie {
namespace {

std::vector<const TrailTile*> pointers(const std::vector<TrailTile>& tiles) {
  std::vector<const TrailTile*> result;
  for (const TrailTile& tile : tiles) {
    result.push_back(&tile);
  }
  return result;
}

void expect_equal(const Network& a, const Network& b) {
  EXPECT_EQ(a.node_id, b.node_id);
  EXPECT_EQ(a.node_vertex, b.node_vertex);
  EXPECT_EQ(a.node_full_degree, b.node_full_degree);
  EXPECT_EQ(a.node_place, b.node_place);
  EXPECT_EQ(a.edge_id, b.edge_id);
  EXPECT_EQ(a.length_dm, b.length_dm);
  EXPECT_EQ(a.climb, b.climb);
  EXPECT_EQ(a.attributes, b.attributes);
  EXPECT_EQ(a.vertices, b.vertices);
  EXPECT_EQ(a.strings, b.strings);
  EXPECT_EQ(a.pois, b.pois);
  EXPECT_EQ(a.beside, b.beside);
}

TEST(Stitch, AllTilesGiveAWholeNetworkWhateverTheirOrder) {
  Random random(31);
  for (int round = 0; round < 20; ++round) {
    const std::vector<TrailTile> tiles = test::random_trail_tiles(random, 200, 12);
    std::vector<const TrailTile*> order = pointers(tiles);
    const Result<Network> network = stitch(order);
    ASSERT_TRUE(network) << network.error().message;
    std::size_t edges = 0;
    for (const TrailTile& tile : tiles) {
      edges += tile.edges.size();
    }
    EXPECT_EQ(network->edge_count(), edges);
    EXPECT_EQ(network->node_count(), 200U);
    for (std::uint32_t n = 0; n < network->node_count(); ++n) {
      EXPECT_TRUE(network->is_complete(NodeIndex(n)));
    }
    std::reverse(order.begin(), order.end());
    const Result<Network> reversed = stitch(order);
    ASSERT_TRUE(reversed);
    expect_equal(*network, *reversed);
  }
}

TEST(Stitch, ANodeIsIncompleteExactlyWhileATileWithOneOfItsEdgesIsMissing) {
  Random random(37);
  const std::vector<TrailTile> tiles = test::random_trail_tiles(random, 300, 12);
  ASSERT_GT(tiles.size(), 3U);
  for (std::size_t missing = 0; missing < tiles.size(); ++missing) {
    std::vector<const TrailTile*> order = pointers(tiles);
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(missing));
    const Result<Network> network = stitch(order);
    ASSERT_TRUE(network);
    for (std::uint32_t n = 0; n < network->node_count(); ++n) {
      const NodeId id = network->node_id[n];
      const auto touches = [&](const TileEdge& edge) { return edge.tail == id || edge.head == id; };
      const bool owned_by_missing = std::any_of(tiles[missing].nodes.begin(), tiles[missing].nodes.end(),
                                                [&](const TileNode& node) { return node.id == id; });
      const bool edge_missing = std::any_of(tiles[missing].edges.begin(), tiles[missing].edges.end(), touches);
      EXPECT_EQ(network->is_complete(NodeIndex(n)), !owned_by_missing && !edge_missing);
    }
  }
}

TEST(Stitch, APairOfChainsIsThereWhereBothItsEdgesAreLoaded) {
  Random random(43);
  const std::vector<TrailTile> tiles = test::random_trail_tiles(random, 300, 12);
  std::set<TileBeside> all;
  for (const TrailTile& tile : tiles) {
    all.insert(tile.beside.begin(), tile.beside.end());
  }
  ASSERT_GT(all.size(), 20U);
  std::size_t dropped = 0;
  for (std::size_t missing = 0; missing <= tiles.size(); ++missing) {  // at last none
    std::vector<const TrailTile*> order = pointers(tiles);
    if (missing < tiles.size()) {
      order.erase(order.begin() + static_cast<std::ptrdiff_t>(missing));
    }
    const Result<Network> network = stitch(order);
    ASSERT_TRUE(network);
    std::vector<TileBeside> found;
    for (const Beside& pair : network->beside) {
      found.push_back({network->edge_id[pair.first.value()], network->edge_id[pair.second.value()], pair.dm});
    }
    std::vector<TileBeside> expected;
    std::copy_if(all.begin(), all.end(), std::back_inserter(expected), [&](const TileBeside& pair) {
      return network->find_edge(pair.first).has_value() && network->find_edge(pair.second).has_value();
    });
    EXPECT_EQ(found, expected);
    dropped += all.size() - found.size();
  }
  EXPECT_GT(dropped, 0U);
}

TEST(Stitch, TilesOfDifferentDataAreRefused) {
  Random random(41);
  std::vector<TrailTile> tiles = test::random_trail_tiles(random, 200, 12);
  std::vector<const TrailTile*> twice = pointers(tiles);
  twice.push_back(twice.front());
  EXPECT_FALSE(stitch(twice));

  const auto with_far =
      std::find_if(tiles.begin(), tiles.end(), [](const TrailTile& t) { return !t.far_nodes.empty(); });
  ASSERT_NE(with_far, tiles.end());
  with_far->far_nodes.front().vertex.point.lat_e7 += 1000;
  const Result<Network> moved = stitch(pointers(tiles));
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().code, ErrorCode::mismatch);
}

}  // namespace
}  // namespace loopgenie
