#include "core/loop/exact/diagram.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace loopgenie {
namespace {

// Prices per decimetre at which states are bounded while the diagram is built: few, since a state keeps a sum for each,
// and none above 0, since partial cycles that get too long are dropped by their length.
constexpr std::array<std::int64_t, 5> kPrices = {-50, -25, -12, -5, 0};

}  // namespace

/// Builds layer by layer; only two layers of full states are alive at a time.
class DiagramBuilder {
 public:
  DiagramBuilder(const BlockGraph& block, const LoopLimits& limits, const Diagram::Options& options, Effort& effort)
      : block_(block), limits_(limits), options_(options), effort_(effort) {}

  std::optional<Diagram> build(std::span<const EdgeIndex> order) {
    std::optional<std::vector<FrontierStep>> steps = plan_frontier(block_, order);
    if (!steps || !fits_lengths()) {
      return std::nullopt;
    }
    diagram_.steps_ = *std::move(steps);
    add_costs();
    for (std::size_t p = 0; p < kPrices.size(); ++p) {
      length_conjugate_[p] = limits_.off_length_conjugate(kPrices[p]);
    }
    find_least_remaining();
    find_least_stems();
    std::vector<State> layer(1);
    diagram_.first_state_.push_back(0);
    for (std::uint32_t l = 0; l < diagram_.layer_count(); ++l) {
      if (diagram_.first_state_.back() + layer.size() > options_.max_states || effort_.is_over(options_.until_steps)) {
        return std::nullopt;
      }
      diagram_.next_.resize((std::size_t{diagram_.first_state_.back()} + layer.size()) * kMoveCount, Diagram::kNone);
      if (!expand(l, layer)) {
        return std::nullopt;
      }
      diagram_.first_state_.push_back(static_cast<std::uint32_t>(diagram_.first_state_.back() + layer.size()));
      std::swap(layer, next_layer_);
    }
    return std::move(diagram_);
  }

 private:
  struct State {
    FrontierState frontier;
    std::int64_t least_dm = 0;                            // of all partial cycles that lead here
    std::array<std::int64_t, kPrices.size()> least = {};  // of Σ (loss + price · length)
  };

  /// Lengths of routes are kept in 32 bits.
  [[nodiscard]] bool fits_lengths() const {
    std::int64_t longest_dm = 0;
    std::int64_t longest_stem_dm = 0;
    for (const BlockGraph::Edge& edge : block_.edges) {
      longest_dm += edge.length_dm;
    }
    for (const BlockGraph::Node& node : block_.nodes) {
      longest_stem_dm = std::max(longest_stem_dm, node.stem_dm);
    }
    return longest_dm + 2 * longest_stem_dm < std::numeric_limits<std::int32_t>::max() / 2;
  }

  void add_costs() {
    for (const FrontierStep& step : diagram_.steps_) {
      const BlockGraph::Edge& edge = block_.edges[step.edge];
      const Diagram::Cost taken{edge.length_dm, edge.lesser_cdm};
      diagram_.costs_.push_back({});
      diagram_.costs_.push_back(taken);
      for (const std::uint32_t node : {edge.tail, edge.head}) {
        diagram_.costs_.push_back(
            {taken.length_dm + 2 * block_.nodes[node].stem_dm, taken.loss_cdm + block_.nodes[node].stem_loss_cdm});
      }
    }
  }

  // Twice the least that edges from each layer on can add at each price, if no node takes more than it may.
  void find_least_remaining() {
    const std::uint32_t layers = diagram_.layer_count();
    std::vector<std::array<std::array<std::int64_t, 2>, kPrices.size()>> best(block_.node_count());
    sum_remaining_.resize(layers + 1);
    for (std::uint32_t l = layers; l-- > 0;) {
      const BlockGraph::Edge& edge = block_.edges[diagram_.steps_[l].edge];
      sum_remaining_[l] = sum_remaining_[l + 1];
      for (std::size_t p = 0; p < kPrices.size(); ++p) {
        const std::int64_t weight = std::min<std::int64_t>(edge.lesser_cdm + kPrices[p] * edge.length_dm, 0);
        for (const std::uint32_t node : {edge.tail, edge.head}) {
          auto& [first, second] = best[node][p];
          sum_remaining_[l][p] -= first + second;
          if (weight < first) {
            second = std::exchange(first, weight);
          } else if (weight < second) {
            second = weight;
          }
          sum_remaining_[l][p] += first + second;
        }
      }
    }
  }

  void find_least_stems() {
    const std::uint32_t layers = diagram_.layer_count();
    least_stem_.resize(layers + 1);
    for (auto& at : least_stem_[layers]) {
      at = Diagram::kFar;
    }
    for (std::uint32_t l = layers; l-- > 0;) {
      least_stem_[l] = least_stem_[l + 1];
      const BlockGraph::Edge& edge = block_.edges[diagram_.steps_[l].edge];
      for (const std::uint32_t node : {edge.tail, edge.head}) {
        const BlockGraph::Node& end = block_.nodes[node];
        if (!end.may_attach) {
          continue;
        }
        for (std::size_t p = 0; p < kPrices.size(); ++p) {
          least_stem_[l][p] = std::min(least_stem_[l][p], end.stem_loss_cdm + kPrices[p] * 2 * end.stem_dm);
        }
      }
    }
  }

  bool expand(std::uint32_t l, std::vector<State>& layer) {
    const FrontierStep& step = diagram_.steps_[l];
    const BlockGraph::Edge& edge = block_.edges[step.edge];
    next_layer_.clear();
    reset_index(layer.size() * 2);
    const bool tail_may = block_.nodes[edge.tail].may_attach;
    const bool head_may = block_.nodes[edge.head].may_attach;
    for (std::uint32_t i = 0; i < layer.size(); ++i) {
      State& from = layer[i];
      if (step.tail_enters) {
        from.frontier.set(step.tail_slot, step.tail_slot);
      }
      if (step.head_enters) {
        from.frontier.set(step.head_slot, step.head_slot);
      }
      const std::size_t row = (std::size_t{diagram_.first_state_.back()} + i) * kMoveCount;
      const std::int64_t pairs_cdm = pair_loss(step, from.frontier);
      if (!block_.pairs.empty()) {
        diagram_.pairs_cdm_.push_back(pairs_cdm);
      }
      const auto go = [&](Move move, const FrontierState& frontier) {
        diagram_.next_[row + static_cast<std::size_t>(move)] =
            follow(l, from, frontier, move, move == Move::skip ? 0 : pairs_cdm);
      };
      FrontierState skipped = from.frontier;
      forget_harmless_counts(step, skipped);
      skipped.clear_flags(step.flags_that_end);
      go(Move::skip, skipped);
      const std::uint32_t tail_end = from.frontier.code(step.tail_slot);
      const std::uint32_t head_end = from.frontier.code(step.head_slot);
      if (tail_end == FrontierState::kDone || head_end == FrontierState::kDone) {
        continue;
      }
      FrontierState taken = from.frontier;
      if (!count_places(step, taken)) {
        continue;
      }
      taken.clear_flags(step.flags_that_end);
      if (step.flag) {
        taken.set_flag(*step.flag);
      }
      const bool is_attached = from.frontier.is_attached();
      const bool tail_fills = tail_end != step.tail_slot;
      const bool head_fills = head_end != step.head_slot;
      if (tail_end == step.head_slot && tail_fills) {
        if (is_alone(from.frontier, step)) {
          close(row, l, from, is_attached, tail_may, head_may);
        }
        continue;
      }
      if (tail_fills) {
        taken.set(step.tail_slot, FrontierState::kDone);
      }
      if (head_fills) {
        taken.set(step.head_slot, FrontierState::kDone);
      }
      taken.set(tail_end, head_end);
      taken.set(head_end, tail_end);
      go(Move::take, taken);
      if (!is_attached) {
        taken.attach();
        if (tail_fills && tail_may) {
          go(Move::take_attach_tail, taken);
        }
        if (head_fills && head_may) {
          go(Move::take_attach_head, taken);
        }
      }
      if (next_layer_.size() > options_.max_states) {
        return false;
      }
    }
    effort_.spend(layer.size() * 2);
    return true;
  }

  /// False where the edge makes the partial cycle leave a place too often.
  static bool count_places(const FrontierStep& step, FrontierState& taken) {
    for (const PlaceStep& place : step.places) {
      const std::uint32_t count = taken.place_count(place.counter) + place.count;
      if (count > kMostPlaceEnds) {
        return false;
      }
      taken.set_place_count(place.counter, count);
    }
    forget_harmless_counts(step, taken);
    return true;
  }

  /// Counts that the edges to come cannot make too great are as good as none.
  static void forget_harmless_counts(const FrontierStep& step, FrontierState& frontier) {
    for (const PlaceStep& place : step.places) {
      if (frontier.place_count(place.counter) + place.still_to_come <= kMostPlaceEnds) {
        frontier.set_place_count(place.counter, 0);
      }
    }
  }

  [[nodiscard]] static std::int64_t pair_loss(const FrontierStep& step, const FrontierState& frontier) {
    std::int64_t sum_cdm = 0;
    for (const PairStep& other : step.pairs) {
      sum_cdm += frontier.has_flag(other.flag) ? other.loss_cdm : 0;
    }
    return sum_cdm;
  }

  /// A lower bound on every route through a state that is entered after layer l, the highest at any price.
  [[nodiscard]] std::int64_t bound(std::uint32_t l, const State& state) const {
    std::int64_t highest = 0;
    for (std::size_t p = 0; p < kPrices.size(); ++p) {
      std::int64_t at_price = state.least[p] + (sum_remaining_[l + 1][p] - 1) / 2 - length_conjugate_[p];
      if (!state.frontier.is_attached()) {
        at_price += std::min(least_stem_[l + 1][p], Diagram::kFar / 2);
      }
      highest = std::max(highest, at_price);
    }
    return highest;
  }

  /// The only path there is runs between the step's two nodes.
  [[nodiscard]] static bool is_alone(const FrontierState& frontier, const FrontierStep& step) {
    for (std::uint32_t slot = 0; slot < FrontierState::kSlots; ++slot) {
      const std::uint32_t code = frontier.code(slot);
      if (code != FrontierState::kDone && code != slot && slot != step.tail_slot && slot != step.head_slot) {
        return false;
      }
    }
    return true;
  }

  void close(std::size_t row, std::uint32_t l, const State& from, bool is_attached, bool tail_may, bool head_may) {
    const auto end = [&](Move move) {
      const Diagram::Cost cost = diagram_.cost(l, move);
      if (from.least_dm + cost.length_dm <= limits_.longest_dm) {
        diagram_.next_[row + static_cast<std::size_t>(move)] = Diagram::kEnd;
      }
    };
    if (is_attached) {
      end(Move::take);
      return;
    }
    if (tail_may) {
      end(Move::take_attach_tail);
    }
    if (head_may) {
      end(Move::take_attach_head);
    }
  }

  Diagram::StateIndex follow(std::uint32_t l, const State& from, FrontierState frontier, Move move,
                             std::int64_t pairs_cdm) {
    const FrontierStep& step = diagram_.steps_[l];
    const std::uint32_t tail_code = frontier.code(step.tail_slot);
    const std::uint32_t head_code = frontier.code(step.head_slot);
    // A node that leaves must not be the end of a path.
    if ((step.tail_leaves && tail_code != FrontierState::kDone && tail_code != step.tail_slot) ||
        (step.head_leaves && head_code != FrontierState::kDone && head_code != step.head_slot)) {
      return Diagram::kNone;
    }
    if (step.tail_leaves) {
      frontier.set(step.tail_slot, FrontierState::kDone);
    }
    if (step.head_leaves) {
      frontier.set(step.head_slot, FrontierState::kDone);
    }
    const Diagram::Cost cost = diagram_.cost(l, move);
    State to;
    to.frontier = frontier;
    to.least_dm = from.least_dm + cost.length_dm;
    if (to.least_dm > limits_.longest_dm) {
      return Diagram::kNone;
    }
    for (std::size_t p = 0; p < kPrices.size(); ++p) {
      to.least[p] = from.least[p] + cost.at(kPrices[p]) + pairs_cdm;
    }
    return bound(l, to) < options_.below_cdm ? merge(to) : Diagram::kNone;
  }

  void reset_index(std::size_t expected) {
    std::size_t size = 64;
    while (size < expected * 2) {
      size *= 2;
    }
    index_.assign(size, Diagram::kNone);
  }

  Diagram::StateIndex merge(const State& state) {
    if (next_layer_.size() * 2 >= index_.size()) {
      index_.assign(index_.size() * 2, Diagram::kNone);
      for (std::uint32_t i = 0; i < next_layer_.size(); ++i) {
        index_[find_place(next_layer_[i].frontier)] = i;
      }
    }
    const std::size_t place = find_place(state.frontier);
    // The layer after this one begins where this one, whose size is known by now, ends.
    const Diagram::StateIndex base = static_cast<Diagram::StateIndex>(diagram_.next_.size() / kMoveCount);
    if (index_[place] == Diagram::kNone) {
      index_[place] = static_cast<Diagram::StateIndex>(next_layer_.size());
      next_layer_.push_back(state);
    } else {
      State& known = next_layer_[index_[place]];
      known.least_dm = std::min(known.least_dm, state.least_dm);
      for (std::size_t p = 0; p < kPrices.size(); ++p) {
        known.least[p] = std::min(known.least[p], state.least[p]);
      }
    }
    return base + index_[place];
  }

  [[nodiscard]] std::size_t find_place(const FrontierState& frontier) const {
    std::size_t place = frontier.hash() & (index_.size() - 1);
    while (index_[place] != Diagram::kNone && next_layer_[index_[place]].frontier != frontier) {
      place = (place + 1) & (index_.size() - 1);
    }
    return place;
  }

  const BlockGraph& block_;
  const LoopLimits& limits_;
  const Diagram::Options& options_;
  Effort& effort_;
  Diagram diagram_;
  std::array<std::int64_t, kPrices.size()> length_conjugate_ = {};
  std::vector<State> next_layer_;
  std::vector<Diagram::StateIndex> index_;  // open addressing
  std::vector<std::array<std::int64_t, kPrices.size()>> sum_remaining_;
  std::vector<std::array<std::int64_t, kPrices.size()>> least_stem_;
};

std::optional<Diagram> Diagram::build(const BlockGraph& block, std::span<const EdgeIndex> order,
                                      const LoopLimits& limits, const Options& options, Effort& effort) {
  return DiagramBuilder(block, limits, options, effort).build(order);
}

std::vector<std::int64_t> Diagram::least_completion(std::int64_t price, Effort& effort) const {
  std::vector<std::int64_t> least(state_count(), kFar);
  for (std::uint32_t l = layer_count(); l-- > 0;) {
    std::array<std::int64_t, kMoveCount> weight{};
    for (std::size_t m = 0; m < kMoveCount; ++m) {
      weight[m] = cost(l, static_cast<Move>(m)).at(price);
    }
    for (StateIndex s = first_state(l); s < first_state(l + 1); ++s) {
      const std::int64_t taking = pairs_cdm(s);
      for (std::size_t m = 0; m < kMoveCount; ++m) {
        const StateIndex to = next(s, static_cast<Move>(m));
        const std::int64_t more = weight[m] + (static_cast<Move>(m) == Move::skip ? 0 : taking);
        if (to == kEnd) {
          least[s] = std::min(least[s], more);
        } else if (to < state_count() && least[to] < kFar) {
          least[s] = std::min(least[s], more + least[to]);
        }
      }
    }
  }
  effort.spend(state_count() / 2);
  return least;
}

std::vector<Diagram::Lengths> Diagram::completion_lengths(Effort& effort) const {
  constexpr Lengths kNever{std::numeric_limits<std::int32_t>::max() / 2, -1};
  std::vector<Lengths> lengths(state_count(), kNever);
  for (std::uint32_t l = layer_count(); l-- > 0;) {
    for (StateIndex s = first_state(l); s < first_state(l + 1); ++s) {
      Lengths& at = lengths[s];
      for (std::size_t m = 0; m < kMoveCount; ++m) {
        const StateIndex to = next(s, static_cast<Move>(m));
        const auto length_dm = static_cast<std::int32_t>(cost(l, static_cast<Move>(m)).length_dm);
        if (to == kEnd) {
          at = {std::min(at.least_dm, length_dm), std::max(at.greatest_dm, length_dm)};
        } else if (to < state_count() && lengths[to].greatest_dm >= 0) {
          at = {std::min(at.least_dm, length_dm + lengths[to].least_dm),
                std::max(at.greatest_dm, length_dm + lengths[to].greatest_dm)};
        }
      }
    }
  }
  effort.spend(state_count() / 2);
  return lengths;
}

}  // namespace loopgenie
