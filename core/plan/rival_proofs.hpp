// Proves that the best loop found has no better one beside it.
//
// A *rival* is a trailhead whose bound still leaves room for a loop that loses less than the best one found from any
// trailhead. To prove that it has no such loop is far cheaper than to find its own best loop. Rivals are asked in
// rounds: first a few, then all others. If few are still open then, they are asked once more with more effort. A
// rival can be asked anywhere and in any order within a round: its proof depends on nothing but the round's figures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/loop/space/route.hpp"

namespace loopgenie {

/// Trailheads to ask whether they have any loop that loses less than `below_cdm`.
struct ProofRound {
  std::vector<std::uint32_t> rivals;  // ascending
  std::int64_t below_cdm = 0;
  std::uint64_t steps = 0;  // of effort, at most, for each of them
};

/// What the best of all loops loses, those that the list leaves out as well; kNoLoss where there is none.
[[nodiscard]] std::int64_t best_loss_cdm(std::span<const TrailheadAnswer> answers);

/// Adds a proof to what is known of its trailhead: the higher bound, and the better loop if the proof met one.
void add_proof(TrailheadAnswer& known, TrailheadAnswer proof);

class RivalProofs {
 public:
  /// `effort`: the steps that the query allows for one trailhead.
  explicit RivalProofs(std::uint64_t effort) : effort_(effort) {}

  /// Begins the next round that has rivals to ask. Returns a round without rivals when there is nothing more to ask.
  /// `answers`: what is known of every trailhead by now, with all proofs of the round before. O(trailheads) a round.
  const ProofRound& begin_round(std::span<const TrailheadAnswer> answers);

  /// The round begun last, and how many of its rivals next_rival() has not returned yet.
  [[nodiscard]] const ProofRound& round() const { return round_; }
  [[nodiscard]] std::size_t rivals_left() const { return round_.rivals.size() - returned_; }
  /// REQUIRES rivals_left() > 0.
  std::uint32_t next_rival() { return round_.rivals[returned_++]; }

  /// Every round was begun, and next_rival() has returned all of the last one.
  [[nodiscard]] bool is_done() const { return rounds_begun_ == kRounds && rivals_left() == 0; }

 private:
  static constexpr unsigned kRounds = 3;

  [[nodiscard]] ProofRound make_round(unsigned number, std::span<const TrailheadAnswer> answers) const;

  std::uint64_t effort_;
  unsigned rounds_begun_ = 0;
  ProofRound round_;
  std::size_t returned_ = 0;  // rivals of the round
};

}  // namespace loopgenie
