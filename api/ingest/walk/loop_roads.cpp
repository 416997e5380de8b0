#include "api/ingest/walk/loop_roads.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/random.hpp"
#include "core/graph/network.hpp"
#include "core/loop/search/solve.hpp"
#include "core/loop/space/query.hpp"

namespace loopgenie::ingest {
namespace {

constexpr double kTolerance = 0.10;
constexpr double kMaxRetrace = 0.15;
constexpr double kRadiusShare = 0.75;    // of a loop's length: the longer branch of the two may be a winding way
constexpr std::uint32_t kKeptTrees = 2;  // looked through before a road is added
constexpr std::uint32_t kAllTrees = 4;   // looked through for the roads to add
constexpr std::uint64_t kSolverEffort = 100'000;  // steps
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// A loop as one edge that joins two branches of the tree.
struct Found {
  double new_cost = 0;
  double retraced_m = 0;
  std::uint32_t edge = kNone;
  std::uint32_t fork = kNone;  // the node where the branches part
  [[nodiscard]] auto rank() const { return std::tie(new_cost, retraced_m, edge); }
};

/// A tree of cheapest paths with the true metres along it; scratch is reused.
class LoopTree {
 public:
  LoopTree(const WayGraph& ways, std::span<const double> cost_of_new, std::span<const std::uint8_t> kept)
      : ways_(ways), cost_of_new_(cost_of_new), kept_(kept), label_(ways.graph.node_count()) {}

  enum class Ways : std::uint8_t { all, kept };

  /// Each `bend` above 0 gives another tree: ways seem up to twice as long. Paths end at `radius_m`, and where they
  /// would need more new road than kMostNewRoadM.
  void grow(std::uint32_t start, double radius_m, Ways of, std::uint32_t bend) {
    ++run_;
    bend_ = bend;
    of_ = of;
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
          relax(node, arc, radius_m);
        }
      }
    }
  }

  /// The loop of least new road in the tree; of those the one that retraces least, or any if it needs none.
  [[nodiscard]] std::optional<Found> find(double hike_m) const {
    std::optional<Found> best;
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

  /// Calls visit(edge) for every edge of the loop and its stem.
  template <typename Visit>
  void visit_loop(const Found& found, Visit&& visit) const {
    visit(found.edge);
    for (std::uint32_t node :
         {ways_.graph.tail(EdgeIndex(found.edge)).value(), ways_.graph.head(EdgeIndex(found.edge)).value()}) {
      for (; label_[node].edge != kNone; node = label_[node].parent) {
        visit(label_[node].edge);
      }
    }
  }

 private:
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
  [[nodiscard]] bool is_usable(std::uint32_t edge) const { return of_ == Ways::all || kept_[edge] != 0; }
  [[nodiscard]] double new_cost(std::uint32_t edge) const { return kept_[edge] != 0 ? 0 : cost_of_new_[edge]; }

  /// In [0, 1): a fixed function of the bend and the edge.
  [[nodiscard]] double bend(std::uint32_t edge) const {
    return bend_ == 0 ? 0 : Random((std::uint64_t{bend_} << 32U) + edge).uniform();
  }

  void relax(std::uint32_t from, const Arc& arc, double radius_m) {
    const std::uint32_t edge = arc.edge.value();
    const Label& before = label_[from];
    Label next;
    next.length_m = before.length_m + ways_.length_m[edge];
    next.new_cost = before.new_cost + new_cost(edge);
    next.cost = before.cost + ways_.length_m[edge] * (1 + bend(edge)) + new_cost(edge);
    Label& at = label_[arc.head.value()];
    if (next.length_m > radius_m || next.new_cost > kMostNewRoadM * kNewRoadFactor ||
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

  void consider(std::uint32_t node, const Arc& arc, double hike_m, std::optional<Found>& best) const {
    const Label& a = label_[node];
    const Label& b = label_[arc.head.value()];
    const std::uint32_t edge = arc.edge.value();
    const double length_m = a.length_m + ways_.length_m[edge] + b.length_m;
    const double least_new = std::max(a.new_cost, b.new_cost) + new_cost(edge);
    if (std::abs(length_m - hike_m) > kTolerance * hike_m || (best && least_new > best->new_cost)) {
      return;
    }
    const std::uint32_t fork = fork_of(node, arc.head.value());
    const Label& stem = label_[fork];
    const Found found{a.new_cost + b.new_cost - stem.new_cost + new_cost(edge), stem.length_m, edge, fork};
    if (found.retraced_m <= kMaxRetrace * length_m && (!best || found.rank() < best->rank())) {
      best = found;
    }
  }

  [[nodiscard]] std::uint32_t fork_of(std::uint32_t a, std::uint32_t b) const {
    while (a != b) {
      if (label_[a].depth < label_[b].depth) {
        std::swap(a, b);
      }
      a = label_[a].parent;
    }
    return a;
  }

  const WayGraph& ways_;
  std::span<const double> cost_of_new_;
  std::span<const std::uint8_t> kept_;
  std::uint32_t bend_ = 0;
  Ways of_ = Ways::all;
  std::uint32_t run_ = 0;
  std::vector<Label> label_;
  std::vector<std::uint32_t> settled_;
  std::vector<std::pair<double, std::uint32_t>> heap_;
};

/// All ways as the planner's solver sees them, what is kept as good as a path and roads at their usual appeal: its best
/// loop is one of little new road.
class LoopSolver {
 public:
  LoopSolver(const OsmSource& source, const WayGraph& ways, std::span<const std::uint8_t> kept) {
    query_.hike_m = kServedHikeM;
    query_.effort = kSolverEffort;
    network_.graph = ways.graph;
    const std::uint32_t edge_count = ways.graph.edge_count();
    network_.strings = {""};
    network_.name.assign(edge_count, 0);
    network_.ref.assign(edge_count, 0);
    network_.climb.resize(edge_count);
    network_.first_vertex.assign(edge_count + 1, 0);
    for (std::uint32_t node = 0; node < ways.graph.node_count(); ++node) {
      const std::uint32_t source_node = ways.source_node[node];
      network_.node_id.emplace_back(source.node_id[source_node]);
      network_.node_vertex.push_back({source.node_point[source_node], Vertex::kUnknownElevation});
      network_.node_full_degree.push_back(ways.graph.degree(NodeIndex(node)));
    }
    for (std::uint32_t edge = 0; edge < edge_count; ++edge) {
      const SourceWay& way = ways.way(source, EdgeIndex(edge));
      network_.edge_id.push_back(make_edge_id(way.id, ways.stretch[edge].first_ref - way.first_ref));
      network_.length_dm.push_back(static_cast<std::uint32_t>(std::lround(ways.length_m[edge] * 10)));
      network_.attributes.push_back(way.profile.attributes);
      if (kept[edge] != 0) {
        keep(edge);
      }
    }
  }

  void keep(std::uint32_t edge) {
    network_.attributes[edge].way_class = WayClass::path;
    solver_.reset();
  }

  /// The edges of the loop found that needs the fewest metres of new road; none where there is none.
  [[nodiscard]] std::vector<std::uint32_t> loop_from(std::uint32_t start, std::span<const std::uint8_t> kept) {
    if (!solver_) {
      solver_.emplace(network_, query_);
    }
    std::vector<std::uint32_t> best;
    std::int64_t least_new_dm = std::numeric_limits<std::int64_t>::max();
    for (const Route& route : solver_->solve(NodeIndex(start)).routes) {
      std::vector<std::uint32_t> edges;
      std::int64_t new_dm = 0;
      for (const RouteStep& step : route.steps) {
        const std::uint32_t edge = step.edge.value();
        edges.push_back(edge);
        new_dm += kept[edge] != 0 ? 0 : network_.length_dm[edge];
      }
      if (new_dm < least_new_dm) {
        least_new_dm = new_dm;
        best = std::move(edges);
      }
    }
    return best;
  }

 private:
  Query query_;
  Network network_;
  std::optional<TrailheadSolver> solver_;
};

}  // namespace

void add_roads_for_loops(const OsmSource& source, std::span<const std::uint32_t> starts, SegmentMask& network,
                         const ProgressFn& progress) {
  if (starts.empty()) {
    return;
  }
  SegmentMask all = mask_of(source, [](const SourceWay& way) { return is_walked(way.profile.role); });
  drop_repeated_segments(source, all);
  std::vector<std::uint32_t> forced(starts.begin(), starts.end());
  // Kept stretches end at nodes of the graph, so that an edge is kept as a whole or not at all.
  for (std::uint32_t at = 0; at < network.size(); ++at) {
    const bool before = at > 0 && network[at - 1] != 0;
    if (before != (network[at] != 0)) {
      forced.push_back(source.refs[at]);
    }
  }
  const WayGraph ways = build_way_graph(source, all, forced);
  std::vector<std::uint8_t> kept(ways.graph.edge_count());
  std::vector<double> cost_of_new(ways.graph.edge_count());
  for (std::uint32_t edge = 0; edge < kept.size(); ++edge) {
    kept[edge] = network[ways.stretch[edge].first_ref];
    const bool main_road = ways.way(source, EdgeIndex(edge)).profile.role == WayRole::main_road;
    cost_of_new[edge] = ways.length_m[edge] * (main_road ? kNewMainRoadFactor : kNewRoadFactor);
  }
  LoopTree tree(ways, cost_of_new, kept);
  LoopSolver solver(source, ways, kept);
  const auto search = [&](std::uint32_t start, LoopTree::Ways of, std::uint32_t trees) {
    std::optional<Found> found;
    for (std::uint32_t bend = 0; bend < trees && !found; ++bend) {
      tree.grow(start, kServedHikeM * kRadiusShare, of, bend);
      found = tree.find(kServedHikeM);
    }
    return found;
  };
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::uint32_t start = ways.node_of[starts[i]];
    if (!search(start, LoopTree::Ways::kept, kKeptTrees)) {
      std::vector<std::uint32_t> loop;
      if (const auto found = search(start, LoopTree::Ways::all, kAllTrees)) {
        tree.visit_loop(*found, [&](std::uint32_t edge) { loop.push_back(edge); });
      } else {
        loop = solver.loop_from(start, kept);
      }
      for (const std::uint32_t edge : loop) {
        if (kept[edge] == 0) {
          kept[edge] = 1;
          solver.keep(edge);
          add_stretch(network, ways.stretch[edge]);
        }
      }
    }
    if (progress && i % 16 == 0) {
      progress("choosing roads for loops", static_cast<double>(i) / static_cast<double>(starts.size()));
    }
  }
}

}  // namespace loopgenie::ingest
