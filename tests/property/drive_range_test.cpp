// The fastest ways by car on random roads with one-ways: a certificate of every settled node, and what a limit in time
// or in metres has to hold. The seed of a failing case is printed, and the case is made smaller.
#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "core/search/drive_range.hpp"

namespace loopgenie {
namespace {

/// tail, head, tenths of a second, those of the way back (0: closed), metres
using Road = std::tuple<int, int, int, int, int>;
constexpr int kNodes = 24;

Point place(int node) { return {425'000'000 + node * 10'000, 15'000'000 + (node * 7 % 5) * 20'000}; }

RoadTile tile_of(const std::vector<Road>& roads) {
  RoadTile tile;
  for (int node = 0; node < kNodes; ++node) {
    tile.nodes.push_back(place(node));
  }
  for (const auto& [tail, head, forward_ds, backward_ds, length_m] : roads) {
    RoadEdge edge;
    edge.tail = place(tail);
    edge.head = place(head);
    edge.forward_ds = static_cast<std::uint32_t>(forward_ds);
    edge.backward_ds = backward_ds == 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(backward_ds));
    edge.length_m = static_cast<std::uint32_t>(length_m);
    tile.edges.push_back(edge);
  }
  return tile;
}

rc::Gen<std::vector<Road>> any_roads() {
  return rc::gen::nonEmpty(rc::gen::container<std::vector<Road>>(
      rc::gen::tuple(rc::gen::inRange(0, kNodes), rc::gen::inRange(0, kNodes), rc::gen::inRange(1, 400),
                     rc::gen::oneOf(rc::gen::just(0), rc::gen::inRange(1, 400)), rc::gen::inRange(0, 5'000))));
}

RoadStart start_on(const RoadNetwork& network, int edge, int percent) {
  return {EdgeIndex(static_cast<std::uint32_t>(edge) % static_cast<std::uint32_t>(network.edges.size())), place(0),
          percent / 100.0, 0};
}

/// No arc gives a settled node a faster way; each has a witness: the start, or an arc from a node settled before it.
void certify(const RoadNetwork& network, const DriveRange& range, const RoadStart& start) {
  std::map<NodeIndex, Drive> first;
  for (const bool forward : {true, false}) {
    const double share = forward ? 1 - start.share : start.share;
    if (const auto whole_ds = share > 0 ? network.time_ds(start.edge, forward) : 0) {
      const NodeIndex end = forward ? network.graph.head(start.edge) : network.graph.tail(start.edge);
      const Drive drive{share * network.edges[start.edge.value()]->length_m, std::round(share * *whole_ds) / 10};
      const auto [known, is_new] = first.emplace(end, drive);
      if (!is_new && std::pair(drive.drive_s, drive.drive_m) <
                         std::pair(known->second.drive_s, known->second.drive_m)) {  // of equally fast ones the shorter
        known->second = drive;
      }
    }
  }
  std::set<NodeIndex> before;
  double last_s = 0;
  for (const NodeIndex node : range.settled()) {
    const Drive drive = *range.drive_to(node);
    RC_ASSERT(drive.drive_s >= last_s);
    last_s = drive.drive_s;
    bool is_witnessed = first.contains(node) && first.at(node).drive_s == drive.drive_s &&
                        std::abs(first.at(node).drive_m - drive.drive_m) < 1e-6;
    if (first.contains(node)) {
      RC_ASSERT(drive.drive_s <= first.at(node).drive_s);
    }
    for (const Arc& arc : network.graph.arcs(node)) {
      const RoadEdge& edge = *network.edges[arc.edge.value()];
      if (const auto out_ds = network.time_ds(arc.edge, arc.forward)) {
        if (const auto there = range.drive_to(arc.head)) {
          RC_ASSERT(there->drive_s <= drive.drive_s + *out_ds / 10.0 + 1e-6);
        }
      }
      if (const auto in_ds = network.time_ds(arc.edge, !arc.forward); in_ds && before.contains(arc.head)) {
        const Drive from = *range.drive_to(arc.head);
        is_witnessed = is_witnessed || (std::abs(from.drive_s + *in_ds / 10.0 - drive.drive_s) < 1e-6 &&
                                        std::abs(from.drive_m + edge.length_m - drive.drive_m) < 1e-6);
      }
    }
    RC_ASSERT(is_witnessed);
    before.insert(node);
  }
}

TEST(DriveRange, EveryDriveIsTheFastestAndHasAWitness) {
  EXPECT_TRUE(rc::check([] {
    const RoadTile tile = tile_of(*any_roads());
    const RoadTile* tiles[] = {&tile};
    const RoadNetwork network = stitch_roads(tiles);
    DriveRange range(network);
    const RoadStart start = start_on(network, *rc::gen::inRange(0, 1'000), *rc::gen::inRange(0, 101));
    range.run(std::array{start}, {});
    certify(network, range, start);
  }));
}

TEST(DriveRange, ALimitHoldsExactlyThoseWhoseFastestWayIsWithinIt) {
  EXPECT_TRUE(rc::check([] {
    const RoadTile tile = tile_of(*any_roads());
    const RoadTile* tiles[] = {&tile};
    const RoadNetwork network = stitch_roads(tiles);
    DriveRange range(network);
    const RoadStart start = start_on(network, *rc::gen::inRange(0, 1'000), *rc::gen::inRange(0, 101));
    range.run(std::array{start}, {});
    std::map<NodeIndex, Drive> all;
    for (const NodeIndex node : range.settled()) {
      all.emplace(node, *range.drive_to(node));
    }
    DriveLimit limit;
    if (*rc::gen::arbitrary<bool>()) {
      limit.drive_m = *rc::gen::inRange(0, 20'000);
    } else {
      limit.drive_s = *rc::gen::inRange(0, 200);
    }
    range.run(std::array{start}, limit);
    certify(network, range, start);
    for (const auto& [node, drive] : all) {
      const std::optional<Drive> found = range.drive_to(node);
      RC_ASSERT(!limit.holds(drive) || found.has_value());
      if (found) {
        RC_ASSERT(found->drive_s == drive.drive_s);
        RC_ASSERT(found->drive_m == drive.drive_m);
      }
    }
  }));
}

}  // namespace
}  // namespace loopgenie
