#include "core/loop/search/solve.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "core/loop/exact/settle_block.hpp"
#include "core/loop/search/alternatives.hpp"
#include "core/loop/search/primal.hpp"
#include "core/loop/search/trailhead_ground.hpp"
#include "core/loop/space/cycle.hpp"
#include "core/loop/space/effort.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/loop_space.hpp"
#include "core/loop/space/pool.hpp"

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

}  // namespace

struct TrailheadSolver::Impl {
  const Network* network;
  Query query;
  GroundSurvey ground_survey;
  const LoopLimits& limits;
  const LoopSpaceBuilder& builder;

  Impl(const Network& network_in, const Query& query_in)
      : network(&network_in),
        query(query_in),
        ground_survey(network_in, query_in),
        limits(ground_survey.limits()),
        builder(ground_survey.builder()) {}

  [[nodiscard]] Pool pool_for(const TrailheadGround& ground, std::size_t capacity,
                              std::int64_t wanted_below_cdm) const {
    const auto max_shared_ppm = static_cast<std::int64_t>(std::floor(query.max_overlap * 1e6 + 0.5));
    return {ground.space, capacity, max_shared_ppm, wanted_below_cdm};
  }

  void take_routes(TrailheadAnswer& answer, const TrailheadGround& ground, const Pool& pool) const {
    for (const Pool::Entry& entry : pool.entries()) {
      answer.routes.push_back(make_route(ground.space, limits, *network, builder.paths(), entry.cycle));
    }
  }

  TrailheadAnswer prove(NodeIndex start, std::int64_t below_cdm, std::uint64_t steps, const StopFn& stop) {
    TrailheadAnswer answer;
    if (!builder.is_usable_node(start)) {
      return answer;
    }
    const TrailheadGround ground = ground_survey.survey(start);
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
    const TrailheadGround ground = ground_survey.survey(start);
    const bool is_whole = ground.space.survey.is_whole;
    if (!ground.has_required) {
      return GroundSurvey::without_required(is_whole);
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

  void state(TrailheadAnswer& answer, const LoopSpace& space, std::int64_t least_open_cdm, const Pool& pool) const {
    const bool is_settled = least_open_cdm == kNoLoss || (!pool.empty() && pool.best_loss_cdm() <= least_open_cdm);
    if (!space.survey.is_whole) {  // what is not loaded could hold anything
      answer.status = pool.empty() ? TrailheadStatus::none_found : TrailheadStatus::bounded;
      answer.why_none = {NoLoopReason::map_incomplete, {}, {}};
    } else if (is_settled) {
      answer.status = pool.empty() ? TrailheadStatus::none_exists : TrailheadStatus::optimal;
      answer.least_loss_cdm = pool.empty() ? kNoLoss : pool.best_loss_cdm();
      answer.why_none = ground_survey.why_none_exists(space.survey);
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
