#include "core/loop/search/path_forest.hpp"

#include <algorithm>

namespace loopgenie {
namespace {

constexpr std::int64_t kClosedWeight = -1;  // less than any path weighs: no path replaces it

// Lesser ground of a decimetre, at most, in hundredths; prices on shared edges (alternatives.hpp) can make it more.
constexpr std::int64_t kMostLesserPerDm = 100;

}  // namespace

std::int64_t PathWeights::operator()(const PathFigures& figures, EdgeIndex edge) const {
  const std::int64_t plain = figures.length_dm * length_weight + figures.lesser_cdm;
  if (noise_percent == 0) {
    return plain;
  }
  Random random(noise_seed ^ (edge.value() * 0x9e3779b97f4a7c15U));
  return plain * (100 + random.below(noise_percent + 1)) / 100;
}

PathWeights PathWeights::drawn(Random& random) {
  // One draw per statement: the order in which a call's arguments are evaluated differs between compilers.
  PathWeights weights;
  weights.length_weight = 4 << (2 * random.below(4));
  weights.noise_percent = random.below(2) == 0 ? 0 : 50 + random.below(250);
  weights.noise_seed = random.next();
  return weights;
}

void PathForest::clear() {
  ++run_;
  settled_.clear();
}

void PathForest::close(NodeIndex node) {
  Label& label = labels_[node.value()];
  label.weight = kClosedWeight;
  label.is_settled = false;
  label.run = run_;
}

std::int64_t PathForest::usual_weight(const PathWeights& weights, const Bounds& bounds) const {
  const std::int64_t length_dm = std::max<std::int64_t>(std::min(bounds.longest_dm, longest_unstretched_dm_), 0);
  const std::int64_t lesser_cdm = std::clamp<std::int64_t>(bounds.most_lesser_cdm, 0, length_dm * kMostLesserPerDm);
  return (length_dm * weights.length_weight + lesser_cdm) / 100 * (100 + weights.noise_percent) + 1;
}

void PathForest::grow(std::span<const NodeIndex> roots, const PathWeights& weights, const Bounds& bounds,
                      Effort& effort) {
  queue_.begin(usual_weight(weights, bounds));
  for (const NodeIndex root : roots) {
    Label& label = labels_[root.value()];
    label = {};
    label.lowest = root;
    label.branch = root;
    label.run = run_;
    queue_.push(root, 0);
  }
  const NodeIndex only_root = roots.size() == 1 ? roots.front() : NodeIndex();
  std::uint64_t scanned = 0;
  while (!queue_.empty()) {
    const NodeIndex node = queue_.pop();
    Label& label = labels_[node.value()];
    if (label.is_settled) {
      continue;
    }
    label.is_settled = true;
    settled_.push_back(node);
    for (const Arc& arc : space_->graph.arcs(node)) {
      ++scanned;
      Label& next = labels_[arc.head.value()];
      const bool is_labelled = next.run == run_;
      if ((is_labelled && next.is_settled) || space_->block_of_edge[arc.edge.value()] != bounds.block) {
        continue;
      }
      const PathFigures& step = space_->figures[arc.edge.value()];
      const std::int64_t next_weight = label.weight + weights(step, arc.edge);
      if (is_labelled && next.weight <= next_weight) {
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
      queue_.push(arc.head, next_weight);
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
