#include "core/loop/exact/edge_order.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <tuple>
#include <utility>

namespace loopgenie {
namespace {

constexpr std::uint32_t kFirstNodes = 12;
constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();

struct Incidence {
  std::vector<std::uint32_t> first;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;  // (edge, other end)

  explicit Incidence(const BlockGraph& block) : first(block.node_count() + 1) {
    for (const BlockGraph::Edge& edge : block.edges) {
      ++first[edge.tail + 1];
      ++first[edge.head + 1];
    }
    for (std::uint32_t n = 0; n < block.node_count(); ++n) {
      first[n + 1] += first[n];
    }
    arcs.resize(first.back());
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    for (std::uint32_t e = 0; e < block.edge_count(); ++e) {
      arcs[next[block.edges[e].tail]++] = {e, block.edges[e].head};
      arcs[next[block.edges[e].head]++] = {e, block.edges[e].tail};
    }
  }
  [[nodiscard]] std::uint32_t degree(std::uint32_t node) const { return first[node + 1] - first[node]; }
  template <typename Visit>
  void for_each(std::uint32_t node, Visit&& visit) const {
    for (std::uint32_t i = first[node]; i < first[node + 1]; ++i) {
      visit(arcs[i].first, arcs[i].second);
    }
  }
};

/// Finishes nodes in the order asked for and measures the frontier on the way.
class Sweep {
 public:
  Sweep(const Incidence& incidence, std::uint32_t node_count, std::uint32_t edge_count)
      : incidence_(incidence), left_(node_count), is_placed_(edge_count), entered_(node_count, kUnseen) {
    for (std::uint32_t n = 0; n < node_count; ++n) {
      left_[n] = incidence.degree(n);
    }
  }

  void finish(std::uint32_t node) {
    enter(node);
    incidence_.for_each(node, [&](std::uint32_t edge, std::uint32_t other) {
      if (is_placed_[edge] != 0) {
        return;
      }
      is_placed_[edge] = 1;
      order_.edges.push_back(edge);
      enter(other);
      order_.width = std::max(order_.width, static_cast<std::uint32_t>(frontier_.size()));
      work_ += std::ldexp(1.0, static_cast<int>(std::min<std::size_t>(frontier_.size(), 500)));
      for (const std::uint32_t end : {node, other}) {
        if (--left_[end] == 0) {
          frontier_.erase(std::find(frontier_.begin(), frontier_.end(), end));
        }
      }
    });
  }

  [[nodiscard]] bool is_finished(std::uint32_t node) const { return left_[node] == 0; }
  [[nodiscard]] const std::vector<std::uint32_t>& frontier() const { return frontier_; }

  /// New nodes that finishing this one would bring in; less its own leaving.
  [[nodiscard]] std::uint32_t new_nodes(std::uint32_t node) const {
    std::uint32_t count = 0;
    incidence_.for_each(node, [&](std::uint32_t, std::uint32_t other) { count += entered_[other] == kUnseen ? 1 : 0; });
    return count;
  }
  [[nodiscard]] std::uint32_t age(std::uint32_t node) const { return entered_[node]; }
  [[nodiscard]] double work() const { return work_; }
  [[nodiscard]] EdgeOrder take() && { return std::move(order_); }
  [[nodiscard]] std::uint32_t width() const { return order_.width; }

 private:
  void enter(std::uint32_t node) {
    if (entered_[node] == kUnseen) {
      entered_[node] = clock_++;
      frontier_.push_back(node);
    }
  }

  const Incidence& incidence_;
  std::vector<std::uint32_t> left_;  // edges still to place, per node
  std::vector<std::uint8_t> is_placed_;
  std::vector<std::uint32_t> entered_;
  std::vector<std::uint32_t> frontier_;
  std::uint32_t clock_ = 0;
  EdgeOrder order_;
  double work_ = 0;
};

void sweep_greedily(Sweep& sweep, std::uint32_t first) {
  sweep.finish(first);
  while (!sweep.frontier().empty()) {
    const auto key = [&](std::uint32_t node) { return std::tuple(sweep.new_nodes(node), sweep.age(node)); };
    sweep.finish(*std::min_element(sweep.frontier().begin(), sweep.frontier().end(),
                                   [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); }));
  }
}

void sweep_breadth_first(Sweep& sweep, std::uint32_t first) {
  sweep.finish(first);
  while (!sweep.frontier().empty()) {
    sweep.finish(*std::min_element(sweep.frontier().begin(), sweep.frontier().end(),
                                   [&](std::uint32_t a, std::uint32_t b) { return sweep.age(a) < sweep.age(b); }));
  }
}

}  // namespace

EdgeOrder order_edges(const BlockGraph& block) {
  const Incidence incidence(block);
  const std::uint32_t n = block.node_count();
  EdgeOrder best;
  double best_work = 0;
  const std::uint32_t tries = std::min(kFirstNodes, n);
  for (std::uint32_t i = 0; i < tries; ++i) {
    const std::uint32_t first = tries == 1 ? 0 : static_cast<std::uint32_t>(std::uint64_t{i} * (n - 1) / (tries - 1));
    for (const auto strategy : {&sweep_greedily, &sweep_breadth_first}) {
      Sweep sweep(incidence, n, block.edge_count());
      strategy(sweep, first);
      for (std::uint32_t node = 0; node < n; ++node) {  // a block without its first nodes may fall apart
        if (!sweep.is_finished(node)) {
          strategy(sweep, node);
        }
      }
      if (best.edges.empty() || std::pair(sweep.width(), sweep.work()) < std::pair(best.width, best_work)) {
        best_work = sweep.work();
        best = std::move(sweep).take();
      }
    }
  }
  return best;
}

}  // namespace loopgenie
