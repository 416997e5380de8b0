#include "core/loop/exact/frontier.hpp"

#include <array>
#include <cassert>
#include <limits>

namespace loopgenie {

std::vector<FrontierStep> plan_frontier(const BlockGraph& block, const EdgeOrder& order) {
  assert(order.width <= FrontierState::kSlots);
  constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> left(block.node_count());
  for (const BlockGraph::Edge& edge : block.edges) {
    ++left[edge.tail];
    ++left[edge.head];
  }
  std::vector<std::uint32_t> slot_of(block.node_count(), kNone);
  std::array<bool, FrontierState::kSlots> is_taken{};
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
  steps.reserve(order.edges.size());
  for (const std::uint32_t e : order.edges) {
    const BlockGraph::Edge& edge = block.edges[e];
    FrontierStep step;
    step.edge = e;
    step.tail_enters = enter(edge.tail);
    step.head_enters = enter(edge.head);
    step.tail_slot = slot_of[edge.tail];
    step.head_slot = slot_of[edge.head];
    step.tail_leaves = leaves(edge.tail);
    step.head_leaves = leaves(edge.head);
    steps.push_back(step);
  }
  return steps;
}

}  // namespace loopgenie
