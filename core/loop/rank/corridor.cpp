#include "core/loop/rank/corridor.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <span>

#include "core/base/sort.hpp"

namespace loopgenie {
namespace {

constexpr double kMetresPerDegree = 111'320;  // of latitude, and of longitude at the equator
constexpr std::int64_t kSouthPoleE7 = -90LL * kE7PerDegree;
constexpr std::int64_t kDateLineE7 = -180LL * kE7PerDegree;
constexpr std::uint64_t kRow = std::uint64_t{1} << 32;  // cells are row and column in one number
constexpr double kLeastCosine = 0.01;

/// Squares of the given size near one latitude.
struct Grid {
  std::int64_t row_e7;
  std::int64_t column_e7;

  Grid(double cell_m, Point near)
      : row_e7(std::llround(cell_m / kMetresPerDegree * kE7PerDegree)),
        column_e7(std::llround(static_cast<double>(row_e7) /
                               std::max(kLeastCosine, std::cos(near.lat() * std::numbers::pi / 180)))) {}

  [[nodiscard]] std::uint64_t cell(std::int64_t lat_e7, std::int64_t lon_e7) const {
    const auto row = static_cast<std::uint64_t>((lat_e7 - kSouthPoleE7) / row_e7 + 1);
    const auto column = static_cast<std::uint64_t>((lon_e7 - kDateLineE7) / column_e7 + 1);
    return row * kRow + column;
  }
};

/// The cells of points along the segment, no farther apart than a cell.
void add_cells(const Grid& grid, Point from, Point to, std::vector<std::uint64_t>& cells) {
  const std::int64_t lat_e7 = std::int64_t{to.lat_e7} - from.lat_e7;
  const std::int64_t lon_e7 = std::int64_t{to.lon_e7} - from.lon_e7;
  const std::int64_t parts = std::max(std::abs(lat_e7) / grid.row_e7, std::abs(lon_e7) / grid.column_e7) + 1;
  for (std::int64_t i = 0; i <= parts; ++i) {
    cells.push_back(grid.cell(from.lat_e7 + lat_e7 * i / parts, from.lon_e7 + lon_e7 * i / parts));
  }
}

void keep_each_once(std::vector<std::uint64_t>& cells) {
  heap_sort(cells);
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
}

std::size_t count_shared(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t shared = 0;
  auto other = b.begin();
  for (const std::uint64_t cell : a) {
    while (other != b.end() && *other < cell) {
      ++other;
    }
    shared += other != b.end() && *other == cell ? 1U : 0U;
  }
  return shared;
}

}  // namespace

Corridor::Corridor(const Network& network, const Route& route) {
  if (network.vertices.empty()) {
    return;
  }
  const Grid grid(kCellM, network.vertices.front().point);
  for (const RouteStep& step : route.steps) {
    const std::span<const Vertex> line = network.edge_vertices(step.edge);
    for (std::size_t i = 1; i < line.size(); ++i) {
      add_cells(grid, line[i - 1].point, line[i].point, passed_);
    }
  }
  keep_each_once(passed_);
  for (const Cell cell : passed_) {
    const Cell southwest = cell - kRow - 1;
    for (Cell i = 0; i < 9; ++i) {
      near_.push_back(southwest + i / 3 * kRow + i % 3);
    }
  }
  keep_each_once(near_);
}

double Corridor::shared_with(const Corridor& other) const {
  const Corridor& fewer = passed_.size() <= other.passed_.size() ? *this : other;
  const Corridor& more = &fewer == this ? other : *this;
  if (fewer.passed_.empty()) {
    return 0;
  }
  return static_cast<double>(count_shared(fewer.passed_, more.near_)) / static_cast<double>(fewer.passed_.size());
}

}  // namespace loopgenie
