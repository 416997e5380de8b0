#include "api/ingest/demo/terrain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <queue>
#include <span>
#include <utility>

#include "api/ingest/demo/noise.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr std::int32_t kStreamCatchment = 1400;  // cells, 0.9 km²
constexpr std::int32_t kRiverCatchment = 8000;   // cells, 5 km²
constexpr std::size_t kLakeCells = 45;           // smaller fills become level ground
constexpr std::size_t kMaxLakes = 14;

struct Island {
  Local center;
  double radius_x;
  double radius_y;
  double relief_m;
};
constexpr std::array<Island, 2> kIslands = {{{{7500, 8000}, 7000, 7300, 1250}, {{17900, 8200}, 2500, 5200, 620}}};

struct ValleyPoint {
  Local at;
  double floor_m;
};
constexpr std::array<ValleyPoint, 5> kWishwater = {
    {{{200, 6700}, 2}, {{1500, 7000}, 14}, {{3300, 7500}, 90}, {{5100, 8500}, 260}, {{6700, 8700}, 470}}};
constexpr std::array<ValleyPoint, 5> kLampdale = {
    {{{11900, 14300}, 2}, {{11200, 13200}, 20}, {{10600, 11800}, 110}, {{9600, 10600}, 280}, {{8700, 9900}, 480}}};
constexpr std::array<ValleyPoint, 5> kSmokedale = {
    {{{9300, 500}, 2}, {{9150, 2000}, 18}, {{8900, 3500}, 110}, {{8100, 4900}, 270}, {{7200, 6000}, 450}}};
constexpr std::array<ValleyPoint, 4> kBottledale = {
    {{{14700, 7400}, 2}, {{13300, 7300}, 30}, {{12000, 7500}, 160}, {{10600, 7400}, 400}}};
constexpr std::array<ValleyPoint, 3> kLanternGap = {{{{15100, 8600}, 2}, {{16800, 8500}, 25}, {{18400, 8900}, 120}}};

double smooth_step(double from, double to, double value) {
  const double t = std::clamp((value - from) / (to - from), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

struct Valley {
  double distance_m;
  double floor_m;
};

Valley nearest_on(std::span<const ValleyPoint> line, Local at, Valley best) {
  for (std::size_t i = 1; i < line.size(); ++i) {
    const Local a = line[i - 1].at;
    const Local b = line[i].at;
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double t = std::clamp(((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    const double d = distance(at, {a.x + t * dx, a.y + t * dy});
    if (d < best.distance_m) {
      best = {d, line[i - 1].floor_m + t * (line[i].floor_m - line[i - 1].floor_m)};
    }
  }
  return best;
}

double raw_height(Local at, std::uint64_t seed) {
  // Warping bends straight crests and coasts.
  const Local warped{at.x + 700 * fractal_noise(at.x / 2600, at.y / 2600, 3, seed + 100),
                     at.y + 700 * fractal_noise(at.x / 2600, at.y / 2600, 3, seed + 200)};
  double land = -1;
  double relief = 0;
  for (const Island& island : kIslands) {
    const double dx = (warped.x - island.center.x) / island.radius_x;
    const double dy = (warped.y - island.center.y) / island.radius_y;
    const double inside = (1 - std::sqrt(dx * dx + dy * dy)) * std::min(island.radius_x, island.radius_y) / 1000;
    if (inside > land) {
      land = inside;
      relief = island.relief_m;
    }
  }
  land += 0.45 * fractal_noise(at.x / 1500, at.y / 1500, 4, seed + 300);
  if (land <= 0) {
    return -20;
  }
  const double rise = smooth_step(0, 3.4, land);
  const double hills = 0.5 + 0.5 * fractal_noise(at.x / 1100, at.y / 1100, 5, seed + 400);
  const double ridges = ridged_noise(warped.x / 3600, warped.y / 3600, 6, seed + 500);
  double height = 4 + 26 * smooth_step(0, 0.5, land) + relief * rise * (0.10 + 0.22 * hills + 0.95 * ridges);

  Valley valley{1e9, 0};
  for (const std::span<const ValleyPoint> line :
       {std::span<const ValleyPoint>(kWishwater), std::span<const ValleyPoint>(kLampdale),
        std::span<const ValleyPoint>(kSmokedale), std::span<const ValleyPoint>(kBottledale),
        std::span<const ValleyPoint>(kLanternGap)}) {
    valley = nearest_on(line, warped, valley);
  }
  const double side = smooth_step(120, 1500, valley.distance_m);
  height = std::min(height, valley.floor_m + 12 * hills) * (1 - side) + height * side;
  return std::max(height, 1.0);
}

template <typename Visit>
void for_neighbours(Cell cell, Visit visit) {
  const int column = column_of(cell);
  const int row = row_of(cell);
  for (int dr = -1; dr <= 1; ++dr) {
    for (int dc = -1; dc <= 1; ++dc) {
      if ((dr != 0 || dc != 0) && is_inside(column + dc, row + dr)) {
        visit(cell_at(column + dc, row + dr), std::sqrt(static_cast<double>(dr * dr + dc * dc)) * kCellM);
      }
    }
  }
}

// Fills every hollow and gives each cell its way to the sea; returns the depth of the fill.
std::vector<float> fill_hollows(Terrain& terrain) {
  std::vector<float> depth(kCellCount, 0);
  std::vector<char> seen(kCellCount, 0);
  std::vector<Cell> order;
  order.reserve(kCellCount);
  terrain.downstream.assign(kCellCount, kNoCell);
  using Entry = std::pair<float, Cell>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  for (Cell cell = 0; cell < kCellCount; ++cell) {
    const auto i = static_cast<std::size_t>(cell);
    if (terrain.height_m[i] <= 0) {
      terrain.height_m[i] = 0;
      seen[i] = 1;
      open.emplace(0.0F, cell);
    }
  }
  while (!open.empty()) {
    const Cell cell = open.top().second;
    open.pop();
    order.push_back(cell);
    const float level = terrain.height_m[static_cast<std::size_t>(cell)];
    for_neighbours(cell, [&](Cell next, double) {
      const auto i = static_cast<std::size_t>(next);
      if (seen[i] != 0) {
        return;
      }
      seen[i] = 1;
      terrain.downstream[i] = cell;
      if (terrain.height_m[i] < level) {
        depth[i] = level - terrain.height_m[i];
        terrain.height_m[i] = level;
      }
      open.emplace(terrain.height_m[i], next);
    });
  }
  terrain.catchment.assign(kCellCount, 1);
  for (auto cell = order.rbegin(); cell != order.rend(); ++cell) {
    const Cell next = terrain.downstream[static_cast<std::size_t>(*cell)];
    if (next != kNoCell) {
      terrain.catchment[static_cast<std::size_t>(next)] += terrain.catchment[static_cast<std::size_t>(*cell)];
    }
  }
  return depth;
}

void find_lakes(Terrain& terrain, const std::vector<float>& depth) {
  std::vector<char> seen(kCellCount, 0);
  std::vector<Lake> found;
  for (Cell first = 0; first < kCellCount; ++first) {
    if (seen[static_cast<std::size_t>(first)] != 0 || depth[static_cast<std::size_t>(first)] < 0.5F) {
      continue;
    }
    const float level = terrain.height_m[static_cast<std::size_t>(first)];
    Lake lake{level, {first}};
    seen[static_cast<std::size_t>(first)] = 1;
    for (std::size_t i = 0; i < lake.cells.size(); ++i) {
      for_neighbours(lake.cells[i], [&](Cell next, double step_m) {
        const auto n = static_cast<std::size_t>(next);
        if (step_m == kCellM && seen[n] == 0 && depth[n] >= 0.5F && terrain.height_m[n] == level) {
          seen[n] = 1;
          lake.cells.push_back(next);
        }
      });
    }
    if (lake.cells.size() >= kLakeCells) {
      std::sort(lake.cells.begin(), lake.cells.end());
      found.push_back(std::move(lake));
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Lake& a, const Lake& b) { return a.cells.size() > b.cells.size(); });
  found.resize(std::min(found.size(), kMaxLakes));
  terrain.lake_of.assign(kCellCount, -1);
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const Cell cell : found[i].cells) {
      terrain.lake_of[static_cast<std::size_t>(cell)] = static_cast<std::int16_t>(i);
    }
  }
  terrain.lakes = std::move(found);
}

}  // namespace

bool Terrain::is_stream(Cell cell) const {
  return !is_water(cell) && catchment[static_cast<std::size_t>(cell)] >= kStreamCatchment;
}

bool Terrain::is_river(Cell cell) const {
  return !is_water(cell) && catchment[static_cast<std::size_t>(cell)] >= kRiverCatchment;
}

double Terrain::height_at(Local at) const {
  const double column = std::clamp(at.x / kCellM, 0.0, kColumns - 1.001);
  const double row = std::clamp(at.y / kCellM, 0.0, kRows - 1.001);
  const int c = static_cast<int>(column);
  const int r = static_cast<int>(row);
  const double u = column - c;
  const double v = row - r;
  const double south = height(cell_at(c, r)) * (1 - u) + height(cell_at(c + 1, r)) * u;
  const double north = height(cell_at(c, r + 1)) * (1 - u) + height(cell_at(c + 1, r + 1)) * u;
  return south * (1 - v) + north * v;
}

double Terrain::slope(Cell cell) const {
  double steepest = 0;
  for_neighbours(cell, [&](Cell next, double step_m) {
    steepest = std::max(steepest, std::abs(height(next) - height(cell)) / step_m);
  });
  return steepest;
}

Terrain make_terrain(std::uint64_t seed) {
  Terrain terrain;
  terrain.height_m.resize(kCellCount);
  for (Cell cell = 0; cell < kCellCount; ++cell) {
    terrain.height_m[static_cast<std::size_t>(cell)] = static_cast<float>(raw_height(center_of(cell), seed));
  }
  const std::vector<float> depth = fill_hollows(terrain);
  find_lakes(terrain, depth);
  for (float& height : terrain.height_m) {
    height = std::round(height * 10) / 10;  // decimetres: what the elevation file holds
  }
  return terrain;
}

}  // namespace loopgenie::ingest::demo
