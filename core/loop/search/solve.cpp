#include "core/loop/search/solve.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/decimal.hpp"
#include "core/loop/exact/settle_block.hpp"
#include "core/loop/search/alternatives.hpp"
#include "core/loop/search/primal.hpp"
#include "core/loop/space/cycle.hpp"
#include "core/loop/space/effort.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/loop_space.hpp"
#include "core/loop/space/pool.hpp"
#include "core/loop/space/required.hpp"

namespace loopgenie {
namespace {

constexpr std::size_t kRoutesPerTrailhead = 8;

// The phases, and their share of the effort. First a short search for a good route, and an attempt at a small proof.
// Where that fails, a longer search, since the large proof that follows is the smaller, the better the best known route
// is. Then a search for loops that differ from those found. What is left goes to a last search for better ones.
constexpr std::uint64_t kFirstSearchPercent = 15;
constexpr std::uint64_t kLongestFirstSearch = 2'000'000;  // steps
constexpr std::uint64_t kSecondSearchPercent = 15;
constexpr std::uint64_t kFullSecondSearch = 5'000'000;  // steps, if kMostSecondSearchPercent allows as many
constexpr std::uint64_t kMostSecondSearchPercent = 70;
constexpr std::uint64_t kAlternativesPercent = 5;
constexpr std::uint32_t kStatesOfSmallProof = 250'000;
// Steps. With fewer left for a large proof it settles few blocks, and a longer search is worth more.
constexpr std::uint64_t kLeastLargeProof = 8'000'000;
// Added to the query's seed, so that no search repeats another.
constexpr std::uint64_t kSecondSearchSeed = 1;
constexpr std::uint64_t kLastSearchSeed = 2;
constexpr std::uint64_t kAlternativesSeed = 3;

std::uint64_t second_search_steps(std::uint64_t budget) {
  return std::max(budget / 100 * kSecondSearchPercent,
                  std::min(budget / 100 * kMostSecondSearchPercent, kFullSecondSearch));
}

/// The metres, to the nearest.
std::int64_t in_metres(std::int64_t length_dm) { return rounded_quotient(length_dm, kDmPerMetre); }

WhyNoLoop why_none_exists(const LoopSpace::Survey& survey, const LoopLimits& limits) {
  if (survey.in_reach_dm == 0) {
    return {NoLoopReason::no_way, {}, {}};
  }
  if (survey.on_cycles_dm == 0) {
    return {NoLoopReason::only_out_and_back, in_metres(survey.in_reach_dm), {}};
  }
  if (survey.nearest_cycle_dm > limits.longest_stem_dm()) {
    return {NoLoopReason::loop_too_far, in_metres(survey.nearest_cycle_dm), in_metres(limits.longest_stem_dm())};
  }
  if (survey.largest_block_dm + 2 * limits.longest_stem_dm() < limits.shortest_dm) {
    return {NoLoopReason::loops_too_small, in_metres(survey.largest_block_dm), {}};
  }
  return {NoLoopReason::outside_limits, {}, {}};
}

}  // namespace

struct TrailheadSolver::Impl {
  const Network* network;
  Query query;
  LoopLimits limits;
  LoopSpaceBuilder builder;
  std::vector<EdgeIndex> required;
  bool knows_all_required = true;

  Impl(const Network& network_in, const Query& query_in)
      : network(&network_in), query(query_in), limits(LoopLimits::of(query_in)), builder(network_in, query_in) {
    for (const EdgeId id : query.require_edges) {
      const std::optional<EdgeIndex> edge = network->find_edge(id);
      knows_all_required &= edge.has_value();
      required.push_back(edge.value_or(EdgeIndex()));
    }
  }

  /// What there is to search from one start.
  struct Ground {
    LoopSpace space;
    std::vector<Attachment> attachments;
    std::optional<Stretched> over_required;  // in place of space and limits, where ways are required
    bool has_required = true;                // false: a way asked for is out of reach

    [[nodiscard]] LoopProblem problem(const LoopLimits& within) const {
      return over_required ? LoopProblem{over_required->space, over_required->limits, attachments}
                           : LoopProblem{space, within, attachments};
    }
  };

  Ground ground_of(NodeIndex start) {
    Ground ground{builder.build(start), {}, {}};
    ground.attachments = bound_attachments(ground.space, limits, *network, builder.lesser_hundredths());
    if (required.empty()) {
      return ground;
    }
    ground.over_required = knows_all_required ? stretched(ground.space, limits, required) : std::nullopt;
    ground.has_required = ground.over_required.has_value();
    std::erase_if(ground.attachments,
                  [&](const Attachment& a) { return !ground.has_required || a.block != ground.over_required->block; });
    return ground;
  }

  [[nodiscard]] Pool pool_for(const Ground& ground, std::size_t capacity, std::int64_t wanted_below_cdm) const {
    const auto max_shared_ppm = static_cast<std::int64_t>(std::floor(query.max_overlap * 1e6 + 0.5));
    return {ground.space, capacity, max_shared_ppm, wanted_below_cdm};
  }

  void take_routes(TrailheadAnswer& answer, const Ground& ground, const Pool& pool) const {
    for (const Pool::Entry& entry : pool.entries()) {
      answer.routes.push_back(make_route(ground.space, limits, *network, builder.paths(), entry.cycle));
    }
  }

  TrailheadAnswer prove(NodeIndex start, std::int64_t below_cdm, std::uint64_t steps, const StopFn& stop) {
    TrailheadAnswer answer;
    if (!builder.is_usable_node(start)) {
      return answer;
    }
    const Ground ground = ground_of(start);
    if (!ground.space.survey.is_whole) {  // what is not loaded could hold anything
      return answer;
    }
    Effort effort(steps, stop);
    effort.spend(builder.paths().settled().size());
    Pool pool = pool_for(ground, 1, below_cdm);
    ExactOptions proving;
    proving.until_steps = steps;
    proving.max_states = kStatesOfSmallProof;
    proving.bounds_by_walks = true;
    const std::int64_t least_open_cdm = settle_blocks(ground.problem(limits), proving, effort, pool);
    answer.least_loss_cdm = std::min(least_open_cdm, pool.below_cdm());
    answer.status = pool.empty() ? TrailheadStatus::none_found : TrailheadStatus::bounded;
    take_routes(answer, ground, pool);
    answer.steps = effort.spent();
    return answer;
  }

  TrailheadAnswer solve(NodeIndex start, const StopFn& stop) {
    TrailheadAnswer answer;
    if (!builder.is_usable_node(start)) {
      answer.why_none = {NoLoopReason::map_incomplete, {}, {}};
      return answer;
    }
    const Ground ground = ground_of(start);
    const bool is_whole = ground.space.survey.is_whole;
    if (!ground.has_required) {
      answer.status = is_whole ? TrailheadStatus::none_exists : TrailheadStatus::none_found;
      answer.least_loss_cdm = is_whole ? kNoLoss : 0;
      answer.why_none = {is_whole ? NoLoopReason::required_out_of_reach : NoLoopReason::map_incomplete, {}, {}};
      return answer;
    }
    Effort effort(query.effort, stop);
    effort.spend(builder.paths().settled().size());
    Pool pool = pool_for(ground, kRoutesPerTrailhead, kAnyLoss);
    const std::int64_t least_open_cdm = search_and_prove(ground.problem(limits), effort, pool);
    state(answer, ground.space, least_open_cdm, pool);
    take_routes(answer, ground, pool);
    answer.steps = effort.spent();
    return answer;
  }

  /// Fills the pool, phase by phase. Returns what settle_blocks() proves at best.
  std::int64_t search_and_prove(const LoopProblem& problem, Effort& effort, Pool& pool) const {
    const std::uint64_t budget = effort.budget();
    search_loops(problem, {query.seed, std::min(budget * kFirstSearchPercent / 100, kLongestFirstSearch)}, effort,
                 pool);
    ExactOptions proving;
    proving.until_steps = budget / 100 * (100 - kAlternativesPercent);
    proving.max_states = kStatesOfSmallProof;
    std::int64_t least_open_cdm = settle_blocks(problem, proving, effort, pool);
    if (least_open_cdm < kNoLoss) {
      const std::uint64_t second_until = effort.spent() + second_search_steps(budget);
      const bool has_large_proof = second_until + kLeastLargeProof <= proving.until_steps;
      search_loops(problem, {query.seed + kSecondSearchSeed, has_large_proof ? second_until : proving.until_steps},
                   effort, pool);
      if (has_large_proof) {
        proving.bounds_by_walks = true;
        proving.max_states = ExactOptions().max_states;
        least_open_cdm = std::max(least_open_cdm, settle_blocks(problem, proving, effort, pool));
      }
    }
    const std::uint64_t alternatives_until = effort.spent() + budget / 100 * kAlternativesPercent;
    search_alternatives(problem, {query.seed + kAlternativesSeed, alternatives_until}, effort, pool);
    if (least_open_cdm < kNoLoss) {
      search_loops(problem, {query.seed + kLastSearchSeed, budget}, effort, pool);
    }
    return least_open_cdm;
  }

  [[nodiscard]] WhyNoLoop why_none(const LoopSpace::Survey& survey) const {
    return required.empty() ? why_none_exists(survey, limits)
                            : WhyNoLoop{NoLoopReason::required_outside_limits, {}, {}};
  }

  void state(TrailheadAnswer& answer, const LoopSpace& space, std::int64_t least_open_cdm, const Pool& pool) const {
    const bool is_settled = least_open_cdm == kNoLoss || (!pool.empty() && pool.best_loss_cdm() <= least_open_cdm);
    if (!space.survey.is_whole) {  // what is not loaded could hold anything
      answer.status = pool.empty() ? TrailheadStatus::none_found : TrailheadStatus::bounded;
      answer.why_none = {NoLoopReason::map_incomplete, {}, {}};
    } else if (is_settled) {
      answer.status = pool.empty() ? TrailheadStatus::none_exists : TrailheadStatus::optimal;
      answer.least_loss_cdm = pool.empty() ? kNoLoss : pool.best_loss_cdm();
      answer.why_none = why_none(space.survey);
    } else {
      answer.status = pool.empty() ? TrailheadStatus::none_found : TrailheadStatus::bounded;
      answer.least_loss_cdm = least_open_cdm;
      answer.why_none = {NoLoopReason::not_found, {}, {}};
    }
    if (!pool.empty()) {
      answer.why_none.reset();
    }
  }
};

TrailheadSolver::TrailheadSolver(const Network& network, const Query& query)
    : impl_(std::make_unique<Impl>(network, query)) {}
TrailheadSolver::~TrailheadSolver() = default;
TrailheadSolver::TrailheadSolver(TrailheadSolver&&) noexcept = default;
TrailheadSolver& TrailheadSolver::operator=(TrailheadSolver&&) noexcept = default;

TrailheadAnswer TrailheadSolver::solve(NodeIndex start, const StopFn& stop) { return impl_->solve(start, stop); }

TrailheadAnswer TrailheadSolver::prove(NodeIndex start, std::int64_t below_cdm, std::uint64_t steps,
                                       const StopFn& stop) {
  return impl_->prove(start, below_cdm, steps, stop);
}

}  // namespace loopgenie
