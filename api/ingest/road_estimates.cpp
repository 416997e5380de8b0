#include "api/ingest/road_estimates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <thread>
#include <utility>

#include "api/ingest/parallel.hpp"
#include "api/ingest/segment_grid.hpp"
#include "core/geo/distance.hpp"
#include "core/search/drive_range.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::uint32_t kTriedMs = 300'000;
constexpr std::size_t kBatches = 24;
constexpr double kSearchRadiiM[] = {200, 1'000, 5'000};

/// Finds the road of the overlay a drive would begin at, as nearest_road of the core does.
class OverlayLines {
 public:
  OverlayLines(const OsmSource& source, const WayGraph& ways, const RoadGraph& roads,
               const std::vector<std::uint8_t>& kept)
      : grid_(segments(source, ways, roads, kept)) {}

  /// Where the drive reaches the ends of that road, the leg included; empty without a road near.
  [[nodiscard]] std::vector<RoadSearch::Source> ends_near(const RoadGraph& roads, Point place) const {
    for (const double radius_m : kSearchRadiiM) {
      double nearest_m = std::numeric_limits<double>::infinity();
      const Stop* nearest = nullptr;
      Point a;
      Point b;
      grid_.visit_near(place, radius_m, [&](const SegmentGrid::Segment& segment, double away_m) {
        if (away_m < nearest_m) {
          nearest_m = away_m;
          nearest = &stops_[segment.tag];
          a = segment.a;
          b = segment.b;
        }
      });
      if (nearest != nullptr) {
        return ends_of(roads, *nearest, place, a, b, nearest_m);
      }
    }
    return {};
  }

 private:
  /// A segment's place along its piece.
  struct Stop {
    std::uint32_t edge;
    double before_m;
    double all_m;
  };

  std::vector<SegmentGrid::Segment> segments(const OsmSource& source, const WayGraph& ways, const RoadGraph& roads,
                                             const std::vector<std::uint8_t>& kept) {
    std::vector<SegmentGrid::Segment> result;
    for (std::uint32_t edge = 0; edge < kept.size(); ++edge) {
      if (kept[edge] == 0 || roads.pieces[edge].road_class() == RoadClass::motorway) {
        continue;
      }
      const std::vector<Point> line = line_of(source, ways, roads.pieces[edge]);
      double before_m = 0;
      for (std::size_t i = 1; i < line.size(); ++i) {
        result.push_back({line[i - 1], line[i], static_cast<std::uint32_t>(stops_.size())});
        stops_.push_back({edge, before_m, roads.pieces[edge].length_m});
        before_m += distance_m(line[i - 1], line[i]);
      }
    }
    return result;
  }

  static std::vector<RoadSearch::Source> ends_of(const RoadGraph& roads, const Stop& stop, Point place, Point a,
                                                 Point b, double leg_m) {
    // The foot on the segment, by Pythagoras: short sides, so that the plane will do.
    const double to_a_m = distance_m(place, a);
    const double along_m = std::min(std::sqrt(std::max(0.0, to_a_m * to_a_m - leg_m * leg_m)), distance_m(a, b));
    const double share = stop.all_m > 0 ? std::min(1.0, (stop.before_m + along_m) / stop.all_m) : 0;
    const double leg_ms = drive_of_leg(leg_m).drive_s * 1000;
    const RoadPiece& piece = roads.pieces[stop.edge];
    std::vector<RoadSearch::Source> ends;
    if (piece.forward_ms != kClosedMs) {
      ends.push_back({roads.graph.head(EdgeIndex(stop.edge)).value(),
                      static_cast<std::uint32_t>(leg_ms + (1 - share) * piece.forward_ms)});
    }
    if (piece.backward_ms != kClosedMs) {
      ends.push_back({roads.graph.tail(EdgeIndex(stop.edge)).value(),
                      static_cast<std::uint32_t>(leg_ms + share * piece.backward_ms)});
    }
    return ends;
  }

  std::vector<Stop> stops_;
  SegmentGrid grid_;
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
  explicit Trial(const RoadGraph& roads) : roads_(roads), true_times_(roads), estimates_(roads) {}

  /// The edges that a drive from the node takes where its estimate fails.
  void run(std::uint32_t node, Point place, const OverlayLines& lines, const std::vector<std::uint8_t>& kept,
           const std::vector<std::uint8_t>& on, std::uint32_t allowed_ms, std::set<std::uint32_t>& found) {
    true_times_.run({&node, 1}, {.limit_ms = kTriedMs, .cheap_edges = {}, .usable_edges = {}});
    estimates_.run(lines.ends_near(roads_, place), {.limit_ms = 2 * kTriedMs, .cheap_edges = {}, .usable_edges = kept});
    for (std::uint32_t at : true_times_.settled()) {
      if (on[at] == 0) {
        continue;
      }
      const std::uint32_t true_ms = true_times_.time_ms(at);
      const std::uint32_t estimate_ms = estimates_.time_ms(at);
      if (std::max(true_ms, estimate_ms) - std::min(true_ms, estimate_ms) <= allowed_ms) {
        continue;
      }
      for (std::uint32_t edge = true_times_.parent_edge(at); edge != RoadSearch::kNone;
           edge = true_times_.parent_edge(at)) {
        if (kept[edge] == 0) {
          found.insert(edge);
        }
        at = roads_.graph.other_end(EdgeIndex(edge), NodeIndex(at)).value();
      }
    }
  }

 private:
  const RoadGraph& roads_;
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

void keep_where_estimates_fail(const OsmSource& source, const WayGraph& ways, const RoadGraph& roads,
                               std::uint32_t allowed_ms, std::vector<std::uint8_t>& kept) {
  const std::vector<std::uint32_t> off = nodes_off(roads, kept);
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<Trial> trials(threads, Trial(roads));
  const std::size_t batch = off.size() / kBatches + 1;
  for (std::size_t first = 0; first < off.size(); first += batch) {
    const std::size_t end = std::min(first + batch, off.size());
    const OverlayLines lines(source, ways, roads, kept);
    const std::vector<std::uint8_t> on = nodes_on(roads, kept);
    std::vector<std::set<std::uint32_t>> found(threads);
    parallel_for(threads, static_cast<unsigned>(threads), [&](std::size_t share) {
      for (std::size_t i = first + share; i < end; i += threads) {
        const std::uint32_t node = off[i];
        if (on[node] == 0) {
          const Point place = source.node_point[ways.source_node[roads.way_nodes[node]]];
          trials[share].run(node, place, lines, kept, on, allowed_ms, found[share]);
        }
      }
    });
    for (const std::set<std::uint32_t>& edges : found) {
      for (const std::uint32_t edge : edges) {
        kept[edge] = 1;
      }
    }
  }
}

}  // namespace loopgenie::ingest
