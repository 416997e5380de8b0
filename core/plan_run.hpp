// One query being answered, a trailhead at a time, so that the caller can show the best so far and stop between steps.
// It owns all it works on: tiles may be added to the planner meanwhile.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/export/plan.hpp"
#include "core/export/take_up.hpp"
#include "core/graph/network.hpp"
#include "core/loop/query.hpp"
#include "core/loop/solve.hpp"

namespace loopgenie {

/// A trailhead in range, most promising first.
struct Candidate {
  Trailhead trailhead;
  std::optional<std::int64_t> drive_m;
  std::optional<std::int64_t> drive_s;
  std::size_t missing_tile_count = 0;  // of the trail tiles its proofs need
};

class PlanRun {
 public:
  /// Preprocesses the network for the query. REQUIRES a validated query.
  PlanRun(Query query, DatasetInfo data, std::shared_ptr<const Network> network, std::vector<Candidate> candidates);

  [[nodiscard]] bool is_done() const { return answers_.size() == candidates_.size(); }
  [[nodiscard]] std::uint32_t solved_count() const { return static_cast<std::uint32_t>(answers_.size()); }
  [[nodiscard]] std::uint32_t in_range_count() const { return static_cast<std::uint32_t>(candidates_.size()); }

  /// Considers the next trailhead; nothing once all are. `stop` may end its search early; what it found and proved by
  /// then counts. A trailhead whose tiles are not all loaded is not searched and says so in its reason.
  void step(const StopFn& stop = {});

  /// The plan so far: every trailhead considered, the best loops of all of them. Its status is `complete` once all are
  /// considered and none was stopped, else `unfinished`.
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
  [[nodiscard]] TrailheadAnswer answer(const Candidate& candidate, const StopFn& stop);

  Query query_;
  DatasetInfo data_;
  std::shared_ptr<const Network> network_;
  std::vector<Candidate> candidates_;
  std::vector<TrailheadAnswer> answers_;  // of the first candidates
  TrailheadSolver solver_;
  bool was_stopped_ = false;
};

}  // namespace loopgenie
