#include "tests/bench/solver/double_path.hpp"

#include <algorithm>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

#include "core/base/random.hpp"

namespace loopgenie::bench {
namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kElite = 6;        // cycles the local search restarts from
constexpr std::uint32_t kPatience = 60;  // fruitless moves before a restart
constexpr std::size_t kMaxEntries = 6;   // sources tried
constexpr std::size_t kTargetsPerEntry = 80;

using Entry = std::pair<std::int64_t, std::uint32_t>;
using Queue = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;

struct Tree {
  std::vector<std::int64_t> distance;
  std::vector<PeerStep> step;  // that arrives; an invalid edge at the root

  explicit Tree(std::uint32_t node_count) : distance(node_count, kFar), step(node_count) {}
  [[nodiscard]] PeerWalk path_to(const PeerSpace& space, NodeIndex node) const {
    PeerWalk path;
    for (NodeIndex at = node; step[at.value()].edge.is_valid(); at = space.tail(path.back())) {
      path.push_back(step[at.value()]);
    }
    std::reverse(path.begin(), path.end());
    return path;
  }
};

/// Nodes marked in `is_end` are reached but not passed; edges marked in `is_closed` are not used.
template <typename Weight>
Tree grow(const PeerSpace& space, NodeIndex root, const std::vector<std::uint8_t>& is_end,
          const std::vector<std::uint8_t>& is_closed, const Weight& weight) {
  Tree tree(space.graph().node_count());
  tree.distance[root.value()] = 0;
  Queue queue;
  queue.emplace(0, root.value());
  while (!queue.empty()) {
    const auto [distance, n] = queue.top();
    queue.pop();
    if (distance > tree.distance[n] || (n != root.value() && is_end[n] != 0)) {
      continue;
    }
    for (const Arc& arc : space.graph().arcs(NodeIndex(n))) {
      const std::int64_t through = distance + weight(arc.edge);
      if (is_closed[arc.edge.value()] == 0 && through < tree.distance[arc.head.value()]) {
        tree.distance[arc.head.value()] = through;
        tree.step[arc.head.value()] = {arc.edge, arc.forward};
        queue.emplace(through, arc.head.value());
      }
    }
  }
  return tree;
}

/// The cycle that the edges form; nullopt if they are not one simple cycle.
std::optional<PeerWalk> as_cycle(const PeerSpace& space, std::vector<EdgeIndex> edges, NodeIndex from) {
  PeerWalk walk;
  NodeIndex at = from;
  while (!edges.empty()) {
    const auto next = std::find_if(edges.begin(), edges.end(), [&](EdgeIndex edge) {
      return space.graph().tail(edge) == at || space.graph().head(edge) == at;
    });
    if (next == edges.end()) {
      return std::nullopt;
    }
    walk.push_back({*next, space.graph().tail(*next) == at});
    at = space.graph().other_end(*next, at);
    edges.erase(next);
  }
  return is_simple_cycle(space, walk) ? std::optional(walk) : std::nullopt;
}

/// Of a pair of paths the second one: the cheapest in the graph of reduced lengths in which the first is turned round.
/// A node of the first may be entered from outside only to go back along it. States: node, and node + n for "came back
/// along the first path".
std::vector<EdgeIndex> second_path(const PeerSpace& space, const Tree& tree, const PeerWalk& first, NodeIndex target) {
  const std::uint32_t n = space.graph().node_count();
  std::vector<PeerStep> arrives_by_first(n);
  for (const PeerStep step : first) {
    arrives_by_first[space.head(step).value()] = step;
  }
  const NodeIndex source = space.tail(first.front());
  const auto is_inner = [&](std::uint32_t node) {
    return arrives_by_first[node].edge.is_valid() && node != target.value();
  };
  std::vector<std::int64_t> distance(2 * std::size_t{n}, kFar);
  std::vector<std::pair<std::uint32_t, EdgeIndex>> from(2 * std::size_t{n});
  Queue queue;
  const auto reach = [&](std::uint32_t state, std::int64_t cost, std::uint32_t by, EdgeIndex edge) {
    if (cost < distance[state]) {
      distance[state] = cost;
      from[state] = {by, edge};
      queue.emplace(cost, state);
    }
  };
  reach(source.value(), 0, source.value(), {});
  while (!queue.empty()) {
    const auto [cost, state] = queue.top();
    queue.pop();
    if (cost > distance[state]) {
      continue;
    }
    const std::uint32_t node = state % n;
    if (node == target.value()) {
      break;
    }
    if (is_inner(node)) {
      const PeerStep back = arrives_by_first[node];
      const std::uint32_t before = space.tail(back).value();
      reach(is_inner(before) ? before + n : before, cost, state, back.edge);
      if (state < n) {
        continue;
      }
    }
    for (const Arc& arc : space.graph().arcs(NodeIndex(node))) {
      const bool is_of_first = (is_inner(arc.head.value()) || arc.head == target)
                                   ? arrives_by_first[arc.head.value()].edge == arc.edge
                                   : false;
      const bool is_back = arrives_by_first[node].edge == arc.edge;
      if (is_of_first || is_back || tree.distance[arc.head.value()] == kFar) {
        continue;
      }
      reach(arc.head.value(), cost + space.length_dm(arc.edge) + tree.distance[node] - tree.distance[arc.head.value()],
            state, arc.edge);
    }
  }
  std::vector<EdgeIndex> edges;
  if (distance[target.value()] != kFar) {
    for (std::uint32_t state = target.value(); from[state].second.is_valid(); state = from[state].first) {
      edges.push_back(from[state].second);
    }
  }
  return edges;
}

std::optional<PeerWalk> double_path(const PeerSpace& space, const Tree& tree, NodeIndex source, NodeIndex target) {
  const PeerWalk first = tree.path_to(space, target);
  if (first.empty()) {
    return std::nullopt;
  }
  std::vector<EdgeIndex> edges = second_path(space, tree, first, target);
  if (edges.empty()) {
    return std::nullopt;
  }
  for (const PeerStep step : first) {  // what both use, in opposite directions, neither keeps
    const auto twin = std::find(edges.begin(), edges.end(), step.edge);
    if (twin == edges.end()) {
      edges.push_back(step.edge);
    } else {
      edges.erase(twin);
    }
  }
  return as_cycle(space, std::move(edges), source);
}

struct Scored {
  PeerWalk cycle;
  PeerCost cost;
};

class LocalSearch {
 public:
  LocalSearch(const PeerSpace& space, Random& random)
      : space_(space), random_(random), is_end_(space.graph().node_count()), is_closed_(space.graph().edge_count()) {}

  /// The best cycle that replaces one part of this one by a path of one tree.
  std::optional<Scored> best_replacement(const Scored& current) {
    for (const PeerStep step : current.cycle) {
      is_end_[space_.tail(step).value()] = 1;
      is_closed_[step.edge.value()] = 1;
    }
    const std::size_t size = current.cycle.size();
    const std::size_t at = random_.below(static_cast<std::uint32_t>(size));
    const NodeIndex u = space_.tail(current.cycle[at]);
    const std::int64_t length_share = random_.below(4) * 25;  // of 100; the rest is lesser ground
    const std::uint64_t noise_seed = random_.next();
    const std::uint32_t noise_percent = random_.below(2) * 60;
    const Tree tree = grow(space_, u, is_end_, is_closed_, [&](EdgeIndex edge) {
      const std::int64_t base = length_share * space_.length_dm(edge) + space_.lesser_cdm(edge) + 1;
      return base * (100 + Random(noise_seed + edge.value()).below(noise_percent + 1)) / 100;
    });
    std::optional<Scored> best;
    for (std::size_t ahead = 1; ahead < size; ++ahead) {
      const NodeIndex v = space_.tail(current.cycle[(at + ahead) % size]);
      if (tree.distance[v.value()] == kFar) {
        continue;
      }
      const PeerWalk path = tree.path_to(space_, v);
      consider(current, path, at + ahead, at + size, best);  // replaces u … v ahead
      PeerWalk back = path;
      std::reverse(back.begin(), back.end());
      for (PeerStep& step : back) {
        step.forward = !step.forward;
      }
      consider(current, back, at, at + ahead, best);  // replaces v … u ahead
    }
    for (const PeerStep step : current.cycle) {
      is_end_[space_.tail(step).value()] = 0;
      is_closed_[step.edge.value()] = 0;
    }
    return best;
  }

 private:
  /// The steps [kept_from, kept_to) of the cycle stay, after the path.
  void consider(const Scored& current, const PeerWalk& path, std::size_t kept_from, std::size_t kept_to,
                std::optional<Scored>& best) const {
    Scored made{path, {}};
    for (std::size_t i = kept_from; i < kept_to; ++i) {
      made.cycle.push_back(current.cycle[i % current.cycle.size()]);
    }
    made.cost = space_.cost(made.cycle);
    if (!best || made.cost.penalised_cdm < best->cost.penalised_cdm) {
      best = std::move(made);
    }
  }

  const PeerSpace& space_;
  Random& random_;
  std::vector<std::uint8_t> is_end_;
  std::vector<std::uint8_t> is_closed_;
};

void keep(std::vector<Scored>& elite, Scored scored) {
  const auto place = std::find_if(elite.begin(), elite.end(), [&](const Scored& other) {
    return scored.cost.penalised_cdm < other.cost.penalised_cdm;
  });
  elite.insert(place, std::move(scored));
  elite.resize(std::min(elite.size(), kElite));
}

std::vector<Scored> construct(const PeerSpace& space, Random& random, const PeerStop& stop, PeerAnswer& answer) {
  std::vector<Scored> elite;
  const std::vector<std::uint8_t> no_ends(space.graph().node_count());
  const std::vector<std::uint8_t> none_closed(space.graph().edge_count());
  const std::size_t entry_count = std::min(space.entries().size(), kMaxEntries);
  for (std::size_t e = 0; e < entry_count && !stop(); ++e) {
    const NodeIndex source = space.entries()[e];
    const Tree tree = grow(space, source, no_ends, none_closed, [&](EdgeIndex edge) { return space.length_dm(edge); });
    for (std::size_t i = 0; i < kTargetsPerEntry && !stop(); ++i) {
      const NodeIndex target(random.below(space.graph().node_count()));
      if (target == source || tree.distance[target.value()] > space.limits().longest_dm / 2) {
        continue;
      }
      if (const auto cycle = double_path(space, tree, source, target)) {
        const PeerCost cost = space.cost(*cycle);
        answer.note(space, *cycle, cost);
        keep(elite, {*cycle, cost});
      }
    }
  }
  return elite;
}

}  // namespace

std::optional<PeerWalk> double_path(const PeerSpace& space, NodeIndex source, NodeIndex target) {
  const std::vector<std::uint8_t> no_ends(space.graph().node_count());
  const std::vector<std::uint8_t> none_closed(space.graph().edge_count());
  const Tree tree = grow(space, source, no_ends, none_closed, [&](EdgeIndex edge) { return space.length_dm(edge); });
  return double_path(space, tree, source, target);
}

PeerAnswer search_double_paths(const PeerSpace& space, std::uint64_t seed, const PeerStop& stop) {
  PeerAnswer answer;
  if (space.entries().empty()) {
    return answer;
  }
  Random random(seed);
  std::vector<Scored> elite = construct(space, random, stop, answer);
  LocalSearch search(space, random);
  for (std::size_t restart = 0; !elite.empty() && !stop(); ++restart) {
    Scored current = elite[restart % elite.size()];
    for (std::uint32_t fruitless = 0; fruitless < kPatience && !stop();) {
      std::optional<Scored> next = search.best_replacement(current);
      if (!next) {
        ++fruitless;
        continue;
      }
      answer.note(space, next->cycle, next->cost);
      const bool is_better = next->cost.penalised_cdm < current.cost.penalised_cdm;
      fruitless = is_better ? 0 : fruitless + 1;
      if (is_better) {
        current = *std::move(next);
      }
    }
    keep(elite, std::move(current));
  }
  return answer;
}

}  // namespace loopgenie::bench
