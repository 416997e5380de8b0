#include "core/plan_run.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/export/describe_route.hpp"
#include "core/export/gpx.hpp"
#include "core/loop/rank.hpp"

namespace loopgenie {
namespace {

PlanTrailhead described(const Candidate& candidate, const TrailheadAnswer& answer, double hike_m) {
  PlanTrailhead entry;
  entry.trailhead = candidate.trailhead;
  entry.drive_m = candidate.drive_m;
  entry.drive_s = candidate.drive_s;
  entry.status = answer.status;
  entry.reason = answer.reason;
  if (!answer.routes.empty()) {
    entry.best_score_e4 = score_e4(answer.routes.front().loss.total_cdm(), hike_m);
  }
  if (answer.status != TrailheadStatus::none_exists) {
    entry.bound_e4 = score_e4(answer.least_loss_cdm, hike_m);
  }
  return entry;
}

}  // namespace

PlanRun::PlanRun(Query query, DatasetInfo data, std::shared_ptr<const Network> network,
                 std::vector<Candidate> candidates)
    : query_(std::move(query)),
      data_(std::move(data)),
      network_(std::move(network)),
      candidates_(std::move(candidates)),
      solver_(*network_, query_) {}

void PlanRun::step(const StopFn& stop) {
  if (is_done()) {
    return;
  }
  const StopFn noted_stop = [&] {
    const bool wanted = stop && stop();
    was_stopped_ = was_stopped_ || wanted;
    return wanted;
  };
  answers_.push_back(answer(candidates_[answers_.size()], noted_stop));
}

TrailheadAnswer PlanRun::answer(const Candidate& candidate, const StopFn& stop) {
  TrailheadAnswer nothing;
  if (candidate.missing_tile_count > 0) {
    nothing.reason =
        std::to_string(candidate.missing_tile_count) + " of the trail tiles around it are not loaded: not searched";
    return nothing;
  }
  const std::optional<NodeIndex> start = network_->find_node(candidate.trailhead.node);
  if (!start) {
    nothing.reason = "its place on the trail network is not in the tiles: not searched";
    return nothing;
  }
  return solver_.solve(*start, stop);
}

Plan PlanRun::current(PlanStatus unfinished) const {
  Plan plan;
  plan.query = query_;
  plan.data = data_;
  plan.status = is_done() && !was_stopped_ ? PlanStatus::complete : unfinished;
  plan.trailheads_in_range = in_range_count();
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    plan.trailheads.push_back(described(candidates_[i], answers_[i], query_.hike_m));
    // nullopt is below every number.
    plan.range_bound_e4 = std::max(plan.range_bound_e4, plan.trailheads.back().bound_e4);
  }
  for (const Ranked& ranked : rank(answers_, *network_, query_)) {
    PlanLoop loop = describe_route(*network_, query_, answers_[ranked.trailhead_index].routes[ranked.route_index]);
    loop.trailhead = static_cast<std::uint32_t>(ranked.trailhead_index);
    loop.best_of_trailhead = ranked.best_of_trailhead;
    loop.overlap_max_e4 = std::llround(ranked.overlap_max * 10'000);
    plan.loops.push_back(std::move(loop));
  }
  return plan;
}

std::string PlanRun::gpx(const Plan& plan, const PlanLoop& loop) const {
  return write_gpx(plan, loop, pois_along(loop.geometry, network_->pois, kWaypointDistanceM));
}

}  // namespace loopgenie
