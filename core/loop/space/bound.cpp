#include "core/loop/space/bound.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <tuple>

#include "core/base/sort.hpp"
#include "core/cost/appeal.hpp"

namespace loopgenie {
namespace {

/// Decimetres of ground by their loss in hundredths.
struct Ground {
  std::array<std::int64_t, kPerfectAppeal + 1> by_loss = {};
  std::int64_t total_dm = 0;

  /// The least Σ loss·length over x dm of it. REQUIRES 0 ≤ x ≤ total_dm.
  [[nodiscard]] std::int64_t least_cdm(std::int64_t x_dm) const {
    std::int64_t sum_cdm = 0;
    for (std::size_t loss = 0; x_dm > 0; ++loss) {
      const std::int64_t taken_dm = std::min(x_dm, by_loss[loss]);
      sum_cdm += taken_dm * static_cast<std::int64_t>(loss);
      x_dm -= taken_dm;
    }
    return sum_cdm;
  }
  /// How much of it loses no more than a metre below the wanted length does.
  [[nodiscard]] std::int64_t worth_walking_dm() const {
    const auto end = by_loss.begin() + LoopLimits::kGentlePrice + 1;
    return std::accumulate(by_loss.begin(), end, std::int64_t{0});
  }
};

std::optional<std::int64_t> least_loss_at(const PathFigures& stem, const Ground& ground, const LoopLimits& limits) {
  const std::int64_t stem_dm = stem.length_dm;
  const std::int64_t longest_cycle_dm = std::min(ground.total_dm, limits.longest_dm - 2 * stem_dm);
  const std::optional<std::int64_t> shortest_dm = limits.shortest_dm_with(stem_dm);
  if (!shortest_dm) {
    return std::nullopt;
  }
  const std::int64_t shortest_cycle_dm = std::max<std::int64_t>(*shortest_dm - 2 * stem_dm, 0);
  if (shortest_cycle_dm > longest_cycle_dm ||
      std::max(stem.ascent_dm + stem.descent_dm, limits.min_ascent_dm) > limits.max_ascent_dm) {
    return std::nullopt;
  }
  const std::int64_t best_dm =
      std::clamp(ground.worth_walking_dm() + 2 * stem_dm, limits.gentle_from_dm, limits.wanted_dm);
  const std::int64_t cycle_dm = std::clamp(best_dm - 2 * stem_dm, shortest_cycle_dm, longest_cycle_dm);
  return limits.loss(cycle_dm + 2 * stem_dm, stem_dm, stem.lesser_cdm + ground.least_cdm(cycle_dm)).total_cdm();
}

}  // namespace

std::vector<Attachment> bound_attachments(const LoopSpace& space, const LoopLimits& limits,
                                          std::span<const std::uint32_t> length_dm,
                                          std::span<const std::uint8_t> lesser_hundredths) {
  // Edges by block and then by lower end, highest first: adding them in this order leaves, after each node's edges,
  // exactly the ground on nodes not before it.
  std::vector<std::tuple<std::uint32_t, NodeIndex, EdgeIndex>> edges;
  for (std::uint32_t e = 0; e < space.graph.edge_count(); ++e) {
    const EdgeIndex edge(e);
    edges.emplace_back(space.block_of_edge[e], std::min(space.graph.tail(edge), space.graph.head(edge)), edge);
  }
  heap_sort(edges, [](const auto& a, const auto& b) {
    return std::get<0>(a) != std::get<0>(b)   ? std::get<0>(a) < std::get<0>(b)
           : std::get<1>(a) != std::get<1>(b) ? std::get<1>(a) > std::get<1>(b)
                                              : std::get<2>(a) < std::get<2>(b);
  });
  std::vector<Attachment> attachments;
  Ground ground;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const auto [block, node, edge] = edges[i];
    if (i == 0 || std::get<0>(edges[i - 1]) != block) {
      ground = {};
    }
    for (const RouteStep& step : space.chain(edge)) {
      const std::int64_t step_dm = length_dm[step.edge.value()];
      ground.by_loss[lesser_hundredths[step.edge.value()]] += step_dm;
      ground.total_dm += step_dm;
    }
    const bool is_last_of_node =
        i + 1 == edges.size() || std::get<0>(edges[i + 1]) != block || std::get<1>(edges[i + 1]) != node;
    if (is_last_of_node) {
      if (const auto least = least_loss_at(space.stem[node.value()], ground, limits)) {
        attachments.push_back({node, block, *least});
      }
    }
  }
  heap_sort(attachments, [](const Attachment& a, const Attachment& b) {
    return std::tuple(a.least_loss_cdm, a.node, a.block) < std::tuple(b.least_loss_cdm, b.node, b.block);
  });
  return attachments;
}

}  // namespace loopgenie
