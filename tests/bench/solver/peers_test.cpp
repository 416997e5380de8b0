// The peers are only worth beating if they do what their descriptions say.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <set>

#include "core/base/random.hpp"
#include "tests/bench/solver/circle_waypoints.hpp"
#include "tests/bench/solver/double_path.hpp"
#include "tests/bench/solver/peer_space.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/make_network.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie::bench {
namespace {

/// Stops at the n-th question: peers are asked for work, not time.
PeerStop after(int questions) {
  return [questions]() mutable { return questions-- <= 0; };
}

/// The length of the shortest simple cycle through both nodes, by trying all.
std::optional<std::int64_t> shortest_cycle(const PeerSpace& space, NodeIndex source, NodeIndex target) {
  std::optional<std::int64_t> best;
  std::set<NodeIndex> nodes = {source};
  std::set<EdgeIndex> edges;
  const std::function<void(NodeIndex, std::int64_t)> walk = [&](NodeIndex at, std::int64_t length_dm) {
    for (const Arc& arc : space.graph().arcs(at)) {
      if (edges.contains(arc.edge)) {
        continue;
      }
      const std::int64_t longer_dm = length_dm + space.length_dm(arc.edge);
      if (arc.head == source && nodes.contains(target)) {
        best = std::min(best.value_or(longer_dm), longer_dm);
      } else if (nodes.insert(arc.head).second) {
        edges.insert(arc.edge);
        walk(arc.head, longer_dm);
        edges.erase(arc.edge);
        nodes.erase(arc.head);
      }
    }
  };
  walk(source, 0);
  return best;
}

Query long_enough() {
  Query query;
  query.at = Point{};
  query.hike_m = 100'000;
  return validated(query).value();
}

TEST(DoublePath, IsTheShortestCycleThroughBothNodes) {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    Random random(seed);
    const Network network = test::random_network(random, {});
    const PeerSpace space(network, long_enough(), NodeIndex(random.below(network.node_count())));
    for (const NodeIndex source : space.entries()) {
      for (std::uint32_t t = 0; t < space.graph().node_count(); ++t) {
        if (NodeIndex(t) == source) {
          continue;
        }
        const auto cycle = double_path(space, source, NodeIndex(t));
        const auto truth = shortest_cycle(space, source, NodeIndex(t));
        ASSERT_EQ(cycle.has_value(), truth.has_value()) << "seed " << seed << ", " << source.value() << " to " << t;
        if (cycle) {
          std::int64_t length_dm = 0;
          for (const PeerStep step : *cycle) {
            length_dm += space.length_dm(step.edge);
          }
          ASSERT_TRUE(is_simple_cycle(space, *cycle));
          ASSERT_EQ(length_dm, *truth) << "seed " << seed << ", " << source.value() << " to " << t;
          ++found;
        }
      }
    }
  }
  EXPECT_GT(found, 500U);
}

TEST(Peers, GiveOnlyTrueRoutesNeverBetterThanTheBest) {
  std::size_t double_paths = 0;
  std::size_t circles = 0;
  for (std::uint64_t seed = 1; seed <= 800; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Network network = test::random_network(random, {});
    const Query query = test::random_query(random, network);
    if (query.needs_climb()) {
      continue;  // no peer knows of ascent, or of time
    }
    const NodeIndex start(random.below(network.node_count()));
    if (!network.is_complete(start)) {
      continue;
    }
    const test::BruteForce truth = test::brute_force(network, query, start);
    const PeerSpace space(network, query, start);
    const auto expect_true = [&](const PeerAnswer& answer, std::size_t& count) {
      if (answer.best) {
        ++count;
        ASSERT_EQ(test::what_is_wrong(network, query, start, *answer.best), "");
        ASSERT_GE(answer.best->loss.total_cdm(), truth.best_loss_cdm);
        ASSERT_GT(answer.feasible_count, 0U);
      }
    };
    expect_true(search_double_paths(space, seed, after(400)), double_paths);
    expect_true(search_circles(space, seed, after(100)), circles);
  }
  EXPECT_GT(double_paths, 30U);
  EXPECT_GT(circles, 10U);
}

// 0 – 1 – 2 – 0 is a triangle, 3 hangs on it.
TEST(WithoutSpurs, DropsWhatIsWalkedThereAndBackAlsoOverTheBeginning) {
  const auto step = [](std::uint32_t edge, bool forward) { return PeerStep{EdgeIndex(edge), forward}; };
  const PeerWalk walk = {step(9, true), step(0, true), step(5, true), step(5, false),
                         step(1, true), step(2, true), step(9, false)};
  const PeerWalk kept = without_spurs(walk);
  ASSERT_EQ(kept.size(), 3U);
  for (std::uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(kept[i].edge, EdgeIndex(i));
  }
  EXPECT_TRUE(without_spurs({step(3, true), step(3, false)}).empty());
}

}  // namespace
}  // namespace loopgenie::bench
