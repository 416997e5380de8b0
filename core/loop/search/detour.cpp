#include "core/loop/search/detour.hpp"

#include <algorithm>
#include <tuple>

namespace loopgenie {
namespace {

constexpr std::size_t kJoinsTried = 200;
constexpr std::int64_t kLesserPercent = 75;  // of a detour's lesser ground, in one of its two parts

std::vector<std::vector<NodeIndex>> nodes_by_place(const LoopSpace& space) {
  std::vector<std::vector<NodeIndex>> nodes(space.place_ends.place_count());
  for (std::uint32_t n = 0; n < space.graph.node_count(); ++n) {
    if (space.place[n] != PlaceEnds::kNone) {
      nodes[space.place[n]].emplace_back(n);
    }
  }
  return nodes;
}

bool is_cheaper(const auto& a, const auto& b) {
  return std::tuple(a.penalised_cdm, a.arc.edge, a.arc.forward) <
         std::tuple(b.penalised_cdm, b.arc.edge, b.arc.forward);
}

}  // namespace

DetourSearch::DetourSearch(const LoopSpace& space, const LoopLimits& limits)
    : space_(&space),
      limits_(&limits),
      out_(space, limits),
      back_(space, limits),
      on_path_(space.graph.node_count()),
      replaced_(space.graph.edge_count()),
      places_(space.place_ends),
      nodes_of_place_(nodes_by_place(space)) {}

std::optional<DetourSearch::Found> DetourSearch::find(const Request& request, Effort& effort) {
  ++run_;
  out_.clear();
  back_.clear();
  PathFigures kept;
  NodeIndex kept_lowest = std::min(request.from, request.to);
  for (const CycleStep& step : request.kept) {
    const PathFigures& figures = space_->figures[step.edge.value()];
    kept += step.forward ? figures : figures.reversed();
    kept_lowest = std::min(kept_lowest, step.from);
    if (step.from != request.to) {
      out_.close(step.from);
      back_.close(step.from);
    }
  }
  close_places(request);
  for (const CycleStep& step : request.replaced) {
    replaced_[step.edge.value()] = run_;
  }
  const bool is_round = request.from == request.to;
  const std::int64_t longest_dm = limits_->longest_dm - kept.length_dm;
  const std::int64_t most_lesser_cdm = request.below_cdm - kept.lesser_cdm;
  const PathForest::Bounds bounds{request.block, longest_dm * request.depth_percent / 100,
                                  is_round ? most_lesser_cdm : most_lesser_cdm / 100 * kLesserPercent};
  out_.grow({&request.from, 1}, request.weights, bounds, effort);
  if (!is_round) {
    back_.grow({&request.to, 1}, request.weights, bounds, effort);
  }
  const PathForest& back = is_round ? out_ : back_;
  collect_joins(request, back, kept, kept_lowest, effort);

  const std::size_t tried = std::min(kJoinsTried, joins_.size());
  std::partial_sort(joins_.begin(), joins_.begin() + static_cast<std::ptrdiff_t>(tried), joins_.end(),
                    is_cheaper<Join, Join>);
  std::optional<Found> best;
  std::int64_t below_cdm = request.below_cdm;
  for (std::size_t i = 0; i < tried && joins_[i].penalised_cdm < below_cdm; ++i) {
    if (!is_disjoint(request, back, joins_[i], effort)) {
      continue;
    }
    Cycle cycle = assemble(request, back, joins_[i]);
    if (repeats(request, cycle) || !leaves_places_rarely(*space_, cycle)) {
      continue;
    }
    const CycleCost cost = route_cost(*space_, *limits_, cycle);
    if (cost.penalised_cdm < below_cdm) {
      below_cdm = cost.penalised_cdm;
      best = Found{std::move(cycle), cost};
    }
  }
  return best;
}

void DetourSearch::close_places(const Request& request) {
  places_.clear();
  for (const CycleStep& step : request.kept) {
    places_.add(step.edge);
  }
  for (const std::uint32_t place : places_.left()) {
    if (places_.of_place(place) < kMostPlaceEnds) {
      continue;
    }
    for (const NodeIndex node : nodes_of_place_[place]) {
      if (node != request.from && node != request.to) {
        out_.close(node);
        back_.close(node);
      }
    }
  }
}

void DetourSearch::collect_joins(const Request& request, const PathForest& back, const PathFigures& kept,
                                 NodeIndex kept_lowest, Effort& effort) {
  joins_.clear();
  const bool is_round = request.from == request.to;
  const EdgeIndex only_kept = request.kept.size() == 1 ? request.kept[0].edge : EdgeIndex();
  std::uint64_t looked_at = 0;
  for (const NodeIndex u : out_.settled()) {
    const PathForest::Label& first = out_.label(u);
    for (const Arc& arc : space_->graph.arcs(u)) {
      ++looked_at;
      const PathForest::Label& second = back.label(arc.head);
      if (!back.has_path(arc.head) || arc.edge == first.edge || arc.edge == second.edge || arc.edge == only_kept ||
          space_->block_of_edge[arc.edge.value()] != request.block ||
          (request.via.is_valid() && arc.edge != request.via) ||
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

bool DetourSearch::is_disjoint(const Request& request, const PathForest& back, const Join& join, Effort& effort) {
  ++path_mark_;
  std::uint64_t walked = 0;
  for (NodeIndex node = join.from; node.is_valid(); node = out_.label(node).parent) {
    on_path_[node.value()] = path_mark_;
    ++walked;
  }
  bool is_free = true;
  for (NodeIndex node = join.arc.head; is_free && node.is_valid(); node = back.label(node).parent) {
    const bool is_shared_root = node == request.from && request.from == request.to;
    is_free = is_shared_root || on_path_[node.value()] != path_mark_;
    ++walked;
  }
  effort.spend(walked);
  return is_free;
}

Cycle DetourSearch::assemble(const Request& request, const PathForest& back, const Join& join) const {
  Cycle cycle;
  out_.append_path_to(join.from, cycle);
  cycle.push_back({join.from, join.arc.edge, join.arc.forward});
  back.append_path_from(join.arc.head, cycle);
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
