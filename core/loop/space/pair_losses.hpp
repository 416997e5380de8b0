// Pairs of edges of a loop space of which a cycle that has both loses something: they run beside each other
// (beside.hpp), or going from one to the other is a turn (turns.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/ids.hpp"

namespace loopgenie {

class PairLosses {
 public:
  struct Partner {
    EdgeIndex edge;
    std::int64_t loss_cdm = 0;  // of a cycle over both
  };
  struct Pair {
    EdgeIndex first;
    EdgeIndex second;
    std::int64_t loss_cdm = 0;
  };

  PairLosses() = default;
  /// Pairs of two different edges in any order, each end below `edge_count`; losses of equal pairs are summed up.
  /// O(pairs · log pairs).
  PairLosses(std::uint32_t edge_count, std::vector<Pair> pairs);

  [[nodiscard]] bool empty() const { return pairs_.empty(); }
  /// Each unordered pair once, first < second, ascending.
  [[nodiscard]] std::span<const Pair> pairs() const { return pairs_; }
  /// The other edges of pairs with this one, ascending.
  [[nodiscard]] std::span<const Partner> of(EdgeIndex edge) const {
    return pairs_.empty()
               ? std::span<const Partner>()
               : std::span(partners_).subspan(first_[edge.value()], first_[edge.value() + 1] - first_[edge.value()]);
  }

 private:
  std::vector<Pair> pairs_;
  std::vector<std::uint32_t> first_;  // edges + 1 offsets into partners_
  std::vector<Partner> partners_;
};

/// What one walk loses by the pairs it has.
class PairLoss {
 public:
  /// `pairs` must outlive it.
  PairLoss(const PairLosses& pairs, std::uint32_t edge_count)
      : pairs_(&pairs), is_walked_(pairs.empty() ? 0 : edge_count) {}

  /// REQUIRES that the walk does not have the edge. O(partners of the edge).
  void add(EdgeIndex edge);
  void remove(EdgeIndex edge);
  [[nodiscard]] std::int64_t total_cdm() const { return total_cdm_; }

 private:
  [[nodiscard]] std::int64_t with_the_others(EdgeIndex edge) const;

  const PairLosses* pairs_;
  std::vector<std::uint8_t> is_walked_;  // per edge
  std::int64_t total_cdm_ = 0;
};

}  // namespace loopgenie
