// Where one can sleep on a query's walk network, and the ways there.
//
// A *spot* is a point of interest of a kind that the query takes, at its node h of the network. The way to it from a
// node v is the path of the query's network with fewest metres by the rule of core/search/dijkstra.hpp, seen from h: so
// the ways to one spot form a tree with root h. A way counts if it is at most `max_night_detour_m` long together with
// the straight line from h to the spot. Which ways a route can use, core/stage/staging.hpp says.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"
#include "core/stage/water.hpp"

namespace loopgenie {

struct NightSpot {
  static constexpr std::uint32_t kNotKept = 0xffffffff;

  std::uint32_t poi = 0;  // index into Network::pois
  NodeIndex node;
  NightKind kind = NightKind::hut;
  std::uint32_t kept = kNotKept;  // index into Query::keep_nights
  bool has_water = false;
  std::int64_t kind_cdm = 0;  // what a night there loses as one of a kind less liked
};

/// The way from a node to a spot.
struct NightWay {
  static constexpr std::uint32_t kNone = 0xffffffff;

  NodeIndex from;
  std::uint32_t spot = 0;
  std::uint32_t rest = kNone;    // the way from the next node on; none where `from` is the spot's node
  RouteStep first;               // the step to there
  std::int64_t length_dm = 0;    // one way, in metres whatever the query measures in
  std::int64_t measured_dm = 0;  // the same in the query's measure
  std::int64_t lesser_cdm = 0;   // likewise
  std::int64_t ascent_dm = 0;    // out
  std::int64_t descent_dm = 0;
  std::int64_t out_ds = 0;  // tenths of seconds; 0 where nobody asks for hours
  std::int64_t back_ds = 0;
  std::int64_t water_dm = -1;  // from the last water on it, `from` left out, to the spot; negative: none
};

/// What can be walked for a query, and what it loses.
struct WalkedNetwork {
  const Network& network;
  std::span<const std::uint8_t> usable_nodes;
  std::span<const std::uint8_t> usable_edges;
  std::span<const std::uint32_t> measured_dm;       // per edge, its length in the query's measure
  std::span<const std::uint8_t> lesser_hundredths;  // per edge
};

class NightSpots {
 public:
  NightSpots() = default;
  /// None where the query has no nights. `walk_ds`: per edge its times out and back in tenths of seconds, or empty.
  /// O(pois + spots · what is within the detour).
  NightSpots(const WalkedNetwork& walked, const Query& query, const Waters& waters,
             std::span<const std::int32_t> walk_ds);

  [[nodiscard]] const std::vector<NightSpot>& spots() const { return spots_; }  // ascending by id
  [[nodiscard]] const NightWay& way(std::uint32_t index) const { return ways_[index]; }
  /// Indices of the ways that begin at the node, by spot.
  [[nodiscard]] std::span<const std::uint32_t> ways_from(NodeIndex node) const {
    const std::uint32_t first = first_way_[node.value()];
    return std::span(way_of_node_).subspan(first, first_way_[node.value() + 1] - first);
  }
  /// The steps of the way, out.
  [[nodiscard]] std::vector<RouteStep> steps(std::uint32_t way) const;

 private:
  std::vector<NightSpot> spots_;
  std::vector<NightWay> ways_;
  std::vector<std::uint32_t> first_way_;
  std::vector<std::uint32_t> way_of_node_;
};

}  // namespace loopgenie
