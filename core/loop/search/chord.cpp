#include "core/loop/search/chord.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <span>
#include <tuple>

namespace loopgenie {
namespace {

constexpr std::uint64_t kStepsPerLook = 2;  // two whole costs are reckoned at an edge

}  // namespace

ChordSearch::ChordSearch(const LoopSpace& space, const LoopLimits& limits)
    : space_(&space),
      limits_(&limits),
      position_(space.graph.node_count()),
      on_cycle_(space.graph.edge_count()),
      forest_(space, limits) {}

std::optional<ChordSearch::Found> ChordSearch::find(const Cycle& cycle, const Request& request, Effort& effort) {
  ++run_;
  set_cycle(cycle);
  effort.spend(2 * cycle.size());
  forest_.clear();
  const PathForest::Bounds bounds{space_->block_of_edge[cycle.front().edge.value()], request.longest_half_dm,
                                  std::numeric_limits<std::int64_t>::max()};
  forest_.grow(nodes_, request.weights, bounds, effort);
  collect_changes(request, effort);
  return cheapest_ ? std::optional(Found{assemble(*cheapest_), cheapest_->cost}) : std::nullopt;
}

void ChordSearch::set_cycle(const Cycle& cycle) {
  cycle_ = cycle;
  const NodeIndex lowest = lowest_node(cycle);
  std::rotate(cycle_.begin(),
              std::find_if(cycle_.begin(), cycle_.end(), [&](const CycleStep& step) { return step.from == lowest; }),
              cycle_.end());
  nodes_.clear();
  until_.assign(1, {});
  for (const CycleStep& step : cycle_) {
    const PathFigures& figures = space_->figures[step.edge.value()];
    position_[step.from.value()] = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(step.from);
    until_.push_back(until_.back() + (step.forward ? figures : figures.reversed()));
    on_cycle_[step.edge.value()] = run_;
  }
  lowest_ = nodes_;
  const std::size_t size = nodes_.size();
  for (std::size_t width = 1; 2 * width <= size; width *= 2) {
    const std::size_t half = lowest_.size() - size;
    for (std::size_t i = 0; i < size; ++i) {
      lowest_.push_back(std::min(lowest_[half + i], lowest_[half + std::min(i + width, size - 1)]));
    }
  }
}

NodeIndex ChordSearch::lowest_between(std::uint32_t first, std::uint32_t last) const {
  const std::uint32_t width = std::bit_floor(last - first + 1);
  const std::size_t row = static_cast<std::size_t>(std::countr_zero(width)) * nodes_.size();
  return std::min(lowest_[row + first], lowest_[row + last + 1 - width]);
}

void ChordSearch::collect_changes(const Request& request, Effort& effort) {
  cheapest_.reset();
  std::uint64_t looked_at = 0;
  for (const NodeIndex u : forest_.settled()) {
    const PathForest::Label& first = forest_.label(u);
    const std::uint32_t earlier = position(u);
    for (const Arc& arc : space_->graph.arcs(u)) {
      ++looked_at;
      if (!forest_.has_path(arc.head) || on_cycle_[arc.edge.value()] == run_) {
        continue;
      }
      const std::uint32_t later = position(arc.head);
      if (earlier >= later) {  // the same tree, or seen from the other end
        continue;
      }
      const PathForest::Label& second = forest_.label(arc.head);
      const PathFigures& over = space_->figures[arc.edge.value()];
      const PathFigures chord = first.figures + (arc.forward ? over : over.reversed()) + second.figures.reversed();
      const PathFigures between = until_[later] - until_[earlier];
      const NodeIndex lowest = std::min(first.lowest, second.lowest);
      offer(request, {cycle_cost(*space_, *limits_, until_.back() - between + chord, std::min(lowest, nodes_.front())),
                      u, arc, true});
      offer(request, {cycle_cost(*space_, *limits_, between + chord.reversed(),
                                 std::min(lowest, lowest_between(earlier, later))),
                      u, arc, false});
    }
  }
  effort.spend(kStepsPerLook * looked_at);
}

void ChordSearch::offer(const Request& request, const Change& change) {
  const auto rank = [](const Change& c) { return std::tuple(c.cost.penalised_cdm, c.over.edge, !c.is_inner); };
  const auto is_wanted = [&](const Change& c) {
    return c.cost.penalised_cdm < request.below_cdm && (!cheapest_ || rank(c) < rank(*cheapest_));
  };
  if (!is_wanted(change)) {
    return;
  }
  const Cycle made = assemble(change);
  Change with_all_losses = change;
  with_all_losses.cost = route_cost(*space_, *limits_, made);
  if (is_wanted(with_all_losses) && leaves_places_rarely(*space_, made)) {
    cheapest_ = with_all_losses;
  }
}

Cycle ChordSearch::assemble(const Change& change) const {
  const std::span<const CycleStep> steps(cycle_);
  const std::uint32_t earlier = position(change.from);
  const std::uint32_t later = position(change.over.head);
  Cycle made;
  if (change.is_inner) {
    const std::span<const CycleStep> after = steps.subspan(later);
    const std::span<const CycleStep> before = steps.first(earlier);
    made.assign(after.begin(), after.end());
    made.insert(made.end(), before.begin(), before.end());
    forest_.append_path_to(change.from, made);
    made.push_back({change.from, change.over.edge, change.over.forward});
    forest_.append_path_from(change.over.head, made);
  } else {
    const std::span<const CycleStep> between = steps.subspan(earlier, later - earlier);
    made.assign(between.begin(), between.end());
    forest_.append_path_to(change.over.head, made);
    made.push_back({change.over.head, change.over.edge, !change.over.forward});
    forest_.append_path_from(change.from, made);
  }
  return made;
}

}  // namespace loopgenie
