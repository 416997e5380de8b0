#include "core/loop/detour.hpp"

#include <algorithm>
#include <tuple>

#include "core/base/random.hpp"

namespace loopgenie {
namespace {

constexpr std::size_t kJoinsTried = 200;

constexpr auto kLater = [](const auto& a, const auto& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.node > b.node;
};

bool is_cheaper(const auto& a, const auto& b) {
  return std::tuple(a.penalised_cdm, a.arc.edge, a.arc.forward) <
         std::tuple(b.penalised_cdm, b.arc.edge, b.arc.forward);
}

}  // namespace

DetourSearch::DetourSearch(const LoopSpace& space, const LoopLimits& limits)
    : space_(&space),
      limits_(&limits),
      blocked_(space.graph.node_count()),
      on_path_(space.graph.node_count()),
      replaced_(space.graph.edge_count()) {
  out_.labels.resize(space.graph.node_count());
  back_.labels.resize(space.graph.node_count());
}

std::int64_t DetourSearch::weight(EdgeIndex edge, const Request& request) const {
  const PathFigures& figures = space_->figures[edge.value()];
  const std::int64_t plain = figures.length_dm * request.length_weight + figures.lesser_cdm;
  if (request.noise_percent == 0) {
    return plain;
  }
  Random random(request.noise_seed ^ (edge.value() * 0x9e3779b97f4a7c15U));
  return plain * (100 + random.below(request.noise_percent + 1)) / 100;
}

std::optional<DetourSearch::Found> DetourSearch::find(const Request& request, Effort& effort) {
  ++run_;
  PathFigures kept;
  NodeIndex kept_lowest = std::min(request.from, request.to);
  for (const CycleStep& step : request.kept) {
    const PathFigures& figures = space_->figures[step.edge.value()];
    kept += step.forward ? figures : figures.reversed();
    kept_lowest = std::min(kept_lowest, step.from);
    if (step.from != request.to) {
      blocked_[step.from.value()] = run_;
    }
  }
  for (const CycleStep& step : request.replaced) {
    replaced_[step.edge.value()] = run_;
  }
  const std::int64_t longest_dm = limits_->longest_dm - kept.length_dm;
  const std::int64_t deepest_dm = longest_dm * request.depth_percent / 100;
  const std::int64_t most_lesser_cdm = request.below_cdm - kept.lesser_cdm;
  grow(out_, request.from, request, deepest_dm, most_lesser_cdm, effort);
  const bool is_round = request.from == request.to;
  if (!is_round) {
    grow(back_, request.to, request, deepest_dm, most_lesser_cdm, effort);
  }
  const Tree& back = is_round ? out_ : back_;
  collect_joins(request, back, kept, kept_lowest, effort);

  const std::size_t tried = std::min(kJoinsTried, joins_.size());
  std::partial_sort(joins_.begin(), joins_.begin() + static_cast<std::ptrdiff_t>(tried), joins_.end(),
                    is_cheaper<Join, Join>);
  for (std::size_t i = 0; i < tried; ++i) {
    if (is_disjoint(request, back, joins_[i], effort)) {
      Cycle cycle = assemble(request, back, joins_[i]);
      if (!repeats(request, cycle)) {
        return Found{std::move(cycle), joins_[i].cost};
      }
    }
  }
  return std::nullopt;
}

void DetourSearch::grow(Tree& tree, NodeIndex root, const Request& request, std::int64_t longest_dm,
                        std::int64_t most_lesser_cdm, Effort& effort) {
  tree.settled.clear();
  heap_.clear();
  Label& first = tree.labels[root.value()];
  first = {};
  first.lowest = root;
  first.branch = root;
  first.run = run_;
  heap_.push_back({0, root});
  std::uint64_t scanned = 0;
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), kLater);
    const NodeIndex node = heap_.back().node;
    heap_.pop_back();
    Label& label = tree.labels[node.value()];
    if (label.is_settled) {
      continue;
    }
    label.is_settled = true;
    tree.settled.push_back(node);
    for (const Arc& arc : space_->graph.arcs(node)) {
      ++scanned;
      if (space_->block_of_edge[arc.edge.value()] != request.block || is_blocked(arc.head)) {
        continue;
      }
      Label& next = tree.labels[arc.head.value()];
      const std::int64_t next_weight = label.weight + weight(arc.edge, request);
      if (next.run == run_ && (next.is_settled || next.weight <= next_weight)) {
        continue;
      }
      const PathFigures& step = space_->figures[arc.edge.value()];
      if (label.figures.length_dm + step.length_dm > longest_dm ||
          label.figures.lesser_cdm + step.lesser_cdm >= most_lesser_cdm) {
        continue;
      }
      next = {next_weight,
              label.figures + (arc.forward ? step : step.reversed()),
              std::min(label.lowest, arc.head),
              node == root ? arc.head : label.branch,
              node,
              arc.edge,
              arc.forward,
              false,
              run_};
      heap_.push_back({next_weight, arc.head});
      std::push_heap(heap_.begin(), heap_.end(), kLater);
    }
  }
  effort.spend(scanned + 1);
}

void DetourSearch::collect_joins(const Request& request, const Tree& back, const PathFigures& kept,
                                 NodeIndex kept_lowest, Effort& effort) {
  joins_.clear();
  const bool is_round = request.from == request.to;
  const EdgeIndex only_kept = request.kept.size() == 1 ? request.kept[0].edge : EdgeIndex();
  std::uint64_t looked_at = 0;
  for (const NodeIndex u : out_.settled) {
    const Label& first = out_.labels[u.value()];
    for (const Arc& arc : space_->graph.arcs(u)) {
      ++looked_at;
      const Label& second = back.labels[arc.head.value()];
      if (second.run != run_ || !second.is_settled || arc.edge == first.edge || arc.edge == second.edge ||
          arc.edge == only_kept || space_->block_of_edge[arc.edge.value()] != request.block ||
          (is_round && (!arc.forward || first.branch == second.branch))) {
        continue;
      }
      const PathFigures& over = space_->figures[arc.edge.value()];
      const PathFigures sum = kept + first.figures + (arc.forward ? over : over.reversed()) + second.figures.reversed();
      const NodeIndex lowest = std::min({kept_lowest, first.lowest, second.lowest});
      const CycleCost cost = cycle_cost(*space_, *limits_, sum, lowest);
      if (cost.penalised_cdm < request.below_cdm) {
        joins_.push_back({cost.penalised_cdm, u, arc, cost});
      }
    }
  }
  effort.spend(looked_at);
}

bool DetourSearch::is_disjoint(const Request& request, const Tree& back, const Join& join, Effort& effort) {
  ++path_mark_;
  std::uint64_t walked = 0;
  for (NodeIndex node = join.from; node.is_valid(); node = out_.labels[node.value()].parent) {
    on_path_[node.value()] = path_mark_;
    ++walked;
  }
  bool is_free = true;
  for (NodeIndex node = join.arc.head; is_free && node.is_valid(); node = back.labels[node.value()].parent) {
    const bool is_shared_root = node == request.from && request.from == request.to;
    is_free = is_shared_root || on_path_[node.value()] != path_mark_;
    ++walked;
  }
  effort.spend(walked);
  return is_free;
}

Cycle DetourSearch::assemble(const Request& request, const Tree& back, const Join& join) const {
  Cycle cycle;
  for (NodeIndex node = join.from; node != request.from; node = out_.labels[node.value()].parent) {
    const Label& label = out_.labels[node.value()];
    cycle.push_back({label.parent, label.edge, label.forward});
  }
  std::reverse(cycle.begin(), cycle.end());
  cycle.push_back({join.from, join.arc.edge, join.arc.forward});
  for (NodeIndex node = join.arc.head; node != request.to; node = back.labels[node.value()].parent) {
    const Label& label = back.labels[node.value()];
    cycle.push_back({node, label.edge, !label.forward});
  }
  cycle.insert(cycle.end(), request.kept.begin(), request.kept.end());
  return cycle;
}

bool DetourSearch::repeats(const Request& request, const Cycle& cycle) {
  if (request.replaced.empty()) {
    return false;
  }
  const auto detour_end = cycle.end() - static_cast<std::ptrdiff_t>(request.kept.size());
  return std::all_of(cycle.begin(), detour_end,
                     [&](const CycleStep& step) { return replaced_[step.edge.value()] == run_; });
}

}  // namespace loopgenie
