#include "api/ingest/demo/routes.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <set>
#include <unordered_map>
#include <utility>

namespace loopgenie::ingest::demo {
namespace {

using EdgeKey = std::pair<Cell, Cell>;
EdgeKey key_of(Cell a, Cell b) { return {std::min(a, b), std::max(a, b)}; }

// Dijkstra over existing ways. Empty where `to` cannot be walked to.
std::vector<Cell> walk_between(const WayGrid& grid, Cell from, Cell to, const std::set<EdgeKey>& walked) {
  std::unordered_map<Cell, std::pair<double, Cell>> best;
  using Entry = std::pair<double, Cell>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  best[from] = {0, kNoCell};
  open.emplace(0, from);
  while (!open.empty()) {
    const auto [cost, cell] = open.top();
    open.pop();
    if (cost > best[cell].first) {
      continue;
    }
    if (cell == to) {
      break;
    }
    for (const Cell next : grid.neighbours(cell)) {
      double step = distance(center_of(cell), center_of(next));
      if (grid.is_road(cell) && grid.is_road(next)) {
        step *= 2.5;
      }
      if (walked.contains(key_of(cell, next))) {
        step *= 4;
      }
      const auto found = best.find(next);
      if (found == best.end() || cost + step < found->second.first) {
        best[next] = {cost + step, cell};
        open.emplace(cost + step, next);
      }
    }
  }
  std::vector<Cell> walk;
  if (best.contains(to)) {
    for (Cell cell = to; cell != kNoCell; cell = best[cell].second) {
      walk.push_back(cell);
    }
    std::reverse(walk.begin(), walk.end());
  }
  return walk;
}

std::vector<Cell> walk_through(const WayGrid& grid, const std::vector<Cell>& stops) {
  std::set<EdgeKey> walked;
  std::vector<Cell> walk;
  for (std::size_t i = 1; i < stops.size(); ++i) {
    const std::vector<Cell> part = walk_between(grid, stops[i - 1], stops[i], walked);
    for (std::size_t k = 1; k < part.size(); ++k) {
      walked.insert(key_of(part[k - 1], part[k]));
    }
    walk.insert(walk.end(), part.begin() + (walk.empty() || part.empty() ? 0 : 1), part.end());
  }
  return walk;
}

Tags route_tags(const std::string& name, const std::string& ref, const char* network, const char* symbol) {
  return {{"type", "route"}, {"route", "hiking"},     {"network", network},
          {"name", name},    {"osmc:symbol", symbol}, {"ref", ref}};
}

}  // namespace

std::vector<HikingRoute> choose_routes(const WayGrid& grid, const Sites& sites) {
  const auto village = [&](SettlementIndex index) { return sites.settlements[index].center; };
  const auto summit = [&](std::size_t index) { return sites.peaks[index % sites.peaks.size()].cell; };
  const auto trail_near = [&](Cell cell) { return grid.nearest_way(cell, 2500, true); };
  std::vector<HikingRoute> routes;
  routes.push_back({route_tags("Genie Traverse", "GT", "nwn", "red:white:red_bar"),
                    walk_through(grid, {village(kPortGenie), trail_near(summit(0)), village(kUpperWish),
                                        village(kWickdale), trail_near(summit(1)), village(kSmokehaven)})});
  routes.push_back({route_tags("Three Wishes Circuit", "3W", "rwn", "blue:white:blue_bar"),
                    walk_through(grid, {village(kUpperWish), village(kWickdale), village(kCorkham),
                                        village(kCinderhead), village(kUpperWish)})});
  routes.push_back(
      {route_tags("Lantern Round", "LR", "rwn", "yellow:white:yellow_bar"),
       walk_through(grid, {village(kLanternbury), village(kWickEnd), village(kSnuffers), village(kLanternbury)})});
  int number = 0;
  for (const SettlementIndex start : {kWishbourne, kTasselCove, kLampford, kMiddleSmoke, kRubbingBay, kEastbottle}) {
    // A round over the two waypoints nearest to the village.
    std::vector<Cell> near;
    for (const Cell waypoint : sites.waypoints) {
      if (grid.is_trail(waypoint) && distance(center_of(waypoint), center_of(village(start))) < 3500) {
        near.push_back(waypoint);
      }
    }
    if (near.size() < 2) {
      continue;
    }
    std::stable_sort(near.begin(), near.end(), [&](Cell a, Cell b) {
      return distance(center_of(a), center_of(village(start))) < distance(center_of(b), center_of(village(start)));
    });
    const std::string ref = "W" + std::to_string(++number);
    routes.push_back({route_tags(sites.settlements[start].name + " Round", ref, "lwn", "green:white:green_dot"),
                      walk_through(grid, {village(start), near[0], near[1], village(start)})});
  }
  std::erase_if(routes, [](const HikingRoute& route) { return route.walk.size() < 2; });
  return routes;
}

}  // namespace loopgenie::ingest::demo
