#include "core/plan/plan_run.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "core/base/decimal.hpp"
#include "core/export/document/along.hpp"
#include "core/export/document/answer_json.hpp"
#include "core/export/document/describe_route.hpp"
#include "core/export/document/loop_names.hpp"
#include "core/export/document/loop_parts.hpp"
#include "core/export/document/old_rules.hpp"
#include "core/export/document/plan_json.hpp"
#include "core/export/document/ways_out.hpp"
#include "core/export/geojson.hpp"
#include "core/export/gpx.hpp"
#include "core/geo/distance.hpp"
#include "core/loop/rank/rank.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {
namespace {

PlanTrailhead described(const Candidate& candidate, const TrailheadAnswer& answer, double wanted) {
  PlanTrailhead entry;
  entry.trailhead = candidate.trailhead;
  entry.drive_m = candidate.drive_m;
  entry.drive_s = candidate.drive_s;
  entry.start_gap_m = candidate.start_gap_m;
  entry.status = answer.status;
  entry.why_none = answer.why_none;
  if (!answer.routes.empty()) {
    entry.best_score_e4 = score_e4(answer.routes.front().loss.total_cdm(), wanted);
  }
  if (answer.status != TrailheadStatus::none_exists) {
    entry.bound_e4 = score_e4(answer.least_loss_cdm, wanted);
  }
  return entry;
}

/// Metres of ways that are `left_out` and lie, with both ends, within half the longest hike of one of the trailheads,
/// straight. All of these are loaded, whatever else is: the sum is that of the query and the data alone.
template <typename LeftOut>
std::int64_t metres_in_reach(const Network& network, const Query& query, const std::vector<Candidate>& candidates,
                             LeftOut&& left_out) {
  const double reach_m = query.longest_m() / 2;
  const auto is_reached = [&](const Candidate& candidate, const std::vector<Box>& boxes, NodeIndex node) {
    const Point point = network.node_vertex[node.value()].point;
    return std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) { return box.contains(point); }) &&
           distance_m(candidate.trailhead.node_point, point) <= reach_m;
  };
  std::vector<EdgeIndex> edges;
  for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
    if (left_out(EdgeIndex(e))) {
      edges.emplace_back(e);
    }
  }
  std::int64_t sum_dm = 0;
  for (const Candidate& candidate : candidates) {
    if (edges.empty() || candidate.missing_tile_count > 0) {
      continue;
    }
    const std::vector<Box> boxes = boxes_around(candidate.trailhead.node_point, reach_m);
    std::erase_if(edges, [&](EdgeIndex edge) {
      const bool is_in_reach = is_reached(candidate, boxes, network.graph.tail(edge)) &&
                               is_reached(candidate, boxes, network.graph.head(edge));
      sum_dm += is_in_reach ? network.length_dm[edge.value()] : 0;
      return is_in_reach;
    });
  }
  return rounded_quotient(sum_dm, kDmPerMetre);
}

std::int64_t harder_m_in_reach(const Network& network, const Query& query, const std::vector<Candidate>& candidates) {
  return metres_in_reach(network, query, candidates, [&](EdgeIndex edge) {
    return network.attributes[edge.value()].sac_scale > query.max_sac_scale;
  });
}

std::int64_t climb_unknown_m_in_reach(const Network& network, const Query& query,
                                      const std::vector<Candidate>& candidates) {
  WayLimits of_any_climb = query.way_limits();
  of_any_climb.known_climb = false;
  return metres_in_reach(network, query, candidates, [&](EdgeIndex edge) {
    return query.needs_climb() && !network.is_climb_known(edge) &&
           is_allowed(network.attributes[edge.value()], false, of_any_climb);
  });
}

constexpr std::int64_t kOneE4 = 10'000;  // the whole, and a perfect score, in ten-thousandths
constexpr double kPointsOfWholeScore = 100;
constexpr double kSecondsPerHour = 3600;

// A search asks once in about 10,000 steps whether to stop (effort.hpp). A brief one stops after some 50,000: enough
// for first loops nearly everywhere, and a few milliseconds.
constexpr int kStopsAfterTimesAsked = 5;

}  // namespace

PlanRun::PlanRun(Query query, DatasetInfo data, std::shared_ptr<const Network> network, InRange in_range)
    : query_(std::move(query)),
      data_(std::move(data)),
      network_(std::move(network)),
      candidates_(std::move(in_range.candidates)),
      trailheads_in_range_(in_range.trailheads_in_range),
      start_to_road_m_(in_range.start_to_road_m),
      drive_cut_s_(in_range.drive_cut_s),
      places_(std::move(in_range.places)),
      answers_(candidates_.size()),
      is_considered_(candidates_.size()),
      proofs_(query_.effort),
      solver_(*network_, query_),
      harder_m_(harder_m_in_reach(*network_, query_, candidates_)),
      climb_unknown_m_(climb_unknown_m_in_reach(*network_, query_, candidates_)) {}

void PlanRun::step(const StopFn& stop) {
  if (!all_considered()) {
    solve(first_open_, stop);
    return;
  }
  if (proofs_.rivals_left() > 0) {
    const std::uint32_t rival = proofs_.next_rival();
    add_proof(answers_[rival], prove(rival, proofs_.round().below_cdm, proofs_.round().steps, stop));
  }
  if (proofs_.rivals_left() == 0) {
    begin_proof_round(stop);
  }
}

void PlanRun::solve(std::uint32_t index, const StopFn& stop) {
  assert(index < candidate_count());
  if (is_considered_[index]) {
    return;
  }
  const StopFn noted_stop = [&] {
    const bool wanted = stop && stop();
    was_stopped_ = was_stopped_ || wanted;
    return wanted;
  };
  note(index, answer(candidates_[index], noted_stop));
}

bool PlanRun::solve_briefly(std::uint32_t index) {
  assert(index < candidate_count());
  if (!is_considered_[index]) {
    int times_asked = 0;
    answers_[index] = answer(candidates_[index], [&] { return ++times_asked > kStopsAfterTimesAsked; });
  }
  return !answers_[index].routes.empty();
}

void PlanRun::note(std::uint32_t index, TrailheadAnswer answer) {
  answers_[index] = std::move(answer);
  is_considered_[index] = true;
  ++solved_count_;
  while (first_open_ < candidate_count() && is_considered_[first_open_]) {
    ++first_open_;
  }
}

std::string PlanRun::answer_json(std::uint32_t index) const {
  assert(index < candidate_count());
  return write_answer(answers_[index], *network_);
}

Result<TrailheadAnswer> PlanRun::read(std::uint32_t index, const JsonValue& answer) const {
  if (index >= candidate_count()) {
    return fail(ErrorCode::invalid_input, "an answer for trailhead " + std::to_string(index) + " of " +
                                              std::to_string(candidate_count()) + ", counted from 0");
  }
  Result<TrailheadAnswer> taken = read_answer(answer, *network_, query_, solver_.stager());
  const std::optional<NodeIndex> start = network_->find_node(candidates_[index].trailhead.node);
  if (taken &&
      std::any_of(taken->routes.begin(), taken->routes.end(), [&](const Route& r) { return r.start != start; })) {
    return fail(ErrorCode::mismatch, "an answer whose loops do not begin at its trailhead");
  }
  return taken;
}

Result<void> PlanRun::take_answer(std::uint32_t index, const JsonValue& answer) {
  if (index < candidate_count() && is_considered_[index]) {
    return {};
  }
  return read(index, answer).map([&](TrailheadAnswer taken) { note(index, std::move(taken)); });
}

const ProofRound& PlanRun::next_proof_round() {
  assert(all_considered());
  return begin_proof_round({});
}

const ProofRound& PlanRun::begin_proof_round(const StopFn& stop) {
  const ProofRound& round = proofs_.begin_round(answers_);
  if (round.rivals.empty() && !was_stopped_ && query_.night_count() > 0 && best_loss_cdm(answers_) == kNoLoss) {
    seek_help(stop);
  }
  return round;
}

void PlanRun::seek_help(const StopFn& stop) {
  std::vector<NodeIndex> starts;
  for (const Candidate& candidate : candidates_) {
    if (const tl::expected<NodeIndex, NoLoopReason> start = start_of(candidate)) {
      starts.push_back(*start);
    }
  }
  night_help_ = help_with_nights(*network_, query_, starts, stop);
}

std::string PlanRun::proof_json(std::uint32_t index, std::int64_t below_cdm, std::uint64_t steps) {
  return write_answer(prove(index, below_cdm, steps, {}), *network_);
}

Result<void> PlanRun::take_proof(std::uint32_t index, const JsonValue& proof) {
  return read(index, proof).map([&](TrailheadAnswer taken) { add_proof(answers_[index], std::move(taken)); });
}

tl::expected<NodeIndex, NoLoopReason> PlanRun::start_of(const Candidate& candidate) const {
  if (candidate.missing_tile_count > 0) {
    return tl::unexpected(NoLoopReason::tiles_missing);
  }
  const std::optional<NodeIndex> start = network_->find_node(candidate.trailhead.node);
  if (!start) {
    return tl::unexpected(NoLoopReason::place_missing);
  }
  return *start;
}

TrailheadAnswer PlanRun::answer(const Candidate& candidate, const StopFn& stop) {
  const tl::expected<NodeIndex, NoLoopReason> start = start_of(candidate);
  if (!start) {
    TrailheadAnswer nothing;
    nothing.why_none = {start.error(), {}, {}};
    return nothing;
  }
  return solver_.solve(*start, stop);
}

TrailheadAnswer PlanRun::prove(std::uint32_t index, std::int64_t below_cdm, std::uint64_t steps, const StopFn& stop) {
  assert(index < candidate_count());
  const tl::expected<NodeIndex, NoLoopReason> start = start_of(candidates_[index]);
  return start ? solver_.prove(*start, below_cdm, steps, stop) : TrailheadAnswer();
}

Plan PlanRun::empty_plan() const {
  Plan plan;
  plan.query = query_;
  plan.data = data_;
  plan.start_to_road_m = start_to_road_m_;
  plan.drive_cut_s = drive_cut_s_;
  plan.trailheads_in_range = trailheads_in_range_;
  plan.harder_m = harder_m_;
  plan.climb_unknown_m = climb_unknown_m_;
  plan.night_help = night_help_;
  return plan;
}

Plan PlanRun::current(PlanStatus unfinished) const {
  Plan plan = empty_plan();
  plan.status = all_considered() && !was_stopped_ ? PlanStatus::complete : unfinished;
  std::vector<std::uint32_t> entry_of(candidates_.size());
  std::int64_t least_cdm = kNoLoss;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!is_considered_[i] && answers_[i].routes.empty()) {
      continue;
    }
    entry_of[i] = static_cast<std::uint32_t>(plan.trailheads.size());
    plan.trailheads.push_back(described(candidates_[i], answers_[i], query_.wanted()));
    // nullopt is below every number.
    plan.range_bound_e4 = std::max(plan.range_bound_e4, plan.trailheads.back().bound_e4);
    least_cdm = std::min(least_cdm, answers_[i].least_loss_cdm);
  }
  const std::int64_t best_cdm = best_loss_cdm(answers_);
  if (best_cdm != kNoLoss && least_cdm < best_cdm) {
    // Rounded, the bound may equal the best score. While anything is left to prove it is shown to be higher.
    const std::int64_t above_e4 = std::min(kOneE4, score_e4(best_cdm, query_.wanted()) + 1);
    plan.range_bound_e4 = std::max(plan.range_bound_e4, std::optional(above_e4));
  }
  for (const Ranked& ranked : rank(answers_, *network_, query_, drive_losses())) {
    PlanLoop loop = describe_route(*network_, query_, answers_[ranked.trailhead_index].routes[ranked.route_index],
                                   solver_.stager().waters());
    loop.trailhead = entry_of[ranked.trailhead_index];
    loop.best_of_trailhead = ranked.best_of_trailhead;
    loop.overlap_max_e4 = std::llround(ranked.overlap_max * kOneE4);
    plan.loops.push_back(std::move(loop));
  }
  name_loops(*network_, places_, plan);
  if (query_.direction) {
    Query any = query_;
    any.direction.reset();
    plan.loops_any_direction = static_cast<std::int64_t>(rank(answers_, *network_, any, drive_losses()).size());
  }
  return plan;
}

std::vector<std::int64_t> PlanRun::drive_losses() const {
  const double per_hour_cdm =
      query_.drive_cost / kPointsOfWholeScore * query_.wanted() * static_cast<double>(kCdmPerMetre);
  std::vector<std::int64_t> losses;
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    losses.push_back(
        std::llround(per_hour_cdm * static_cast<double>(candidates_[i].drive_s.value_or(0)) / kSecondsPerHour));
  }
  return losses;
}

Result<Plan> PlanRun::take_up(const LoopReference& reference) const {
  const auto at = std::find_if(candidates_.begin(), candidates_.end(),
                               [&](const Candidate& c) { return c.trailhead.id == reference.trailhead; });
  if (at == candidates_.end()) {
    return fail(ErrorCode::missing,
                {.code = ProblemCode::trailhead_missing, .subject = to_string(reference.trailhead)});
  }
  Result<Route> route = route_along(*network_, query_, reference.edges, solver_.stager());
  if (!route) {
    return tl::unexpected(route.error());
  }
  std::optional<Warning> broken = old_rules_broken(*network_, query_, *route);
  if (solver_.stager().is_needed() && route->nights.empty()) {  // its days are shown, and that they keep not the limits
    *route = solver_.stager().nearest(*route).value_or(*std::move(route));
  }
  if (network_->find_node(at->trailhead.node) != route->start) {
    return fail(ErrorCode::missing,
                {.code = ProblemCode::loop_start_changed, .subject = to_string(reference.trailhead)});
  }
  Plan plan = empty_plan();
  const TrailheadAnswer& answer = answers_[static_cast<std::size_t>(at - candidates_.begin())];
  plan.trailheads.push_back(described(*at, answer, query_.wanted()));
  plan.loops.push_back(describe_as_walked(*network_, query_, *route, solver_.stager().waters()));
  if (broken) {
    plan.loops.front().warnings.push_back(std::move(*broken));
  }
  name_loops(*network_, places_, plan);
  add_ways_out(*network_, places_, query_.pace, plan.loops.front());
  if (!reference.name.empty()) {
    plan.loops.front().name = reference.name;
  }
  return plan;
}

std::string PlanRun::details_json(const Plan& plan) const {
  const PlanLoop& loop = plan.loops.front();
  return write_details({plan, parts_of(*network_, query_, loop), pois_along(*network_, loop)});
}

std::string PlanRun::gpx(const Plan& plan, const PlanLoop& loop) const {
  PlanLoop with_ways_out = loop;
  add_ways_out(*network_, places_, query_.pace, with_ways_out);
  return write_gpx(plan, with_ways_out, pois_along(*network_, loop));
}

}  // namespace loopgenie
