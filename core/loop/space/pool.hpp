// The best feasible cycles seen so far that differ enough from each other.
//
// Of two cycles that share more than `max_shared` of the shorter one's length, in the query's measure, only the better
// one stays: they are the same idea. The best cycle ever offered is always the first of the pool. A pool can be told to
// take only cycles that lose less than a given loss.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/loop/space/cycle.hpp"
#include "core/loop/space/loop_space.hpp"

namespace loopgenie {

/// More than any route loses; leaves room for sums.
inline constexpr std::int64_t kAnyLoss = std::numeric_limits<std::int64_t>::max() / 4;

/// Hears of every cycle that is offered to a pool.
class PoolListener {
 public:
  virtual ~PoolListener() = default;
  virtual void hear(const Cycle& cycle, std::int64_t loss_cdm) = 0;
};

class Pool {
 public:
  struct Entry {
    std::int64_t loss_cdm = 0;
    std::int64_t length_dm = 0;  // of the cycle
    std::vector<std::uint64_t> edge_bits;
    Cycle cycle;
  };

  Pool(const LoopSpace& space, std::size_t capacity, std::int64_t max_shared_ppm,
       std::int64_t wanted_below_cdm = kAnyLoss)
      : space_(&space), capacity_(capacity), max_shared_ppm_(max_shared_ppm), wanted_below_cdm_(wanted_below_cdm) {}

  /// Who must hear of what is offered from now on, and outlive the pool.
  void tell(PoolListener& listener) { listener_ = &listener; }

  /// One of the same capacity and limit, for another space.
  [[nodiscard]] Pool empty_like(const LoopSpace& space) const {
    return {space, capacity_, max_shared_ppm_, wanted_below_cdm_};
  }

  /// Takes a feasible cycle in if it is good and different enough. O(capacity · edges / 64) at most.
  void offer(const Cycle& cycle, std::int64_t loss_cdm);

  /// Best first.
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  /// A cycle that loses this much or more is no better than what is known, or not wanted.
  [[nodiscard]] std::int64_t below_cdm() const {
    return empty() ? wanted_below_cdm_ : std::min(wanted_below_cdm_, best_loss_cdm());
  }
  /// REQUIRES !empty().
  [[nodiscard]] std::int64_t best_loss_cdm() const { return entries_.front().loss_cdm; }

 private:
  [[nodiscard]] bool is_alike(const Entry& a, const Entry& b) const;

  const LoopSpace* space_;
  std::size_t capacity_;
  std::int64_t max_shared_ppm_;
  std::int64_t wanted_below_cdm_;
  std::vector<Entry> entries_;
  PoolListener* listener_ = nullptr;
};

}  // namespace loopgenie
