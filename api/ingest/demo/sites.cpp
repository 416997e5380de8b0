#include "api/ingest/demo/sites.hpp"

#include <algorithm>
#include <array>

#include "core/base/random.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr double kWaypointSpacingM = 1350;
constexpr double kPeakRadiusM = 650;
constexpr double kLowestPeakM = 240;
constexpr std::size_t kMaxPeaks = 34;

struct SettlementPlan {
  const char* name;
  const char* kind;
  int population;
  Local at;
};
constexpr std::array<SettlementPlan, kSettlementCount> kSettlements = {{
    {"Port Genie", "town", 6200, {1875, 7100}},
    {"Wishbourne", "village", 940, {4750, 8225}},
    {"Upper Wish", "hamlet", 70, {6625, 8875}},
    {"Lampford", "village", 1310, {11000, 12975}},
    {"Wickdale", "hamlet", 110, {10000, 10975}},
    {"Smokehaven", "village", 1150, {9500, 2350}},
    {"Middle Smoke", "village", 380, {8250, 4225}},
    {"Cinderhead", "hamlet", 45, {7125, 5975}},
    {"Eastbottle", "village", 870, {13750, 7225}},
    {"Corkham", "hamlet", 60, {11250, 7350}},
    {"Tassel Cove", "village", 420, {6250, 14475}},
    {"Rubbing Bay", "village", 510, {3000, 2975}},
    {"Lanternbury", "village", 640, {16250, 9225}},
    {"Wick End", "hamlet", 90, {19000, 9225}},
    {"Snuffers", "hamlet", 55, {17500, 4975}},
}};

std::vector<Peak> find_peaks(const Terrain& terrain) {
  std::vector<Peak> found;
  const int reach = static_cast<int>(kPeakRadiusM / kCellM);
  for (Cell cell = 0; cell < kCellCount; ++cell) {
    const double height = terrain.height(cell);
    if (height < kLowestPeakM || terrain.is_water(cell)) {
      continue;
    }
    bool highest = true;
    for (int dr = -reach; highest && dr <= reach; ++dr) {
      for (int dc = -reach; highest && dc <= reach; ++dc) {
        if (dr * dr + dc * dc <= reach * reach && is_inside(column_of(cell) + dc, row_of(cell) + dr)) {
          const Cell other = cell + cell_offset(dc, dr);
          highest = terrain.height(other) < height || (terrain.height(other) == height && other >= cell);
        }
      }
    }
    if (highest) {
      found.push_back({cell});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [&](Peak a, Peak b) { return terrain.height(a.cell) > terrain.height(b.cell); });
  found.resize(std::min(found.size(), kMaxPeaks));
  return found;
}

std::vector<Cell> scatter_waypoints(const Terrain& terrain, const std::vector<Settlement>& settlements,
                                    std::uint64_t seed) {
  Random random(seed);
  std::vector<Cell> taken;
  taken.reserve(settlements.size());
  for (const Settlement& settlement : settlements) {
    taken.push_back(settlement.center);
  }
  std::vector<Cell> waypoints;
  for (int i = 0; i < 20'000; ++i) {
    const Cell cell = static_cast<Cell>(random.below(kCellCount));
    if (terrain.is_water(cell) || terrain.slope(cell) > 0.45) {
      continue;
    }
    const bool free = std::all_of(taken.begin(), taken.end(), [&](Cell other) {
      return distance(center_of(cell), center_of(other)) >= kWaypointSpacingM;
    });
    if (free) {
      taken.push_back(cell);
      waypoints.push_back(cell);
    }
  }
  return waypoints;
}

}  // namespace

Cell level_cell_near(const Terrain& terrain, Local at, double radius_m) {
  const int reach = static_cast<int>(radius_m / kCellM);
  const Cell middle = cell_near(at);
  Cell best = middle;
  double best_value = 1e9;
  for (int dr = -reach; dr <= reach; ++dr) {
    for (int dc = -reach; dc <= reach; ++dc) {
      if (!is_inside(column_of(middle) + dc, row_of(middle) + dr)) {
        continue;
      }
      const Cell cell = middle + cell_offset(dc, dr);
      const double far = std::sqrt(static_cast<double>(dr * dr + dc * dc)) / std::max(1, reach);
      const double value = terrain.slope(cell) + 0.05 * far;
      if (far <= 1 && !terrain.is_water(cell) && value < best_value) {
        best = cell;
        best_value = value;
      }
    }
  }
  return best;
}

Sites choose_sites(const Terrain& terrain, std::uint64_t seed) {
  Sites sites;
  for (const SettlementPlan& plan : kSettlements) {
    sites.settlements.push_back({plan.name, plan.kind, plan.population, level_cell_near(terrain, plan.at, 400)});
  }
  sites.peaks = find_peaks(terrain);
  sites.waypoints = scatter_waypoints(terrain, sites.settlements, seed);
  return sites;
}

}  // namespace loopgenie::ingest::demo
