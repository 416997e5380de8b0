#include "api/ingest/walk/loop_tree.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/base/random.hpp"

namespace loopgenie::ingest {
namespace {

constexpr double kTolerance = 0.10;
constexpr double kMaxRetrace = 0.15;

}  // namespace

void LoopTree::grow(std::uint32_t start, const Growth& growth) {
  ++run_;
  growth_ = growth;
  settled_.clear();
  heap_.clear();
  label_[start] = {};
  label_[start].run = run_;
  heap_.emplace_back(0, start);
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const std::uint32_t node = heap_.back().second;
    heap_.pop_back();
    if (label_[node].settled) {
      continue;
    }
    label_[node].settled = true;
    settled_.push_back(node);
    for (const Arc& arc : ways_.graph.arcs(NodeIndex(node))) {
      if (is_usable(arc.edge.value())) {
        relax(node, arc);
      }
    }
  }
}

std::optional<TreeLoop> LoopTree::find(double hike_m) const {
  std::optional<TreeLoop> best;
  for (const std::uint32_t node : settled_) {
    for (const Arc& arc : ways_.graph.arcs(NodeIndex(node))) {
      if (arc.forward && is_settled(arc.head.value()) && !is_tree_edge(arc, node) && is_usable(arc.edge.value())) {
        consider(node, arc, hike_m, best);
        if (best && best->new_cost == 0) {
          return best;
        }
      }
    }
  }
  return best;
}

/// In [0, 1): a fixed function of the bend and the edge's id. Its number would be another one beside another region.
double LoopTree::bend(std::uint32_t edge) const {
  if (growth_.bend == 0) {
    return 0;
  }
  constexpr unsigned kIdBits = 56;  // an edge's id has 53
  const auto id = static_cast<std::uint64_t>(ways_.edge_id(source_, EdgeIndex(edge)).value());
  return Random((std::uint64_t{growth_.bend} << kIdBits) + id).uniform();
}

void LoopTree::relax(std::uint32_t from, const Arc& arc) {
  const std::uint32_t edge = arc.edge.value();
  const Label& before = label_[from];
  Label next;
  next.length_m = before.length_m + ways_.length_m[edge];
  next.new_cost = before.new_cost + new_cost(edge);
  next.cost = before.cost + ways_.length_m[edge] * (1 + bend(edge)) + new_cost(edge);
  Label& at = label_[arc.head.value()];
  if (next.length_m > growth_.radius_m || next.new_cost > growth_.most_new_cost ||
      (at.run == run_ && (at.settled || at.cost <= next.cost))) {
    return;
  }
  next.parent = from;
  next.edge = edge;
  next.depth = before.depth + 1;
  next.run = run_;
  at = next;
  heap_.emplace_back(next.cost, arc.head.value());
  std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

void LoopTree::consider(std::uint32_t node, const Arc& arc, double hike_m, std::optional<TreeLoop>& best) const {
  const Label& a = label_[node];
  const Label& b = label_[arc.head.value()];
  const std::uint32_t edge = arc.edge.value();
  const double length_m = a.length_m + ways_.length_m[edge] + b.length_m;
  const double least_new = std::max(a.new_cost, b.new_cost) + new_cost(edge);
  if (std::abs(length_m - hike_m) > kTolerance * hike_m || (best && least_new > best->new_cost)) {
    return;
  }
  const Label& stem = label_[fork_of(node, arc.head.value())];
  const TreeLoop loop{a.new_cost + b.new_cost - stem.new_cost + new_cost(edge), stem.length_m, edge};
  if (loop.retraced_m <= kMaxRetrace * length_m && (!best || loop.rank() < best->rank())) {
    best = loop;
  }
}

/// The node where the paths to the two nodes part.
std::uint32_t LoopTree::fork_of(std::uint32_t a, std::uint32_t b) const {
  while (a != b) {
    if (label_[a].depth < label_[b].depth) {
      std::swap(a, b);
    }
    a = label_[a].parent;
  }
  return a;
}

}  // namespace loopgenie::ingest
