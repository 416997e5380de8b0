#include "core/loop/search/solve.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/loop/exact/settle_block.hpp"
#include "core/loop/search/loop_phases.hpp"
#include "core/loop/search/trailhead_ground.hpp"
#include "core/loop/space/cycle.hpp"
#include "core/loop/space/effort.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/loop_problem.hpp"
#include "core/loop/space/loop_space.hpp"
#include "core/loop/space/pool.hpp"

namespace loopgenie {

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
    Pool pool = ground_survey.pool_for(ground.space, 1, below_cdm);
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
    Pool pool = ground_survey.pool_for(ground.space, kRoutesPerTrailhead, kAnyLoss);
    const std::int64_t least_open_cdm = search_and_prove(ground.problem(limits), query.seed, effort, pool);
    ground_survey.state(answer, ground.space.survey, least_open_cdm, pool);
    take_routes(answer, ground, pool);
    answer.steps = effort.spent();
    return answer;
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
