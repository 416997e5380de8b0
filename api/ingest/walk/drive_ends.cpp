#include "api/ingest/walk/drive_ends.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "api/ingest/walk/around.hpp"
#include "api/ingest/walk/components.hpp"

namespace loopgenie::ingest {
namespace {

/// Per node of the graph the number of its piece, within which one can drive from everywhere to everywhere: Tarjan's
/// strongly connected components, without recursion. O(n + m).
class RoundTrips {
 public:
  RoundTrips(const OsmSource& source, const WayGraph& graph) : source_(source), graph_(graph) {
    const std::uint32_t count = graph.graph.node_count();
    piece_.assign(count, kNone);
    order_.assign(count, kNone);
    lowest_.assign(count, kNone);
    for (std::uint32_t root = 0; root < count; ++root) {
      if (order_[root] == kNone) {
        search_from(root);
      }
    }
  }

  [[nodiscard]] const std::vector<std::uint32_t>& piece() const { return piece_; }
  [[nodiscard]] std::uint32_t count() const { return pieces_; }

 private:
  static constexpr std::uint32_t kNone = WayGraph::kNoNode;

  struct Visit {
    std::uint32_t node;
    std::size_t next_arc;
  };

  [[nodiscard]] bool is_open(const Arc& arc) const {
    const DriveProfile& drive = graph_.way(source_, arc.edge).drive;
    return (arc.forward ? drive.forward_kmh : drive.backward_kmh) > 0;
  }

  void enter(std::uint32_t node) {
    order_[node] = lowest_[node] = entered_++;
    open_.push_back(node);
    visits_.push_back({node, 0});
  }

  void search_from(std::uint32_t root) {
    enter(root);
    while (!visits_.empty()) {
      const std::uint32_t node = visits_.back().node;
      const auto arcs = graph_.graph.arcs(NodeIndex(node));
      if (visits_.back().next_arc < arcs.size()) {
        const Arc& arc = arcs[visits_.back().next_arc++];
        const std::uint32_t head = arc.head.value();
        if (!is_open(arc)) {
          continue;
        }
        if (order_[head] == kNone) {
          enter(head);
        } else if (piece_[head] == kNone) {
          lowest_[node] = std::min(lowest_[node], order_[head]);
        }
        continue;
      }
      visits_.pop_back();
      if (!visits_.empty()) {
        std::uint32_t& lowest = lowest_[visits_.back().node];
        lowest = std::min(lowest, lowest_[node]);
      }
      if (lowest_[node] == order_[node]) {
        close(node);
      }
    }
  }

  void close(std::uint32_t first) {
    while (piece_[first] == kNone) {
      piece_[open_.back()] = pieces_;
      open_.pop_back();
    }
    ++pieces_;
  }

  const OsmSource& source_;
  const WayGraph& graph_;
  std::vector<std::uint32_t> piece_;
  std::vector<std::uint32_t> order_;   // of entering
  std::vector<std::uint32_t> lowest_;  // the first entered node that is open still and reached from here
  std::vector<std::uint32_t> open_;
  std::vector<Visit> visits_;
  std::uint32_t entered_ = 0;
  std::uint32_t pieces_ = 0;
};

/// Built as a road, whoever may drive on it.
bool is_road(const SourceWay& way) {
  switch (way.profile.attributes.way_class) {
    case WayClass::living_street:
    case WayClass::residential:
    case WayClass::service:
    case WayClass::unclassified:
    case WayClass::road:
    case WayClass::tertiary:
    case WayClass::secondary:
    case WayClass::primary:
      return true;
    default:
      return way.profile.motor_traffic || way.drive.is_open();
  }
}

/// Of all segments a car may use, those on which a drive may end. O(n).
SegmentMask ends_of_drives(const OsmSource& source) {
  const SegmentMask drivable = drivable_segments(source);
  const WayGraph roads = build_way_graph(source, drivable);
  const RoundTrips trips(source, roads);
  const auto piece_of = [&](std::uint32_t edge) {
    const std::uint32_t piece = trips.piece()[roads.graph.tail(EdgeIndex(edge)).value()];
    return piece == trips.piece()[roads.graph.head(EdgeIndex(edge)).value()] ? piece : WayGraph::kNoNode;
  };
  std::vector<double> length_m(trips.count(), 0);
  for (std::uint32_t edge = 0; edge < roads.graph.edge_count(); ++edge) {
    if (piece_of(edge) != WayGraph::kNoNode) {
      length_m[piece_of(edge)] += roads.length_m[edge];
    }
  }

  // Which pieces closed roads and barriers alone part.
  const WayGraph all = build_way_graph(source, mask_of(source, is_road), roads.source_node);
  const Components joined = find_components(all);
  std::vector<std::uint32_t> joined_of(trips.count(), 0);
  std::vector<double> longest_m(joined.component.size(), 0);
  for (std::uint32_t node = 0; node < roads.graph.node_count(); ++node) {
    const std::uint32_t piece = trips.piece()[node];
    joined_of[piece] = joined.of_node[all.node_of[roads.source_node[node]]];
    longest_m[joined_of[piece]] = std::max(longest_m[joined_of[piece]], length_m[piece]);
  }
  const std::vector<std::uint8_t> leads = lead_somewhere(source, roads, trips.piece(), length_m);
  SegmentMask ends(drivable.size(), 0);
  for (std::uint32_t edge = 0; edge < roads.graph.edge_count(); ++edge) {
    const std::uint32_t piece = piece_of(edge);
    if (piece != WayGraph::kNoNode && leads[piece] != 0 && length_m[piece] >= kSmallestIslandM &&
        (length_m[piece] >= kLargestEstateM || length_m[piece] == longest_m[joined_of[piece]])) {
      add_stretch(ends, roads.stretch[edge]);
    }
  }
  return ends;
}

}  // namespace

std::vector<std::uint8_t> lead_somewhere(const OsmSource& source, const WayGraph& graph,
                                         std::span<const std::uint32_t> piece_of_node,
                                         std::span<const double> length_m) {
  std::vector<std::uint32_t> by_length(length_m.size());
  std::iota(by_length.begin(), by_length.end(), 0U);
  std::stable_sort(by_length.begin(), by_length.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return length_m[a] < length_m[b]; });
  std::vector<std::uint32_t> rank(by_length.size(), 0);
  for (std::uint32_t i = 0; i < by_length.size(); ++i) {
    rank[by_length[i]] = i + 1;
  }
  const auto visit_nodes = [&](auto&& visit) {
    for (std::uint32_t node = 0; node < graph.graph.node_count(); ++node) {
      visit(source.node_point[graph.source_node[node]], piece_of_node[node]);
    }
  };
  Around roads;
  visit_nodes([&](Point point, std::uint32_t piece) { roads.note(point, rank[piece]); });
  std::vector<std::uint8_t> leads(by_length.size(), 1);
  visit_nodes([&](Point point, std::uint32_t piece) {
    if (leads[piece] != 0 && length_m[piece] < kSmallestRoadNetworkM && roads.greatest(point) > rank[piece]) {
      leads[piece] = 0;
    }
  });
  return leads;
}

SegmentMask drivable_segments(const OsmSource& source) {
  SegmentMask mask = mask_of(source, [](const SourceWay& way) { return way.drive.is_open(); });
  for (std::size_t at = 0; at + 1 < mask.size(); ++at) {
    if (mask[at] != 0 && (source.node_blocked[source.refs[at]] || source.node_blocked[source.refs[at + 1]])) {
      mask[at] = 0;
    }
  }
  return mask;
}

DriveEnds::DriveEnds(const OsmSource& source) : nearest_(source, ends_of_drives(source)) {}

std::optional<std::uint32_t> DriveEnds::near(Point point, const Obstacles& obstacles) const {
  return nearest_.find_open({&point, 1}, kRoadLegM, obstacles);
}

}  // namespace loopgenie::ingest
