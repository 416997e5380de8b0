// Whether two loops are one for a walker although they share few ways: on either side of a stream, on a path beside a
// track. The ground is cut into square cells, and a loop's corridor is the cells it passes and those around them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/graph/network.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

class Corridor {
 public:
  /// The edge of a cell: ways about so far apart count as the same, ways three times as far never do.
  static constexpr double kCellM = 40;

  /// O(c log c) in the cells passed. Knows nothing of the 180th meridian: there, two loops on its two sides are two.
  Corridor(const Network& network, const Route& route);

  /// Of the loop that passes fewer cells, the share of these that lie in the other's corridor: 0…1. Symmetric. O(c).
  [[nodiscard]] double shared_with(const Corridor& other) const;

 private:
  using Cell = std::uint64_t;  // row, column

  std::vector<Cell> passed_;  // ascending, each once
  std::vector<Cell> near_;    // these and the eight around each: ascending, each once
};

}  // namespace loopgenie
