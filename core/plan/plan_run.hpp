// One query being answered, a trailhead at a time, so that the caller can show the best so far and stop between steps.
// It owns all it works on: tiles may be added to the planner meanwhile.
//
// Several planners with the same tiles can share the work: each runs the query, solves some of the trailheads, and one
// of them takes up the others' answers. A trailhead's answer does not depend on which are solved, where or in which
// order, so the plan is the same for every such division.
//
// Once all are considered, the best loop of all has rivals: trailheads whose bound leaves room for a better one. To
// prove that they have none is far cheaper than to settle each one's own best, and makes the first loop the best of the
// range.
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
#include "core/loop/search/solve.hpp"
#include "core/loop/space/query.hpp"

namespace loopgenie {

/// A trailhead in range, most promising first.
struct Candidate {
  Trailhead trailhead;
  std::optional<std::int64_t> drive_m;
  std::optional<std::int64_t> drive_s;
  std::size_t missing_tile_count = 0;  // of the trail tiles its proofs need
};

/// What a query is about: the trailheads to consider, and what is known of the rest.
struct InRange {
  std::vector<Candidate> candidates;
  std::uint32_t trailheads_in_range = 0;  // considered or not
  std::optional<std::int64_t> start_to_road_m;
  std::optional<std::int64_t> drive_cut_s;
};

/// Trailheads to ask whether any loop from there loses less than so much. Each is asked for itself, in any order.
struct ProofRound {
  std::vector<std::uint32_t> rivals;
  std::int64_t below_cdm = 0;
  std::uint64_t steps = 0;  // at most, for each
};

class PlanRun {
 public:
  /// Preprocesses the network for the query. REQUIRES a validated query.
  PlanRun(Query query, DatasetInfo data, std::shared_ptr<const Network> network, InRange in_range);

  [[nodiscard]] bool all_considered() const { return solved_count_ == candidate_count(); }
  /// All are considered, and what step() can prove about rivals is proved.
  [[nodiscard]] bool is_done() const { return all_considered() && rounds_begun_ == kProofRounds && rivals_left() == 0; }
  [[nodiscard]] std::uint32_t solved_count() const { return solved_count_; }
  /// Trailheads to be considered.
  [[nodiscard]] std::uint32_t candidate_count() const { return static_cast<std::uint32_t>(candidates_.size()); }

  /// The next thing to do: considers the first trailhead that is not considered yet, or then, asks the next rival.
  /// `stop` may end its search early; what it found and proved by then counts.
  void step(const StopFn& stop = {});
  /// Of the round of proofs that step() is in.
  [[nodiscard]] std::size_t rivals_left() const { return round_.rivals.size() - next_rival_; }

  /// Considers one trailhead, counted from the most promising; nothing where it is considered already. One whose tiles
  /// are not all loaded is not searched and says so (`tiles_missing`). REQUIRES index < candidate_count().
  void solve(std::uint32_t index, const StopFn& stop = {});

  /// A quick look from one trailhead, for loops to show before a search is over: they count in `current` until the
  /// trailhead is considered, and change nothing of what is found then. Says whether it has loops by now. REQUIRES
  /// index < candidate_count().
  bool look(std::uint32_t index);

  /// Begins the next round of proofs that has rivals to ask; without any once there is none: a few of them, then the
  /// others, then those left open with more effort. A round that leaves more than three quarters open, of more than a
  /// few, is the last. For who asks them himself instead of by step(): when all are considered, and again when the
  /// round before is through.
  [[nodiscard]] ProofRound next_proofs();
  /// Counts in `current`: the trailhead's bound, and a better loop if there is one. REQUIRES index < candidate_count().
  void prove(std::uint32_t index, const ProofRound& round, const StopFn& stop = {});
  /// The same for another planner's run of the same query, where the trailhead need not be considered: for
  /// `take_proof`.
  [[nodiscard]] std::string proof_json(std::uint32_t index, std::int64_t below_cdm, std::uint64_t steps);
  /// As take_answer(), of what proof_json() gave.
  [[nodiscard]] Result<void> take_proof(std::uint32_t index, const JsonValue& proof);

  /// What was found from a trailhead, for `take_answer` of another planner's run of the same query. REQUIRES index <
  /// candidate_count().
  [[nodiscard]] std::string answer_json(std::uint32_t index) const;
  /// Counts as if solved here; nothing where the trailhead is considered already. An Error, and no change, where this
  /// planner's data has no such answer.
  [[nodiscard]] Result<void> take_answer(std::uint32_t index, const JsonValue& answer);

  /// The plan so far: every trailhead considered or with loops at a look, the best loops of all of them. Its status is
  /// `complete` once all are considered and none was stopped, else `unfinished`.
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
  /// Per answer, what its drive counts as in the order of the list.
  [[nodiscard]] std::vector<std::int64_t> drive_losses() const;
  /// Its place on the network, if all of the trails around it are loaded; else why not.
  [[nodiscard]] tl::expected<NodeIndex, NoLoopReason> start_of(const Candidate& candidate) const;
  static constexpr unsigned kProofRounds = 3;

  /// Of all routes, those that the list leaves out as well; kNoLoss without any.
  [[nodiscard]] std::int64_t best_loss_cdm() const;
  [[nodiscard]] ProofRound proofs(unsigned round) const;
  [[nodiscard]] TrailheadAnswer answer(const Candidate& candidate, const StopFn& stop);
  [[nodiscard]] TrailheadAnswer proof(std::uint32_t index, std::int64_t below_cdm, std::uint64_t steps,
                                      const StopFn& stop);
  [[nodiscard]] Result<TrailheadAnswer> read(std::uint32_t index, const JsonValue& answer) const;
  void note(std::uint32_t index, TrailheadAnswer answer);
  void note_proof(std::uint32_t index, TrailheadAnswer proof);

  Query query_;
  DatasetInfo data_;
  std::shared_ptr<const Network> network_;
  std::vector<Candidate> candidates_;
  std::uint32_t trailheads_in_range_;
  std::optional<std::int64_t> start_to_road_m_;
  std::optional<std::int64_t> drive_cut_s_;
  // Per candidate; what a look found, or an answer without routes, where it is not considered yet.
  std::vector<TrailheadAnswer> answers_;
  std::vector<bool> is_considered_;
  std::uint32_t solved_count_ = 0;
  std::uint32_t first_open_ = 0;      // all before it are considered
  unsigned rounds_begun_ = 0;         // of proofs
  std::vector<std::uint32_t> asked_;  // in the last of them
  ProofRound round_;
  std::size_t next_rival_ = 0;
  TrailheadSolver solver_;
  bool was_stopped_ = false;
};

}  // namespace loopgenie
