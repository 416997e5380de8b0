#include "api/ingest/walk/chains_beside.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "api/ingest/walk/junction_places.hpp"
#include "api/ingest/walk/line_pieces.hpp"
#include "core/base/random.hpp"
#include "core/geo/distance.hpp"
#include "tests/api/ingest/source_map.hpp"
#include "tests/support/environment.hpp"

namespace loopgenie::ingest {
namespace {

using test::at_metres;

/// Edges by their nodes and lines, ids in the order of adding; every node is a junction, by dead ends that it has.
class Lines {
 public:
  using Line = std::vector<std::pair<double, double>>;  // east, north

  Lines& add(std::int64_t tail, std::int64_t head, const Line& east_north) {
    add_edge(tail, head, east_north);
    for (const auto& [node, at] : {std::pair(tail, east_north.front()), std::pair(head, east_north.back())}) {
      if (is_junction_.insert(node).second) {
        for (int i = 0; i < 2; ++i) {
          add_edge(node, next_end_++, {at, {at.first, at.second + 5 + i}});
        }
      }
    }
    return *this;
  }
  Lines& add_edge(std::int64_t tail, std::int64_t head, const Line& east_north) {
    DatasetEdge& edge = edges_.emplace_back();
    edge.id = make_edge_id(static_cast<std::int64_t>(edges_.size()), 0);
    edge.tail = NodeId(tail);
    edge.head = NodeId(head);
    double length_m = 0;
    for (const auto& [east, north] : east_north) {
      edge.points.push_back(at_metres(east, north));
      const std::size_t count = edge.points.size();
      length_m += count > 1 ? distance_m(edge.points[count - 2], edge.points[count - 1]) : 0;
    }
    edge.length_dm = std::max(1U, static_cast<std::uint32_t>(std::lround(length_m * 10)));
    return *this;
  }
  [[nodiscard]] Dataset dataset() const {
    Dataset dataset;
    std::set<NodeId> ids;
    for (const DatasetEdge& edge : edges_) {
      ids.insert({edge.tail, edge.head});
    }
    for (const NodeId id : ids) {
      dataset.nodes.push_back({id, {}, {}, {}});
    }
    dataset.edges = edges_;
    set_places(dataset);
    return dataset;
  }
  /// Metres of every pair, rounded, in the order of the pairs.
  [[nodiscard]] std::vector<long> metres() const {
    std::vector<long> found;
    for (const TileBeside& pair : chains_beside(dataset())) {
      found.push_back(std::lround(pair.dm / 10.0));
    }
    return found;
  }

 private:
  std::vector<DatasetEdge> edges_;
  std::set<std::int64_t> is_junction_;
  std::int64_t next_end_ = 1'000;
};

using Metres = std::vector<long>;

TEST(ChainsBeside, TwoPathsTwentyMetresApartRunBesideEachOther) {
  const Lines lines = Lines().add(1, 2, {{0, 0}, {500, 0}}).add(3, 4, {{0, 20}, {200, 20}, {500, 20}});
  EXPECT_EQ(lines.metres(), Metres{500});
  const std::vector<TileBeside> pairs = chains_beside(lines.dataset());
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0].first, make_edge_id(1, 0));
  EXPECT_EQ(pairs[0].second, make_edge_id(6, 0)) << "after the four dead ends of the first";
}

TEST(ChainsBeside, FarApartThereIsNothing) {
  EXPECT_EQ(Lines().add(1, 2, {{0, 0}, {500, 0}}).add(3, 4, {{0, 31}, {500, 31}}).metres(), Metres{});
}

TEST(ChainsBeside, TheSmallerOfBothCounts) {
  EXPECT_EQ(Lines().add(1, 2, {{0, 0}, {1000, 0}}).add(3, 4, {{400, 10}, {600, 10}}).metres(),
            Metres{200});  // the longer one has 28 m more at each end
  const Metres crossing = Lines().add(1, 2, {{0, 0}, {1000, 0}}).add(3, 4, {{500, -500}, {500, 500}}).metres();
  EXPECT_EQ(crossing, Metres{60});
}

TEST(ChainsBeside, TheFirstMetresOfAHairpinAreLeftOut) {
  // Up one leg and down the other, 20 m apart; both begin at the same junction.
  const Lines hairpin = Lines().add(1, 2, {{0, 0}, {600, 0}}).add(1, 3, {{0, 0}, {0, 20}, {600, 20}});
  EXPECT_EQ(hairpin.metres(), Metres{475}) << "the second leg's first 125 m end at 105 m, near the first leg's rest";
  EXPECT_EQ(Lines().add(1, 2, {{0, 0}, {120, 0}}).add(1, 3, {{0, 0}, {0, 20}, {120, 20}}).metres(), Metres{});
}

TEST(ChainsBeside, JunctionsOfOnePlaceAreOneEnd) {
  Lines lines;
  lines.add(1, 2, {{0, 0}, {600, 0}}).add(3, 4, {{0, 25}, {600, 25}});
  EXPECT_EQ(lines.metres(), Metres{600});
  lines.add(1, 3, {{0, 0}, {0, 25}});
  EXPECT_EQ(lines.metres(), Metres{475});
}

TEST(ChainsBeside, AChainIsNamedByItsLowestEdgeAndMeasuredAsAWhole) {
  Lines lines;
  lines.add(1, 2, {{0, 0}, {600, 900}, {600, 0}}).add(3, 4, {{0, 20}, {600, 20}});
  lines.add_edge(2, 10, {{600, 0}, {300, 0}}).add_edge(1, 10, {{0, 0}, {300, 0}});  // the 11th and 12th edge
  std::map<std::pair<EdgeId, EdgeId>, std::uint32_t> pairs;
  for (const TileBeside& pair : chains_beside(lines.dataset())) {
    pairs.emplace(std::pair(pair.first, pair.second), pair.dm);
  }
  const auto found = pairs.find({make_edge_id(6, 0), make_edge_id(11, 0)});
  ASSERT_NE(found, pairs.end());
  EXPECT_NEAR(found->second, 6000, 10);
}

TEST(ChainsBeside, ShortChainsRingsAndDeadEndsHaveNone) {
  Lines lines;
  lines.add(1, 2, {{0, 0}, {500, 0}});
  lines.add(3, 4, {{100, 10}, {130, 10}});                        // 30 m
  lines.add(5, 5, {{200, 10}, {300, 10}, {300, 15}, {200, 10}});  // a ring
  lines.add_edge(3, 99, {{100, 10}, {300, 12}});                  // a dead end
  EXPECT_EQ(lines.metres(), Metres{});
}

// By sampling: points along the lines, each against all of the other.
struct Sampled {
  double one_m = 0;
  double other_m = 0;
};
using Piece = std::pair<Point, Point>;

/// The line between two lengths along it, in pieces.
std::vector<Piece> cut(const std::vector<Point>& line, double from_m, double to_m) {
  std::vector<Piece> pieces;
  double along_m = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double length_m = distance_m(line[i - 1], line[i]);
    const double first = std::max(from_m, along_m) - along_m;
    const double last = std::min(to_m, along_m + length_m) - along_m;
    if (first < last) {
      pieces.emplace_back(point_between(line[i - 1], line[i], first / length_m),
                          point_between(line[i - 1], line[i], last / length_m));
    }
    along_m += length_m;
  }
  return pieces;
}

double sampled_m(const std::vector<Piece>& line, const std::vector<Piece>& other) {
  constexpr double kStepM = 0.5;
  double sum_m = 0;
  for (const auto& [a, b] : line) {
    const double length_m = distance_m(a, b);
    const int count = std::max(1, static_cast<int>(std::ceil(length_m / kStepM)));
    for (int i = 0; i < count; ++i) {
      const Point point = point_between(a, b, (i + 0.5) / count);
      const bool is_near = std::any_of(other.begin(), other.end(), [&](const Piece& piece) {
        return distance_to_segment_m(point, piece.first, piece.second) <= kBesideM;
      });
      sum_m += is_near ? length_m / count : 0;
    }
  }
  return sum_m;
}

/// Chains of one edge each, between some of a few junctions in a square of 400 m.
Lines random_lines(Random& random) {
  const auto within = [&](double metres) { return (2 * random.uniform() - 1) * metres; };
  std::vector<std::pair<double, double>> junctions;
  for (int i = 0; i < 6; ++i) {
    junctions.emplace_back(within(200), within(200));
  }
  if (random.below(2) == 0) {
    junctions[1] = {junctions[0].first + 15, junctions[0].second};  // perhaps a place
  }
  Lines lines;
  for (int i = 0; i < 7; ++i) {
    const std::uint32_t tail = i == 0 ? 0 : random.below(6);
    const std::uint32_t head = i == 0 ? 1 : random.below(6);
    Lines::Line line = {junctions[tail]};
    for (std::uint32_t k = i == 0 ? 0 : random.below(5); k > 0; --k) {
      line.emplace_back(within(200), within(200));
    }
    line.push_back(junctions[head]);
    lines.add(1 + tail, 1 + head, line);
  }
  return lines;
}

TEST(ChainsBeside, AreThoseOfSamplingWhateverTheOrderOfTheInput) {
  int count = 0;
  const std::uint64_t cases = loopgenie::test::case_count(25);
  for (std::uint64_t seed = 1; seed <= cases; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    Dataset dataset = random_lines(random).dataset();
    std::map<NodeId, NodeId> end_of;
    std::map<NodeId, int> degree;
    for (const DatasetNode& node : dataset.nodes) {
      end_of[node.id] = node.place.is_valid() ? node.place : node.id;
    }
    for (const DatasetEdge& edge : dataset.edges) {
      ++degree[edge.tail];
      ++degree[edge.head];
    }
    const std::vector<TileBeside> pairs = chains_beside(dataset);
    std::map<std::pair<EdgeId, EdgeId>, double> found_m;
    for (const TileBeside& pair : pairs) {
      EXPECT_LT(pair.first, pair.second);
      EXPECT_GT(pair.dm, 0U);
      EXPECT_TRUE(found_m.emplace(std::pair(pair.first, pair.second), pair.dm / 10.0).second);
    }
    const auto is_chain = [&](const DatasetEdge& edge) {
      return edge.tail != edge.head && degree[edge.tail] >= 3 && degree[edge.head] >= 3 && edge.length_dm > 300;
    };
    for (const DatasetEdge& one : dataset.edges) {
      for (const DatasetEdge& other : dataset.edges) {
        if (!(one.id < other.id) || !is_chain(one) || !is_chain(other)) {
          continue;
        }
        const auto rest = [&](const DatasetEdge& edge, const DatasetEdge& beside) {
          const auto left_out_m = [&](NodeId end) {
            return end_of[end] == end_of[beside.tail] || end_of[end] == end_of[beside.head] ? 125.0 : 0.0;
          };
          double length_m = 0;
          for (std::size_t i = 1; i < edge.points.size(); ++i) {
            length_m += distance_m(edge.points[i - 1], edge.points[i]);
          }
          return cut(edge.points, left_out_m(edge.tail), length_m - left_out_m(edge.head));
        };
        const auto one_rest = rest(one, other);
        const auto other_rest = rest(other, one);
        const double wanted_m = std::min(sampled_m(one_rest, other_rest), sampled_m(other_rest, one_rest));
        const auto found = found_m.find({one.id, other.id});
        EXPECT_NEAR(found == found_m.end() ? 0 : found->second, wanted_m, 4)
            << one.id.value() << " " << other.id.value();
        count += wanted_m > 0 ? 1 : 0;
        found_m.erase({one.id, other.id});
      }
    }
    EXPECT_TRUE(found_m.empty()) << "pairs of what is no chain";

    std::reverse(dataset.edges.begin(), dataset.edges.end());
    for (DatasetEdge& edge : dataset.edges) {
      if (random.below(2) == 0) {
        std::swap(edge.tail, edge.head);
        std::reverse(edge.points.begin(), edge.points.end());
      }
    }
    const std::vector<TileBeside> turned = chains_beside(dataset);
    ASSERT_EQ(turned.size(), pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      EXPECT_EQ(std::pair(turned[i].first, turned[i].second), std::pair(pairs[i].first, pairs[i].second));
      EXPECT_NEAR(turned[i].dm, pairs[i].dm, 1);
    }
  }
  EXPECT_GT(count, 40);
}

}  // namespace
}  // namespace loopgenie::ingest
