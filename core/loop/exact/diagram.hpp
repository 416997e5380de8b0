// The decision diagram of a block's cycles with their attachments: a layer per edge of the order, a state per situation
// of the frontier, arcs for leaving the edge out and for taking it (and, where a node gets its second edge, for making
// it the attachment). Every path from the root to the end is a cycle that leaves no place too often, with one of its
// nodes as attachment; the cycle's true attachment, its first node, is among them. (Of a very wide frontier some
// places, or losses of pairs of edges, may not be counted: whoever reads a cycle from the diagram looks at its cost.)
//
// A state is dropped when every cycle through it is too long, or loses `below_cdm` or more. The bound for that is what
// its partial cycles have lost, plus the least that edges of later layers can add if at most two of them meet at a
// node; it is taken at several prices per metre. Building gives up at a number of states: bounds then need another way.
//
// Prices: with λ ∈ [−100, 100] hundredths per decimetre, a route of length D loses at least λ·D − c(λ) by its length
// (LoopLimits::off_length_conjugate()), so at least Σ (lesser + λ·length) − c(λ) in all. For one λ the diagram gives
// the exact least of that sum (a shortest path in an acyclic graph), hence a bound on every route, for every state a
// bound on completing it, and their maximum over λ: a Lagrangian relaxation of the length alone.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "core/loop/exact/block_graph.hpp"
#include "core/loop/exact/frontier.hpp"
#include "core/loop/space/effort.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/pool.hpp"

namespace loopgenie {

enum class Move : std::uint8_t { skip, take, take_attach_tail, take_attach_head };
inline constexpr std::size_t kMoveCount = 4;

class Diagram {
 public:
  using StateIndex = std::uint32_t;
  static constexpr StateIndex kNone = std::numeric_limits<StateIndex>::max();
  static constexpr StateIndex kEnd = kNone - 1;
  static constexpr std::int64_t kFar = kAnyLoss;

  struct Options {
    std::int64_t below_cdm = kFar;  // routes that lose this much or more are of no interest
    std::uint32_t max_states = 1'000'000;
    std::uint64_t until_steps = std::numeric_limits<std::uint64_t>::max();
  };

  /// nullopt where it would have more states, cost more effort or need too wide a frontier. O(states · width).
  [[nodiscard]] static std::optional<Diagram> build(const BlockGraph& block, std::span<const EdgeIndex> order,
                                                    const LoopLimits& limits, const Options& options, Effort& effort);

  [[nodiscard]] std::uint32_t layer_count() const { return static_cast<std::uint32_t>(steps_.size()); }
  [[nodiscard]] std::uint32_t state_count() const { return first_state_.back(); }
  /// The states of a layer are [first_state(layer), first_state(layer + 1)). The root is state 0 of layer 0.
  [[nodiscard]] StateIndex first_state(std::uint32_t layer) const { return first_state_[layer]; }
  [[nodiscard]] StateIndex next(StateIndex state, Move move) const {
    return next_[std::size_t{state} * kMoveCount + static_cast<std::size_t>(move)];
  }
  [[nodiscard]] std::uint32_t edge(std::uint32_t layer) const { return steps_[layer].edge; }

  struct Cost {
    std::int64_t length_dm = 0;  // of the route: a stem counts twice
    std::int64_t loss_cdm = 0;   // without off-length
    [[nodiscard]] std::int64_t at(std::int64_t price) const { return loss_cdm + price * length_dm; }
  };
  [[nodiscard]] Cost cost(std::uint32_t layer, Move move) const {
    return costs_[layer * kMoveCount + static_cast<std::size_t>(move)];
  }

  /// What taking the edge of the state's layer loses besides, by pairs with edges that the partial cycles have that
  /// lead to the state.
  [[nodiscard]] std::int64_t pairs_cdm(StateIndex state) const { return pairs_cdm_.empty() ? 0 : pairs_cdm_[state]; }

  /// Per state the least Σ (loss + price · length) of all ways to the end; kFar where there is none. O(states).
  [[nodiscard]] std::vector<std::int64_t> least_completion(std::int64_t price, Effort& effort) const;
  /// Per state the least and greatest length of all ways to the end.
  struct Lengths {
    std::int32_t least_dm = 0;
    std::int32_t greatest_dm = 0;
  };
  [[nodiscard]] std::vector<Lengths> completion_lengths(Effort& effort) const;

 private:
  friend class DiagramBuilder;
  std::vector<FrontierStep> steps_;
  std::vector<StateIndex> first_state_;  // layer_count + 1
  std::vector<StateIndex> next_;
  std::vector<Cost> costs_;
  std::vector<std::int64_t> pairs_cdm_;  // per state; empty where no pairs lose anything
};

}  // namespace loopgenie
