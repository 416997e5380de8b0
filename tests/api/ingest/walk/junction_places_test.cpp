#include "api/ingest/walk/junction_places.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "core/base/random.hpp"
#include "tests/support/environment.hpp"

namespace loopgenie::ingest {
namespace {

/// A network of edges given by ends and length in metres; edge ids in the order of adding, no positions.
class Metres {
 public:
  Metres& add(std::int64_t tail, std::int64_t head, std::uint32_t length_m) {
    return add_dm(tail, head, length_m * 10);
  }
  Metres& add_dm(std::int64_t tail, std::int64_t head, std::uint32_t length_dm) {
    DatasetEdge& edge = edges_.emplace_back();
    edge.id = make_edge_id(static_cast<std::int64_t>(edges_.size()), 0);
    edge.tail = NodeId(tail);
    edge.head = NodeId(head);
    edge.length_dm = length_dm;
    return *this;
  }
  /// Three dead ends, so that the node is a junction whatever else meets it.
  Metres& junction(std::int64_t node) {
    for (int i = 0; i < 3; ++i) {
      add(node, next_end_++, 500);
    }
    return *this;
  }
  [[nodiscard]] const std::vector<DatasetEdge>& edges() const { return edges_; }

 private:
  std::vector<DatasetEdge> edges_;
  std::int64_t next_end_ = 1'000;
};

Dataset placed(std::vector<DatasetEdge> edges) {
  Dataset dataset;
  std::set<NodeId> ids;
  for (const DatasetEdge& edge : edges) {
    ids.insert({edge.tail, edge.head});
  }
  for (const NodeId id : ids) {
    dataset.nodes.push_back({id, {}, {}, {}});
  }
  dataset.edges = std::move(edges);
  set_places(dataset);
  return dataset;
}
Dataset placed(const Metres& network) { return placed(network.edges()); }

/// Those in a place, by node.
std::map<std::int64_t, std::int64_t> places(const Dataset& dataset) {
  std::map<std::int64_t, std::int64_t> found;
  for (const DatasetNode& node : dataset.nodes) {
    if (node.place.is_valid()) {
      found.emplace(node.id.value(), node.place.value());
    }
  }
  return found;
}
/// The ends of the edges on chains inside places.
std::set<std::pair<std::int64_t, std::int64_t>> inside(const Dataset& dataset) {
  std::set<std::pair<std::int64_t, std::int64_t>> found;
  for (const DatasetEdge& edge : dataset.edges) {
    if (edge.attributes.has(EdgeFlag::within_place)) {
      found.emplace(std::min(edge.tail, edge.head).value(), std::max(edge.tail, edge.head).value());
    }
  }
  return found;
}

using Places = std::map<std::int64_t, std::int64_t>;
using Inside = std::set<std::pair<std::int64_t, std::int64_t>>;

TEST(JunctionPlaces, ChainsOfAtMostThirtyMetresJoin) {
  const Dataset joined = placed(Metres().junction(7).junction(4).add(7, 4, 30));
  EXPECT_EQ(places(joined), (Places{{4, 4}, {7, 4}}));
  EXPECT_EQ(inside(joined), (Inside{{4, 7}}));
  EXPECT_EQ(joined.figures.places, 1U);
  EXPECT_EQ(joined.figures.place_junctions, 2U);
  const Dataset apart = placed(Metres().junction(7).junction(4).add_dm(7, 4, 301));
  EXPECT_EQ(places(apart), Places{});
  EXPECT_EQ(inside(apart), Inside{});
}

TEST(JunctionPlaces, AChainIsAsLongAsAllOfItWhereverItsEdgesAreCut) {
  EXPECT_EQ(inside(placed(Metres().junction(1).junction(2).add(1, 5, 10).add(6, 5, 10).add(6, 2, 10))),
            (Inside{{1, 5}, {5, 6}, {2, 6}}));
  const Dataset longer = placed(Metres().junction(1).junction(2).add(1, 5, 20).add(5, 2, 20));
  EXPECT_EQ(places(longer), Places{}) << "two edges of 20 m are one chain of 40 m";
}

TEST(JunctionPlaces, OtherChainsOfAPlaceAreNotInside) {
  const Dataset dataset =
      placed(Metres().junction(1).junction(2).add(1, 2, 20).add(1, 2, 31).add(1, 1, 25).add(2, 90, 5));
  EXPECT_EQ(places(dataset), (Places{{1, 1}, {2, 1}}));
  int count = 0;
  for (const DatasetEdge& edge : dataset.edges) {
    count += edge.attributes.has(EdgeFlag::within_place) ? 1 : 0;
  }
  EXPECT_EQ(count, 1) << "not the longer chain, the ring, the dead end";
}

TEST(JunctionPlaces, ASetWiderThanAHundredMetresIsNone) {
  const auto row = [](std::uint32_t last_m) {
    Metres network;
    for (std::int64_t node = 1; node <= 5; ++node) {
      network.junction(node);
    }
    return placed(network.add(1, 2, 25).add(2, 3, 25).add(3, 4, 25).add(4, 5, last_m));
  };
  EXPECT_EQ(places(row(25)), (Places{{1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}}));
  const Dataset wide = row(26);
  EXPECT_EQ(places(wide), Places{});
  EXPECT_EQ(inside(wide), Inside{});
  EXPECT_EQ(wide.figures.larger_sets, 1U);
  EXPECT_EQ(wide.figures.larger_set_junctions, 5U);
  EXPECT_EQ(wide.figures.places, 0U);
}

// The rule by brute force: nodes of degree two are dissolved one by one, and all distances along short chains are
// tabled.
struct Expected {
  Places places;
  std::set<EdgeId> inside;
};
Expected expected_of(const std::vector<DatasetEdge>& edges) {
  struct Chain {
    NodeId a, b;
    std::uint64_t length_dm;
    std::vector<EdgeId> edges;
  };
  std::vector<Chain> chains;
  for (const DatasetEdge& edge : edges) {
    chains.push_back({edge.tail, edge.head, edge.length_dm, {edge.id}});
  }
  const auto ends_at = [&](NodeId node) {
    std::vector<std::size_t> found;
    for (std::size_t c = 0; c < chains.size(); ++c) {
      if (chains[c].a == node) found.push_back(c);
      if (chains[c].b == node) found.push_back(c);
    }
    return found;
  };
  std::set<NodeId> nodes;
  for (const DatasetEdge& edge : edges) {
    nodes.insert({edge.tail, edge.head});
  }
  for (const NodeId node : nodes) {
    const std::vector<std::size_t> ends = ends_at(node);
    if (ends.size() == 2 && ends[0] != ends[1]) {
      Chain& first = chains[ends[0]];
      const Chain& second = chains[ends[1]];
      first = {first.a == node ? first.b : first.a, second.a == node ? second.b : second.a,
               first.length_dm + second.length_dm, first.edges};
      first.edges.insert(first.edges.end(), second.edges.begin(), second.edges.end());
      chains.erase(chains.begin() + static_cast<std::ptrdiff_t>(ends[1]));
    }
  }
  std::vector<NodeId> junctions;
  for (const NodeId node : nodes) {
    if (ends_at(node).size() >= 3) {
      junctions.push_back(node);
    }
  }
  constexpr std::uint64_t kFar = std::numeric_limits<std::uint32_t>::max();
  std::map<std::pair<NodeId, NodeId>, std::uint64_t> distance;
  for (const NodeId a : junctions) {
    for (const NodeId b : junctions) {
      distance[{a, b}] = a == b ? 0 : kFar;
    }
  }
  for (const Chain& chain : chains) {
    if (chain.length_dm <= 300 && distance.count({chain.a, chain.b}) != 0) {
      for (const auto& ends : {std::pair(chain.a, chain.b), std::pair(chain.b, chain.a)}) {
        distance[ends] = std::min(distance[ends], chain.length_dm);
      }
    }
  }
  for (const NodeId middle : junctions) {
    for (auto& [ends, length] : distance) {
      length = std::min(length, distance[{ends.first, middle}] + distance[{middle, ends.second}]);
    }
  }
  Expected expected;
  for (const NodeId junction : junctions) {
    std::vector<NodeId> set;  // ascending
    std::copy_if(junctions.begin(), junctions.end(), std::back_inserter(set), [&](NodeId other) {
      return distance[{junction, other}] < kFar;
    });
    const bool is_place =
        set.size() >= 2 && std::all_of(set.begin(), set.end(), [&](NodeId a) {
          return std::all_of(set.begin(), set.end(), [&](NodeId b) { return distance[{a, b}] <= 1000; });
        });
    if (is_place) {
      expected.places[junction.value()] = set.front().value();
    }
  }
  for (const Chain& chain : chains) {
    const auto a = expected.places.find(chain.a.value());
    const auto b = expected.places.find(chain.b.value());
    if (chain.length_dm <= 300 && chain.a != chain.b && a != expected.places.end() && b != expected.places.end()) {
      EXPECT_EQ(a->second, b->second);
      expected.inside.insert(chain.edges.begin(), chain.edges.end());
    }
  }
  return expected;
}

std::vector<DatasetEdge> random_edges(Random& random) {
  const std::uint32_t node_count = 2 + random.below(16);
  const bool is_row = random.below(2) == 0;  // long and thin, so that sets grow wide
  const std::uint32_t edge_count = is_row ? 2 * node_count : 1 + random.below(28);
  Metres network;
  for (std::uint32_t e = 0; e < edge_count; ++e) {
    const std::uint32_t tail = random.below(node_count);
    const std::uint32_t head = is_row ? std::min(node_count - 1, tail + random.below(3)) : random.below(node_count);
    network.add_dm(1 + tail, 1 + head, random.below(6) == 0 ? 100 * (1 + random.below(12)) : 1 + random.below(310));
  }
  return network.edges();
}

TEST(JunctionPlaces, AreThoseOfBruteForceWhateverTheOrderOfTheInput) {
  int with_place = 0;
  int with_larger_set = 0;
  const std::uint64_t cases = loopgenie::test::case_count(20'000);
  for (std::uint64_t seed = 1; seed <= cases; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    std::vector<DatasetEdge> edges = random_edges(random);
    const Expected expected = expected_of(edges);
    for (int order = 0; order < 2; ++order) {
      const Dataset dataset = placed(edges);
      ASSERT_EQ(places(dataset), expected.places);
      for (const DatasetEdge& edge : dataset.edges) {
        ASSERT_EQ(edge.attributes.has(EdgeFlag::within_place), expected.inside.count(edge.id) != 0) << edge.id.value();
      }
      with_place += expected.places.empty() ? 0 : 1;
      with_larger_set += dataset.figures.larger_sets > 0 ? 1 : 0;
      std::reverse(edges.begin(), edges.end());
      for (DatasetEdge& edge : edges) {
        if (random.below(2) == 0) std::swap(edge.tail, edge.head);
      }
    }
  }
  EXPECT_GT(with_place, 1000);
  EXPECT_GT(with_larger_set, 50);
}

}  // namespace
}  // namespace loopgenie::ingest
