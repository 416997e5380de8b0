#include "core/plan/plan_run.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "core/export/document/along.hpp"
#include "core/export/document/answer_json.hpp"
#include "core/export/document/describe_route.hpp"
#include "core/export/document/loop_parts.hpp"
#include "core/export/document/plan_json.hpp"
#include "core/export/geojson.hpp"
#include "core/export/gpx.hpp"
#include "core/loop/rank/rank.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {
namespace {

PlanTrailhead described(const Candidate& candidate, const TrailheadAnswer& answer, double hike_m) {
  PlanTrailhead entry;
  entry.trailhead = candidate.trailhead;
  entry.drive_m = candidate.drive_m;
  entry.drive_s = candidate.drive_s;
  entry.status = answer.status;
  entry.why_none = answer.why_none;
  if (!answer.routes.empty()) {
    entry.best_score_e4 = score_e4(answer.routes.front().loss.total_cdm(), hike_m);
  }
  if (answer.status != TrailheadStatus::none_exists) {
    entry.bound_e4 = score_e4(answer.least_loss_cdm, hike_m);
  }
  return entry;
}

}  // namespace

PlanRun::PlanRun(Query query, DatasetInfo data, std::shared_ptr<const Network> network, InRange in_range)
    : query_(std::move(query)),
      data_(std::move(data)),
      network_(std::move(network)),
      candidates_(std::move(in_range.candidates)),
      trailheads_in_range_(in_range.trailheads_in_range),
      start_to_road_m_(in_range.start_to_road_m),
      drive_cut_s_(in_range.drive_cut_s),
      answers_(candidates_.size()),
      is_considered_(candidates_.size()),
      solver_(*network_, query_) {}

void PlanRun::step(const StopFn& stop) {
  if (!all_considered()) {
    solve(first_open_, stop);
    return;
  }
  if (rivals_left() > 0) {
    prove(round_.rivals[next_rival_++], round_, stop);
  }
  if (rivals_left() == 0) {
    round_ = next_proofs();
    next_rival_ = 0;
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

bool PlanRun::look(std::uint32_t index) {
  assert(index < candidate_count());
  constexpr int kTimesAsked = 5;  // of some 10,000 steps each
  if (!is_considered_[index]) {
    int asked = 0;
    answers_[index] = answer(candidates_[index], [&] { return ++asked > kTimesAsked; });
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
  Result<TrailheadAnswer> taken = read_answer(answer, *network_, query_);
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

std::int64_t PlanRun::best_loss_cdm() const {
  std::int64_t best_cdm = kNoLoss;
  for (const TrailheadAnswer& answer : answers_) {
    best_cdm = answer.routes.empty() ? best_cdm : std::min(best_cdm, answer.routes.front().loss.total_cdm());
  }
  return best_cdm;
}

ProofRound PlanRun::next_proofs() {
  ProofRound next;
  while (next.rivals.empty() && rounds_begun_ < kProofRounds) {
    next = proofs(rounds_begun_++);
  }
  asked_ = next.rivals;
  return next;
}

ProofRound PlanRun::proofs(unsigned round) const {
  constexpr std::size_t kAskedFirst = 16;
  constexpr std::uint64_t kMoreSteps = 5;      // in the last round
  constexpr std::size_t kMostRivalsLeft = 64;  // for it: they are proved one and all, or the range's bound stays
  ProofRound proofs{{}, best_loss_cdm(), query_.effort};
  const auto is_rival = [&](std::uint32_t i) {
    return is_considered_[i] && proofs.below_cdm != kNoLoss && answers_[i].least_loss_cdm < proofs.below_cdm;
  };
  std::vector<std::uint32_t> rivals;
  for (std::uint32_t i = 0; i < candidate_count(); ++i) {
    if (is_rival(i)) {
      rivals.push_back(i);
    }
  }
  const auto still_open = static_cast<std::size_t>(std::count_if(asked_.begin(), asked_.end(), is_rival));
  if (rivals.size() > kAskedFirst && 4 * still_open > 3 * asked_.size()) {
    return proofs;
  }
  if (round == 0) {
    const std::size_t count = std::min(kAskedFirst, rivals.size());
    for (std::size_t k = 0; k < count; ++k) {  // promising ones and others
      proofs.rivals.push_back(rivals[k * rivals.size() / count]);
    }
  } else if (round == 1) {
    std::erase_if(rivals, [&](std::uint32_t i) { return std::binary_search(asked_.begin(), asked_.end(), i); });
    proofs.rivals = std::move(rivals);
  } else if (rivals.size() <= kMostRivalsLeft) {
    proofs.rivals = std::move(rivals);
    proofs.steps *= kMoreSteps;
  }
  return proofs;
}

void PlanRun::prove(std::uint32_t index, const ProofRound& round, const StopFn& stop) {
  note_proof(index, proof(index, round.below_cdm, round.steps, stop));
}

std::string PlanRun::proof_json(std::uint32_t index, std::int64_t below_cdm, std::uint64_t steps) {
  return write_answer(proof(index, below_cdm, steps, {}), *network_);
}

Result<void> PlanRun::take_proof(std::uint32_t index, const JsonValue& proof) {
  return read(index, proof).map([&](TrailheadAnswer taken) { note_proof(index, std::move(taken)); });
}

void PlanRun::note_proof(std::uint32_t index, TrailheadAnswer proof) {
  TrailheadAnswer& known = answers_[index];
  known.least_loss_cdm = std::max(known.least_loss_cdm, proof.least_loss_cdm);
  const auto best_cdm = [](const TrailheadAnswer& answer) {
    return answer.routes.empty() ? kNoLoss : answer.routes.front().loss.total_cdm();
  };
  if (best_cdm(proof) < best_cdm(known)) {
    known.routes.insert(known.routes.begin(), std::move(proof.routes.front()));
    known.why_none.reset();
    known.status = TrailheadStatus::bounded;
  }
  if (known.status == TrailheadStatus::bounded && best_cdm(known) <= known.least_loss_cdm) {
    known.status = TrailheadStatus::optimal;
  }
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

TrailheadAnswer PlanRun::proof(std::uint32_t index, std::int64_t below_cdm, std::uint64_t steps, const StopFn& stop) {
  assert(index < candidate_count());
  const tl::expected<NodeIndex, NoLoopReason> start = start_of(candidates_[index]);
  return start ? solver_.prove(*start, below_cdm, steps, stop) : TrailheadAnswer();
}

Plan PlanRun::current(PlanStatus unfinished) const {
  Plan plan;
  plan.query = query_;
  plan.data = data_;
  plan.status = all_considered() && !was_stopped_ ? PlanStatus::complete : unfinished;
  plan.start_to_road_m = start_to_road_m_;
  plan.drive_cut_s = drive_cut_s_;
  plan.trailheads_in_range = trailheads_in_range_;
  std::vector<std::uint32_t> entry_of(candidates_.size());
  std::int64_t least_cdm = kNoLoss;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!is_considered_[i] && answers_[i].routes.empty()) {
      continue;
    }
    entry_of[i] = static_cast<std::uint32_t>(plan.trailheads.size());
    plan.trailheads.push_back(described(candidates_[i], answers_[i], query_.hike_m));
    // nullopt is below every number.
    plan.range_bound_e4 = std::max(plan.range_bound_e4, plan.trailheads.back().bound_e4);
    least_cdm = std::min(least_cdm, answers_[i].least_loss_cdm);
  }
  const std::int64_t best_cdm = best_loss_cdm();
  if (best_cdm != kNoLoss && least_cdm < best_cdm) {  // what is left to prove is seen, however little it is
    const std::int64_t above_e4 = std::min<std::int64_t>(10'000, score_e4(best_cdm, query_.hike_m) + 1);
    plan.range_bound_e4 = std::max(plan.range_bound_e4, std::optional(above_e4));
  }
  for (const Ranked& ranked : rank(answers_, *network_, query_, drive_losses())) {
    PlanLoop loop = describe_route(*network_, query_, answers_[ranked.trailhead_index].routes[ranked.route_index]);
    loop.trailhead = entry_of[ranked.trailhead_index];
    loop.best_of_trailhead = ranked.best_of_trailhead;
    loop.overlap_max_e4 = std::llround(ranked.overlap_max * 10'000);
    plan.loops.push_back(std::move(loop));
  }
  return plan;
}

std::vector<std::int64_t> PlanRun::drive_losses() const {
  const double per_hour_cdm = query_.drive_cost / 100 * query_.hike_m * static_cast<double>(kCdmPerMetre);
  std::vector<std::int64_t> losses;
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    losses.push_back(std::llround(per_hour_cdm * static_cast<double>(candidates_[i].drive_s.value_or(0)) / 3600));
  }
  return losses;
}

Result<Plan> PlanRun::take_up(const LoopReference& reference) const {
  const auto at = std::find_if(candidates_.begin(), candidates_.end(),
                               [&](const Candidate& c) { return c.trailhead.id == reference.trailhead; });
  if (at == candidates_.end()) {
    return fail(ErrorCode::missing, "trailhead " + to_string(reference.trailhead) +
                                        " of this loop is not in the data any more, or not in reach of this start");
  }
  const Result<Route> route = route_along(*network_, query_, reference.edges);
  if (!route) {
    return tl::unexpected(route.error());
  }
  if (network_->find_node(at->trailhead.node) != route->start) {
    return fail(ErrorCode::missing, "this loop does not begin at trailhead " + to_string(reference.trailhead) +
                                        " any more: the data has changed");
  }
  Plan plan;
  plan.query = query_;
  plan.data = data_;
  plan.start_to_road_m = start_to_road_m_;
  plan.drive_cut_s = drive_cut_s_;
  plan.trailheads_in_range = trailheads_in_range_;
  const TrailheadAnswer& answer = answers_[static_cast<std::size_t>(at - candidates_.begin())];
  plan.trailheads.push_back(described(*at, answer, query_.hike_m));
  plan.loops.push_back(describe_as_walked(*network_, query_, *route));
  return plan;
}

std::string PlanRun::details_json(const Plan& plan) const {
  const PlanLoop& loop = plan.loops.front();
  JsonWriter json;
  json.begin_object();
  json.key("plan");
  write_plan(json, plan);
  json.key("parts");
  write_parts(json, parts_of(*network_, query_, loop));
  json.key("along");
  write_pois(json, pois_along(*network_, loop));
  json.end_object();
  return std::move(json).take();
}

std::string PlanRun::gpx(const Plan& plan, const PlanLoop& loop) const {
  return write_gpx(plan, loop, pois_along(*network_, loop));
}

}  // namespace loopgenie
