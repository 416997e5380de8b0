// How far a drive reaches: the fastest ways over the roads from a start, settled by time.
//
// A limit in seconds holds what takes no longer. A limit in metres means the metres along the fastest way: a place
// whose fastest way is longer is out of range, also where a slower one would be short enough. The leg from the place to
// the road, and at the other end from the road to a trailhead, is a straight line times kLegDetour at kLegSpeedMps.
//
// Nodes are settled in the order of (time, node). Of equally fast ways the shortest stays: the figures are those of the
// roads alone, whichever tiles they came in. Time O((n' + m') log n') in what lies within the limit, with scratch that
// is reused.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/search/road_network.hpp"

namespace loopgenie {

// A street's usual speed and detour: OSRM's car profile gives residential streets 25 km/h; detour as in "Road network
// circuity in metropolitan areas" (Giacomin, Levinson; Environment and Planning B 42(6), 2015).
inline constexpr double kLegSpeedMps = 25.0 / 3.6;
inline constexpr double kLegDetour = 1.3;

struct Drive {
  double drive_m = 0;
  double drive_s = 0;
  friend constexpr bool operator==(const Drive&, const Drive&) = default;
};
/// Of a straight line between a place and its road.
[[nodiscard]] constexpr Drive drive_of_leg(double leg_m) {
  return {leg_m * kLegDetour, leg_m * kLegDetour / kLegSpeedMps};
}

/// At most one of the two holds a limit; none: everything.
struct DriveLimit {
  std::optional<double> drive_m;
  std::optional<double> drive_s;
  [[nodiscard]] bool holds(const Drive& drive) const {
    return (!drive_m || drive.drive_m <= *drive_m) && (!drive_s || drive.drive_s <= *drive_s);
  }
};

class DriveRange {
 public:
  /// Must outlive the object.
  explicit DriveRange(const RoadNetwork& roads);

  /// Forgets the run before. A drive begins at whichever of the starts is best for it. One at the very end of a one-way
  /// road is at that junction.
  void run(std::span<const RoadStart> starts, const DriveLimit& limit);

  /// In order of time: every node within the limit, and, under a limit in metres, the faster ones beyond.
  [[nodiscard]] std::span<const NodeIndex> settled() const { return settled_; }
  /// From the place, its leg included; nullopt where the node was not settled.
  [[nodiscard]] std::optional<Drive> drive_to(NodeIndex node) const;
  /// The line from the point where the drive gets on the road to the node. REQUIRES it settled.
  [[nodiscard]] std::vector<Point> path_to(NodeIndex node) const;

 private:
  struct Label {
    std::uint32_t run = 0;  // older ones count as unreached
    std::uint32_t time_ds = 0;
    double length_m = 0;
    EdgeIndex edge;
    bool forward = true;
    bool is_first = false;    // reached from a start's point itself ...
    std::uint32_t start = 0;  // ... which is this one
    bool is_settled = false;
  };

  void begin_at(std::uint32_t index);
  [[nodiscard]] bool is_known(NodeIndex node) const { return label_[node.value()].run == run_; }
  void reach(NodeIndex node, const Label& label);

  const RoadNetwork& roads_;
  std::vector<RoadStart> starts_;
  DriveLimit limit_;
  std::uint32_t run_ = 0;
  std::size_t open_in_range_ = 0;  // labels not settled whose drive is within the limit
  std::vector<Label> label_;
  std::vector<std::pair<std::uint32_t, NodeIndex>> heap_;
  std::vector<NodeIndex> settled_;
};

}  // namespace loopgenie
