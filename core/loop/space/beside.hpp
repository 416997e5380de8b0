// Edges that run side by side, and what a cycle loses that goes over both.
//
// Two strands of one walk that run side by side on different ways are nearly out and back. The import finds the pairs
// of chains that do, and for how many metres (Network::beside). A cycle with both loses kBesideWeight metres for each;
// a stem loses nothing by it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/ids.hpp"
#include "core/cost/measure.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

class BesidePairs {
 public:
  struct Partner {
    EdgeIndex edge;
    std::int64_t loss_cdm = 0;  // of a cycle over both
  };
  struct Pair {
    EdgeIndex first;
    EdgeIndex second;  // may be the same: parts of one edge run side by side
    std::int64_t loss_cdm = 0;
  };

  BesidePairs() = default;
  /// Pairs in any order, each end below `edge_count`; losses of equal pairs are summed up. O(pairs · log pairs).
  BesidePairs(std::uint32_t edge_count, std::vector<Pair> pairs);

  [[nodiscard]] bool empty() const { return pairs_.empty(); }
  /// Each unordered pair once, first ≤ second, ascending.
  [[nodiscard]] std::span<const Pair> pairs() const { return pairs_; }
  /// The other edges that run beside this one, ascending.
  [[nodiscard]] std::span<const Partner> of(EdgeIndex edge) const {
    return pairs_.empty()
               ? std::span<const Partner>()
               : std::span(partners_).subspan(first_[edge.value()], first_[edge.value() + 1] - first_[edge.value()]);
  }
  /// What a cycle over the edge loses by the edge alone.
  [[nodiscard]] std::int64_t alone_cdm(EdgeIndex edge) const { return pairs_.empty() ? 0 : alone_cdm_[edge.value()]; }

 private:
  std::vector<Pair> pairs_;
  std::vector<std::uint32_t> first_;  // edges + 1 offsets into partners_
  std::vector<Partner> partners_;
  std::vector<std::int64_t> alone_cdm_;  // per edge
};

/// What the edges of one walk lose by running beside each other.
class BesideLoss {
 public:
  /// `pairs` must outlive it.
  BesideLoss(const BesidePairs& pairs, std::uint32_t edge_count)
      : pairs_(&pairs), is_walked_(pairs.empty() ? 0 : edge_count) {}

  /// REQUIRES that the walk does not have the edge. O(partners of the edge).
  void add(EdgeIndex edge);
  void remove(EdgeIndex edge);
  [[nodiscard]] std::int64_t total_cdm() const { return total_cdm_; }

 private:
  [[nodiscard]] std::int64_t with_the_others(EdgeIndex edge) const;

  const BesidePairs* pairs_;
  std::vector<std::uint8_t> is_walked_;  // per edge
  std::int64_t total_cdm_ = 0;
};

/// The same for the cycle of a route in source edges. O(steps · log steps + pairs).
[[nodiscard]] std::int64_t beside_cdm(const Network& network, std::span<const RouteStep> cycle,
                                      const Measure& measure = {});

}  // namespace loopgenie
