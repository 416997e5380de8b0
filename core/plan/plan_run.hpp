// One query being answered, one trailhead at a time: the caller can show the plan so far and stop after every step. A
// run owns all it works on, so tiles may be added to the planner meanwhile.
//
// Several planners with the same tiles can share the work. Each starts a run of the query and solves some of the
// trailheads; one of them takes the others' answers. The answer of a trailhead does not depend on which trailheads are
// solved, by whom or in which order, so neither does the plan.
//
// Once all trailheads are considered, proofs follow that make the first loop of the list the best of the whole range
// (rival_proofs.hpp).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/export/document/plan.hpp"
#include "core/export/document/take_up.hpp"
#include "core/export/text/json_value.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/plan/rival_proofs.hpp"
#include "core/stage/staged_solver.hpp"

namespace loopgenie {

/// A trailhead in range.
struct Candidate {
  Trailhead trailhead;
  std::optional<std::int64_t> drive_m;
  std::optional<std::int64_t> drive_s;
  std::size_t missing_tile_count = 0;                      // of the trail tiles its proofs need
  std::optional<std::int64_t> start_gap_m = std::nullopt;  // from the query's `start`
};

/// What a query is about: the trailheads to consider, and what is known of the rest.
struct InRange {
  std::vector<Candidate> candidates;      // most loopable network in reach first
  std::uint32_t trailheads_in_range = 0;  // considered or not
  std::optional<std::int64_t> start_to_road_m;
  std::optional<std::int64_t> drive_cut_s;
  std::vector<Place> places;  // villages and smaller: at least those that a hike from a candidate comes near
};

class PlanRun {
 public:
  /// Preprocesses the network for the query. REQUIRES a validated query.
  PlanRun(Query query, DatasetInfo data, std::shared_ptr<const Network> network, InRange in_range);

  /// The number of trailheads to be considered. They are counted from 0, in the order of InRange.
  [[nodiscard]] std::uint32_t candidate_count() const { return static_cast<std::uint32_t>(candidates_.size()); }
  [[nodiscard]] std::uint32_t solved_count() const { return solved_count_; }
  [[nodiscard]] bool all_considered() const { return solved_count_ == candidate_count(); }
  /// All trailheads are considered, and step() has made every proof about rivals that it makes.
  [[nodiscard]] bool is_done() const { return all_considered() && proofs_.is_done(); }

  /// Does the next thing to do: considers the first trailhead that is not considered yet; after the last one, asks the
  /// next rival. `stop` may end this search early; what it found and proved by then counts.
  void step(const StopFn& stop = {});
  /// Rivals that step() has still to ask in this round of proofs.
  [[nodiscard]] std::size_t rivals_left() const { return proofs_.rivals_left(); }

  /// Considers one trailhead. Nothing happens where it is considered already. A trailhead whose tiles are not all
  /// loaded is not searched and says so (`tiles_missing`). REQUIRES index < candidate_count().
  void solve(std::uint32_t index, const StopFn& stop = {});

  /// Searches from one trailhead for a moment only, for loops to show before a search is over. They are in `current`
  /// until the trailhead is considered, and do not change what is found then. Says whether the trailhead has loops by
  /// now. REQUIRES index < candidate_count().
  bool solve_briefly(std::uint32_t index);

  /// What was found from a trailhead, as text for `take_answer` of another run of the same query. REQUIRES index <
  /// candidate_count().
  [[nodiscard]] std::string answer_json(std::uint32_t index) const;
  /// The trailhead counts as solved here. Nothing happens where it is considered already. An Error, and no change,
  /// where this run's data has no such answer.
  [[nodiscard]] Result<void> take_answer(std::uint32_t index, const JsonValue& answer);

  /// Begins the next round of proofs, in place of step(), for rivals to be asked by several planners: proof_json() of
  /// each rival, then take_proof(), then the next round. Without rivals when there is nothing more to ask. REQUIRES
  /// all_considered().
  const ProofRound& next_proof_round();
  /// What a proof about one trailhead gives, as text for `take_proof`. This run need not have considered it. REQUIRES
  /// index < candidate_count().
  [[nodiscard]] std::string proof_json(std::uint32_t index, std::int64_t below_cdm, std::uint64_t steps);
  /// The trailhead's bound counts from now on, and a better loop if the proof met one. Errors as of take_answer().
  [[nodiscard]] Result<void> take_proof(std::uint32_t index, const JsonValue& proof);

  /// The plan so far: every trailhead that is considered or has loops from solve_briefly(), and the best loops of all
  /// of them. Its status is `complete` once all are considered and none was stopped, else `unfinished`.
  [[nodiscard]] Plan current(PlanStatus unfinished = PlanStatus::cancelled) const;

  /// The loop of these edges as a plan of its own, with its trailhead and no other, described in the direction given.
  /// An Error where the data no longer has it, or its trailhead is not in range.
  [[nodiscard]] Result<Plan> take_up(const LoopReference& reference) const;

  /// {"plan", "parts", "along"}: a plan of one loop, what that is made of (loop_parts.hpp), and the nights and waters
  /// near it.
  [[nodiscard]] std::string details_json(const Plan& plan) const;

  /// The loop's GPX file, with nights and water near it. REQUIRES the loop is of this run.
  [[nodiscard]] std::string gpx(const Plan& plan, const PlanLoop& loop) const;

 private:
  /// What everything in the plan shares: query, data, and what is known of the drive.
  [[nodiscard]] Plan empty_plan() const;
  /// Per candidate, what its drive counts as in the order of the list.
  [[nodiscard]] std::vector<std::int64_t> drive_losses() const;
  /// Its node of the network, if all of the trails around it are loaded; else the reason why not.
  [[nodiscard]] tl::expected<NodeIndex, NoLoopReason> start_of(const Candidate& candidate) const;
  [[nodiscard]] TrailheadAnswer answer(const Candidate& candidate, const StopFn& stop);
  [[nodiscard]] TrailheadAnswer prove(std::uint32_t index, std::int64_t below_cdm, std::uint64_t steps,
                                      const StopFn& stop);
  [[nodiscard]] Result<TrailheadAnswer> read(std::uint32_t index, const JsonValue& answer) const;
  void note(std::uint32_t index, TrailheadAnswer answer);
  const ProofRound& begin_proof_round(const StopFn& stop);
  /// Where no trailhead has a loop with its nights: what would help.
  void seek_help(const StopFn& stop);

  Query query_;
  DatasetInfo data_;
  std::shared_ptr<const Network> network_;
  std::vector<Candidate> candidates_;
  std::uint32_t trailheads_in_range_;
  std::optional<std::int64_t> start_to_road_m_;
  std::optional<std::int64_t> drive_cut_s_;
  std::vector<Place> places_;
  // Per candidate. Where it is not considered yet: what solve_briefly() found, or an answer without routes.
  std::vector<TrailheadAnswer> answers_;
  std::vector<bool> is_considered_;
  std::uint32_t solved_count_ = 0;
  std::uint32_t first_open_ = 0;  // all before it are considered
  RivalProofs proofs_;
  NightHelp night_help_;         // once all is asked and there is no loop
  mutable StagedSolver solver_;  // staging a route needs its scratch, and changes no answer
  std::int64_t harder_m_;
  std::int64_t climb_unknown_m_;
  bool was_stopped_ = false;
};

}  // namespace loopgenie
