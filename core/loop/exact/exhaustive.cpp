#include "core/loop/exact/exhaustive.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "core/loop/space/place_ends.hpp"

namespace loopgenie {
namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;

class BranchAndBound {
 public:
  BranchAndBound(const LoopProblem& problem, std::uint64_t until_steps, Effort& effort, CycleTaker& taker)
      : space_(problem.space),
        limits_(problem.limits),
        root_(problem.attachments.front().node),
        block_(problem.attachments.front().block),
        until_steps_(until_steps),
        effort_(effort),
        taker_(taker),
        places_(space_.place_ends),
        pairs_(space_.pairs, space_.graph.edge_count()) {}

  bool run() {
    find_ways_back();
    if (effort_.is_over(until_steps_)) {
      return false;
    }
    is_on_path_.assign(space_.graph.node_count(), 0);
    extend(root_, {});
    return !is_cut_short_;
  }

 private:
  [[nodiscard]] bool is_usable(const Arc& arc) const {
    return space_.block_of_edge[arc.edge.value()] == block_ && arc.head >= root_;
  }

  // Shortest way back to the root by length, and the least loss per decimetre of any edge (in cdm, rounded down).
  void find_ways_back() {
    back_dm_.assign(space_.graph.node_count(), kFar);
    std::vector<std::pair<std::int64_t, NodeIndex>> heap{{0, root_}};
    back_dm_[root_.value()] = 0;
    const auto later = [](const auto& a, const auto& b) { return a > b; };
    least_rate_ = kCdmPerDm;
    std::uint64_t scanned = 0;
    while (!heap.empty()) {
      std::pop_heap(heap.begin(), heap.end(), later);
      const auto [distance_dm, node] = heap.back();
      heap.pop_back();
      if (distance_dm > back_dm_[node.value()]) {
        continue;
      }
      for (const Arc& arc : space_.graph.arcs(node)) {
        ++scanned;
        if (!is_usable(arc)) {
          continue;
        }
        const PathFigures& figures = space_.figures[arc.edge.value()];
        if (figures.length_dm > 0) {
          least_rate_ = std::min(least_rate_, figures.lesser_cdm / figures.length_dm);
        }
        if (distance_dm + figures.length_dm < back_dm_[arc.head.value()]) {
          back_dm_[arc.head.value()] = distance_dm + figures.length_dm;
          heap.emplace_back(distance_dm + figures.length_dm, arc.head);
          std::push_heap(heap.begin(), heap.end(), later);
        }
      }
    }
    effort_.spend(scanned);
  }

  // Nothing that starts with this path can be both short enough and better than what is known.
  [[nodiscard]] bool is_hopeless(const PathFigures& path, NodeIndex end) const {
    const PathFigures& stem = space_.stem[root_.value()];
    const std::int64_t least_dm = path.length_dm + back_dm_[end.value()] + 2 * stem.length_dm;
    if (least_dm > limits_.longest_dm) {
      return true;
    }
    // At length D ≥ least_dm the loss is at least off(D) and least_rate_ per remaining decimetre; as a function of D
    // it falls until L, or only until the gentle band where the ground loses more than that, and rises after it.
    const std::int64_t so_far_dm = path.length_dm + 2 * stem.length_dm;
    const std::int64_t best_dm = least_rate_ > LoopLimits::kGentlePrice ? limits_.gentle_from_dm : limits_.wanted_dm;
    const std::int64_t route_dm = std::max(least_dm, best_dm);
    const std::int64_t lesser_cdm =
        stem.lesser_cdm + path.lesser_cdm + pairs_.total_cdm() + least_rate_ * (route_dm - so_far_dm);
    return limits_.loss(route_dm, stem.length_dm, lesser_cdm).total_cdm() >= taker_.below_cdm();
  }

  void extend(NodeIndex end, const PathFigures& path) {
    is_on_path_[end.value()] = 1;
    for (const Arc& arc : space_.graph.arcs(end)) {
      effort_.spend(1);
      if (is_cut_short_ || effort_.is_over(until_steps_)) {
        is_cut_short_ = true;
        break;
      }
      const bool turns_round = !cycle_.empty() && arc.edge == cycle_.back().edge;
      if (!is_usable(arc) || turns_round) {
        continue;
      }
      const PathFigures& over = space_.figures[arc.edge.value()];
      const PathFigures longer = path + (arc.forward ? over : over.reversed());
      const bool leaves_no_place_too_often = places_.add(arc.edge);
      pairs_.add(arc.edge);
      if (leaves_no_place_too_often && arc.head == root_) {
        close(end, arc, longer);
      } else if (leaves_no_place_too_often && is_on_path_[arc.head.value()] == 0 && !is_hopeless(longer, arc.head)) {
        cycle_.push_back({end, arc.edge, arc.forward});
        extend(arc.head, longer);
        cycle_.pop_back();
      }
      pairs_.remove(arc.edge);
      places_.remove(arc.edge);
    }
    is_on_path_[end.value()] = 0;
  }

  // Each cycle is met in both directions; the one whose first edge is the lower counts. A self-loop is met twice too.
  void close(NodeIndex end, const Arc& arc, const PathFigures& figures) {
    const bool is_counted = cycle_.empty() ? arc.head == end && arc.forward : cycle_.front().edge < arc.edge;
    if (!is_counted) {
      return;
    }
    const CycleCost cost = cycle_cost(space_, limits_, figures, root_);
    if (cost.is_feasible) {
      cycle_.push_back({end, arc.edge, arc.forward});
      taker_.take(cycle_, cost.loss_cdm + pairs_.total_cdm());
      cycle_.pop_back();
    }
  }

  const LoopSpace& space_;
  const LoopLimits& limits_;
  NodeIndex root_;
  std::uint32_t block_;
  std::uint64_t until_steps_;
  Effort& effort_;
  CycleTaker& taker_;
  PlaceCount places_;  // of the path
  PairLoss pairs_;     // of the path
  std::int64_t least_rate_ = 0;
  std::vector<std::int64_t> back_dm_;
  std::vector<std::uint8_t> is_on_path_;
  Cycle cycle_;
  bool is_cut_short_ = false;
};

class PoolTaker : public CycleTaker {
 public:
  explicit PoolTaker(Pool& pool) : pool_(pool) {}
  void take(const Cycle& cycle, std::int64_t loss_cdm) override { pool_.offer(cycle, loss_cdm); }
  [[nodiscard]] std::int64_t below_cdm() const override { return pool_.below_cdm(); }

 private:
  Pool& pool_;
};

}  // namespace

bool settle_attachment(const LoopProblem& problem, std::uint64_t until_steps, Effort& effort, Pool& pool) {
  PoolTaker taker(pool);
  return try_cycles(problem, until_steps, effort, taker);
}

bool try_cycles(const LoopProblem& problem, std::uint64_t until_steps, Effort& effort, CycleTaker& taker) {
  return BranchAndBound(problem, until_steps, effort, taker).run();
}

}  // namespace loopgenie
