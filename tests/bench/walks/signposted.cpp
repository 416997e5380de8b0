#include "tests/bench/walks/signposted.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "core/cost/appeal.hpp"
#include "core/geo/distance.hpp"
#include "core/loop/rank/rank.hpp"
#include "core/loop/search/solve.hpp"
#include "core/loop/space/beside.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/route_shape.hpp"
#include "core/loop/space/turns.hpp"
#include "tests/bench/solver/measure.hpp"
#include "tests/support/brute_force.hpp"

namespace loopgenie::bench {
namespace {

constexpr std::uint32_t kListed = 5;

std::vector<EdgeIndex> member_edges(const Network& network, const std::vector<std::int64_t>& ways) {
  const std::set<std::int64_t> wanted(ways.begin(), ways.end());
  std::vector<EdgeIndex> edges;
  for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
    if (wanted.contains(way_id_of(network.edge_id[e]))) {
      edges.emplace_back(e);
    }
  }
  return edges;
}

/// With the defaults of a query, but that the walk's own grade is allowed.
Query query_for(const Network& network, const Walk& walk, std::uint64_t effort) {
  Query query;
  query.at = Point{};  // of no matter to the solver
  query.hike_m = static_cast<double>(length_dm(network, walk)) / 10;
  query.count = kListed;
  query.effort = effort;
  for (const RouteStep& step : walk) {
    query.max_sac_scale = std::max(query.max_sac_scale, network.attributes[step.edge.value()].sac_scale);
  }
  return validated(query).value();
}

std::int64_t retraced_dm(const Network& network, const Walk& walk) {
  std::int64_t once_dm = 0;
  for (const EdgeIndex edge : edges_of(walk)) {
    once_dm += network.length_dm[edge.value()];
  }
  return length_dm(network, walk) - once_dm;
}

}  // namespace

SignpostedWalks signposted_walks(const HikingRelations& relations, const Network& network, double shortest_m,
                                 double longest_m) {
  SignpostedWalks found;
  for (const HikingRelation* relation : relations.routes()) {
    const std::vector<EdgeIndex> members = member_edges(network, relations.walk_ways(*relation));
    if (members.empty()) {
      continue;
    }
    WalkAssembly assembly = assemble_walk(network, members);
    const double length_m = assembly.closed ? static_cast<double>(length_dm(network, assembly.closed->walk)) / 10 : 0;
    if (!assembly.closed || length_m < shortest_m || length_m > longest_m) {
      found.others.push_back(
          {relation->id, relation->name, assembly.closed ? kOtherLength : assembly.why_not, assembly.longest_gap_m});
      continue;
    }
    found.walks.push_back({relation->id, relation->name, *std::move(assembly.closed)});
  }
  return found;
}

NodeIndex nearest_start(const Network& network, const std::vector<NodeIndex>& trailheads, const Walk& walk) {
  NodeIndex nearest = begin_of(network, walk.front());
  double least_m = std::numeric_limits<double>::max();
  std::set<NodeIndex> nodes;
  for (const RouteStep& step : walk) {
    nodes.insert(end_of(network, step));
  }
  for (const NodeIndex node : nodes) {
    for (const NodeIndex trailhead : trailheads) {
      const double apart_m =
          great_circle_m(network.node_vertex[node.value()].point, network.node_vertex[trailhead.value()].point);
      if (network.graph.degree(node) >= 3 && apart_m < least_m) {
        least_m = apart_m;
        nearest = node;
      }
    }
  }
  return nearest;
}

void set_markings(Network& network, const std::map<std::int64_t, RouteNetwork>& marked_ways) {
  for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
    const auto marked = marked_ways.find(way_id_of(network.edge_id[e]));
    network.attributes[e].route_network = marked == marked_ways.end() ? RouteNetwork::none : marked->second;
  }
}

Loss loss_of(const Network& network, const Query& query, const Walk& walk) {
  std::int64_t lesser_cdm = 0;
  for (const EdgeIndex edge : edges_of(walk)) {
    const int appeal = appeal_hundredths(network.attributes[edge.value()], query.appeal);
    lesser_cdm += static_cast<std::int64_t>(kPerfectAppeal - appeal) * network.length_dm[edge.value()];
  }
  const std::vector<bool> once = is_walked_once(walk);
  Walk cycle;
  for (std::size_t i = 0; i < walk.size(); ++i) {
    if (once[i]) {
      cycle.push_back(walk[i]);
    }
  }
  return LoopLimits::of(query).loss(length_dm(network, walk), retraced_dm(network, walk), lesser_cdm,
                                    beside_cdm(network, cycle), turns_cdm(network, cycle));
}

std::string why_no_route(const Network& network, const Query& query, NodeIndex start, const Walk& walk) {
  Route route;
  route.start = start;
  route.steps = begun_at(network, walk, start);
  const std::size_t count = route.steps.size();
  while (2 * (route.stem_step_count + 1) < count &&
         route.steps[route.stem_step_count].edge == route.steps[count - 1 - route.stem_step_count].edge) {
    ++route.stem_step_count;
  }
  route.length_dm = length_dm(network, walk);
  route.retraced_dm = retraced_dm(network, walk);
  route.loss = loss_of(network, query, walk);
  route.shape = route_shape(network, LoopLimits::of(query), route);
  return test::what_is_wrong(network, query, start, route);
}

Comparison compare(const Network& unmarked, const std::vector<NodeIndex>& trailheads, const Signposted& theirs,
                   std::uint64_t effort) {
  Comparison comparison;
  comparison.theirs = &theirs;
  const Query query = query_for(unmarked, theirs.closed.walk, effort);
  comparison.start = nearest_start(unmarked, trailheads, theirs.closed.walk);
  comparison.their_walk = begun_at(unmarked, theirs.closed.walk, comparison.start);
  comparison.their_loss = loss_of(unmarked, query, theirs.closed.walk);
  comparison.their_score = score_of(comparison.their_loss.total_cdm(), query.wanted());
  comparison.why_no_route = why_no_route(unmarked, query, comparison.start, theirs.closed.walk);
  TrailheadSolver solver(unmarked, query);
  const std::vector<TrailheadAnswer> answers = {solver.solve(comparison.start)};
  comparison.status = answers.front().status;
  comparison.bound = score_of(answers.front().least_loss_cdm, query.wanted());
  for (const Ranked& ranked : rank(answers, unmarked, query)) {
    const Route& route = answers.front().routes[ranked.route_index];
    comparison.ours.push_back(route.steps);
    comparison.losses.push_back(route.loss);
    comparison.scores.push_back(score_of(route.loss.total_cdm(), query.wanted()));
  }
  return comparison;
}

}  // namespace loopgenie::bench
