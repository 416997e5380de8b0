#include "api/ingest/roads/road_estimates.hpp"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "api/ingest/base/parallel.hpp"
#include "api/ingest/roads/road_line.hpp"
#include "core/search/drive_range.hpp"

namespace loopgenie::ingest {
namespace {

constexpr double kSearchRadiiM[] = {200, 1'000, 5'000};
constexpr std::uint32_t kTriedMs = 300'000;
constexpr std::uint32_t kFarthestMs = 3'600'000;

}  // namespace

/// The searches of one junction after another.
class RoadEstimates::Trial {
 public:
  Trial(const RoadEstimates& roads, std::uint32_t allowed_ms, const RoadSearch& idle, const RoadSearch& idle_overlay)
      : roads_(roads), allowed_ms_(allowed_ms), true_times_(idle), estimates_(idle_overlay) {}

  [[nodiscard]] bool is_misjudged(std::uint32_t node) {
    const Point place = roads_.source_.node_point[roads_.ways_.source_node[roads_.all_.way_nodes[node]]];
    const std::vector<RoadSearch::Source> ends = roads_.ends_near(place);
    drive_truly(node, ends, kTriedMs);
    if (doors_.empty()) {
      drive_truly(node, ends, kFarthestMs);
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

RoadEstimates::RoadEstimates(const OsmSource& source, const WayGraph& ways, const RoadGraph& all, RoadGraph overlay)
    : source_(source),
      ways_(ways),
      all_(all),
      overlay_(std::move(overlay)),
      node_in_all_(nodes_at(all, overlay_.way_nodes)),
      node_in_overlay_(all.graph.node_count(), WayGraph::kNoNode),
      is_overlay_node_(all.graph.node_count(), 0),
      grid_(segments_of(source, ways)) {
  for (std::uint32_t node = 0; node < node_in_all_.size(); ++node) {
    node_in_overlay_[node_in_all_[node]] = node;
    is_overlay_node_[node_in_all_[node]] = 1;
  }
}

std::vector<std::uint32_t> RoadEstimates::misjudged(std::span<const std::uint32_t> nodes, std::uint32_t allowed_ms,
                                                    const RoadSearch& idle) const {
  const RoadSearch idle_overlay(overlay_);
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::uint8_t> fails(nodes.size(), 0);
  parallel_for(threads, static_cast<unsigned>(threads), [&](std::size_t share) {
    Trial trial(*this, allowed_ms, idle, idle_overlay);
    for (std::size_t i = share; i < nodes.size(); i += threads) {
      fails[i] = trial.is_misjudged(nodes[i]) ? 1 : 0;
    }
  });
  std::vector<std::uint32_t> result;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (fails[i] != 0) {
      result.push_back(nodes[i]);
    }
  }
  return result;
}

std::vector<RoadSearch::Source> RoadEstimates::ends_near(Point place) const {
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

std::vector<SegmentGrid::Segment> RoadEstimates::segments_of(const OsmSource& source, const WayGraph& ways) {
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

std::vector<RoadSearch::Source> RoadEstimates::ends_of(std::uint32_t edge, const RoadStart& start) const {
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
