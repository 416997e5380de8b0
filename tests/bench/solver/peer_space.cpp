#include "tests/bench/solver/peer_space.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "core/cost/appeal.hpp"
#include "core/graph/bridges.hpp"
#include "core/graph/contract.hpp"
#include "core/loop/space/beside.hpp"
#include "core/loop/space/route_shape.hpp"
#include "core/loop/space/turns.hpp"

namespace loopgenie::bench {
namespace {

constexpr std::int64_t kPenalty = 10;

/// The edges of the shortest path from the source, in walking order.
std::vector<EdgeIndex> path_to(const Dijkstra& paths, NodeIndex node) {
  std::vector<EdgeIndex> edges;
  for (; paths.parent(node).is_valid(); node = paths.parent(node)) {
    edges.push_back(paths.parent_edge(node));
  }
  std::reverse(edges.begin(), edges.end());
  return edges;
}

}  // namespace

PeerSpace::PeerSpace(const Network& network, const Query& query, NodeIndex start)
    : network_(&network),
      limits_(LoopLimits::of(query)),
      has_figures_of_eight_(query.figure_of_eight),
      start_(start),
      paths_(network.graph, network.length_dm) {
  std::vector<std::uint8_t> usable_nodes(network.node_count());
  std::vector<std::uint8_t> usable_edges(network.edge_count());
  for (std::uint32_t n = 0; n < network.node_count(); ++n) {
    usable_nodes[n] = network.is_complete(NodeIndex(n)) ? 1 : 0;
  }
  for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
    const bool may_walk = is_allowed(network.attributes[e], network.is_climb_known(EdgeIndex(e)), query.way_limits());
    usable_edges[e] = may_walk ? 1 : 0;
  }
  paths_.run(start, {limits_.longest_dm / 2, usable_nodes, usable_edges});

  // Nodes of the reach are numbered by rank.
  const auto near = paths_.settled();
  GraphBuilder in_reach(static_cast<std::uint32_t>(near.size()));
  std::vector<EdgeIndex> edges;
  for (const NodeIndex from : near) {
    for (const Arc& arc : network.graph.arcs(from)) {
      if (arc.forward && usable_edges[arc.edge.value()] != 0 && paths_.is_settled(arc.head) &&
          paths_.distance_dm(from) + paths_.distance_dm(arc.head) + network.length_dm[arc.edge.value()] <=
              limits_.longest_dm) {
        in_reach.add_edge(NodeIndex(paths_.rank(from)), NodeIndex(paths_.rank(arc.head)));
        edges.push_back(arc.edge);
      }
    }
  }
  const Graph reach = std::move(in_reach).build();
  const Blocks blocks = find_blocks(reach);
  GraphBuilder on_cycles(reach.node_count());
  std::vector<EdgeIndex> cycle_edges;
  std::set<std::uint32_t> blocks_of_parent;
  std::vector<std::uint8_t> is_entry(reach.node_count());
  std::vector<std::uint32_t> parent_block(reach.node_count(), blocks.block_count);
  for (std::uint32_t e = 0; e < reach.edge_count(); ++e) {
    for (const NodeIndex end : {reach.tail(EdgeIndex(e)), reach.head(EdgeIndex(e))}) {
      if (paths_.parent_edge(near[end.value()]) == edges[e]) {
        parent_block[end.value()] = blocks.block_of_edge[e];
      }
    }
  }
  for (std::uint32_t e = 0; e < reach.edge_count(); ++e) {
    if (blocks.is_bridge[e] != 0) {
      continue;
    }
    on_cycles.add_edge(reach.tail(EdgeIndex(e)), reach.head(EdgeIndex(e)));
    cycle_edges.push_back(edges[e]);
    for (const NodeIndex end : {reach.tail(EdgeIndex(e)), reach.head(EdgeIndex(e))}) {
      if (parent_block[end.value()] != blocks.block_of_edge[e]) {
        is_entry[end.value()] = 1;
      }
    }
  }
  const Contraction contraction = contract(std::move(on_cycles).build(), is_entry);
  graph_ = contraction.graph;
  for (const NodeIndex local : contraction.source_node) {
    const NodeIndex node = near[local.value()];
    source_node_.push_back(node);
    rank_.push_back(local.value());
    stem_dm_.push_back(paths_.distance_dm(node));
    std::int64_t lesser = 0;
    for (const EdgeIndex edge : path_to(paths_, node)) {
      lesser += std::int64_t{network.length_dm[edge.value()]} *
                (kPerfectAppeal - appeal_hundredths(network.attributes[edge.value()], query.appeal));
    }
    stem_lesser_cdm_.push_back(lesser);
    if (is_entry[local.value()] != 0 && paths_.distance_dm(node) <= limits_.longest_stem_dm()) {
      entries_.emplace_back(static_cast<std::uint32_t>(source_node_.size() - 1));
    }
  }
  for (std::uint32_t e = 0; e < graph_.edge_count(); ++e) {
    first_step_.push_back(static_cast<std::uint32_t>(steps_.size()));
    std::int64_t length_dm = 0;
    std::int64_t lesser = 0;
    for (const ChainStep& step : contraction.chain(EdgeIndex(e))) {
      const EdgeIndex source = cycle_edges[step.edge.value()];
      steps_.push_back({source, step.forward});
      length_dm += network.length_dm[source.value()];
      lesser += std::int64_t{network.length_dm[source.value()]} *
                (kPerfectAppeal - appeal_hundredths(network.attributes[source.value()], query.appeal));
    }
    length_dm_.push_back(length_dm);
    lesser_cdm_.push_back(lesser);
  }
  first_step_.push_back(static_cast<std::uint32_t>(steps_.size()));
}

Point PeerSpace::point(NodeIndex node) const { return network_->node_vertex[source_node_[node.value()].value()].point; }

Point PeerSpace::start_point() const { return network_->node_vertex[start_.value()].point; }

PeerCost PeerSpace::cost(std::int64_t cycle_dm, std::int64_t lesser_cdm, NodeIndex lowest) const {
  const std::int64_t stem_dm = stem_dm_[lowest.value()];
  PeerCost cost;
  cost.length_dm = cycle_dm + 2 * stem_dm;
  cost.is_feasible = limits_.allows(cost.length_dm, stem_dm, 0);
  cost.penalised_cdm = limits_.loss(cost.length_dm, stem_dm, lesser_cdm + stem_lesser_cdm_[lowest.value()]).total_cdm();
  if (!cost.is_feasible) {
    const std::int64_t off_dm =
        std::max<std::int64_t>({limits_.shortest_dm - cost.length_dm, cost.length_dm - limits_.longest_dm, 0});
    const std::int64_t retraced_dm =
        std::max<std::int64_t>(stem_dm - cost.length_dm * limits_.retrace_ppm / LoopLimits::kMillion, 0);
    cost.penalised_cdm += kPenalty * (off_dm + retraced_dm) * kCdmPerDm;
  }
  return cost;
}

PeerCost PeerSpace::cost(const PeerWalk& cycle) const {
  std::int64_t length_dm = 0;
  std::int64_t lesser = 0;
  NodeIndex lowest = tail(cycle.front());
  for (const PeerStep step : cycle) {
    length_dm += this->length_dm(step.edge);
    lesser += lesser_cdm(step.edge);
    lowest = rank_[head(step).value()] < rank_[lowest.value()] ? head(step) : lowest;
  }
  return cost(length_dm, lesser, lowest);
}

std::optional<Route> PeerSpace::route(const PeerWalk& cycle) const {
  if (cycle.empty() || !is_simple_cycle(*this, cycle)) {
    return std::nullopt;
  }
  std::size_t first = 0;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    first = rank_[tail(cycle[i]).value()] < rank_[tail(cycle[first]).value()] ? i : first;
  }
  const NodeIndex attachment = tail(cycle[first]);
  Route route;
  route.start = start_;
  const NodeIndex source = source_node_[attachment.value()];
  std::vector<RouteStep> stem;
  NodeIndex at = start_;
  for (const EdgeIndex edge : path_to(paths_, source)) {
    stem.push_back({edge, network_->graph.tail(edge) == at});
    at = network_->graph.other_end(edge, at);
  }
  route.stem_step_count = static_cast<std::uint32_t>(stem.size());
  route.steps = stem;
  std::int64_t lesser = stem_lesser_cdm_[attachment.value()];
  route.retraced_dm = stem_dm_[attachment.value()];
  route.length_dm = 2 * route.retraced_dm;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    const PeerStep step = cycle[(first + i) % cycle.size()];
    const std::uint32_t e = step.edge.value();
    std::vector<RouteStep> chain(steps_.begin() + first_step_[e], steps_.begin() + first_step_[e + 1]);
    if (!step.forward) {
      std::reverse(chain.begin(), chain.end());
      for (RouteStep& source_step : chain) {
        source_step.forward = !source_step.forward;
      }
    }
    route.steps.insert(route.steps.end(), chain.begin(), chain.end());
    route.length_dm += length_dm(step.edge);
    lesser += lesser_cdm(step.edge);
  }
  for (std::size_t i = stem.size(); i-- > 0;) {
    route.steps.push_back({stem[i].edge, !stem[i].forward});
  }
  route.loss = limits_.loss(route.length_dm, route.retraced_dm, lesser, beside_cdm(*network_, cycle_of(route)),
                            turns_cdm(*network_, cycle_of(route)));
  route.shape = route_shape(*network_, limits_, route);
  const bool is_allowed = has_figures_of_eight_ || route.shape != RouteShape::figure_of_eight;
  return is_allowed ? std::optional(std::move(route)) : std::nullopt;
}

void PeerAnswer::note(const PeerSpace& space, const PeerWalk& cycle, const PeerCost& cost) {
  ++candidate_count;
  const auto wanted_dm = static_cast<double>(space.limits().wanted_dm);
  least_length_error =
      std::min(least_length_error, std::abs(static_cast<double>(cost.length_dm) - wanted_dm) / wanted_dm);
  if (cost.is_feasible) {
    ++feasible_count;
    if (best && cost.penalised_cdm >= best->loss.total_cdm()) {
      return;
    }
    std::optional<Route> route = space.route(cycle);  // with what only our problem asks of it
    if (route && (!best || route->loss.total_cdm() < best->loss.total_cdm())) {
      best = std::move(route);
    }
  }
}

PeerWalk without_spurs(const PeerWalk& closed_walk) {
  PeerWalk kept;
  for (const PeerStep step : closed_walk) {
    if (!kept.empty() && kept.back().edge == step.edge && kept.back().forward != step.forward) {
      kept.pop_back();
    } else {
      kept.push_back(step);
    }
  }
  std::size_t common = 0;  // first and last steps that are one way out and back
  while (2 * common + 1 < kept.size() && kept[common].edge == kept[kept.size() - 1 - common].edge &&
         kept[common].forward != kept[kept.size() - 1 - common].forward) {
    ++common;
  }
  return {kept.begin() + static_cast<std::ptrdiff_t>(common), kept.end() - static_cast<std::ptrdiff_t>(common)};
}

bool is_simple_cycle(const PeerSpace& space, const PeerWalk& walk) {
  std::set<NodeIndex> nodes;
  std::set<EdgeIndex> edges;
  for (const PeerStep step : walk) {
    if (!nodes.insert(space.tail(step)).second || !edges.insert(step.edge).second) {
      return false;
    }
  }
  return !walk.empty() && space.head(walk.back()) == space.tail(walk.front());
}

}  // namespace loopgenie::bench
