#include "tests/bench/walks/closed_walk.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "core/search/dijkstra.hpp"

namespace loopgenie::bench {
namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;

/// Where an odd number of members' ends lies, ascending.
std::vector<NodeIndex> odd_nodes(const Network& network, const std::vector<EdgeIndex>& members) {
  std::map<NodeIndex, int> ends;
  for (const EdgeIndex edge : members) {
    ++ends[network.graph.tail(edge)];
    ++ends[network.graph.head(edge)];
  }
  std::vector<NodeIndex> odd;
  for (const auto& [node, count] : ends) {
    if (count % 2 != 0) {
      odd.push_back(node);
    }
  }
  return odd;
}

using Path = std::vector<EdgeIndex>;

Path path_to(const Dijkstra& paths, NodeIndex node) {
  Path path;
  for (; paths.parent_edge(node).is_valid(); node = paths.parent(node)) {
    path.push_back(paths.parent_edge(node));
  }
  return path;
}

/// Per node that the edges meet: the lowest node of its piece.
std::map<NodeIndex, NodeIndex> pieces_of(const Network& network, const std::vector<EdgeIndex>& edges) {
  std::map<NodeIndex, NodeIndex> above;
  const auto top = [&](NodeIndex node) {
    while (above.at(node) != node) {
      node = above.at(node);
    }
    return node;
  };
  for (const EdgeIndex edge : edges) {
    for (const NodeIndex node : {network.graph.tail(edge), network.graph.head(edge)}) {
      above.emplace(node, node);
    }
    const auto [low, high] = std::minmax({top(network.graph.tail(edge)), top(network.graph.head(edge))});
    above[high] = low;
  }
  std::map<NodeIndex, NodeIndex> piece;
  for (const auto& [node, unused] : above) {
    piece.emplace(node, top(node));
  }
  return piece;
}

/// The cheapest path from a loose end to another piece; nullopt where all edges hang together, or no gap is that short.
std::optional<Path> nearest_joint(const Network& network, const std::vector<EdgeIndex>& edges, Dijkstra& paths) {
  const std::map<NodeIndex, NodeIndex> piece = pieces_of(network, edges);
  std::optional<Path> nearest;
  std::int64_t least = std::llround(kMaxJointM * 10) * kGapPrice + 1;
  for (const NodeIndex end : odd_nodes(network, edges)) {
    paths.run(end, {.radius_dm = least - 1, .usable_nodes = {}, .usable_edges = {}});
    for (const NodeIndex node : paths.settled()) {
      const auto there = piece.find(node);
      if (there != piece.end() && there->second != piece.at(end) && paths.distance_dm(node) < least) {
        least = paths.distance_dm(node);
        nearest = path_to(paths, node);
        break;
      }
    }
  }
  return nearest;
}

/// The pairs of a perfect matching of least cost, over all subsets.
std::vector<std::pair<std::size_t, std::size_t>> cheapest_pairs(const std::vector<std::vector<std::int64_t>>& cost) {
  const std::size_t count = cost.size();
  std::vector<std::int64_t> least(std::size_t{1} << count, kFar);
  std::vector<std::pair<std::uint8_t, std::uint8_t>> last(least.size());
  least[0] = 0;
  for (std::size_t set = 0; set + 1 < least.size(); ++set) {
    std::size_t i = 0;
    while ((set >> i & 1U) != 0) {
      ++i;
    }
    for (std::size_t j = i + 1; j < count && least[set] < kFar; ++j) {
      const std::size_t both = set | (std::size_t{1} << i) | (std::size_t{1} << j);
      if ((set >> j & 1U) == 0 && least[set] + cost[i][j] < least[both]) {
        least[both] = least[set] + cost[i][j];
        last[both] = {static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j)};
      }
    }
  }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t set = least.size() - 1; set != 0 && least[set] < kFar;) {
    pairs.emplace_back(last[set]);
    set &= ~((std::size_t{1} << last[set].first) | (std::size_t{1} << last[set].second));
  }
  return pairs;
}

/// A closed walk over each of the edges as often as it is there (Hierholzer); shorter where they lie in pieces.
/// REQUIRES an even number of their ends at each node.
Walk euler_walk(const Network& network, const std::vector<EdgeIndex>& edges) {
  std::map<NodeIndex, std::vector<std::size_t>> at;
  for (std::size_t i = edges.size(); i-- > 0;) {
    at[network.graph.tail(edges[i])].push_back(i);
    at[network.graph.head(edges[i])].push_back(i);
  }
  std::vector<bool> is_used(edges.size(), false);
  std::vector<std::pair<NodeIndex, std::optional<RouteStep>>> stack = {{network.graph.tail(edges.front()), {}}};
  Walk reversed;
  while (!stack.empty()) {
    const NodeIndex node = stack.back().first;
    std::vector<std::size_t>& left = at[node];
    while (!left.empty() && is_used[left.back()]) {
      left.pop_back();
    }
    if (left.empty()) {
      if (stack.back().second) {
        reversed.push_back(*stack.back().second);
      }
      stack.pop_back();
      continue;
    }
    const std::size_t i = left.back();
    is_used[i] = true;
    stack.emplace_back(network.graph.other_end(edges[i], node),
                       RouteStep{edges[i], network.graph.tail(edges[i]) == node});
  }
  std::reverse(reversed.begin(), reversed.end());
  return reversed;
}

WalkAssembly not_closed(std::string why, double longest_gap_m = 0) {
  return {std::nullopt, std::move(why), longest_gap_m};
}

}  // namespace

WalkAssembly assemble_walk(const Network& network, std::span<const EdgeIndex> given) {
  std::vector<EdgeIndex> members(given.begin(), given.end());
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  if (members.empty()) {
    return not_closed("none of it is on the network");
  }
  std::vector<std::uint32_t> price = network.length_dm;
  for (std::uint32_t e = 0; e < price.size(); ++e) {
    price[e] *= std::binary_search(members.begin(), members.end(), EdgeIndex(e)) ? 1U : kGapPrice;
  }
  Dijkstra paths(network.graph, price);
  ClosedWalk closed;
  const auto add_path = [&](const Path& added, std::vector<EdgeIndex>& edges) {
    double gap_m = 0;
    for (const EdgeIndex edge : added) {
      const bool is_member = std::binary_search(members.begin(), members.end(), edge);
      gap_m += is_member ? 0 : network.length_dm[edge.value()] / 10.0;
    }
    closed.gap_m += gap_m;
    closed.longest_gap_m = std::max(closed.longest_gap_m, gap_m);
    edges.insert(edges.end(), added.begin(), added.end());
  };
  std::vector<EdgeIndex> edges = members;
  while (const std::optional<Path> joint = nearest_joint(network, edges, paths)) {
    add_path(*joint, edges);
  }
  const std::vector<NodeIndex> odd = odd_nodes(network, edges);
  if (odd.size() > kMaxOddNodes) {
    return not_closed("it has too many loose ends", closed.longest_gap_m);
  }
  std::vector<std::vector<std::int64_t>> cost(odd.size(), std::vector<std::int64_t>(odd.size(), kFar));
  std::map<std::pair<std::size_t, std::size_t>, Path> path;
  for (std::size_t i = 0; i < odd.size(); ++i) {
    paths.run(odd[i], {});
    for (std::size_t j = i + 1; j < odd.size(); ++j) {
      if (paths.is_settled(odd[j])) {
        cost[i][j] = paths.distance_dm(odd[j]);
        path[{i, j}] = path_to(paths, odd[j]);
      }
    }
  }
  for (const auto& pair : cheapest_pairs(cost)) {
    add_path(path[pair], edges);
  }
  closed.walk = euler_walk(network, edges);
  if (closed.walk.size() != edges.size()) {
    return not_closed("it lies in pieces", closed.longest_gap_m);
  }
  const auto all_dm = static_cast<double>(length_dm(network, closed.walk));
  double once_dm = 0;
  for (const EdgeIndex edge : edges_of(closed.walk)) {
    once_dm += network.length_dm[edge.value()];
  }
  if (closed.longest_gap_m > kMaxGapM || closed.gap_m * 10 > kMaxGapShare * all_dm) {
    return not_closed("its ends lie too far apart", closed.longest_gap_m);
  }
  if (all_dm - once_dm > kMaxTwiceShare * all_dm) {
    return not_closed("it goes out and back", closed.longest_gap_m);
  }
  const double longest_gap_m = closed.longest_gap_m;
  return {std::move(closed), "", longest_gap_m};
}

}  // namespace loopgenie::bench
