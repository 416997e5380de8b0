// The line of a loop with the metres walked along it, and where along it a place lies.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/graph/network.hpp"

namespace loopgenie {

class WalkedLine {
 public:
  /// Looks for places within `within_m` of the line, and no farther. At the last vertex one has walked `length_m`. The
  /// vertices have to outlive this object.
  WalkedLine(std::span<const Vertex> line, std::int64_t length_m, double within_m);

  struct Near {
    double distance_m = std::numeric_limits<double>::infinity();
    std::uint32_t vertex = 0;  // the beginning of the nearest segment
    double at_m = 0;           // walked up to the nearest point
  };
  /// Infinitely far where no segment comes within `within_m`. Where the line comes as near twice, but for 5 cm: the
  /// first time. O(vertices), most of it skipped by bounding box.
  [[nodiscard]] Near nearest(Point point) const;

  [[nodiscard]] double metres_at(std::uint32_t vertex) const { return metres_[vertex]; }

 private:
  std::span<const Vertex> line_;
  double within_m_;
  std::vector<double> metres_;  // per vertex
  Box around_;                  // what is outside is too far away
};

}  // namespace loopgenie
