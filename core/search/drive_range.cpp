#include "core/search/drive_range.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

Drive drive_of(std::uint32_t time_ds, double length_m) { return {length_m, time_ds / 10.0}; }

/// The line of an edge, in the direction driven.
std::vector<Point> line_of(const RoadEdge& edge, bool forward) {
  std::vector<Point> line = {edge.tail};
  line.insert(line.end(), edge.inner.begin(), edge.inner.end());
  line.push_back(edge.head);
  if (!forward) {
    std::reverse(line.begin(), line.end());
  }
  return line;
}

}  // namespace

DriveRange::DriveRange(const RoadNetwork& roads) : roads_(roads), label_(roads.nodes.size()) {}

void DriveRange::reach(NodeIndex node, const Label& label) {
  Label& known = label_[node.value()];
  if (is_known(node) &&
      (known.is_settled || std::pair(known.time_ds, known.length_m) <= std::pair(label.time_ds, label.length_m))) {
    return;
  }
  if (is_known(node) && limit_.holds(drive_of(known.time_ds, known.length_m))) {
    --open_in_range_;
  }
  known = label;
  known.run = run_;
  open_in_range_ += limit_.holds(drive_of(label.time_ds, label.length_m)) ? 1 : 0;
  heap_.emplace_back(label.time_ds, node);
  std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

void DriveRange::begin_at(std::uint32_t index) {
  const RoadStart& start = starts_[index];
  const Drive leg = drive_of_leg(start.leg_m);
  for (const bool forward : {true, false}) {
    const double share = forward ? 1 - start.share : start.share;
    // A start at an end of the road is there, whatever the direction of a one-way.
    if (const auto whole_ds = share > 0 ? roads_.time_ds(start.edge, forward) : 0) {
      Label label;
      label.time_ds = static_cast<std::uint32_t>(std::lround(leg.drive_s * 10 + share * *whole_ds));
      label.length_m = leg.drive_m + share * roads_.edges[start.edge.value()]->length_m;
      label.edge = start.edge;
      label.forward = forward;
      label.is_first = true;
      label.start = index;
      reach(forward ? roads_.graph.head(start.edge) : roads_.graph.tail(start.edge), label);
    }
  }
}

void DriveRange::run(std::span<const RoadStart> starts, const DriveLimit& limit) {
  if (++run_ == 0) {  // the counter wrapped: old labels must not look fresh
    std::fill(label_.begin(), label_.end(), Label{});
    run_ = 1;
  }
  starts_.assign(starts.begin(), starts.end());
  limit_ = limit;
  open_in_range_ = 0;
  heap_.clear();
  settled_.clear();

  for (std::uint32_t start = 0; start < starts_.size(); ++start) {
    begin_at(start);
  }
  // Once no open node is in range, none of those behind them is.
  while (open_in_range_ > 0) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const NodeIndex node = heap_.back().second;
    heap_.pop_back();
    Label& label = label_[node.value()];
    if (label.is_settled) {
      continue;  // an older, slower entry
    }
    label.is_settled = true;
    settled_.push_back(node);
    open_in_range_ -= limit.holds(drive_of(label.time_ds, label.length_m)) ? 1 : 0;
    for (const Arc& arc : roads_.graph.arcs(node)) {
      const std::optional<std::uint32_t> edge_ds = roads_.time_ds(arc.edge, arc.forward);
      if (edge_ds && *edge_ds < std::numeric_limits<std::uint32_t>::max() - label.time_ds) {
        Label next;
        next.time_ds = label.time_ds + *edge_ds;
        next.length_m = label.length_m + roads_.edges[arc.edge.value()]->length_m;
        next.edge = arc.edge;
        next.forward = arc.forward;
        reach(arc.head, next);
      }
    }
  }
}

std::optional<Drive> DriveRange::drive_to(NodeIndex node) const {
  const Label& label = label_[node.value()];
  return is_known(node) && label.is_settled ? std::optional(drive_of(label.time_ds, label.length_m)) : std::nullopt;
}

std::vector<Point> DriveRange::path_to(NodeIndex node) const {
  std::vector<Point> backward;
  for (;;) {
    const Label& label = label_[node.value()];
    const RoadEdge& edge = *roads_.edges[label.edge.value()];
    const std::vector<Point> line = line_of(edge, label.forward);
    if (label.is_first) {
      // Of the first edge only what lies beyond the start's point.
      const RoadStart& start = starts_[label.start];
      const double share = label.forward ? 1 - start.share : start.share;
      double all_m = 0;
      for (std::size_t i = 1; i < line.size(); ++i) {
        all_m += distance_m(line[i - 1], line[i]);
      }
      double behind_m = 0;
      for (std::size_t i = line.size(); i-- > 0 && behind_m <= share * all_m;) {
        backward.push_back(line[i]);
        behind_m += i > 0 ? distance_m(line[i - 1], line[i]) : 0;
      }
      backward.push_back(start.point);
      break;
    }
    for (std::size_t i = line.size(); i-- > 1;) {
      backward.push_back(line[i]);
    }
    node = label.forward ? roads_.graph.tail(label.edge) : roads_.graph.head(label.edge);
  }
  std::reverse(backward.begin(), backward.end());
  return backward;
}

}  // namespace loopgenie
