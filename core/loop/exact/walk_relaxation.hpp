// The least closed walks of a block at given prices: what walk_bound.hpp relaxes cycles to.
//
// A walk begins and ends with half of a stem each, not necessarily the same one, and does not turn round on an edge.
// Half walks are found by dynamic programming over (units of length, node), keeping the least two with different last
// edges, so that the next edge can differ from the last. A walk is two of them and the edge in their middle, at half of
// its units; only certain edges may be that, so that walks can be parted by where their middle is.
//
// Lengths are counted in whole units, rounded for each edge. They only part the walks in two kinds: short ones, of at
// most the wanted number of units, and long ones. Each kind has a price per metre of its own, so that walks of the
// wanted length are the cheapest. A walk of the true length D loses at least price·D − c(price) by it at either price
// (LoopLimits::off_length_conjugate()), whichever kind it is of. So the rounding makes the bound less sharp, never
// wrong.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/loop/space/limits.hpp"

namespace loopgenie {

/// All costs are doubled, so that half a stem and half a node's price are whole numbers.
class WalkRelaxation {
 public:
  // What keeps within these stays far from the limits of 32 bits in every sum: costs are doubled, and a walk is at most
  // half longer than its units.
  static constexpr std::int64_t kLongestWanted = 1'000'000;  // dm
  static constexpr std::int64_t kGreatestLoss = 100'000'000;
  static constexpr std::int64_t kGreatestSumOfPrices = 100'000'000;
  static constexpr std::uint32_t kMostEdges = 0x7fff;
  static constexpr std::int64_t kMille = 1000;

  struct Edge {
    std::uint32_t tail = 0;
    std::uint32_t head = 0;
    std::int64_t length_dm = 0;
    std::int64_t lesser_cdm = 0;
    bool may_be_middle = true;
  };
  struct Stem {
    std::uint32_t node = 0;
    std::int64_t length_dm = 0;
    std::int64_t loss_cdm = 0;
  };
  /// Walks of at most wanted_units_, and walks of more.
  enum Kind : std::uint8_t { kShort, kLong };
  /// From −100 to 100, in hundredths per decimetre.
  using LengthPrices = std::array<std::int64_t, 2>;  // by kind; that of long walks at least 0
  struct Bound {
    std::int64_t least_cdm = 0;
    std::vector<std::int64_t> uses_per_mille;    // per edge: how often the least walks go over it, on average
    std::array<std::int64_t, 2> length_dm = {};  // of the least walk of each kind; 0 where there is none
    std::uint32_t middle = 0;                    // the edge at half of the least walk
  };

  WalkRelaxation(std::uint32_t node_count, std::vector<Edge> edges, std::vector<Stem> stems, const LoopLimits& limits,
                 std::uint64_t cells);

  [[nodiscard]] std::uint32_t arc_count() const { return static_cast<std::uint32_t>(2 * edges_.size()); }

  /// Finds the least walks: first those of the kind that had the least one last time, then the others, if the first
  /// bound is above `known_cdm` or both are asked for. An edge stands for a chain: its price is the sum of the prices
  /// of its ends and, twice, of the nodes inside. The average is over the least walks of several middle edges that are
  /// within `spread_cdm` of the least of all: prices that follow one walk alone would move to and fro. O(edges ·
  /// units).
  Bound solve(std::span<const std::int64_t> edge_price, std::int64_t sum_of_prices, const LengthPrices& length_price,
              std::int64_t known_cdm, std::int64_t spread_cdm, bool both);

  /// Bounds on some of the walks, at the prices that both kinds were solved for last. O(edges · units).
  struct LeastOver {
    std::vector<std::int64_t> any_cdm;     // per edge, of those over it
    std::vector<std::int64_t> middle_cdm;  // per edge, of those that have it in their middle
    std::vector<std::int64_t> stem_cdm;    // per stem, of those that begin with it
  };
  [[nodiscard]] LeastOver least_over_edges();

  /// Steps of effort that solve() takes: one for eight looks at an arc.
  [[nodiscard]] std::uint64_t work() const { return std::uint64_t{arc_count()} * wanted_units_ / kLooksPerStep; }

 private:
  static constexpr std::uint64_t kLooksPerStep = 8;
  static constexpr std::int32_t kNoWalk = 1'000'000'000;  // more than any walk costs; twice as much fits into 32 bits
  static constexpr std::uint16_t kNoArc = 0xffff;
  static constexpr std::uint16_t kStem = 0xfffe;  // the walk's first step: half a stem
  struct Cell {
    std::int32_t first = kNoWalk;
    std::int32_t second = kNoWalk;  // over another last arc
    std::uint16_t first_arc = kNoArc;
    std::uint16_t second_arc = kNoArc;

    [[nodiscard]] std::int32_t without(std::uint32_t arc) const { return first_arc == arc ? second : first; }
    void offer(std::int32_t cost, std::uint16_t arc) {
      if (cost < first) {
        if (arc != first_arc) {
          second = first;
          second_arc = first_arc;
        }
        first = cost;
        first_arc = arc;
      } else if (cost < second && arc != first_arc) {
        second = cost;
        second_arc = arc;
      }
    }
  };
  struct InArc {
    std::uint32_t tail;
    std::uint32_t units;
    std::uint16_t arc;
    std::uint16_t padding;
  };
  struct Join {
    std::int64_t cost = kNoWalk;
    std::uint32_t arc = 0;
    std::uint32_t x = 0;
    Kind kind = kShort;
    std::int64_t bound_cdm = 0;
  };

  [[nodiscard]] std::uint32_t to_units(std::int64_t length_dm, std::int64_t least) const;
  [[nodiscard]] std::uint32_t tail(std::uint32_t arc) const;
  [[nodiscard]] std::uint32_t head(std::uint32_t arc) const { return tail(arc ^ 1U); }
  /// The number of units that the two parts of a walk have together: at most, or at least.
  [[nodiscard]] std::uint32_t total(Kind kind) const { return kind == kShort ? wanted_units_ : wanted_units_ + 1; }
  [[nodiscard]] std::uint32_t half(Kind kind) const { return total(kind) / 2; }
  /// The most units of either part of a walk, without its middle edge.
  [[nodiscard]] std::uint32_t most_units(Kind kind) const { return total(kind) - half(kind); }
  /// The least half walks to the node: short ones of at most x units, long ones of at least x. No walk at all comes to
  /// a node in fewer units than its least_units_. So for long walks the cells of every x up to that are the same one,
  /// and it is kept in row 0.
  [[nodiscard]] const Cell& cell(Kind kind, std::uint32_t x, std::uint32_t node) const;
  [[nodiscard]] std::uint32_t row(Kind kind, std::uint32_t x, std::uint32_t node) const;
  /// Adds the least walk over each middle edge to the joins; returns the least of all.
  Join solve_kind(Kind kind);
  /// How often the walks of the joins go over each edge, on average. The weight of a walk falls from that of the least
  /// one to none at least + spread.
  void average_uses(std::int64_t least_cdm, std::int64_t spread_cdm, std::vector<std::int64_t>& uses_per_mille);
  [[nodiscard]] std::int64_t bound_of(Kind kind, std::int64_t cost) const;

  void set_costs(std::span<const std::int64_t> edge_price);

  /// Cell (x, v): the least walks from any stem to v of at most x units.
  void walk_short();

  /// Cell (x, v): the least walks from any stem to v of at least x units. In row 0 turning round is allowed.
  void walk_long();

  /// Per node the fewest units of any walk to it, and from it to a middle edge.
  void find_least_units();
  void spread(std::vector<std::uint32_t>& least_units) const;

  /// Row 0 of the long walks: least paths from the stems, by rounds over all arcs (Bellman, Ford).
  void find_least_paths();

  /// The least walk with the arc in the middle of which x units have been gone at the arc's end.
  [[nodiscard]] std::int64_t join(Kind kind, std::uint32_t arc, std::uint32_t x) const;

  /// Every walk goes over one arc at half of its units, or has ended before.
  template <typename F>
  void for_each_join(Kind kind, std::uint32_t arc, F&& f) const;

  /// Cell (x, v) of completions_: the least ways on from v, by a middle edge to any stem, for walks that have come to v
  /// in x units.
  void complete(Kind kind);
  /// A way on from the arc's tail after x units: over the arc, then at the cost of `rest`. Returns the cost of the walk
  /// that has come there for `before`.
  std::int32_t go_on(Kind kind, std::uint32_t x, std::uint32_t arc, std::int32_t rest, std::int32_t before);
  void complete_row(Kind kind, std::uint32_t x);
  /// The least walks of each stem.
  void complete_stems(Kind kind);
  /// Row 0 of the long walks, as find_least_paths.
  void complete_least_paths();
  /// Counts how often the walk goes over each edge; returns the length of that.
  std::int64_t trace(const Join& join, std::vector<std::int64_t>& uses, std::int64_t weight) const;

  std::int64_t trace_half(Kind kind, std::uint32_t x, std::uint32_t node, std::uint32_t excluded,
                          std::vector<std::int64_t>& uses, std::int64_t weight) const;

  std::uint32_t node_count_;
  std::vector<Edge> edges_;
  std::vector<Stem> stems_;
  LoopLimits limits_;
  std::int64_t unit_dm_ = 1;
  std::uint32_t wanted_units_ = 0;
  std::vector<std::uint32_t> units_;        // per edge, at least 1
  std::vector<std::uint32_t> stem_units_;   // per stem
  std::vector<std::uint32_t> least_units_;  // per node
  std::vector<std::uint32_t> to_middle_;    // per node
  Kind binding_ = kShort;                   // the kind of the least walk of the last solve
  std::vector<std::uint32_t> first_in_;
  std::vector<InArc> in_arcs_;
  std::int64_t sum_of_prices_ = 0;
  LengthPrices length_price_ = {};
  std::array<std::vector<std::int32_t>, 2> costs_;  // per edge
  std::array<std::vector<std::int32_t>, 2> stem_costs_;
  std::array<std::vector<Cell>, 2> cells_;
  std::vector<Cell> completions_;
  std::vector<Join> joins_;               // of the last solve
  std::vector<std::int32_t> least_over_;  // per edge
  std::vector<std::int32_t> least_middle_;
  std::vector<std::int32_t> least_stem_;  // per stem
};

}  // namespace loopgenie
