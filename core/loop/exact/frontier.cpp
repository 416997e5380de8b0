#include "core/loop/exact/frontier.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace loopgenie {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

void plan_places(const BlockGraph& block, std::vector<FrontierStep>& steps) {
  std::vector<std::uint32_t> to_come(block.place_ends.place_count());
  for (const FrontierStep& step : steps) {
    for (const PlaceEnds::Ends& ends : block.place_ends.of(step.edge)) {
      to_come[ends.place] += ends.count;
    }
  }
  std::vector<std::uint32_t> counter_of(block.place_ends.place_count(), kNone);
  std::array<bool, FrontierState::kPlaces> is_taken{};
  for (FrontierStep& step : steps) {
    const std::span<const PlaceEnds::Ends> all_ends = block.place_ends.of(step.edge);
    for (const PlaceEnds::Ends& ends : all_ends) {
      to_come[ends.place] -= ends.count;
      std::uint32_t& counter = counter_of[ends.place];
      if (counter == kNone) {
        const auto free = std::find(is_taken.begin(), is_taken.end(), false);
        if (free == is_taken.end()) {
          continue;  // it gets a counter with a later edge, or none
        }
        *free = true;
        counter = static_cast<std::uint32_t>(free - is_taken.begin());
      }
      step.places.push_back({counter, ends.count, to_come[ends.place]});
    }
    for (const PlaceEnds::Ends& ends : all_ends) {
      if (to_come[ends.place] == 0 && counter_of[ends.place] != kNone) {
        is_taken[counter_of[ends.place]] = false;
      }
    }
  }
}

void plan_pairs(const BlockGraph& block, std::vector<FrontierStep>& steps) {
  std::vector<std::uint32_t> place_in_order(block.edge_count());
  for (std::uint32_t l = 0; l < steps.size(); ++l) {
    place_in_order[steps[l].edge] = l;
  }
  std::array<bool, FrontierState::kFlags> is_taken{};
  std::vector<std::uint32_t> ends_at(FrontierState::kFlags);  // the last step that asks for the flag
  for (std::uint32_t l = 0; l < steps.size(); ++l) {
    FrontierStep& step = steps[l];
    std::uint32_t last = l;
    for (const PairLosses::Partner& partner : block.pairs.of(EdgeIndex(step.edge))) {
      const std::uint32_t other = place_in_order[partner.edge.value()];
      last = std::max(last, other);
      if (other < l && steps[other].flag) {
        step.pairs.push_back({*steps[other].flag, partner.loss_cdm});
      }
    }
    for (std::uint32_t flag = 0; flag < FrontierState::kFlags; ++flag) {
      if (is_taken[flag] && ends_at[flag] == l) {
        step.flags_that_end |= std::uint64_t{1} << flag;
        is_taken[flag] = false;
      }
    }
    if (last > l) {
      const auto free = std::find(is_taken.begin(), is_taken.end(), false);
      if (free != is_taken.end()) {
        *free = true;
        step.flag = static_cast<std::uint32_t>(free - is_taken.begin());
        ends_at[*step.flag] = last;
      }
    }
  }
}

}  // namespace

std::optional<std::vector<FrontierStep>> plan_frontier(const BlockGraph& block, std::span<const EdgeIndex> order) {
  std::vector<std::uint32_t> left(block.node_count());
  for (const BlockGraph::Edge& edge : block.edges) {
    ++left[edge.tail];
    ++left[edge.head];
  }
  std::vector<std::uint32_t> slot_of(block.node_count(), kNone);
  // Two more than there may be, so that one edge's ends always find a place.
  std::array<bool, FrontierState::kSlots + 2> is_taken{};
  const auto enter = [&](std::uint32_t node) {
    if (slot_of[node] != kNone) {
      return false;
    }
    std::uint32_t slot = 0;
    while (is_taken[slot]) {
      ++slot;
    }
    is_taken[slot] = true;
    slot_of[node] = slot;
    return true;
  };
  const auto leaves = [&](std::uint32_t node) {
    if (--left[node] > 0) {
      return false;
    }
    is_taken[slot_of[node]] = false;
    return true;
  };
  std::vector<FrontierStep> steps;
  steps.reserve(order.size());
  for (const EdgeIndex e : order) {
    const BlockGraph::Edge& edge = block.edges[e.value()];
    FrontierStep step;
    step.edge = e.value();
    step.tail_enters = enter(edge.tail);
    step.head_enters = enter(edge.head);
    step.tail_slot = slot_of[edge.tail];
    step.head_slot = slot_of[edge.head];
    if (step.tail_slot >= FrontierState::kSlots || step.head_slot >= FrontierState::kSlots) {
      return std::nullopt;
    }
    step.tail_leaves = leaves(edge.tail);
    step.head_leaves = leaves(edge.head);
    steps.push_back(step);
  }
  plan_places(block, steps);
  if (!block.pairs.empty()) {
    plan_pairs(block, steps);
  }
  return steps;
}

}  // namespace loopgenie
