#include "api/ingest/roads/road_estimates.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "api/ingest/base/parallel.hpp"
#include "api/ingest/roads/road_line.hpp"
#include "api/ingest/walk/segment_grid.hpp"
#include "core/search/drive_range.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::uint32_t kTriedMs = 300'000;
constexpr double kSearchRadiiM[] = {200, 1'000, 5'000};

/// The overlay as it stands, as a planner sees it: with the lines of its tiles.
class OverlayView {
 public:
  OverlayView(const OsmSource& source, const WayGraph& ways, const RoadGraph& all, RoadGraph overlay)
      : overlay_(std::move(overlay)), node_in_all_(nodes_at(all, overlay_.way_nodes)), grid_(segments(source, ways)) {}

  [[nodiscard]] const RoadGraph& graph() const { return overlay_; }
  /// Per node, ascending: that of the graph of all roads.
  [[nodiscard]] std::span<const std::uint32_t> node_in_all() const { return node_in_all_; }

  /// Where a drive reaches the ends of the road it begins at, the leg included; empty without a road near.
  [[nodiscard]] std::vector<RoadSearch::Source> ends_near(Point place) const {
    for (const double radius_m : kSearchRadiiM) {
      std::vector<std::uint32_t> near;
      grid_.visit_near(place, radius_m,
                       [&](const SegmentGrid::Segment& segment, double /*away_m*/) { near.push_back(segment.tag); });
      std::sort(near.begin(), near.end());
      near.erase(std::unique(near.begin(), near.end()), near.end());
      RoadNetwork roads;
      for (const std::uint32_t edge : near) {
        roads.edges.push_back(&lines_[edge]);
      }
      if (const std::optional<RoadStart> start = nearest_road(roads, place, radius_m)) {
        return ends_of(near[start->edge.value()], *start);
      }
    }
    return {};
  }

 private:
  std::vector<SegmentGrid::Segment> segments(const OsmSource& source, const WayGraph& ways) {
    std::vector<SegmentGrid::Segment> result;
    for (std::uint32_t edge = 0; edge < overlay_.pieces.size(); ++edge) {
      const std::vector<Point> line = simplified_road(line_of(source, ways, overlay_.pieces[edge]));
      RoadEdge& road = lines_.emplace_back();
      road.tail = line.front();
      road.head = line.back();
      road.inner.assign(line.begin() + 1, line.end() - 1);
      road.road_class = overlay_.pieces[edge].road_class();
      for (std::size_t i = 1; i < line.size(); ++i) {
        result.push_back({line[i - 1], line[i], edge});
      }
    }
    return result;
  }

  [[nodiscard]] std::vector<RoadSearch::Source> ends_of(std::uint32_t edge, const RoadStart& start) const {
    const double leg_ms = drive_of_leg(start.leg_m).drive_s * 1000;
    const RoadPiece& piece = overlay_.pieces[edge];
    std::vector<RoadSearch::Source> ends;
    const auto add = [&](NodeIndex end, double share, std::uint32_t edge_ms) {
      if (share == 0 || edge_ms != kClosedMs) {
        ends.push_back({end.value(), static_cast<std::uint32_t>(leg_ms + (share > 0 ? share * edge_ms : 0))});
      }
    };
    add(overlay_.graph.head(EdgeIndex(edge)), 1 - start.share, piece.forward_ms);
    add(overlay_.graph.tail(EdgeIndex(edge)), start.share, piece.backward_ms);
    return ends;
  }

  RoadGraph overlay_;
  std::vector<std::uint32_t> node_in_all_;
  std::vector<RoadEdge> lines_;  // per edge
  SegmentGrid grid_;             // tags are edges
};

std::vector<std::uint8_t> nodes_on(const RoadGraph& roads, const std::vector<std::uint8_t>& kept) {
  std::vector<std::uint8_t> on(roads.graph.node_count(), 0);
  for (std::uint32_t edge = 0; edge < kept.size(); ++edge) {
    if (kept[edge] != 0) {
      on[roads.graph.tail(EdgeIndex(edge)).value()] = 1;
      on[roads.graph.head(EdgeIndex(edge)).value()] = 1;
    }
  }
  return on;
}

/// Off the overlay, farthest first.
std::vector<std::uint32_t> nodes_off(const RoadGraph& roads, const std::vector<std::uint8_t>& kept) {
  const std::vector<std::uint8_t> on = nodes_on(roads, kept);
  std::vector<std::uint32_t> sources;
  for (std::uint32_t node = 0; node < on.size(); ++node) {
    if (on[node] != 0) {
      sources.push_back(node);
    }
  }
  RoadSearch search(roads);
  search.run(sources, {.toward = RoadSearch::Toward::either, .cheap_edges = {}, .usable_edges = {}});
  std::vector<std::uint32_t> off;
  for (const std::uint32_t node : search.settled()) {
    if (on[node] == 0) {
      off.push_back(node);
    }
  }
  std::reverse(off.begin(), off.end());
  return off;
}

class Trial {
 public:
  Trial(const RoadGraph& all, const OverlayView& view)
      : all_(all), view_(view), true_times_(all), estimates_(view.graph()) {}

  /// The edges that drives from the node take where their estimate fails.
  void run(std::uint32_t node, Point place, std::uint32_t allowed_ms, const std::vector<std::uint8_t>& kept,
           std::set<std::uint32_t>& found) {
    const std::vector<RoadSearch::Source> ends = view_.ends_near(place);
    const auto differ = [&](std::uint32_t a_ms, std::uint32_t b_ms) {
      return std::max(a_ms, b_ms) - std::min(a_ms, b_ms) > allowed_ms;
    };
    const auto node_in_all = view_.node_in_all();
    std::uint32_t limit_ms = kTriedMs + allowed_ms;
    for (const RoadSearch::Source& end : ends) {
      limit_ms = std::max(limit_ms, end.time_ms);
    }
    estimates_.run(ends, {.limit_ms = limit_ms, .cheap_edges = {}, .usable_edges = {}});
    true_times_.run({&node, 1}, {.limit_ms = kTriedMs, .cheap_edges = {}, .usable_edges = {}});
    const auto is_unreached = [&](const RoadSearch::Source& end) {
      return true_times_.time_ms(node_in_all[end.node]) == kClosedMs;
    };
    if (std::any_of(ends.begin(), ends.end(), is_unreached)) {  // the road is far away for a car
      true_times_.run({&node, 1}, {.cheap_edges = {}, .usable_edges = {}});
    }
    bool begins_elsewhere = std::any_of(ends.begin(), ends.end(), is_unreached);
    for (const std::uint32_t at : true_times_.settled()) {
      const auto overlay_at = std::lower_bound(node_in_all.begin(), node_in_all.end(), at);
      if (overlay_at == node_in_all.end() || *overlay_at != at) {
        continue;
      }
      const auto overlay_node = static_cast<std::uint32_t>(overlay_at - node_in_all.begin());
      const bool is_end = std::any_of(ends.begin(), ends.end(),
                                      [&](const RoadSearch::Source& end) { return end.node == overlay_node; });
      const bool is_tried = true_times_.time_ms(at) <= kTriedMs || is_end;
      if (begins_elsewhere || (is_tried && differ(true_times_.time_ms(at), estimates_.time_ms(overlay_node)))) {
        follow(at, kept, found);
        begins_elsewhere = false;
      }
    }
  }

 private:
  void follow(std::uint32_t at, const std::vector<std::uint8_t>& kept, std::set<std::uint32_t>& found) const {
    for (std::uint32_t edge = true_times_.parent_edge(at); edge != RoadSearch::kNone;
         edge = true_times_.parent_edge(at)) {
      if (kept[edge] == 0) {
        found.insert(edge);
      }
      at = all_.graph.other_end(EdgeIndex(edge), NodeIndex(at)).value();
    }
  }

  const RoadGraph& all_;
  const OverlayView& view_;
  RoadSearch true_times_;
  RoadSearch estimates_;
};

}  // namespace

std::vector<Point> line_of(const OsmSource& source, const WayGraph& ways, const RoadPiece& piece) {
  std::vector<Point> points;
  for (const ChainStep& step : piece.steps) {
    const Stretch& stretch = ways.stretch[step.edge.value()];
    for (std::uint32_t i = 0; i <= stretch.last_ref - stretch.first_ref; ++i) {
      const std::uint32_t at = step.forward ? stretch.first_ref + i : stretch.last_ref - i;
      if (i > 0 || points.empty()) {
        points.push_back(source.node_point[source.refs[at]]);
      }
    }
  }
  return points;
}

bool keep_where_estimates_fail(const OsmSource& source, const WayGraph& ways, const RoadGraph& roads,
                               std::span<const std::uint32_t> stops, std::uint32_t allowed_ms, std::size_t batches,
                               std::vector<std::uint8_t>& kept) {
  const std::vector<std::uint32_t> off = nodes_off(roads, kept);
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t batch = off.size() / batches + 1;
  bool any = false;
  for (std::size_t first = 0; first < off.size(); first += batch) {
    const std::size_t end = std::min(first + batch, off.size());
    const OverlayView view(source, ways, roads, overlay_of(roads, kept, stops));
    const std::vector<std::uint8_t> on = nodes_on(roads, kept);
    std::vector<std::set<std::uint32_t>> found(threads);
    parallel_for(threads, static_cast<unsigned>(threads), [&](std::size_t share) {
      Trial trial(roads, view);
      for (std::size_t i = first + share; i < end; i += threads) {
        const std::uint32_t node = off[i];
        if (on[node] == 0) {
          const Point place = source.node_point[ways.source_node[roads.way_nodes[node]]];
          trial.run(node, place, allowed_ms, kept, found[share]);
        }
      }
    });
    for (const std::set<std::uint32_t>& edges : found) {
      for (const std::uint32_t edge : edges) {
        kept[edge] = 1;
        any = true;
      }
    }
  }
  return any;
}

}  // namespace loopgenie::ingest
