#include "core/loop/path_forest.hpp"

#include <algorithm>

#include "core/base/random.hpp"

namespace loopgenie {
namespace {

constexpr std::int64_t kClosedWeight = -1;  // as if the node had been reached by less than any path's weight

constexpr auto kLater = [](const auto& a, const auto& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.node > b.node;
};

}  // namespace

std::int64_t PathWeights::operator()(const PathFigures& figures, EdgeIndex edge) const {
  const std::int64_t plain = figures.length_dm * length_weight + figures.lesser_cdm;
  if (noise_percent == 0) {
    return plain;
  }
  Random random(noise_seed ^ (edge.value() * 0x9e3779b97f4a7c15U));
  return plain * (100 + random.below(noise_percent + 1)) / 100;
}

void PathForest::clear() {
  ++run_;
  settled_.clear();
  heap_.clear();
}

void PathForest::close(NodeIndex node) {
  Label& label = labels_[node.value()];
  label.weight = kClosedWeight;
  label.is_settled = false;
  label.run = run_;
}

void PathForest::grow(std::span<const NodeIndex> roots, const PathWeights& weights, const Bounds& bounds,
                      Effort& effort) {
  for (const NodeIndex root : roots) {
    Label& label = labels_[root.value()];
    label = {};
    label.lowest = root;
    label.branch = root;
    label.run = run_;
    heap_.push_back({0, root});
    std::push_heap(heap_.begin(), heap_.end(), kLater);
  }
  const NodeIndex only_root = roots.size() == 1 ? roots.front() : NodeIndex();
  std::uint64_t scanned = 0;
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), kLater);
    const NodeIndex node = heap_.back().node;
    heap_.pop_back();
    Label& label = labels_[node.value()];
    if (label.is_settled) {
      continue;
    }
    label.is_settled = true;
    settled_.push_back(node);
    for (const Arc& arc : space_->graph.arcs(node)) {
      ++scanned;
      if (space_->block_of_edge[arc.edge.value()] != bounds.block) {
        continue;
      }
      Label& next = labels_[arc.head.value()];
      const PathFigures& step = space_->figures[arc.edge.value()];
      const std::int64_t next_weight = label.weight + weights(step, arc.edge);
      if (next.run == run_ && (next.is_settled || next.weight <= next_weight)) {
        continue;
      }
      if (label.figures.length_dm + step.length_dm > bounds.longest_dm ||
          label.figures.lesser_cdm + step.lesser_cdm >= bounds.most_lesser_cdm) {
        continue;
      }
      next = {next_weight,
              label.figures + (arc.forward ? step : step.reversed()),
              std::min(label.lowest, arc.head),
              node == only_root ? arc.head : label.branch,
              node,
              arc.edge,
              arc.forward,
              false,
              run_};
      heap_.push_back({next_weight, arc.head});
      std::push_heap(heap_.begin(), heap_.end(), kLater);
    }
  }
  effort.spend(scanned + 1);
}

void PathForest::append_path_to(NodeIndex node, Cycle& steps) const {
  const auto first = static_cast<std::ptrdiff_t>(steps.size());
  for (NodeIndex at = node; labels_[at.value()].parent.is_valid(); at = labels_[at.value()].parent) {
    const Label& label = labels_[at.value()];
    steps.push_back({label.parent, label.edge, label.forward});
  }
  std::reverse(steps.begin() + first, steps.end());
}

void PathForest::append_path_from(NodeIndex node, Cycle& steps) const {
  for (NodeIndex at = node; labels_[at.value()].parent.is_valid(); at = labels_[at.value()].parent) {
    const Label& label = labels_[at.value()];
    steps.push_back({at, label.edge, !label.forward});
  }
}

}  // namespace loopgenie
