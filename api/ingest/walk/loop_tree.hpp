// Looks for a loop in a tree of cheapest paths from a start: quick, and blind for loops that no such tree has.
//
// A loop is a fundamental cycle of the tree with its stem. The edge uv that closes it makes it d(u) + l(uv) + d(v)
// metres long, and it is walked twice up to the node where the two branches part. It serves a hike of L metres where
// its length is within 10 % of L and at most 15 % of it are walked twice, as a query's defaults have it.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

/// A loop as one edge that joins two branches of the tree.
struct TreeLoop {
  double new_cost = 0;
  double retraced_m = 0;
  std::uint32_t edge = 0;
  [[nodiscard]] auto rank() const { return std::tie(new_cost, retraced_m, edge); }
};

/// One tree at a time, with reused scratch. Ties break by node and edge.
class LoopTree {
 public:
  /// `cost_of_new`: per edge, what it costs to keep it. `kept`: per edge, not 0 where it is kept already. All must
  /// outlive the tree; `kept` may change between two trees.
  LoopTree(const OsmSource& source, const WayGraph& ways, std::span<const double> cost_of_new,
           std::span<const std::uint8_t> kept)
      : source_(source), ways_(ways), cost_of_new_(cost_of_new), kept_(kept), label_(ways.graph.node_count()) {}

  enum class Ways : std::uint8_t { all, kept };
  struct Growth {
    double radius_m = 0;       // paths end there,
    double most_new_cost = 0;  // and where they would need more new road than this
    Ways of = Ways::all;
    std::uint32_t bend = 0;  // each value above 0 gives another tree: ways seem up to twice as long
  };
  /// Forgets the tree before. O((n' + m') log n') for what lies within the radius.
  void grow(std::uint32_t start, const Growth& growth);

  /// The loop of least new road in the tree; of those the one that retraces least, or any if it needs none.
  [[nodiscard]] std::optional<TreeLoop> find(double hike_m) const;

  /// Calls visit(edge) for every edge of the loop and its stem.
  template <typename Visit>
  void visit_loop(const TreeLoop& loop, Visit&& visit) const {
    visit(loop.edge);
    for (std::uint32_t node :
         {ways_.graph.tail(EdgeIndex(loop.edge)).value(), ways_.graph.head(EdgeIndex(loop.edge)).value()}) {
      for (; label_[node].edge != kNone; node = label_[node].parent) {
        visit(label_[node].edge);
      }
    }
  }

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  struct Label {
    double cost = 0;
    double length_m = 0;
    double new_cost = 0;
    std::uint32_t parent = kNone;
    std::uint32_t edge = kNone;
    std::uint32_t depth = 0;
    std::uint32_t run = 0;
    bool settled = false;
  };

  [[nodiscard]] bool is_settled(std::uint32_t node) const { return label_[node].run == run_ && label_[node].settled; }
  [[nodiscard]] bool is_tree_edge(const Arc& arc, std::uint32_t node) const {
    return label_[node].edge == arc.edge.value() || label_[arc.head.value()].edge == arc.edge.value();
  }
  [[nodiscard]] bool is_usable(std::uint32_t edge) const { return growth_.of == Ways::all || kept_[edge] != 0; }
  [[nodiscard]] double new_cost(std::uint32_t edge) const { return kept_[edge] != 0 ? 0 : cost_of_new_[edge]; }
  [[nodiscard]] double bend(std::uint32_t edge) const;
  void relax(std::uint32_t from, const Arc& arc);
  void consider(std::uint32_t node, const Arc& arc, double hike_m, std::optional<TreeLoop>& best) const;
  [[nodiscard]] std::uint32_t fork_of(std::uint32_t a, std::uint32_t b) const;

  const OsmSource& source_;
  const WayGraph& ways_;
  std::span<const double> cost_of_new_;
  std::span<const std::uint8_t> kept_;
  Growth growth_;
  std::uint32_t run_ = 0;
  std::vector<Label> label_;
  std::vector<std::uint32_t> settled_;
  std::vector<std::pair<double, std::uint32_t>> heap_;
};

}  // namespace loopgenie::ingest
