#include "core/stage/staged_solver.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/loop/exact/exhaustive.hpp"
#include "core/loop/exact/settle_block.hpp"
#include "core/loop/search/loop_phases.hpp"
#include "core/loop/search/primal.hpp"
#include "core/loop/search/trailhead_ground.hpp"
#include "core/loop/space/effort.hpp"
#include "core/loop/space/pool.hpp"
#include "core/stage/own_loops.hpp"
#include "core/stage/staged_pool.hpp"
#include "core/stage/staged_search.hpp"

namespace loopgenie {
namespace {

constexpr std::size_t kSeeds = 24;                    // loops to begin with
constexpr std::int64_t kMostSharedBySeeds = 900'000;  // ppm: a neighbour may be easier to stage

// The phases, each up to its share of the effort for nights: staging the loops that are found as for one day; loops
// that nights alone make long enough, where there are no others; loops with nights; proofs; and loops with nights once
// more.
constexpr std::uint64_t kOwnLoopsPercent = 30;
constexpr std::uint64_t kShortLoopsPercent = 50;
constexpr std::uint64_t kNightsPercent = 80;
constexpr std::uint64_t kProofPercent = 95;
constexpr std::uint64_t kLeastLargeProof = 8'000'000;  // steps
constexpr std::uint32_t kMostEdgesTried = 64;          // of a space all of whose cycles are tried
// Added to the query's seed, so that no search repeats another.
constexpr std::uint64_t kNightsSeed = 11;
constexpr std::uint64_t kLastSeed = 12;

/// Stages every cycle.
class StagedTaker : public CycleTaker {
 public:
  StagedTaker(const LoopProblem& problem, Effort& effort, StagedPool& pool)
      : problem_(problem), effort_(effort), pool_(pool) {}
  void take(const Cycle& cycle, std::int64_t /*loss_cdm*/) override {
    const CycleCost route = route_cost(problem_.space, problem_.limits, cycle);
    static_cast<void>(pool_.offer(cycle, route, problem_.limits, effort_));
  }
  [[nodiscard]] std::int64_t below_cdm() const override { return pool_.pool().below_cdm(); }

 private:
  const LoopProblem& problem_;
  Effort& effort_;
  StagedPool& pool_;
};

/// Whether every cycle of a small space was tried: then nothing loses less than the pool's best.
bool try_all_cycles(const LoopProblem& problem, std::uint64_t until_steps, Effort& effort, StagedPool& pool) {
  if (problem.space.graph.edge_count() > kMostEdgesTried) {
    return false;
  }
  StagedTaker taker(problem, effort, pool);
  const std::span<const Attachment> attachments = problem.attachments;
  for (std::size_t a = 0; a < attachments.size(); ++a) {
    if (attachments[a].least_loss_cdm < taker.below_cdm() &&
        !try_cycles(problem.restricted_to(attachments.subspan(a, 1)), until_steps, effort, taker)) {
      return false;
    }
  }
  return pool.is_exact();
}

}  // namespace

struct StagedSolver::Impl {
  const Network* network;
  Query query;
  std::unique_ptr<TrailheadSolver> plain;  // where the query has no nights
  std::unique_ptr<GroundSurvey> survey;    // where it has
  Stager stager;

  Impl(const Network& network_in, const Query& query_in) : network(&network_in), query(query_in) {
    if (query.night_count() == 0) {
      plain = std::make_unique<TrailheadSolver>(network_in, query);
      return;
    }
    survey = std::make_unique<GroundSurvey>(network_in, query);
    const LoopSpaceBuilder& builder = survey->builder();
    stager = Stager(
        {network_in, builder.usable_nodes(), builder.usable_edges(), builder.length_dm(), builder.lesser_hundredths()},
        query);
  }

  /// How many spots there are within a detour of what is in reach.
  [[nodiscard]] std::size_t spots_in_reach() const {
    std::vector<std::uint8_t> is_in_reach(stager.spots().spots().size());
    for (const NodeIndex node : survey->builder().paths().settled()) {
      for (const std::uint32_t way : stager.spots().ways_from(node)) {
        is_in_reach[stager.spots().way(way).spot] = 1;
      }
    }
    return static_cast<std::size_t>(std::count(is_in_reach.begin(), is_in_reach.end(), 1));
  }

  void take_routes(TrailheadAnswer& answer, const TrailheadGround& ground, const Pool& pool) {
    for (const Pool::Entry& entry : pool.entries()) {
      const Route route = make_route(ground.space, survey->limits(), *network, survey->builder().paths(), entry.cycle);
      if (std::optional<Route> staged = stager.staged(route, StagingDirection::better)) {
        answer.routes.push_back(*std::move(staged));
      }
    }
  }

  /// A bound on the staged routes that lose less than the pool's best: kNoLoss where there are none.
  std::int64_t prove_without_nights(const LoopProblem& problem, const ExactOptions& options, Effort& effort,
                                    StagedPool& pool) const {
    Pool loops = survey->pool_for(problem.space, 1, pool.pool().below_cdm());
    const std::int64_t open_cdm = settle_blocks(problem, options, effort, loops);
    for (const Pool::Entry& entry : loops.entries()) {
      static_cast<void>(
          pool.offer(entry.cycle, route_cost(problem.space, problem.limits, entry.cycle), problem.limits, effort));
    }
    const std::int64_t least_cdm = loops.empty() ? open_cdm : std::min(open_cdm, loops.best_loss_cdm());
    return least_cdm < pool.pool().below_cdm() && try_all_cycles(problem, options.until_steps, effort, pool)
               ? kNoLoss
               : least_cdm;
  }

  TrailheadAnswer solve(NodeIndex start, const StopFn& stop) {
    TrailheadAnswer answer;
    if (!survey->builder().is_usable_node(start)) {
      answer.why_none = {NoLoopReason::map_incomplete, {}, {}};
      return answer;
    }
    const TrailheadGround ground = survey->survey(start);
    const bool is_whole = ground.space.survey.is_whole;
    if (!ground.has_required) {
      return GroundSurvey::without_required(is_whole);
    }
    const std::size_t spots = spots_in_reach();
    if (is_whole && spots < query.night_count()) {
      answer.status = TrailheadStatus::none_exists;
      answer.least_loss_cdm = kNoLoss;
      answer.why_none = {NoLoopReason::no_night, {}, {}};
      return answer;
    }
    Effort effort(query.effort, stop);
    const LoopProblem problem = ground.problem(survey->limits());
    StagedPool pool(problem.space, *network, survey->builder().paths(), stager,
                    survey->pool_for(problem.space, kRoutesPerTrailhead, kAnyLoss));
    Pool seeds(problem.space, kSeeds, kMostSharedBySeeds);
    answer.steps = stage_own_loops(problem, stop, effort, pool, seeds);
    const std::int64_t least_open_cdm = search_and_prove_staged(problem, effort, pool, seeds);
    survey->state(answer, ground.space.survey, least_open_cdm, pool.pool());
    if (answer.status == TrailheadStatus::none_exists && !seeds.empty()) {
      answer.why_none = {NoLoopReason::nights_outside_limits, {}, {}};
    }
    take_routes(answer, ground, pool.pool());
    answer.steps += effort.spent();
    return answer;
  }

  /// Finds loops just as the TrailheadSolver does for the query without nights, with the query's effort, and stages
  /// them; in the end those that it would give, whatever the effort. Returns the steps spent on finding them.
  std::uint64_t stage_own_loops(const LoopProblem& problem, const StopFn& stop, Effort& effort, StagedPool& pool,
                                Pool& seeds) const {
    const LoopLimits limits = LoopLimits::of(query);
    const LoopSpace space = survey->builder().build_within(limits);
    const TrailheadGround::Within within = survey->within(space, limits);
    OwnLoops own(space, problem, effort.budget() / 100 * kOwnLoopsPercent, effort, pool, seeds);
    Effort finding(query.effort, stop);
    finding.spend(survey->builder().paths().settled().size());
    Pool loops = survey->pool_for(space, kRoutesPerTrailhead, kAnyLoss);
    loops.tell(own);
    static_cast<void>(search_and_prove(within.problem(space, limits), query.seed, finding, loops));
    for (const Pool::Entry& entry : loops.entries()) {
      own.stage(entry.cycle);
    }
    if (seeds.empty()) {
      OwnLoops shorter(problem.space, problem, effort.budget(), effort, pool, seeds);
      Pool short_loops = survey->pool_for(problem.space, kRoutesPerTrailhead, kAnyLoss);
      short_loops.tell(shorter);
      search_loops(problem, {query.seed, effort.budget() / 100 * kShortLoopsPercent}, effort, short_loops);
    }
    return finding.spent();
  }

  std::int64_t search_and_prove_staged(const LoopProblem& problem, Effort& effort, StagedPool& pool,
                                       const Pool& seeds) const {
    const std::uint64_t budget = effort.budget();
    search_staged(problem, seeds, {query.seed + kNightsSeed, budget / 100 * kNightsPercent}, effort, pool);
    ExactOptions proving;
    proving.until_steps = budget / 100 * kProofPercent;
    const bool has_large_proof = effort.spent() + kLeastLargeProof <= proving.until_steps;
    proving.max_states = has_large_proof ? ExactOptions().max_states : kStatesOfSmallProof;
    proving.bounds_by_walks = has_large_proof;
    const std::int64_t least_open_cdm = prove_without_nights(problem, proving, effort, pool);
    if (least_open_cdm < pool.pool().below_cdm()) {
      search_staged(problem, seeds, {query.seed + kLastSeed, budget}, effort, pool);
    }
    return least_open_cdm;
  }

  TrailheadAnswer prove(NodeIndex start, std::int64_t below_cdm, std::uint64_t steps, const StopFn& stop) {
    TrailheadAnswer answer;
    if (!survey->builder().is_usable_node(start)) {
      return answer;
    }
    const TrailheadGround ground = survey->survey(start);
    if (!ground.space.survey.is_whole) {  // what is not loaded could hold anything
      return answer;
    }
    Effort effort(steps, stop);
    effort.spend(survey->builder().paths().settled().size());
    const LoopProblem problem = ground.problem(survey->limits());
    StagedPool pool(problem.space, *network, survey->builder().paths(), stager,
                    survey->pool_for(problem.space, 1, below_cdm));
    ExactOptions proving;
    proving.until_steps = steps;
    proving.max_states = kStatesOfSmallProof;
    proving.bounds_by_walks = true;
    const std::int64_t least_open_cdm = ground.has_required && spots_in_reach() >= query.night_count()
                                            ? prove_without_nights(problem, proving, effort, pool)
                                            : kNoLoss;
    answer.least_loss_cdm = std::min(least_open_cdm, pool.pool().below_cdm());
    answer.status = pool.pool().empty() ? TrailheadStatus::none_found : TrailheadStatus::bounded;
    take_routes(answer, ground, pool.pool());
    answer.steps = effort.spent();
    return answer;
  }
};

StagedSolver::StagedSolver(const Network& network, const Query& query)
    : impl_(std::make_unique<Impl>(network, query)) {}
StagedSolver::~StagedSolver() = default;
StagedSolver::StagedSolver(StagedSolver&&) noexcept = default;
StagedSolver& StagedSolver::operator=(StagedSolver&&) noexcept = default;

TrailheadAnswer StagedSolver::solve(NodeIndex start, const StopFn& stop) {
  return impl_->plain ? impl_->plain->solve(start, stop) : impl_->solve(start, stop);
}

TrailheadAnswer StagedSolver::prove(NodeIndex start, std::int64_t below_cdm, std::uint64_t steps, const StopFn& stop) {
  return impl_->plain ? impl_->plain->prove(start, below_cdm, steps, stop)
                      : impl_->prove(start, below_cdm, steps, stop);
}

Stager& StagedSolver::stager() { return impl_->stager; }

}  // namespace loopgenie
