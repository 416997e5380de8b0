// What a partial cycle looks like to the edges that are still to come: per node of the frontier whether it is
// untouched, finished (two edges, or gone), or one end of a path, and then of which other end; and how often it has
// left each place that later edges leave, too, and which edges it has of which pairs with later ones lose something. As
// in Sekine, Imai, Tani (ISAAC 1995) and Knuth's Simpath (The Art of Computer Programming 4A, 7.1.4), for cycles.
//
// A node keeps one slot while it is on the frontier, and a place one counter, so that equal situations have equal
// states.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/loop/exact/block_graph.hpp"

namespace loopgenie {

/// The code of slot s is s itself: untouched; another slot: the path's other end; kDone: finished or empty.
class FrontierState {
 public:
  static constexpr std::uint32_t kSlots = 24;
  static constexpr std::uint32_t kDone = 31;

  static constexpr std::uint32_t kPlaces = 32;
  static constexpr std::uint32_t kFlags = 64;

  FrontierState() : low_(kAllDone), high_(kAllDone) {}

  [[nodiscard]] std::uint32_t code(std::uint32_t slot) const {
    return static_cast<std::uint32_t>((word(slot) >> shift(slot)) & 31U);
  }
  void set(std::uint32_t slot, std::uint32_t code) {
    std::uint64_t& target = slot < kPerWord ? low_ : high_;
    target = (target & ~(std::uint64_t{31} << shift(slot))) | (std::uint64_t{code} << shift(slot));
  }
  [[nodiscard]] bool is_attached() const { return (high_ & kAttachedBit) != 0; }
  void attach() { high_ |= kAttachedBit; }

  /// How often the partial cycle has left a place; 0 also where edges to come cannot make it too often.
  [[nodiscard]] std::uint32_t place_count(std::uint32_t place) const {
    return static_cast<std::uint32_t>((places_ >> (2 * place)) & 3U);
  }
  void set_place_count(std::uint32_t place, std::uint32_t count) {
    places_ = (places_ & ~(std::uint64_t{3} << (2 * place))) | (std::uint64_t{count} << (2 * place));
  }

  /// Whether an edge was taken that later edges lose something with.
  [[nodiscard]] bool has_flag(std::uint32_t flag) const { return ((flags_ >> flag) & 1U) != 0; }
  void set_flag(std::uint32_t flag) { flags_ |= std::uint64_t{1} << flag; }
  void clear_flags(std::uint64_t mask) { flags_ &= ~mask; }

  [[nodiscard]] std::uint64_t hash() const {
    std::uint64_t h =
        (low_ ^ ((high_ + (places_ ^ (flags_ << 31U | flags_ >> 33U)) * 0x94d049bb133111ebU) * 0x9e3779b97f4a7c15U)) *
        0xbf58476d1ce4e5b9U;
    return h ^ (h >> 29U);
  }
  friend bool operator==(const FrontierState&, const FrontierState&) = default;

 private:
  static constexpr std::uint32_t kPerWord = 12;
  static constexpr std::uint64_t kAllDone = (std::uint64_t{1} << (5 * kPerWord)) - 1;
  static constexpr std::uint64_t kAttachedBit = std::uint64_t{1} << 63;
  [[nodiscard]] static std::uint32_t shift(std::uint32_t slot) { return 5 * (slot % kPerWord); }
  [[nodiscard]] std::uint64_t word(std::uint32_t slot) const { return slot < kPerWord ? low_ : high_; }

  std::uint64_t low_;
  std::uint64_t high_;
  std::uint64_t places_ = 0;
  std::uint64_t flags_ = 0;
};

/// A place that an edge leaves, and its counter.
struct PlaceStep {
  std::uint32_t counter = 0;
  std::uint32_t count = 0;          // how often the edge leaves it
  std::uint32_t still_to_come = 0;  // how often all later edges do
};

/// An earlier edge, and what the edge loses with it, if it was taken.
struct PairStep {
  std::uint32_t flag = 0;
  std::int64_t loss_cdm = 0;
};

/// One edge of the order, with the slots it needs.
struct FrontierStep {
  std::uint32_t edge = 0;  // of the block
  std::uint32_t tail_slot = 0;
  std::uint32_t head_slot = 0;
  bool tail_enters = false;
  bool head_enters = false;
  bool tail_leaves = false;
  bool head_leaves = false;
  std::vector<PlaceStep> places;
  std::vector<PairStep> pairs;        // earlier edges
  std::optional<std::uint32_t> flag;  // its own, where pairs with later edges lose something
  std::uint64_t flags_that_end = 0;   // nothing later asks for them
};

/// The slots of every edge of the order; nullopt where more than FrontierState::kSlots are needed at once. Places that
/// would need more than FrontierState::kPlaces counters at once are not counted, and edges of pairs that would
/// need more than kFlags flags cost nothing by it. REQUIRES every edge once. O(m · width).
[[nodiscard]] std::optional<std::vector<FrontierStep>> plan_frontier(const BlockGraph& block,
                                                                     std::span<const EdgeIndex> order);

}  // namespace loopgenie
