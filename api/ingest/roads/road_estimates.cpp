#include "api/ingest/roads/road_estimates.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <thread>
#include <utility>

#include "api/ingest/base/outline.hpp"
#include "api/ingest/base/parallel.hpp"
#include "api/ingest/roads/road_line.hpp"
#include "core/search/drive_range.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::array<double, 3> kSearchRadiiM = {200, 1'000, 5'000};
constexpr std::uint32_t kTriedMs = 300'000;
constexpr std::uint32_t kFarthestMs = 3'600'000;
constexpr std::size_t kCellsPerNode = 4;

Box box_of(Point point) { return {point.lat_e7, point.lon_e7, point.lat_e7, point.lon_e7}; }

Box box_of(const RoadEdge& road) {
  Box box = box_of(road.tail);
  extend(box, road.head);
  for (const Point point : road.inner) {
    extend(box, point);
  }
  return box;
}

Box extent_of(const OsmSource& source, const WayGraph& ways) {
  Box box = ways.source_node.empty() ? Box{} : box_of(source.node_point[ways.source_node.front()]);
  for (const std::uint32_t node : ways.source_node) {
    extend(box, source.node_point[node]);
  }
  return box;
}

}  // namespace

/// The searches of one junction after another.
class RoadEstimates::Trial {
 public:
  Trial(const RoadEstimates& roads, std::uint32_t allowed_ms, const RoadSearch& idle, const RoadSearch& idle_overlay)
      : roads_(roads), allowed_ms_(allowed_ms), true_times_(idle), estimates_(idle_overlay) {}

  [[nodiscard]] bool is_misjudged(std::uint32_t node, Box& footprint) {
    const Point place = roads_.place_of(node);
    footprint = box_of(place);
    const std::vector<RoadSearch::Source> ends = roads_.ends_near(place, footprint);
    drive_truly(node, ends, kTriedMs);
    if (doors_.empty()) {
      drive_truly(node, ends, kFarthestMs);
    }
    for (const std::uint32_t at : true_times_.settled()) {
      extend(footprint, roads_.place_of(at));
    }
    if (doors_.empty()) {
      return false;  // nobody gets from here to the overlay
    }
    for (const RoadSearch::Source& end : ends) {
      doors_.push_back(end.node);
    }
    std::uint32_t latest_ms = 0;
    for (const std::uint32_t door : doors_) {
      const std::uint32_t true_ms = true_ms_at(door);
      if (true_ms == kClosedMs) {
        return true;  // an end that no car comes to in time
      }
      latest_ms = std::max(latest_ms, true_ms);
    }
    estimates_.run(ends, {.limit_ms = latest_ms + allowed_ms_, .wanted = doors_});
    for (const std::uint32_t at : estimates_.settled()) {
      extend(footprint, roads_.place_of(roads_.node_in_all_[at]));
    }
    return std::any_of(doors_.begin(), doors_.end(), [&](std::uint32_t door) {
      const std::uint32_t true_ms = true_ms_at(door);
      const std::uint32_t estimate_ms = estimates_.time_ms(door);
      return std::max(true_ms, estimate_ms) - std::min(true_ms, estimate_ms) > allowed_ms_;
    });
  }

 private:
  /// Finds the doors within the limit, and the times to the ends as far as they may turn out right.
  void drive_truly(std::uint32_t node, const std::vector<RoadSearch::Source>& ends, std::uint32_t limit_ms) {
    std::uint32_t ends_ms = 0;
    ends_in_all_.clear();
    for (const RoadSearch::Source& end : ends) {
      ends_ms = std::max(ends_ms, end.time_ms + allowed_ms_);
      ends_in_all_.push_back(roads_.node_in_all_[end.node]);
    }
    true_times_.run({&node, 1}, {.limit_ms = std::max(limit_ms, ends_ms),
                                 .marked = roads_.is_overlay_node_,
                                 .wanted = ends_in_all_,
                                 .wanted_ms = ends_ms});
    doors_.clear();
    for (const std::uint32_t at : true_times_.settled()) {
      if (roads_.is_overlay_node_[at] != 0 && true_times_.is_direct(at)) {
        doors_.push_back(roads_.node_in_overlay_[at]);
      }
    }
  }
  [[nodiscard]] std::uint32_t true_ms_at(std::uint32_t door) const {
    return true_times_.time_ms(roads_.node_in_all_[door]);
  }

  const RoadEstimates& roads_;
  std::uint32_t allowed_ms_;
  RoadSearch true_times_;                   // over all roads
  RoadSearch estimates_;                    // over the overlay
  std::vector<std::uint32_t> doors_;        // nodes of the overlay at which the times are held against each other
  std::vector<std::uint32_t> ends_in_all_;  // nodes of all roads
};

RoadEstimates::RoadEstimates(const OsmSource& source, const WayGraph& ways, const RoadGraph& all)
    : source_(source),
      ways_(ways),
      all_(all),
      idle_(all),
      changed_(extent_of(source, ways), kCellsPerNode * all.graph.node_count()),
      verdict_(all.graph.node_count()),
      line_at_(ways.graph.edge_count(), WayGraph::kNoNode) {}

void RoadEstimates::set_overlay(RoadGraph overlay) {
  overlay_ = std::move(overlay);
  ++version_;
  set_nodes();
  set_lines();
}

void RoadEstimates::set_nodes() {
  node_in_all_ = nodes_at(all_, overlay_.way_nodes);
  node_in_overlay_.assign(all_.graph.node_count(), WayGraph::kNoNode);
  is_overlay_node_.assign(all_.graph.node_count(), 0);
  for (std::uint32_t node = 0; node < node_in_all_.size(); ++node) {
    node_in_overlay_[node_in_all_[node]] = node;
    is_overlay_node_[node_in_all_[node]] = 1;
  }
}

void RoadEstimates::set_lines() {
  std::vector<std::uint32_t> before = std::exchange(line_of_, {});
  for (const std::uint32_t line : before) {
    lines_[line].edge = WayGraph::kNoNode;
  }
  std::vector<std::uint32_t> added;
  for (std::uint32_t edge = 0; edge < overlay_.pieces.size(); ++edge) {
    const std::vector<ChainStep>& steps = overlay_.pieces[edge].steps;
    std::uint32_t line = line_at_[steps.front().edge.value()];
    if (line == WayGraph::kNoNode || lines_[line].version + 1 != version_ ||
        lines_[line].last_step != steps.back().edge.value() || lines_[line].step_count != steps.size()) {
      line = add_line(edge);
      added.push_back(line);
    }
    lines_[line].edge = edge;
    lines_[line].version = version_;
    line_of_.push_back(line);
  }
  for (const std::uint32_t line : added) {
    changed_.mark(box_of(lines_[line].road), version_);
  }
  for (const std::uint32_t line : before) {
    if (lines_[line].edge == WayGraph::kNoNode) {
      changed_.mark(box_of(lines_[line].road), version_);
    }
  }
  add_grid(std::move(added));
}

std::uint32_t RoadEstimates::add_line(std::uint32_t edge) {
  const RoadPiece& piece = overlay_.pieces[edge];
  const std::vector<Point> points = simplified_road(line_of(source_, ways_, piece));
  const auto number = static_cast<std::uint32_t>(lines_.size());
  Line& line = lines_.emplace_back();
  line.road.tail = points.front();
  line.road.head = points.back();
  line.road.inner.assign(points.begin() + 1, points.end() - 1);
  line.road.road_class = piece.road_class();
  line.last_step = piece.steps.back().edge.value();
  line.step_count = piece.steps.size();
  line_at_[piece.steps.front().edge.value()] = number;
  return number;
}

void RoadEstimates::add_grid(std::vector<std::uint32_t> lines) {
  while (!grids_.empty() && grids_.back().lines.size() < 2 * lines.size()) {
    lines.insert(lines.end(), grids_.back().lines.begin(), grids_.back().lines.end());
    grids_.pop_back();
  }
  std::erase_if(lines, [&](std::uint32_t line) { return lines_[line].edge == WayGraph::kNoNode; });
  std::vector<SegmentGrid::Segment> segments;
  for (const std::uint32_t number : lines) {
    const RoadEdge& road = lines_[number].road;
    Point from = road.tail;
    for (const Point point : road.inner) {
      segments.push_back({from, point, number});
      from = point;
    }
    segments.push_back({from, road.head, number});
  }
  if (!lines.empty()) {
    grids_.push_back({SegmentGrid(std::move(segments)), std::move(lines)});
  }
}

std::vector<std::uint32_t> RoadEstimates::misjudged(std::span<const std::uint32_t> nodes, std::uint32_t allowed_ms) {
  const RoadSearch idle_overlay(overlay_);
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::uint8_t> fails(nodes.size(), 0);
  parallel_for(threads, static_cast<unsigned>(threads), [&](std::size_t share) {
    Trial trial(*this, allowed_ms, idle_, idle_overlay);
    for (std::size_t i = share; i < nodes.size(); i += threads) {
      fails[i] = trial.is_misjudged(nodes[i], verdict_[nodes[i]].footprint) ? 1 : 0;
    }
  });
  std::vector<std::uint32_t> result;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    verdict_[nodes[i]].version = version_;
    if (fails[i] != 0) {
      result.push_back(nodes[i]);
    }
  }
  return result;
}

std::vector<RoadSearch::Source> RoadEstimates::ends_near(Point place, Box& footprint) const {
  for (const double radius_m : kSearchRadiiM) {
    for (const Box& box : boxes_around(place, radius_m)) {
      extend(footprint, {box.south_e7, box.west_e7});
      extend(footprint, {box.north_e7, box.east_e7});
    }
    std::vector<std::uint32_t> near;  // edges
    for (const Grid& grid : grids_) {
      grid.segments.visit_near(place, radius_m, [&](const SegmentGrid::Segment& segment, double /*away_m*/) {
        if (lines_[segment.tag].edge != WayGraph::kNoNode) {
          near.push_back(lines_[segment.tag].edge);
        }
      });
    }
    std::sort(near.begin(), near.end());
    near.erase(std::unique(near.begin(), near.end()), near.end());
    RoadNetwork roads;
    for (const std::uint32_t edge : near) {
      roads.edges.push_back(&lines_[line_of_[edge]].road);
    }
    const std::vector<RoadStart> starts = roads_near(roads, place, radius_m);
    const bool are_all = !starts.empty() && starts.front().leg_m + kSpareLegM <= radius_m;
    if (are_all || (!starts.empty() && radius_m == kSearchRadiiM.back())) {
      std::vector<RoadSearch::Source> ends;
      for (const RoadStart& start : starts) {
        add_ends(near[start.edge.value()], start, ends);
      }
      return ends;
    }
  }
  return {};
}

void RoadEstimates::add_ends(std::uint32_t edge, const RoadStart& start, std::vector<RoadSearch::Source>& ends) const {
  const double leg_ms = drive_of_leg(start.leg_m).drive_s * 1000;
  const RoadPiece& piece = overlay_.pieces[edge];
  const auto add = [&](NodeIndex end, double share, std::uint32_t edge_ms) {
    if (share == 0 || edge_ms != kClosedMs) {
      ends.push_back({end.value(), static_cast<std::uint32_t>(leg_ms + (share > 0 ? share * edge_ms : 0))});
    }
  };
  add(overlay_.graph.head(EdgeIndex(edge)), 1 - start.share, piece.forward_ms);
  add(overlay_.graph.tail(EdgeIndex(edge)), start.share, piece.backward_ms);
}

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

}  // namespace loopgenie::ingest
