#include "core/stage/staged_search.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/random.hpp"
#include "core/loop/search/chord.hpp"
#include "core/loop/search/detour.hpp"

namespace loopgenie {
namespace {

constexpr std::uint32_t kMovesPerRestart = 150;
constexpr std::uint32_t kIdleMoves = 60;              // a restart ends after this many moves without a new best
constexpr std::int64_t kFirstThresholdPerMille = 20;  // of L in cdm: how much worse a cycle may get at first
// How much more than now a cycle may lose without its nights: nights can be worth a worse loop.
constexpr std::int64_t kSlackPerMille = 30;
constexpr std::uint32_t kBySpotOneIn = 3;  // moves
constexpr std::uint32_t kChordOneIn = 8;
constexpr std::int64_t kDepthPercent = 55;  // as in core/loop/search/primal.cpp
constexpr std::int64_t kWholeDepthPercent = 100;
constexpr std::uint32_t kWholeDepthOneIn = 16;
constexpr std::int64_t kLeastHalfPerMille = 40;
constexpr std::uint32_t kHalfSizes = 3;
constexpr std::uint64_t kStepsPerMove = 50;

class StagedSearch {
 public:
  StagedSearch(const LoopProblem& problem, const Pool& seeds, const StagedSearchOptions& options, Effort& effort,
               StagedPool& pool)
      : space_(problem.space),
        limits_(problem.limits),
        seeds_(seeds),
        options_(options),
        effort_(effort),
        pool_(pool),
        random_(options.seed),
        detours_(space_, limits_),
        chords_(space_, limits_),
        spot_edges_(pool.edges_with_spots()) {}

  void run() {
    for (const Pool::Entry& entry : seeds_.entries()) {
      starts_.push_back({entry.cycle, route_cost(space_, limits_, entry.cycle), entry.loss_cdm});
    }
    for (std::size_t restart = 0; !is_over(); ++restart) {
      improve(begin(restart));
    }
  }

 private:
  using Found = DetourSearch::Found;
  struct State {
    Cycle cycle;
    CycleCost route;
    std::int64_t cdm = 0;  // staged, penalised
  };

  bool is_over() { return effort_.is_over(options_.until_steps); }

  State current(const Cycle& cycle) {
    const CycleCost route = route_cost(space_, limits_, cycle);
    return {cycle, route, pool_.offer(cycle, route, limits_, effort_).penalised_cdm};
  }

  /// Every seed once, the best first; then mostly the pool's, else seeds.
  State begin(std::size_t restart) {
    if (restart < starts_.size()) {
      return starts_[restart];
    }
    const std::vector<Pool::Entry>& known = pool_.pool().entries();
    if (!known.empty() && random_.below(3) > 0) {
      return current(known[random_.below(static_cast<std::uint32_t>(known.size()))].cycle);
    }
    return starts_[random_.below(static_cast<std::uint32_t>(starts_.size()))];
  }

  void improve(State state) {
    const std::int64_t whole_cdm = limits_.wanted_dm * kCdmPerDm / 1000;
    std::int64_t best_cdm = state.cdm;
    std::uint32_t idle = 0;
    for (std::uint32_t move = 0; move < kMovesPerRestart && idle < kIdleMoves && !is_over(); ++move, ++idle) {
      const std::int64_t left = kMovesPerRestart - move;
      const std::int64_t below_cdm = state.cdm + whole_cdm * kFirstThresholdPerMille * left / kMovesPerRestart;
      std::optional<Found> found = change(state, state.route.penalised_cdm + whole_cdm * kSlackPerMille);
      if (!found) {
        continue;
      }
      const std::int64_t cdm = pool_.offer(found->cycle, found->cost, limits_, effort_).penalised_cdm;
      if (cdm < below_cdm) {
        state = {std::move(found->cycle), found->cost, cdm};
        if (cdm < best_cdm) {
          best_cdm = cdm;
          idle = 0;
        }
      }
    }
  }

  std::optional<Found> change(const State& state, std::int64_t below_cdm) {
    effort_.spend(kStepsPerMove);
    if (random_.below(kChordOneIn) == 0) {
      ChordSearch::Request request;
      request.weights = PathWeights::drawn(random_);
      request.longest_half_dm = limits_.longest_dm * (kLeastHalfPerMille << random_.below(kHalfSizes)) / 1000;
      request.below_cdm = below_cdm;
      return chords_.find(state.cycle, request, effort_);
    }
    const auto size = static_cast<std::uint32_t>(state.cycle.size());
    turned_ = state.cycle;
    const std::uint32_t longest = random_.below(2) == 0 ? size : std::max(size / 3, 1U);
    const std::uint32_t taken = 1 + random_.below(longest);
    std::uint32_t first = random_.below(size);
    DetourSearch::Request request;
    request.block = space_.block_of_edge[turned_[0].edge.value()];
    request.depth_percent = random_.below(kWholeDepthOneIn) == 0 ? kWholeDepthPercent : kDepthPercent;
    if (!spot_edges_.empty() && random_.below(kBySpotOneIn) == 0) {
      const EdgeIndex via = spot_edges_[random_.below(static_cast<std::uint32_t>(spot_edges_.size()))];
      if (space_.block_of_edge[via.value()] == request.block) {
        request.via = via;
        request.depth_percent = kWholeDepthPercent;
        first = (nearest_position(space_.graph.tail(via)) + size - random_.below(taken)) % size;
      }
    }
    std::rotate(turned_.begin(), turned_.begin() + static_cast<std::ptrdiff_t>(first), turned_.end());
    request.from = turned_[0].from;
    request.to = turned_[taken % size].from;
    request.replaced = std::span<const CycleStep>(turned_).first(taken);
    request.kept = std::span<const CycleStep>(turned_).subspan(taken);
    request.weights = PathWeights::drawn(random_);
    request.below_cdm = below_cdm;
    return detours_.find(request, effort_);
  }

  /// The position on the cycle in turned_ that lies nearest to the node.
  std::uint32_t nearest_position(NodeIndex node) const {
    const auto away = [&](const CycleStep& step) { return pool_.away(step.from, node); };
    const auto nearest = std::min_element(turned_.begin(), turned_.end(),
                                          [&](const CycleStep& a, const CycleStep& b) { return away(a) < away(b); });
    return static_cast<std::uint32_t>(nearest - turned_.begin());
  }

  const LoopSpace& space_;
  const LoopLimits& limits_;
  const Pool& seeds_;
  StagedSearchOptions options_;
  Effort& effort_;
  StagedPool& pool_;
  Random random_;
  DetourSearch detours_;
  ChordSearch chords_;
  std::vector<EdgeIndex> spot_edges_;
  std::vector<State> starts_;
  Cycle turned_;
};

}  // namespace

void search_staged(const LoopProblem& problem, const Pool& seeds, const StagedSearchOptions& options, Effort& effort,
                   StagedPool& pool) {
  if (!seeds.empty()) {
    StagedSearch(problem, seeds, options, effort, pool).run();
  }
}

}  // namespace loopgenie
