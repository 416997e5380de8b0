// A set of roads closed under what is needed keeps every least time, and holds nothing that no fastest way takes: on
// small random road networks, against all pairs by brute force.
#include "api/ingest/roads/needed_ends.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/api/ingest/roads/random_roads.hpp"

namespace loopgenie::ingest {
namespace {

using test::RandomRoads;
using test::TimeTable;

constexpr NeededRule kRule{.detour = 0.05, .reach_s = 1e6};

class NeededEndsOfRandomRoads : public ::testing::TestWithParam<std::uint64_t> {
 protected:
  void SetUp() override {
    SCOPED_TRACE("seed " + std::to_string(GetParam()));
    const auto& main = made_.is_main;
    needed_ = find_needed_ends(made_.roads, main, made_.stops, kRule);
    for (std::uint32_t node = 0; node < node_count(); ++node) {
      const auto arcs = made_.roads.graph.arcs(NodeIndex(node));
      const auto is_main = [&](const Arc& arc) { return main[arc.edge.value()] != 0; };
      const bool is_stop = std::find(made_.stops.begin(), made_.stops.end(), node) != made_.stops.end();
      is_target_.push_back(is_stop || std::count_if(arcs.begin(), arcs.end(), is_main) >= 3 ? 1 : 0);
    }
  }
  [[nodiscard]] std::uint32_t node_count() const { return made_.roads.graph.node_count(); }
  /// What the rule counts an edge as.
  [[nodiscard]] std::uint32_t counted_ms(std::uint32_t edge, bool forward) const {
    const RoadPiece& piece = made_.roads.pieces[edge];
    const std::uint32_t ms = forward ? piece.forward_ms : piece.backward_ms;
    return ms == kClosedMs || made_.is_main[edge] != 0 ? ms : ms + static_cast<std::uint32_t>(ms * kRule.detour);
  }
  [[nodiscard]] TimeTable counted_times(const std::vector<std::uint8_t>& edges,
                                        const std::vector<std::uint8_t>& may_pass) const {
    return test::least_times(
        made_.roads, [&](std::uint32_t edge, bool forward) { return counted_ms(edge, forward); }, edges, may_pass);
  }

  RandomRoads made_ = test::random_roads(GetParam());
  NeededEnds needed_;
  std::vector<std::uint8_t> is_target_;
};

TEST_P(NeededEndsOfRandomRoads, AClosedSetKeepsTheLeastTimesToAllTargetsAndBack) {
  const ClosedRoads closed(made_.roads, needed_, made_.is_main, made_.stops);
  const TimeTable all = counted_times({}, {});
  const TimeTable kept = counted_times(closed.kept(), {});
  for (std::uint32_t node = 0; node < node_count(); ++node) {
    for (std::uint32_t target = 0; closed.has(node) && target < node_count(); ++target) {
      if (is_target_[target] != 0) {
        EXPECT_EQ(kept.at(node, target), all.at(node, target)) << "from " << node << " to " << target;
        EXPECT_EQ(kept.at(target, node), all.at(target, node)) << "from " << target << " to " << node;
      }
    }
  }
}

TEST_P(NeededEndsOfRandomRoads, EveryOneBeginsOrEndsAFastestWayOverNoOtherTarget) {
  std::vector<std::uint8_t> is_free(node_count());
  std::transform(is_target_.begin(), is_target_.end(), is_free.begin(), [](std::uint8_t is) { return is == 0; });
  const TimeTable all = counted_times({}, {});
  const TimeTable direct = counted_times({}, is_free);
  const auto is_needed = [&](std::uint32_t edge, bool from_tail) {
    const std::uint32_t tail = made_.roads.graph.tail(EdgeIndex(edge)).value();
    const std::uint32_t head = made_.roads.graph.head(EdgeIndex(edge)).value();
    const std::uint32_t here = from_tail ? tail : head;
    const std::uint32_t next = from_tail ? head : tail;
    const std::uint32_t there_ms = counted_ms(edge, from_tail);
    const std::uint32_t back_ms = counted_ms(edge, !from_tail);
    for (std::uint32_t target = 0; target < node_count(); ++target) {
      const bool is_way = is_target_[target] != 0 && target != here && (next == target || is_free[next] != 0);
      if (is_way &&
          ((all.at(here, target) != test::kNoWay && all.at(here, target) == there_ms + direct.at(next, target)) ||
           (all.at(target, here) != test::kNoWay && all.at(target, here) == back_ms + direct.at(target, next)))) {
        return true;
      }
    }
    return false;
  };
  std::size_t count = 0;
  for (std::uint32_t edge = 0; edge < needed_.size(); ++edge) {
    for (const bool from_tail : {true, false}) {
      if ((needed_[edge] & (from_tail ? kNeededAtTail : kNeededAtHead)) != 0) {
        EXPECT_TRUE(is_needed(edge, from_tail)) << "edge " << edge << (from_tail ? " at its tail" : " at its head");
        ++count;
      }
    }
  }
  EXPECT_GT(count, 0U);
}

TEST_P(NeededEndsOfRandomRoads, ItGrowsToTheSameSetInAnyOrder) {
  const std::vector<std::uint32_t> few = {0, 1, 2};
  ClosedRoads at_once(made_.roads, needed_, made_.is_main, made_.stops);
  std::vector<std::uint32_t> all = made_.stops;
  all.insert(all.begin(), few.rbegin(), few.rend());
  const ClosedRoads grown(made_.roads, needed_, made_.is_main, all);
  for (const std::uint32_t node : few) {
    at_once.add(node);
  }
  EXPECT_EQ(at_once.kept(), grown.kept());
  EXPECT_EQ(at_once.junctions_off().size(), grown.junctions_off().size());
}

INSTANTIATE_TEST_SUITE_P(Seeds, NeededEndsOfRandomRoads, ::testing::Range<std::uint64_t>(1, 201));

}  // namespace
}  // namespace loopgenie::ingest
