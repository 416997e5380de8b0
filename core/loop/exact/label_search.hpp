// The best route of a diagram within the limits: a shortest path under a constraint on its length, by labels.
#pragma once

#include <cstdint>
#include <vector>

#include "core/loop/exact/block_graph.hpp"
#include "core/loop/exact/diagram.hpp"
#include "core/loop/space/loop_space.hpp"
#include "core/loop/space/pool.hpp"

namespace loopgenie {

/// Bounds on completing a state at one price.
struct Completion {
  std::int64_t price = 0;
  std::vector<std::int64_t> least;  // per state
};

/// What a label search works on; all must outlive it.
struct LabelSearchInput {
  const LoopSpace* space = nullptr;
  const LoopLimits* limits = nullptr;  // its shortest_dm raised to what the attachments' retracing asks for
  const BlockGraph* block = nullptr;
  const Diagram* diagram = nullptr;
  std::vector<Completion> completions;    // at several prices; the one at price 0 first
  std::vector<Diagram::Lengths> lengths;  // per state
};

class LabelSearch {
 public:
  explicit LabelSearch(LabelSearchInput input) : in_(std::move(input)) {}

  struct Options {
    std::uint32_t max_per_layer = 0;  // keep only this many labels of a layer, the most promising; 0: all
    std::uint32_t max_labels = 0;     // in all
    std::uint64_t until_steps = 0;
    std::int64_t below_cdm = Diagram::kFar;  // routes that lose this much or more are of no interest
  };
  struct Outcome {
    bool is_whole = false;  // nothing was cut away but by bounds and dominance
    /// The least loss of a path of the diagram that is no feasible route, or loses less than the route of its cycle
    /// does; Diagram::kFar where there was none.
    std::int64_t least_unresolved_cdm = Diagram::kFar;
  };

  /// Offers the feasible routes it meets to the pool. If whole: nothing in the diagram that is feasible loses less than
  /// the smallest of the pool's below_cdm(), options.below_cdm and least_unresolved_cdm.
  [[nodiscard]] Outcome run(const Options& options, Effort& effort, Pool& pool);

 private:
  struct Label {
    std::int64_t loss_cdm = 0;
    std::int64_t bound_cdm = 0;
    std::int32_t length_dm = 0;
    std::uint32_t parent = 0;
    Diagram::StateIndex state = 0;
    Move move = Move::skip;
  };

  [[nodiscard]] std::int64_t bound(const Label& label) const;
  [[nodiscard]] bool is_dominated(const Label& label, std::size_t first_of_state);
  void keep_undominated(std::size_t begin);
  void keep_most_promising(std::size_t begin, std::uint32_t count);
  void expand(std::uint32_t layer, std::uint32_t index, Pool& pool);
  void finish(std::uint32_t layer, const Label& end, Pool& pool);
  [[nodiscard]] Cycle cycle_of(std::uint32_t layer, std::uint32_t index) const;

  LabelSearchInput in_;
  std::vector<Label> labels_;
  std::int64_t below_cdm_ = Diagram::kFar;
  Outcome outcome_;
  std::uint64_t compared_ = 0;  // labels, since effort was spent last
};

}  // namespace loopgenie
