// The round walks that people signpost in a region, and what the solver finds in their stead.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"
#include "tests/bench/walks/closed_walk.hpp"
#include "tests/bench/walks/hiking_relations.hpp"

namespace loopgenie::bench {

struct Signposted {
  std::int64_t relation = 0;
  std::string name;
  ClosedWalk closed;
};

/// A hiking route that makes no closed walk, or one of another length.
struct OpenRoute {
  std::int64_t relation = 0;
  std::string name;
  std::string why;
  double longest_gap_m = 0;
};

struct SignpostedWalks {
  std::vector<Signposted> walks;  // ascending by relation
  std::vector<OpenRoute> others;  // likewise
};

inline constexpr const char* kOtherLength = "it is shorter or longer";

[[nodiscard]] SignpostedWalks signposted_walks(const HikingRelations& relations, const Network& network,
                                               double shortest_m, double longest_m);

/// The walk's junction that lies nearest to a trailhead in a straight line; of equals the lowest.
[[nodiscard]] NodeIndex nearest_start(const Network& network, const std::vector<NodeIndex>& trailheads,
                                      const Walk& walk);

/// The network's routes on its edges as the ways say it. An Error where an edge's way says something else before.
void set_markings(Network& network, const std::map<std::int64_t, RouteNetwork>& marked_ways);

/// What the walk would lose as a route of the query: what is walked again counts as retraced.
[[nodiscard]] Loss loss_of(const Network& network, const Query& query, const Walk& walk);

/// "" if the walk from there is a route in the sense of core/README.md, feasible for the query; else what is wrong.
[[nodiscard]] std::string why_no_route(const Network& network, const Query& query, NodeIndex start, const Walk& walk);

/// What the solver says of a walk's length from its start, where its own marking is taken out.
struct Comparison {
  const Signposted* theirs = nullptr;
  NodeIndex start;
  Walk their_walk;         // from the start
  double their_score = 0;  // by the solver's own measure
  Loss their_loss;
  std::string why_no_route;  // "" where the solver could have found theirs
  TrailheadStatus status = TrailheadStatus::none_found;
  double bound = 0;
  std::vector<Walk> ours;  // at most five, best first
  std::vector<double> scores;
  std::vector<Loss> losses;
};
[[nodiscard]] Comparison compare(const Network& unmarked, const std::vector<NodeIndex>& trailheads,
                                 const Signposted& theirs, std::uint64_t effort);

}  // namespace loopgenie::bench
